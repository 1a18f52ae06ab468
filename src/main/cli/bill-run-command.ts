import { hostname } from 'node:os';
import type { BillRun, BillRunFinding } from '../../contract/bill-runs.ts';
import { togetherIn } from '../../contract/conversion.ts';
import { formatMinor } from '../../contract/money.ts';
import { billRunFindings, billRunsFound, changeBillRun, type BillRunChange, CHUNK_ACCOUNTS, makeBillRunFinal, startBillRun } from '../billing/bill-run-orders.ts';
import { workBillRuns } from '../billing/bill-run-work.ts';
import { todayOf } from '../billing/compare-bills.ts';
import { conversionRates } from '../billing/conversion-rates.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import type { Database } from '../platform/database.ts';
import { newKey } from '../platform/ids.ts';
import { billRunLines, runLine } from './bill-run-words.ts';
import { type Asked, CliFailure, type Command, numberOption, type Outcome, textOption } from './command.ts';
import { folderOption, openTarget, type Target, workerOnly } from './target.ts';

const MOST_WORKERS = 16;
const changes: ReadonlyArray<BillRunChange> = ['pause', 'cancel', 'retry'];

/** Starts, or finds, the run that is meant; null where whatever waits is. */
async function runMeant(asked: Asked, worker: Database): Promise<number | null> {
  if (asked.values['orders']) return null;
  if (asked.values['final'] !== undefined) return worker.write((db) => makeBillRunFinal(db, numberOption(asked, 'final', 0)));
  for (const how of changes) if (asked.values[how] !== undefined) return worker.write((db) => changeBillRun(db, numberOption(asked, how, 0), how));
  if (asked.values['resume'] !== undefined) {
    const { id, state } = await found(worker, numberOption(asked, 'resume', 0));
    return state === 'paused' ? worker.write((db) => changeBillRun(db, id, 'resume')) : id;
  }
  const today = await worker.read(todayOf);
  const day = textOption(asked, 'day', today);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw new CliFailure(`--day must be a day such as 2026-11-05, not "${day}".`);
  const accounts = typeof asked.values['accounts'] === 'string' ? asked.values['accounts'].split(',').map((number) => number.trim()).filter(Boolean) : undefined;
  return worker.write((db) => startBillRun(db, asked.values['trial'] ? 'trial' : 'final', { day, ...(accounts ? { accounts } : {}) }, numberOption(asked, 'chunk', CHUNK_ACCOUNTS.server)));
}

async function found(worker: Database, id: number): Promise<BillRun> {
  const [run] = await worker.read((db) => billRunsFound(db, id));
  if (!run) throw new CliFailure(`There is no bill run ${id}.`);
  return run;
}

/** All that stands out in a run, page by page. */
async function findingsOf(worker: Database, id: number): Promise<BillRunFinding[]> {
  const all: BillRunFinding[] = [];
  for (let after: number | null = 0; after !== null;) {
    const page: { rows: ReadonlyArray<BillRunFinding>; next: number | null } = await worker.read((db) => billRunFindings(db, { id, after: after ?? 0 }));
    all.push(...page.rows);
    after = page.next;
  }
  return all;
}

/** How many connections share the work; said before anything is started. */
function workersOf(asked: Asked, target: Target): number {
  const workers = numberOption(asked, 'workers', 1);
  if (workers < 1 || workers > MOST_WORKERS) throw new CliFailure(`--workers must be 1 to ${MOST_WORKERS}. Start the command again elsewhere for more.`);
  if (workers > 1 && target.worker.kind === 'embedded') throw new CliFailure('An embedded database has one connection: --workers is for a server.');
  return workers;
}

