import { takenOf } from '../../../contract/bill.ts';
import type { Instant } from '../../../contract/dates.ts';
import { bucketKey } from './allowance-buckets.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { RatedUsage } from './cycle-usage.ts';
import { orderedEvents } from './order-events.ts';

/** An event has brought the use of an allowance to so many percent; told once for each cycle and store. */
export type ThresholdCrossed = { readonly usageId: number; readonly serviceId: number; readonly at: Instant; readonly code: string; readonly grant: string | null; readonly percent: number; readonly left: number; readonly included: number };

const USUAL = [80, 100];

/** The crossings of one cycle, in order of its events: facts for whoever writes to the customer, or stores them. */
export function thresholdsCrossed(catalog: CompiledCatalog, rated: ReadonlyArray<RatedUsage>): ThresholdCrossed[] {
  const told = new Set<string>();
  const ordered = orderedEvents(rated.map((usage) => ({ usage, start: usage.event.start, key: usage.event.key })));
  return ordered.flatMap(({ event: { usage } }) => takenOf(usage.trace).flatMap(({ code, grant = null, before, after, included }) => {
    if (included === undefined) return [];
    const percents = catalog.allowances.get(code)?.thresholds ?? USUAL;
    return percents.filter((percent) => isPast(included - after, included, percent) && !isPast(included - before, included, percent)).flatMap((percent) => {
      const key = `${bucketKey(catalog, usage.serviceId, code, grant)} ${percent}`;
      if (told.has(key)) return [];
      told.add(key);
      return [{ usageId: usage.usageId, serviceId: usage.serviceId, at: usage.event.start, code, grant, percent, left: after, included }];
    });
  }));
}

function isPast(used: number, included: number, percent: number): boolean {
  return BigInt(used) * 100n >= BigInt(included) * BigInt(percent);
}
