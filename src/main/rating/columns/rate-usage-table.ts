import type { ColumnPlan } from '../domain/columns/column-plan.ts';
import { type PricedColumns, pricedColumns, rateColumns } from '../domain/columns/rate-columns.ts';
import type { RatingState } from '../domain/columns/rating-state.ts';
import type { UsageColumns } from '../domain/columns/usage-columns.ts';
import { copyHead, copyTail, pricesAsCopy } from './copy-prices.ts';
import { type UsageReader, usageReader } from './copy-usage.ts';

/** Usage as it is copied out (`usageToCopy`), and where prices are copied in (`pricesToCopy`); `write` waits while the database is behind. */
export type UsageTable = { readonly usage: AsyncIterable<Uint8Array>; readonly write: (bytes: Uint8Array) => Promise<void>; readonly serviceAt: (serviceId: number) => number | undefined };

/**
 * Rates usage as it streams in: a piece that comes is rated and given to `take` before the next is asked for, so memory does not grow
 * with the events. Returns how many there were. Throws a RangeError as `rateColumns` does, and where the copy breaks off.
 */
export async function rateUsageStream(plan: ColumnPlan, state: RatingState, usage: AsyncIterable<Uint8Array>, reader: UsageReader, take: (columns: UsageColumns, priced: PricedColumns) => Promise<void> | void): Promise<number> {
  let [priced, events] = [pricedColumns(1024), 0];
  for await (const piece of usage) {
    const columns = reader.read(piece);
    if (columns.count === 0) continue;
    if (columns.count > priced.tariff.length) priced = pricedColumns(columns.usageId.length);
    rateColumns(plan, state, columns, priced);
    events += columns.count;
    await take(columns, priced);
  }
  if (!reader.ended()) throw new RangeError('The copy of usage broke off.');
  return events;
}

/**
 * Rates a table of usage into a table of prices, both streamed. Two connections are needed; where it throws, the caller ends the copy in
 * by an error. Returns how many events were read and how many priced.
 */
export async function rateUsageTable(plan: ColumnPlan, state: RatingState, { usage, write, serviceAt }: UsageTable): Promise<{ readonly events: number; readonly priced: number }> {
  let prices = 0;
  await write(copyHead);
  const events = await rateUsageStream(plan, state, usage, usageReader(serviceAt), (columns, priced) => {
    for (let row = 0; row < columns.count; row += 1) if ((priced.tariff[row] as number) >= 0) prices += 1;
    return write(pricesAsCopy(columns, priced));
  });
  await write(copyTail);
  return { events, priced: prices };
}
