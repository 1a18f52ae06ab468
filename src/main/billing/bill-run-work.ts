import { setTimeout as wait } from 'node:timers/promises';
import type { CurrencyTotals, FindingFacts, FindingKind } from '../../contract/bill-runs.ts';
import type { DraftBill } from '../../contract/bill.ts';
import type { Day } from '../../contract/dates.ts';
import { type Database, type ReadableDb, row, rows, type WritableDb } from '../platform/database.ts';
import { log } from '../platform/log.ts';
import { cycleDrafts, type FailedBill, issueEach } from './bill-run.ts';
import { standsOut, usualOf } from './domain/stand-out.ts';
import type { Drafted } from './draft-of.ts';

/** How a worker works: its name, which no other has, how long a chunk is its own, one run or all, and what stops it between chunks. */
export type BillRunWorker = { readonly name: string; readonly leaseSeconds?: number; readonly run?: number; readonly stopped?: () => boolean; readonly told?: () => Promise<void> };
type Chunk = { readonly runId: number; readonly n: number; readonly mode: 'trial' | 'final'; readonly day: Day; readonly selected: boolean; readonly accountIds: ReadonlyArray<number> };
type Taken = { readonly state: 'none' | 'wait' | 'again' } | ({ readonly state: 'chunk' } & Chunk);
type Finding = { readonly accountId: number; readonly kind: FindingKind; readonly reason?: string; readonly facts?: FindingFacts };
type Usual = { readonly accountId: number; readonly totals: ReadonlyArray<number>; readonly hadUsage: boolean; readonly suspended: number };

const LEASE_SECONDS = 120;
/** How soon a worker looks again while others hold all that is left. */
const LOOK_AGAIN_MS = 500;
const AFTER_FAILURE_MS = 1_000;

/**
 * Works off running bill runs, chunk by chunk, until nothing is left to do; returns how many chunks it did. Any number of
 * workers on any number of machines share them. One that is killed leaves its chunk undone, and another takes it.
 */
export async function workBillRuns(worker: Database, { name, leaseSeconds = LEASE_SECONDS, run, stopped = () => false, told }: BillRunWorker): Promise<number> {
  let done = 0;
  while (!stopped()) {
    const found = await worker.write((db) => row<{ taken: Taken }>(db, 'select api.take_bill_chunk(?, ?, ?) as taken', [name, leaseSeconds, run ?? null]));
    const taken = found?.taken ?? { state: 'none' };
    if (taken.state === 'none') break;
    if (taken.state === 'wait') await wait(LOOK_AGAIN_MS);
    if (taken.state !== 'chunk') continue;
    if (await doChunk(worker, name, taken)) done += 1;
    else await wait(AFTER_FAILURE_MS);
    await told?.();
  }
  return done;
}

/** True where the chunk is done; otherwise nothing of it is, the log says why, and it is given back. */
async function doChunk(worker: Database, name: string, chunk: Chunk): Promise<boolean> {
  try {
    await worker.write(async (db) => {
      await rows(db, 'select api.begin_bill_chunk(?, ?, ?)', [chunk.runId, chunk.n, name]);
      await rows(db, 'select api.finish_bill_chunk(?, ?, ?, ?::jsonb)', [chunk.runId, chunk.n, name, JSON.stringify(await outcomeOf(db, chunk))]);
    });
    return true;
  } catch (failure) {
    log('warn', `part ${chunk.n} of bill run ${chunk.runId} was not done: ${failure instanceof Error ? (failure.message.split(' - ').at(-1) ?? '').slice(0, 300) : String(failure)}`);
    await worker.write((db) => rows(db, 'select api.give_back_bill_chunk(?, ?, ?)', [chunk.runId, chunk.n, name]));
    return false;
  }
}

/** Decides the bills of a chunk and, in a final run, posts them: what the run keeps of it. */
async function outcomeOf(db: WritableDb, { mode, day, selected, accountIds }: Chunk): Promise<object> {
  const { drafts, failed, notDue } = await cycleDrafts(db, { day, accountIds });
  const posting = mode === 'final' ? await issueEach(db, drafts) : { issued: [], failed: [] };
  const refused = new Set(posting.failed.map(({ accountId }) => accountId));
  const made = drafts.filter(({ draft }) => !refused.has(draft.accountId));
  // Chosen accounts that have no bill on the day are told; of all accounts they are simply not meant.
  const errors = [...failed, ...posting.failed, ...(selected ? notDue : [])].map(({ accountId, reason }: FailedBill): Finding => ({ accountId, kind: 'error', reason }));
  return { billIds: posting.issued.map(({ billId }) => billId), bills: made.length, currencies: totalsOf(made.map(({ draft }) => draft)), findings: [...errors, ...(await findingsOf(db, day, made))] };
}

function totalsOf(drafts: ReadonlyArray<DraftBill>): CurrencyTotals[] {
  const sums = new Map<string, CurrencyTotals>();
  for (const { currency, charges, tax, total } of drafts) {
    const sum = sums.get(currency) ?? { currency, bills: 0, charges: 0, tax: 0, total: 0 };
    sums.set(currency, { currency, bills: sum.bills + 1, charges: sum.charges + charges, tax: sum.tax + tax, total: sum.total + total });
  }
  return [...sums.values()];
}

async function findingsOf(db: ReadableDb, day: Day, drafts: ReadonlyArray<Drafted>): Promise<Finding[]> {
  const found = await rows<Usual>(db, 'select u.account_id as "accountId", u.totals, u.had_usage as "hadUsage", u.suspended from api.usual_bills(?::bigint[], ?::date) u', [drafts.map(({ draft }) => draft.accountId), day]);
  const usualBy = new Map(found.map((usual) => [usual.accountId, usual]));
  return drafts.flatMap(({ draft, unrated }) => {
    const { totals, hadUsage, suspended } = usualBy.get(draft.accountId) ?? { totals: [], hadUsage: false, suspended: 0 };
    const { accountId, currency, total, charges, tax } = draft;
    const facts: FindingFacts = { currency, total, charges, tax, usual: usualOf(totals), before: totals, events: draft.lines.reduce((sum, line) => sum + line.events.length, 0), suspended, unpriced: unrated.length };
    return standsOut(facts, hadUsage).map((kind) => ({ accountId, kind, facts }));
  });
}
