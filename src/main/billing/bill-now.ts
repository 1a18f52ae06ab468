import { createHash } from 'node:crypto';
import type { BillNowPreview } from '../../contract/billing.ts';
import { billingPeriod } from '../../contract/cycles.ts';
import { formatDay } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { BillId } from '../../contract/ids.ts';
import { formatMinor } from '../../contract/money.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type Database, row, type WritableDb } from '../platform/database.ts';
import { accountOf } from './bill-store.ts';
import { draftBillView } from './bill-view.ts';
import { billingInputs } from './billing-inputs.ts';
import { todayOf } from './compare-bills.ts';
import { draftOf, type Drafted, issuable } from './draft-of.ts';
import { rolledBack } from './rolled-back.ts';
import { dueSoFar } from './unbilled.ts';
import { verifyDraft } from './domain/verify-draft.ts';

export type BillNowInput = { readonly customerId: number; readonly serviceIds: ReadonlyArray<number> | null };
type Done = { readonly billId: number; readonly number: string; readonly preview: BillNowPreview };

const FOR_EVER = '9999-12-31T00:00:00.000Z';
const opened = 'select coalesce(sum(v.open), 0)::bigint as open from bill.bill_balances v where v.account_id = ?';

/** What the agent saw, as a seal: amounts and what they are for, not ids, instants or numbers (architecture.md 10.5). */
function sealOf({ draft }: Drafted): string {
  const seen = draft.lines.map((line) => [line.serviceId, line.charge, line.version, line.part, line.units, line.amount, line.tax, line.events.map((event) => [event.key, event.amount])]);
  return createHash('sha256').update(JSON.stringify([draft.accountId, draft.billDay, draft.dueDay, draft.total, seen])).digest('hex');
}

/** Gathers, decides, posts: the one way of bill now. Preview runs this very function and rolls it back. */
async function makeBillNow(db: WritableDb, { customerId, serviceIds }: BillNowInput): Promise<Done> {
  const accountId = await accountOf(db, customerId);
  const [inputs] = await billingInputs(db, [accountId]);
  if (!inputs) throw new Error('the account could not be read');
  if (inputs.payerId !== null) throw new Refusal('REFUSED', 'This account is billed to its paying parent. Make the bill there.');
  const inForce = await catalogInForce(db, inputs.currency);
  const today = await todayOf(db);
  const drafted = draftOf(inForce, inputs, { billDay: today, usageBefore: FOR_EVER, scope: serviceIds === null ? 'all' : { services: serviceIds }, within: true });
  if (drafted.draft.lines.length === 0) throw new Refusal('REFUSED', 'There is nothing to bill since the last bill.');
  if (drafted.draft.total < 0) throw new Refusal('REFUSED', 'This would be a credit bill. It comes with the next bill run.');
  const broken = verifyDraft(drafted.draft);
  if (broken.length > 0) throw new Error(broken.join('; '));
  const before = await row<{ open: number }>(db, opened, [accountId]);
  const made = await row<{ bill: { billId: number; number: string } }>(db, 'select api.issue_bill(?::jsonb) as bill', [JSON.stringify(issuable(drafted, 'interim'))]);
  if (!made) throw new Error('the bill was not issued');
  const after = await row<{ open: number }>(db, opened, [accountId]);
  const [left] = await billingInputs(db, [accountId]);
  const nextDay = billingPeriod(today, inputs.cycles).to;
  const next = left ? draftOf(inForce, dueSoFar(left, today), { billDay: nextDay, usageBefore: FOR_EVER, scope: 'all' }).draft.total : 0;
  const view = await draftBillView(db, { drafted, inputs, inForce }, 'Bill now');
  const money = (minor: number) => formatMinor(minor, inputs.currency);
  return {
    ...made.bill,
    preview: {
      bill: view, openBefore: before?.open ?? 0, openAfter: after?.open ?? 0, nextEstimate: next, hash: sealOf(drafted),
      say: `I can bill ${money(drafted.draft.total)} today for what you used since the last bill. It is due ${formatDay(drafted.draft.dueDay)}. Your next bill on ${formatDay(nextDay)} will be about ${money(next)}.`,
    },
  };
}

/** The preview: the real thing, rolled back. */
export async function previewBillNow(person: Database, input: BillNowInput): Promise<BillNowPreview> {
  return (await rolledBack(person, (db) => makeBillNow(db, input))).preview;
}

/** Makes the bill that was previewed; where the world moved since, nothing is written and the agent is told to look again. */
export async function billNow(person: Database, input: BillNowInput & { readonly hash: string }): Promise<{ billId: BillId; number: string }> {
  return person.write(async (db) => {
    const { billId, number, preview } = await makeBillNow(db, input);
    if (preview.hash !== input.hash) throw new Refusal('CONFLICT', `The account moved since you looked: the bill would now be ${formatMinor(preview.bill.total, preview.bill.currency)}. Look again before you make it.`);
    return { billId: BillId.parse(billId), number };
  });
}
