import { billsOn } from '../../contract/cycles.ts';
import { type Day, formatDay, startOfDay } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { catalogsOf } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, row, rows, type WritableDb } from '../platform/database.ts';
import { log } from '../platform/log.ts';
import { refusalOf } from '../platform/sql-refusals.ts';
import { type BillingInputs, billingInputs } from './billing-inputs.ts';
import type { KeptEnd } from './domain/rate-in-turn.ts';
import { verifyDraft } from './domain/verify-draft.ts';
import { type Drafted, draftOf, issuable } from './draft-of.ts';

export type IssuedBill = { readonly accountId: number; readonly billId: number; readonly number: string; readonly total: number };
/** An account whose bill could not be made, with the reason; it stays without a bill and the others go on. */
export type FailedBill = { readonly accountId: number; readonly reason: string };
/** The bills of accounts as they would be issued now, those that cannot be made, and accounts that are not due, with the reason. */
export type CycleDrafts = { readonly drafts: ReadonlyArray<Drafted>; readonly failed: ReadonlyArray<FailedBill>; readonly notDue: ReadonlyArray<FailedBill> };

/**
 * Makes and issues the cycle bills of accounts for a day, as the worker, in the caller's transaction. Accounts that are
 * billed to a payer, whose cycle does not start on the day, or that have their bill already are left out.
 */
export async function runBills(db: WritableDb, { day, accountIds }: { day: Day; accountIds: ReadonlyArray<number> }): Promise<IssuedBill[]> {
  const { drafts, failed } = await cycleDrafts(db, { day, accountIds });
  const first = failed[0];
  if (first) throw new Error(`Account ${first.accountId} could not be billed: ${first.reason}`);
  return issueAll(db, drafts);
}

/** The cycle bills of accounts for a day, decided and not posted. */
export async function cycleDrafts(db: ReadableDb, { day, accountIds }: { day: Day; accountIds: ReadonlyArray<number> }): Promise<CycleDrafts> {
  const gathered = await billingInputs(db, accountIds);
  const catalogs = await catalogsOf(db, gathered.map(({ currency }) => currency));
  const drafts: Drafted[] = [];
  const failed: FailedBill[] = [];
  const notDue: FailedBill[] = [];
  for (const inputs of gathered) {
    const { accountId } = inputs;
    const why = whyNotDue(inputs, day);
    if (why !== null) {
      notDue.push({ accountId, reason: why });
      continue;
    }
    try {
      const inForce = catalogs.get(inputs.currency);
      if (!inForce) throw new RangeError(`There is no catalog with prices in ${inputs.currency} yet.`);
      const drafted = draftOf(inForce, inputs, { billDay: day, usageBefore: startOfDay(day, inForce.catalog.zone), scope: 'all' });
      const broken = verifyDraft(drafted.draft);
      if (broken.length > 0) throw new RangeError(broken.join('; '));
      drafts.push(drafted);
    } catch (failure) {
      failed.push({ accountId, reason: sentenceOf(failure, accountId) });
    }
  }
  return { drafts, failed, notDue };
}

type Posted = { readonly billId: number; readonly number: string } | { readonly refused: readonly [code: string, sentence: string] };
type Posting = { readonly issued: IssuedBill[]; readonly failed: FailedBill[] };

/** Posts drafts in a fixed number of statements, with what their cycles left of allowances; those that are refused are told. */
async function post(db: WritableDb, drafts: ReadonlyArray<Drafted>): Promise<Posting> {
  if (drafts.length === 0) return { issued: [], failed: [] };
  const payload = JSON.stringify(drafts.map((drafted) => issuable(drafted, 'normal')));
  const answers = (await row<{ bills: ReadonlyArray<Posted> }>(db, 'select api.post_bills(?::jsonb) as bills', [payload]))?.bills ?? [];
  const issued: IssuedBill[] = [];
  const failed: FailedBill[] = [];
  const left: Array<{ billId: number; ends: ReadonlyArray<KeptEnd> }> = [];
  drafts.forEach(({ draft: { accountId, total }, ended }, index) => {
    const answer = answers[index];
    if (answer && 'billId' in answer) {
      issued.push({ ...answer, accountId, total });
      left.push({ billId: answer.billId, ends: ended });
    } else if (answer) failed.push({ accountId, reason: sentenceOf(Object.assign(new Error(answer.refused[1]), { code: answer.refused[0] }), accountId) });
  });
  if (issued.length + failed.length !== drafts.length) throw new Error('not every draft was answered');
  await keepAllowances(db, left);
  return { issued, failed };
}

