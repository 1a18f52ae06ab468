import type { Day, Period } from '../../../contract/dates.ts';

export const chargeKinds = ['recurring', 'activation', 'oneTime', 'usage', 'volume', 'commitment', 'deposit', 'lateFee'] as const;
export type ChargeKind = (typeof chargeKinds)[number];

/**
 * What a bill takes up: everything, or chosen services (null is the account itself) and kinds of charges; an absent list
 * means all of them. With chosen items what is charged in arrears for the cycle is left out (product.md 2.2).
 */
export type BillScope = 'all' | { readonly services?: ReadonlyArray<number | null>; readonly kinds?: ReadonlyArray<ChargeKind> };

export function takesKind(scope: BillScope, kind: ChargeKind): boolean {
  return scope === 'all' || !scope.kinds || scope.kinds.includes(kind);
}

export function takesService(scope: BillScope, serviceId: number | null): boolean {
  return scope === 'all' || !scope.services || scope.services.includes(serviceId);
}

/** The period of a bill: from where the last one ended (or the account began) to the bill day; empty on a second bill of one day. */
export function billPeriod(previousEnd: Day, billDay: Day): Period {
  return { from: previousEnd < billDay ? previousEnd : billDay, to: billDay };
}
