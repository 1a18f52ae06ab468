import type { BillRun, BillRunChoice, BillRunFinding, FindingKind } from '../../contract/bill-runs.ts';
import { type ReadableDb, row, rows, type WritableDb } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';

const LISTED_RUNS = 100;
const FINDINGS_PAGE = 200;
/** Accounts in one transaction: few where it holds the only connection of the desk, many where each commit costs. */
export const CHUNK_ACCOUNTS = { desk: 25, server: 500 } as const;

const one = async (db: ReadableDb, sql: string, bindings: ReadonlyArray<unknown>): Promise<number> => {
  const made = await row<{ id: number }>(db, sql, bindings);
  if (!made) throw new Error('the bill run was not started');
  return made.id;
};

/** Starts a run and returns its number; its bills are made by workers. `accounts` are numbers; without them all that are due on the day. */
export function startBillRun(db: WritableDb, mode: BillRun['mode'], { day, accounts }: BillRunChoice, chunk: number): Promise<number> {
  return one(db, 'select api.start_bill_run(?::jsonb) as id', [JSON.stringify({ mode, day, accounts: accounts ?? null, chunk })]);
}

/** Starts the final run of a trial and returns its number. */
export function makeBillRunFinal(db: WritableDb, trial: number): Promise<number> {
  return one(db, 'select api.make_bill_run_final(?) as id', [trial]);
}

export type BillRunChange = 'pause' | 'resume' | 'cancel' | 'retry';
/** Pauses, resumes or cancels a run, or bills those again that could not be billed; returns its number. Made bills stay. */
export async function changeBillRun(db: WritableDb, id: number, how: BillRunChange): Promise<number> {
  await rows(db, 'select api.change_bill_run(?, ?)', [id, how]);
  return id;
}

/** Runs, newest first, or one of them; what they came to is summed while they run and kept when they are done. */
export function billRunsFound(db: ReadableDb, id: number | null = null): Promise<BillRun[]> {
  return rows<BillRun>(db, `select r.id, r.mode, r.trial_id as "trialId", (select f.id from bill.runs f where f.trial_id = r.id and f.state <> 'cancelled') as "finalId", r.bill_day as day, r.account_ids is not null as selected, r.accounts, r.state, ${instantSql('r.asked_at')} as "askedAt", r.asked_by as "askedBy",
      ${instantSql('r.changed_at')} as "changedAt", r.changed_by as "changedBy", ${instantSql('r.done_at')} as "doneAt", r.problem, coalesce(r.totals, api.bill_run_totals(r.id)) as totals, k.workers, r.accounts - k.waiting as done
    from bill.runs r cross join lateral (select coalesce(sum(cardinality(c.account_ids)), 0)::int as waiting, count(*) filter (where c.leased_until >= care.now())::int as workers from bill.run_chunks c where c.run_id = r.id and c.done_at is null) k
    where ?::bigint is null or r.id = ? order by r.id desc limit ?`, [id, id, LISTED_RUNS]);
}

/** What stands out in a run, in pages, as it was found. Accounts that were tried again are left out. */
export async function billRunFindings(db: ReadableDb, { id, kind, after = 0 }: { readonly id: number; readonly kind?: FindingKind | undefined; readonly after?: number | undefined }): Promise<{ rows: ReadonlyArray<BillRunFinding>; next: number | null }> {
  const found = await rows<BillRunFinding>(db, 'select f.id, f.account, f.kind, f.reason, f.facts from bill.run_findings f where f.run_id = ? and f.settled_at is null and (?::text is null or f.kind = ?) and f.id > ? order by f.id limit ?', [id, kind ?? null, kind ?? null, after, FINDINGS_PAGE + 1]);
  const page = found.slice(0, FINDINGS_PAGE);
  return { rows: page, next: found.length > FINDINGS_PAGE ? (page.at(-1)?.id ?? null) : null };
}