/** Issues drafts, all or none. Returns the bills in the order of the drafts. */
async function issueAll(db: WritableDb, drafts: ReadonlyArray<Drafted>): Promise<IssuedBill[]> {
  const { issued, failed: [refused] } = await post(db, drafts);
  if (refused) throw new Error(`Account ${refused.accountId} could not be billed: ${refused.reason}`);
  return issued;
}

/** Keeps with bills of cycles what those cycles left of their allowances: one call for a set of bills, in their transaction. */
export async function keepAllowances(db: WritableDb, bills: ReadonlyArray<{ readonly billId: number; readonly ends: ReadonlyArray<KeptEnd> }>): Promise<void> {
  const left = bills.filter(({ ends }) => ends.length > 0);
  if (left.length > 0) await rows(db, 'select api.keep_allowances(?::jsonb)', [JSON.stringify(left)]);
}

/**
 * Issues drafts and lists those that the database refuses. Where it refuses them all for one that was not foreseen, each is
 * posted by itself. A database that is busy or gone is no refusal of a bill: that is thrown, and all is rolled back.
 */
export async function issueEach(db: WritableDb, drafts: ReadonlyArray<Drafted>): Promise<Posting> {
  try {
    return await db.transaction((part) => post(part, drafts));
  } catch (failure) {
    if (!isOfTheBill(failure)) throw failure;
  }
  const issued: IssuedBill[] = [];
  const failed: FailedBill[] = [];
  for (const drafted of drafts) {
    try {
      const one = await db.transaction((part) => post(part, [drafted]));
      issued.push(...one.issued);
      failed.push(...one.failed);
    } catch (failure) {
      if (!isOfTheBill(failure)) throw failure;
      failed.push({ accountId: drafted.draft.accountId, reason: sentenceOf(failure, drafted.draft.accountId) });
    }
  }
  return { issued, failed };
}

const refusals: ReadonlySet<string> = new Set(['REFUSED', 'CONFLICT', 'NOT_FOUND']);
/** Integrity and data errors (classes 22 and 23), and what our functions refuse. */
function isOfTheBill(failure: unknown): boolean {
  const refusal = refusalOf(failure);
  if (refusal) return refusals.has(refusal.code);
  return failure instanceof Error && 'code' in failure && /^2[23]/.test(String(failure.code));
}

/** Why a bill could not be made, for the operator; what they can't understand goes to the log. */
function sentenceOf(failure: unknown, accountId: number): string {
  const refusal = refusalOf(failure);
  if (refusal instanceof Refusal) return refusal.message;
  if (failure instanceof RangeError) return failure.message;
  log('error', `account ${accountId} could not be billed: ${failure instanceof Error ? (failure.message.split(' - ').at(-1) ?? '').slice(0, 300) : String(failure)}`);
  return 'The bill could not be made. The log of the worker says more.';
}

/** Why an account has no bill of a cycle on a day, or null where it has one to be made. */
function whyNotDue(inputs: BillingInputs, day: Day): string | null {
  if (inputs.payerId !== null) return 'It is billed to another account.';
  if (inputs.closed !== null && inputs.closed <= day) return `It was closed on ${formatDay(inputs.closed)}.`;
  if (inputs.opened > day) return `It was opened on ${formatDay(inputs.opened)}.`;
  if (!billsOn(day, inputs.cycles)) return `None of its billing periods starts on ${formatDay(day)}.`;
  return inputs.cycleTo === null || inputs.cycleTo < day ? null : `It is billed up to ${formatDay(inputs.cycleTo)} already.`;
}
