import type { Day } from './dates.ts';

export type BillState = 'open' | 'partPaid' | 'paid' | 'overdue' | 'credit';
export const billStateLabels: Readonly<Record<BillState, string>> = { open: 'Open', partPaid: 'Part paid', paid: 'Paid', overdue: 'Overdue', credit: 'Credit' };

/** Earliest first; bills of one day in the order in which they were made. */
export function byBillDay(a: { readonly billId: number; readonly billDay: Day }, b: { readonly billId: number; readonly billDay: Day }): number {
  return a.billDay === b.billDay ? a.billId - b.billId : a.billDay < b.billDay ? -1 : 1;
}
