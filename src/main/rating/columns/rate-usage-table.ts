import type { ColumnPlan } from '../domain/columns/column-plan.ts';
import { pricedColumns, rateColumns } from '../domain/columns/rate-columns.ts';
import type { RatingState } from '../domain/columns/rating-state.ts';
import { copyHead, copyTail, pricesAsCopy } from './copy-prices.ts';
import { usageReader } from './copy-usage.ts';

/** Usage as it is copied out (`usageToCopy`), and where prices are copied in (`pricesToCopy`); `write` waits while the database is behind. */
export type UsageTable = { readonly usage: AsyncIterable<Uint8Array>; readonly write: (bytes: Uint8Array) => Promise<void>; readonly serviceAt: (serviceId: number) => number | undefined };

/**
 * Rates a table of usage into a table of prices, both streamed: a piece that comes out is rated and goes in before the next, so memory
 * does not grow with the events. Two connections are needed. Returns how many events were read and how many priced. Throws a
 * RangeError as `rateColumns` does, and where the copy breaks off; then the caller ends the copy in by an error.
 */
export async function rateUsageTable(plan: ColumnPlan, state: RatingState, { usage, write, serviceAt }: UsageTable): Promise<{ readonly events: number; readonly priced: number }> {
  const reader = usageReader(serviceAt);
  let [priced, events, prices] = [pricedColumns(1024), 0, 0];
  await write(copyHead);
  for await (const piece of usage) {
    const columns = reader.read(piece);
    if (columns.count === 0) continue;
    if (columns.count > priced.tariff.length) priced = pricedColumns(columns.usageId.length);
    rateColumns(plan, state, columns, priced);
    events += columns.count;
    for (let row = 0; row < columns.count; row += 1) if ((priced.tariff[row] as number) >= 0) prices += 1;
    await write(pricesAsCopy(columns, priced));
  }
  if (!reader.ended()) throw new RangeError('The copy of usage broke off.');
  await write(copyTail);
  return { events, priced: prices };
}