/** Does the run with so many connections of this process at once; other processes may share it. */
async function work(asked: Asked, target: Target, workers: number, run: number | null): Promise<number> {
  const others = await Promise.all(Array.from({ length: workers - 1 }, () => openTarget(asked)));
  const told = async () => {
    if (run === null) return;
    const { done, accounts, mode } = await found(target.worker, run);
    asked.progress(mode === 'trial' ? 'Trying' : 'Billing', done, accounts);
  };
  const key = newKey();
  try {
    const done = await Promise.all([target, ...others].map(({ worker }, at) => workBillRuns(worker, { name: `${hostname()} ${key} ${at}`, ...(run === null ? {} : { run }), ...(at === 0 ? { told } : {}) })));
    return done.reduce((sum, parts) => sum + parts, 0);
  } finally {
    await Promise.all(others.map((other) => other.close()));
  }
}

async function outcomeOf(worker: Database, id: number): Promise<Outcome> {
  const [run, findings] = [await found(worker, id), await findingsOf(worker, id)];
  const { currency } = (await worker.read(catalogInForce)).catalog;
  const rates = run.totals.currencies.length > 1 ? await worker.read((db) => conversionRates(db, currency, run.day)) : [];
  const together = togetherIn(currency, run.totals.currencies.map((sum) => ({ currency: sum.currency, amount: sum.total })), rates);
  const failed = findings.filter(({ kind }) => kind === 'error').map(({ account, reason }) => ({ account, reason }));
  const own = run.totals.currencies.find((sum) => sum.currency === currency);
  return {
    ok: run.state === 'done' && failed.length === 0,
    value: { run: id, mode: run.mode, day: run.day, state: run.state, bills: run.totals.bills, total: own?.total ?? 0, currency, currencies: run.totals.currencies, together, suspense: run.totals.suspense, problem: run.problem, failed, findings: findings.filter(({ kind }) => kind !== 'error') },
    lines: billRunLines(run, findings, { nothing: formatMinor(0, currency), together }),
  };
}

export const billRunCommand: Command = {
  name: 'bill-run', usage: 'care bill-run [--day 2026-11-05] [--trial] [--accounts 8810482291,8810482299] [--workers 2]',
  sentence: 'Makes the bills of all accounts whose cycle starts on the day, or of some. Run again, it makes only those that are missing.',
  options: {
    ...folderOption, day: { type: 'string', sentence: 'the bill day (default: today)' }, trial: { type: 'boolean', sentence: 'compute and show what stands out, and post nothing' }, accounts: { type: 'string', sentence: 'numbers of accounts, with commas (default: all that are due)' },
    workers: { type: 'string', sentence: 'connections that share the work (default: 1)' }, chunk: { type: 'string', sentence: 'accounts in one transaction (default: 500)' }, status: { type: 'boolean', sentence: 'list runs and how they stand' },
    final: { type: 'string', sentence: 'make the bills of this trial' }, resume: { type: 'string', sentence: 'go on with this run' }, retry: { type: 'string', sentence: 'bill those of this run again that could not be billed' },
    pause: { type: 'string', sentence: 'pause this run, wherever it is worked on' }, cancel: { type: 'string', sentence: 'cancel what is left of this run' }, orders: { type: 'boolean', sentence: 'do what operators started at their desks' },
  },
  run: async (asked) => {
    const target = await openTarget(asked);
    const { worker } = target;
    try {
      await workerOnly(target);
      if (asked.values['status']) {
        const runs = await worker.read((db) => billRunsFound(db));
        return { ok: true, value: { runs }, lines: runs.length === 0 ? ['There is no bill run yet.'] : runs.map(runLine) };
      }
      const workers = workersOf(asked, target);
      const run = await runMeant(asked, worker);
      if (asked.values['pause'] !== undefined || asked.values['cancel'] !== undefined) return { ok: true, value: { run }, lines: [`Run ${run}: ${asked.values['pause'] === undefined ? 'cancelled' : 'paused'}.`] };
      const parts = await work(asked, target, workers, run);
      return run === null ? { ok: true, value: { parts }, lines: [parts === 0 ? 'Nothing waits.' : `${parts} ${parts === 1 ? 'part' : 'parts'} of bill runs done.`] } : await outcomeOf(worker, run);
    } finally {
      await target.close();
    }
  },
};
