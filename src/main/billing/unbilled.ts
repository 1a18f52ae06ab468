import { billingPeriod } from '../../contract/cycles.ts';
import type { Day } from '../../contract/dates.ts';
import { type CatalogInForce, catalogInForce } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, row } from '../platform/database.ts';
import { type BillingInputs, billingInputs } from './billing-inputs.ts';
import { accountOf } from './bill-store.ts';
import { type Drafted, draftOf } from './draft-of.ts';

/** The bill in progress: what the next cycle bill is if nothing more happens. */
export type Unbilled = { readonly inForce: CatalogInForce; readonly inputs: BillingInputs; readonly today: Day; readonly nextBillDay: Day; readonly drafted: Drafted };

const FOR_EVER = '9999-12-31T00:00:00.000Z';

/** Gathers and drafts the bill in progress of a customer. All usage that has arrived counts. */
export async function unbilledOf(db: ReadableDb, customerId: number): Promise<Unbilled> {
  const accountId = await accountOf(db, customerId);
  const [inputs] = await billingInputs(db, [accountId]);
  const day = await row<{ today: Day }>(db, 'select care.today() as today');
  if (!inputs || !day) throw new Error('the account could not be read');
  const inForce = await catalogInForce(db, inputs.currency);
  const nextBillDay = billingPeriod(day.today, inputs.cycles).to;
  const { today } = day;
  return { inForce, inputs, today, nextBillDay, drafted: draftOf(inForce, dueSoFar(inputs, today), { billDay: nextBillDay, usageBefore: FOR_EVER, scope: 'all' }) };
}

/** A bill that is not due yet may still be paid in time: no estimate charges a late fee for it. */
export function dueSoFar(inputs: BillingInputs, today: Day): BillingInputs {
  return { ...inputs, lateBills: inputs.lateBills.filter((bill) => bill.dueDay < today) };
}
