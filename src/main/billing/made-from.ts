import type { DraftBill } from '../../contract/bill.ts';
import type { CycleEvent } from '../rating/domain/cycle-usage.ts';
import type { BillingInputs, InputService } from './billing-inputs.ts';
import type { BillScope } from './domain/bill-scope.ts';

/** What a bill was made from and may read otherwise later: products end, profiles change, bills are paid. */
export type KeptFacts = Omit<BillingInputs, 'usage' | 'covered' | 'services'> & { readonly services: ReadonlyArray<Pick<InputService, 'serviceId' | 'accountId' | 'place'>> };

/**
 * What is kept with a bill so that it can be made again (product.md D3): its scope, the facts as they stood, and the usage that
 * was looked at and not billed (unpriced, or of a service outside the scope). All else is read from rows that never change:
 * usage, its prices, and the lines of earlier bills, which say what is charged already.
 */
export type MadeFrom = { readonly scope: BillScope; readonly facts: KeptFacts; readonly leftOut: ReadonlyArray<number> };

/** The same out of what a draft was made of. */
export function madeFromOf({ usage: _usage, covered: _covered, services, ...facts }: BillingInputs, scope: BillScope, seen: ReadonlyArray<CycleEvent>, draft: DraftBill): MadeFrom {
  const billed = new Set(draft.lines.flatMap((line) => line.events.map((event) => event.usageId)));
  const leftOut = seen.filter((event) => event.billed === null && !billed.has(event.usageId)).map((event) => event.usageId);
  return { scope, facts: { ...facts, services: services.map(({ serviceId, accountId, place }) => ({ serviceId, accountId, place })) }, leftOut };
}
