import { type Day, startOfDay } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { row, type WritableDb } from '../platform/database.ts';
import { billingInputs } from './billing-inputs.ts';
import { draftOf, issuable } from './draft-of.ts';
import { verifyDraft } from './domain/verify-draft.ts';

/**
 * The last bill of a closed account: usage and charges up to its last day, what was paid ahead given back, a held deposit
 * credited where it was released. Made as the worker, in the caller's transaction.
 */
export async function issueLastBill(db: WritableDb, accountId: number, billDay: Day): Promise<{ billId: number; number: string }> {
  const [inputs] = await billingInputs(db, [accountId]);
  if (!inputs) throw new Refusal('NOT_FOUND', 'There is no such account.');
  if (inputs.closed === null || inputs.closed > billDay) throw new Refusal('REFUSED', 'The last bill is made when the account is closed.');
  const inForce = await catalogInForce(db, inputs.currency);
  const drafted = draftOf(inForce, inputs, { billDay, usageBefore: startOfDay(billDay, inForce.catalog.zone), scope: 'all' });
  const broken = verifyDraft(drafted.draft);
  if (broken.length > 0) throw new Error(broken.join('; '));
  const made = await row<{ bill: { billId: number; number: string } }>(db, 'select api.issue_bill(?::jsonb) as bill', [JSON.stringify(issuable(drafted, 'last'))]);
  if (!made) throw new Error('the last bill was not issued');
  return made.bill;
}
