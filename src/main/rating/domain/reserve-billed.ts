import type { CycleEvent } from './cycle-usage.ts';
import type { ServiceDay } from './service-day.ts';

/** An event on its day, in order; `code` is its rule's allowance. */
export type AllowanceStep = { readonly event: CycleEvent; readonly day: ServiceDay; readonly code: string | null };

/**
 * How far each event may use its allowance so that later events keep what their bills took from it: units that a bill
 * took are gone, though an earlier event comes late. Steps are in order; Infinity where nothing is kept. The limit counts
 * all units used in the cycle, because the size of an allowance may change within it.
 */
export function limitsByBills(steps: ReadonlyArray<AllowanceStep>): number[] {
  const limits = steps.map(() => Infinity);
  const kept = new Map<string, number>();
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index];
    if (!step) continue;
    const { event, day, code } = step;
    const taken = event.billed?.trace?.allowance;
    if (!taken) {
      if (kept.size > 0 && code !== null) limits[index] = kept.get(`${event.serviceId} ${code}`) ?? Infinity;
    } else if (taken.before > taken.after) {
      const key = `${event.serviceId} ${taken.code}`;
      const included = taken.included ?? day.included.get(taken.code) ?? 0;
      kept.set(key, Math.min(included, kept.get(key) ?? Infinity) - (taken.before - taken.after));
    }
  }
  return limits;
}
