import { billsOn } from '../../contract/cycles.ts';
import { type Day, startOfDay } from '../../contract/dates.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, rows, type WritableDb } from '../platform/database.ts';
import { type BillingInputs, billingInputs } from './billing-inputs.ts';
import { verifyDraft } from './domain/verify-draft.ts';
import { draftOf, issuable } from './draft-of.ts';

export type IssuedBill = { readonly accountId: number; readonly billId: number; readonly number: string; readonly total: number };
/** An account whose bill could not be made, with the reason; it stays without a bill and the others go on. */
export type FailedBill = { readonly accountId: number; readonly reason: string };

/**
 * Makes and issues the cycle bills of accounts for a day, as the worker, in the caller's transaction. Accounts that are
 * billed to a payer, whose cycle does not start on the day, or that have their bill already are left out.
 */
export async function runBills(db: WritableDb, { day, accountIds }: { day: Day; accountIds: ReadonlyArray<number> }): Promise<IssuedBill[]> {
  const { issued, failed } = await tryBills(db, { day, accountIds });
  const first = failed[0];
  if (first) throw new Error(`Account ${first.accountId} could not be billed: ${first.reason}`);
  return issued;
}

/** The same, with failures listed instead of thrown. */
export async function tryBills(db: WritableDb, { day, accountIds }: { day: Day; accountIds: ReadonlyArray<number> }): Promise<{ issued: IssuedBill[]; failed: FailedBill[] }> {
  const inForce = await catalogInForce(db);
  const gathered = await billingInputs(db, accountIds);
  const usageBefore = startOfDay(day, inForce.catalog.zone);
  const failed: FailedBill[] = [];
  const drafts = gathered.filter((inputs) => isDue(inputs, day)).flatMap((inputs) => {
    try {
      const drafted = draftOf(inForce, inputs, { billDay: day, usageBefore, scope: 'all' });
      const broken = verifyDraft(drafted.draft);
      if (broken.length > 0) throw new Error(broken.join('; '));
      return [drafted];
    } catch (failure) {
      failed.push({ accountId: inputs.accountId, reason: failure instanceof Error ? failure.message : String(failure) });
      return [];
    }
  });
  if (drafts.length === 0) return { issued: [], failed };
  const payload = JSON.stringify(drafts.map((drafted) => issuable(drafted, 'normal', inForce.catalogId)));
  const [made] = await rows<{ bills: ReadonlyArray<{ billId: number; number: string }> }>(db, 'select api.issue_bills(?::jsonb) as bills', [payload]);
  const issued = (made?.bills ?? []).map((bill, index) => ({ ...bill, accountId: drafts[index]?.draft.accountId ?? 0, total: drafts[index]?.draft.total ?? 0 }));
  return { issued, failed };
}

function isDue(inputs: BillingInputs, day: Day): boolean {
  return inputs.payerId === null && (inputs.closed === null || inputs.closed > day) && inputs.opened <= day && billsOn(day, inputs.cycles) && (inputs.cycleTo === null || inputs.cycleTo < day);
}

/** Accounts that have a cycle starting on the day and no bill for it yet, in pages by id. */
export async function accountsDue(db: ReadableDb, day: Day, after: number, limit: number): Promise<number[]> {
  const found = await rows<{ id: number }>(db, `select a.id from bill.accounts a where a.id > ? and a.payer_id is null and a.opened <= ?::date and (a.closed is null or a.closed > ?::date)
    and (api.starts_cycle(a.cycle_unit, a.cycle_day, a.cycle_anchor, ?::date) or exists (select from bill.cycle_changes c where c.account_id = a.id))
    and not exists (select from bill.bills b where b.account_id = a.id and b.bill_day = ?::date and b.category = 'normal') order by a.id limit ?`, [after, day, day, day, day, limit]);
  return found.map(({ id }) => id);
}
