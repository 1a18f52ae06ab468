import type { BillRun } from '../../src/contract/bill-runs.ts';
import { billRunFindings, billRunsFound, startBillRun } from '../../src/main/billing/bill-run-orders.ts';
import { type Database, rows } from '../../src/main/platform/database.ts';
import type { DemoWorld } from '../support/demo-world.ts';

/** The day of the demo on which most of its accounts are billed next, and a moment after it began. */
export const NEXT_DAY = '2026-12-05';
const MOMENT = '2026-12-05T16:00:00Z';

/** Lets the next bill day come. */
export async function untilNextDay({ owner }: Pick<DemoWorld, 'owner'>): Promise<void> {
  await rows(owner, 'update care.settings set clock_offset = ?::timestamptz - transaction_timestamp()', [MOMENT]);
}

/** Lets a lease run out that somebody holds. */
export async function pastLeases({ owner }: Pick<DemoWorld, 'owner'>): Promise<void> {
  await rows(owner, "update bill.run_chunks c set leased_until = care.now() - interval '1 second' where c.leased_until is not null");
}

export async function runOf(worker: Database, id: number): Promise<BillRun> {
  const [run] = await worker.read((db) => billRunsFound(db, id));
  if (!run) throw new Error(`There is no run ${id}.`);
  return run;
}

export const start = (worker: Database, mode: BillRun['mode'], chunk: number, accounts?: ReadonlyArray<string>) => worker.write((db) => startBillRun(db, mode, { day: NEXT_DAY, ...(accounts ? { accounts: [...accounts] } : {}) }, chunk));
export const findingsOf = async (worker: Database, id: number) => (await worker.read((db) => billRunFindings(db, { id }))).rows;

type Made = { readonly account: string; readonly number: string; readonly print: string };
/** The bills of the day: whose, their numbers, and everything that must not depend on who made them or in what order. */
export function madeBills({ owner }: Pick<DemoWorld, 'owner'>): Promise<Made[]> {
  return rows<Made>(owner, `select a.number as account, b.number, jsonb_build_object('period', b.period_from || ' ' || b.period_to, 'due', b.due_day, 'charges', b.charges, 'tax', b.tax, 'total', b.total, 'usage', b.usage_hash,
      'lines', (select jsonb_agg(jsonb_build_array(l.position, l.service_id, l.product_id, l.charge, l.version, l.part, l.amount, l.tax, l.events, l.micros, l.trace) order by l.position) from bill.lines l where l.bill_id = b.id),
      'usageAmounts', (select jsonb_agg(jsonb_build_array(r.usage_id, r.micros, r.amount) order by r.usage_id) from bill.rated_usage r where r.bill_id = b.id))::text as print
    from bill.bills b join bill.accounts a on a.id = b.account_id where b.bill_day = ? and b.category = 'normal' order by a.number`, [NEXT_DAY]);
}
export const printsOf = (bills: ReadonlyArray<Made>) => bills.map(({ account, print }) => [account, print]);

/** Rules of money that do not hold, numbers without gap among them. */
export async function broken({ owner }: Pick<DemoWorld, 'owner'>): Promise<string[]> {
  return (await rows<{ name: string }>(owner, 'select v.name from api.verify_money() v where v.broken > 0')).map(({ name }) => name);
}
