import { takenOf } from '../../../contract/bill.ts';
import { bucketKey, type Bucket } from './allowance-buckets.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { DraftUsage } from './service-cycle.ts';
import { roomsOf, takenFrom } from './take-allowance.ts';

/** A priced event with the stores that may pay for it. */
export type MoneyStep = { readonly draft: DraftUsage; readonly buckets: ReadonlyArray<Bucket>; readonly limits: ReadonlyArray<number> | null; readonly reserved: (code: string) => number };

/** What bills took from stores of money, in micros: the price of the event was higher by it. */
export function moneyTaken(draft: Pick<DraftUsage, 'trace'>): number {
  return takenOf(draft.trace).reduce((sum, one) => (one.measure === 'money' ? sum + one.before - one.after : sum), 0);
}

/**
 * Pays prices from stores of money in order of the events. It comes when the cycle is settled, because by volume no event has
 * its price before; a price of nothing, or a credit, takes nothing.
 */
export function payFromMoney(catalog: CompiledCatalog, steps: ReadonlyArray<MoneyStep>): void {
  const used = new Map<string, number>();
  for (const { draft, buckets, limits, reserved } of steps) {
    const isBilled = draft.event.billed !== null;
    if (isBilled) {
      for (const one of takenOf(draft.trace)) {
        const key = bucketKey(catalog, draft.serviceId, one.code, one.grant);
        if (one.measure === 'money') used.set(key, (used.get(key) ?? 0) + one.before - one.after);
      }
      continue;
    }
    if (draft.micros <= 0 || !buckets.some(({ measure }) => measure === 'money')) continue;
    for (const { bucket, left } of roomsOf(buckets, used, limits, reserved)) {
      const spent = Math.min(left, draft.micros);
      if (bucket.measure !== 'money' || spent <= 0) continue;
      used.set(bucket.key, (used.get(bucket.key) ?? 0) + spent);
      draft.micros -= spent;
      draft.trace = { ...draft.trace, further: [...(draft.trace.further ?? []), takenFrom(bucket, left, spent, 0)] };
    }
  }
}
