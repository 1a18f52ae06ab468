import type { CustomerOverview, Related } from '../../contract/customers.ts';
import { openCustomer } from './tabs.ts';

/** Who pays for an account: its charges stand on the bills of this customer, and no bill is made for it alone. Null where it pays itself. */
export function payerOf({ related }: Pick<CustomerOverview, 'related'>): Related | null {
  return related.find((party) => party.role === 'payer') ?? null;
}

/** Whether there is anything of an account's own to compare: it pays itself, or has bills from the time before it was paid for. */
export function hasOwnBills({ related, bills }: Pick<CustomerOverview, 'related' | 'bills'>): boolean {
  return payerOf({ related }) === null || (bills !== null && bills.length > 1);
}

/** Opens the bills of who pays. */
export function openBillsOf(payer: Related): void {
  void openCustomer({ customerId: payer.customerId, name: payer.name, segment: payer.segment }, { view: 'billing', reason: 'link' });
}
