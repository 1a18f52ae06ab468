import type { EventTrace } from '../../../contract/bill.ts';
import { minorOfMicros, type Micros, type Minor } from '../../../contract/money.ts';
import type { RatedUsage } from './cycle-usage.ts';

/** A usage line of an issued bill; `amount` holds the corrections of earlier re-ratings. */
export type BilledLine = { readonly lineId: number; readonly billId: number; readonly billNumber: string; readonly serviceId: number; readonly charge: string; readonly label: string; readonly amount: Minor };
/** An event of such a line with the price that holds for it so far; `stays` where it lies in a cycle that is not rated anew. */
export type BilledPrice = { readonly usageId: number; readonly lineId: number; readonly micros: Micros; readonly trace: EventTrace; readonly stays: boolean };

/** What one line comes to when its events are rated anew. All its events are listed, also those that stay. */
export type Correction = { readonly line: BilledLine; readonly before: Minor; readonly after: Minor; readonly events: ReadonlyArray<{ readonly usageId: number; readonly before: Micros; readonly micros: Micros; readonly trace: EventTrace }> };

/**
 * The lines that come to something else (product.md 2.14): the difference is what the next bill charges or gives back. A
 * charge of a service whose lines only pass amounts to each other, because a late event had come out of order, is left as
 * it was billed. Throws a RangeError where the new catalog has no price for an event.
 */
export function correctionsOf(lines: ReadonlyArray<BilledLine>, prices: ReadonlyArray<BilledPrice>, rated: ReadonlyArray<RatedUsage>): Correction[] {
  const anew = new Map(rated.map((usage) => [usage.usageId, usage]));
  const byLine = new Map<number, BilledPrice[]>(lines.map(({ lineId }) => [lineId, []]));
  for (const price of prices) byLine.get(price.lineId)?.push(price);
  const all = lines.map((line) => correctionOf(line, byLine.get(line.lineId) ?? [], anew));
  const keyOf = ({ line }: Correction) => `${line.serviceId} ${line.charge}`;
  const moved = new Map<string, number>();
  for (const one of all) moved.set(keyOf(one), (moved.get(keyOf(one)) ?? 0) + one.after - one.before);
  return all.filter((one) => moved.get(keyOf(one)) !== 0 && (one.after !== one.before || one.events.some((event) => event.micros !== event.before)));
}

function correctionOf(line: BilledLine, prices: ReadonlyArray<BilledPrice>, anew: ReadonlyMap<number, RatedUsage>): Correction {
  const events = prices.map(({ usageId, micros, trace, stays }) => {
    if (stays) return { usageId, before: micros, micros, trace };
    const usage = anew.get(usageId);
    if (!usage) throw new RangeError(`Bill ${line.billNumber}, ${line.label}: an event has no price any more.`);
    // What keeps its price keeps its explanation.
    return { usageId, before: micros, micros: usage.micros, trace: usage.micros === micros ? trace : usage.trace };
  });
  return { line, before: line.amount, after: minorOfMicros(events.reduce((sum, event) => sum + event.micros, 0)), events };
}
