import { type EventTrace, takenOf } from '../../../contract/bill.ts';
import { bucketKey, type Bucket } from './allowance-buckets.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { CycleEvent } from './cycle-usage.ts';

/** A piece of an event with the stores of allowances that may cover it, in order, and what its bill says of it. */
export type AllowanceStep = { readonly event: Pick<CycleEvent, 'serviceId'>; readonly buckets: ReadonlyArray<Bucket>; readonly billed: { readonly trace?: EventTrace } | null };

/**
 * How far each event may use each of its stores so that later events keep what their bills took from them: units that a bill
 * took are gone, though an earlier event comes late. Steps are in order; null where nothing is kept. The limit counts
 * all that is used in the cycle, because the size of an allowance may change within it.
 */
export function limitsByBills(catalog: CompiledCatalog, steps: ReadonlyArray<AllowanceStep>): Array<ReadonlyArray<number> | null> {
  const limits: Array<ReadonlyArray<number> | null> = steps.map(() => null);
  const kept = new Map<string, number>();
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index];
    if (!step) continue;
    const { event: { serviceId }, billed, buckets } = step;
    if (!billed?.trace) {
      if (kept.size > 0) limits[index] = buckets.map(({ key }) => kept.get(key) ?? Infinity);
      continue;
    }
    for (const { code, grant, before, after, included } of takenOf(billed.trace)) {
      const key = bucketKey(catalog, serviceId, code, grant);
      const capacity = included ?? buckets.find((bucket) => bucket.key === key)?.capacity ?? 0;
      if (before > after) kept.set(key, Math.min(capacity, kept.get(key) ?? Infinity) - (before - after));
    }
  }
  return limits;
}
