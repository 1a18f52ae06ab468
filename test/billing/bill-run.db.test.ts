import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BillRunWorker, workBillRuns } from '../../src/main/billing/bill-run-work.ts';
import { cycleDrafts } from '../../src/main/billing/bill-run.ts';
import { DEMO_WORKER } from '../../src/main/demo/staff.ts';
import { type Database, row, rows, serverDatabase } from '../../src/main/platform/database.ts';
import { reprice } from '../support/reprice.ts';
import { type DemoWorld, demoWorld, refusal } from '../support/demo-world.ts';
import { changeBillRun, makeBillRunFinal } from '../../src/main/billing/bill-run-orders.ts';
import { broken, findingsOf, madeBills, NEXT_DAY, pastLeases, printsOf, runOf, start, untilNextDay } from './bill-run-kit.ts';

/** Generated customers beside the stories: enough for several parts. */
const SCALE = 40;

/** Everything about one run needs a world whose day is not billed yet: each test has its own. */
function eachOn(engine: 'server' | 'embedded', words: string) {
  describe(`A bill run (${words})`, () => {
    let demo: DemoWorld;
    let worker: Database;
    let expected: Array<[number, number]> = [];
    let chosen = '';
    const others: Database[] = [];
    const fresh = async () => {
      demo = await demoWorld(engine, SCALE);
      worker = demo.worker;
      await untilNextDay(demo);
    };
    const gone = async () => {
      await Promise.all(others.splice(0).map((other) => other.close()));
      await demo?.close();
    };
    /** On a server another connection, as another machine would have; the embedded engine has one. */
    const another = (): Database => {
      if (demo.url === null) return worker;
      const other = serverDatabase(demo.url, { login: DEMO_WORKER, password: 'demo-worker-2026' });
      others.push(other);
      return other;
    };
    const work = (by: Database, more: Partial<BillRunWorker> = {}) => workBillRuns(by, { name: 'one', ...more });
    /** Does so many chunks and stops, as a worker that is shut down. */
    const workSome = async (by: Database, chunks: number, name = 'one') => {
      let done = 0;
      await work(by, { name, stopped: () => done >= chunks, told: async () => { done += 1; } });
    };
    const due = async () => (await rows<{ id: number }>(demo.owner, 'select a.id from bill.accounts a where a.cycle_day = 5 and a.payer_id is null order by 1')).map(({ id }) => id);

    beforeAll(async () => {
      await fresh();
      const accountIds = await due();
      const { drafts } = await worker.read((db) => cycleDrafts(db, { day: NEXT_DAY, accountIds }));
      expected = drafts.map(({ draft }) => [draft.accountId, draft.total]);
      expect(expected.length).toBeGreaterThan(5);
      chosen = (await row<{ number: string }>(demo.owner, 'select a.number from bill.accounts a where a.cycle_day = 5 and a.payer_id is null order by a.id limit 1'))!.number;
    }, 300_000);
    afterAll(gone);

    it('as a trial posts nothing, and its sums are those of the final run', async () => {
      const before = await row<{ n: number }>(demo.owner, 'select count(*)::int as n from bill.bills');
      const trial = await start(worker, 'trial', 3);
      await work(worker);
      const tried = await runOf(worker, trial);
      expect(tried).toMatchObject({ mode: 'trial', state: 'done', accounts: (await due()).length, done: (await due()).length, problem: null });
      expect(tried.totals.currencies).toEqual([expect.objectContaining({ currency: 'USD', bills: expected.length, total: expected.reduce((sum, [, total]) => sum + total, 0) })]);
      expect(await row(demo.owner, 'select count(*)::int as n from bill.bills')).toEqual(before);
      const found = await findingsOf(worker, trial);
      const final = await worker.write((db) => makeBillRunFinal(db, trial));
      expect(await refusal(worker.write((db) => makeBillRunFinal(db, trial)))).toMatchObject({ code: 'C1004' });
      await work(worker);
      const made = await runOf(worker, final);
      expect(made).toMatchObject({ mode: 'final', trialId: trial, state: 'done', totals: tried.totals });
      expect((await runOf(worker, trial)).finalId).toBe(final);
      expect((await findingsOf(worker, final)).map(({ id: _id, ...rest }) => rest)).toEqual(found.map(({ id: _id, ...rest }) => rest));
      expect(await rows(demo.owner, 'select b.account_id as id, b.total from bill.bills b where b.bill_day = ? order by 1', [NEXT_DAY])).toEqual(expected.map(([id, total]) => ({ id, total })));
      expect(await broken(demo)).toEqual([]);
      const again = await start(worker, 'final', 3);
      await work(worker);
      expect(await runOf(worker, again)).toMatchObject({ state: 'done', accounts: 0, totals: { bills: 0, currencies: [] } });
    });

    it('goes on where a worker stopped, and takes what a dead one held when its lease ran out', async () => {
      const whole = await madeBills(demo);
      await gone();
      await fresh();
      const run = await start(worker, 'final', 2);
      await workSome(worker, 2);
      const half = await runOf(worker, run);
      expect([half.state, half.done]).toEqual(['running', 4]);
      // It took a part and was never heard of again.
      await rows(demo.owner, "update bill.run_chunks c set leased_by = 'dead', leased_until = care.now() + interval '1 hour' where c.run_id = ? and c.n = 3", [run]);
      const waiting = work(worker, { name: 'two', stopped: (() => { let looks = 0; return () => (looks += 1) > 40; })() });
      await expect.poll(async () => (await runOf(worker, run)).done, { timeout: 20_000 }).toBe(half.accounts - 2);
      expect(await runOf(worker, run)).toMatchObject({ state: 'running', workers: 1 });
      await pastLeases(demo);
      await waiting;
      expect(await runOf(worker, run)).toMatchObject({ state: 'done', done: half.accounts, workers: 0 });
      expect(printsOf(await madeBills(demo))).toEqual(printsOf(whole));
      expect(await broken(demo)).toEqual([]);
      await gone();
      await fresh();
    });

    it('is shared by workers, none of which does what another holds; one that lost its part posts nothing', async () => {
      const run = await start(worker, 'final', 1);
      const [one, two] = [another(), another()];
      const counts = await Promise.all([work(one, { name: 'one' }), work(two, { name: 'two' })]);
      expect(counts[0] + counts[1]).toBe((await due()).length);
      expect(await runOf(worker, run)).toMatchObject({ state: 'done', totals: { bills: expected.length } });
      expect(await broken(demo)).toEqual([]);
      const late = await start(worker, 'trial', 1, [chosen]);
      await worker.write((db) => rows(db, "select api.take_bill_chunk('slow', 60, ?)", [late]));
      await pastLeases(demo);
      await work(one, { name: 'two', run: late });
      for (const sql of ["select api.begin_bill_chunk(?, 1, 'slow')", "select api.finish_bill_chunk(?, 1, 'slow', '{}')"]) expect(await refusal(worker.write((db) => rows(db, sql, [late])))).toMatchObject({ code: 'C1004' });
      await gone();
      await fresh();
    });

    it('stops between parts when it is paused, goes on when it is resumed, and keeps what was made when it is cancelled', async () => {
      const run = await start(worker, 'final', 2);
      await workSome(worker, 1);
      await worker.write((db) => changeBillRun(db, run, 'pause'));
      expect(await work(worker)).toBe(0);
      expect(await runOf(worker, run)).toMatchObject({ state: 'paused', done: 2 });
      expect(await refusal(worker.write((db) => changeBillRun(db, run, 'pause')))).toMatchObject({ code: 'C1004' });
      await worker.write((db) => changeBillRun(db, run, 'resume'));
      await workSome(worker, 1);
      // A part that was begun before the cancel is not posted after it.
      await worker.write((db) => rows(db, "select api.take_bill_chunk('slow', 60, ?)", [run]));
      await worker.write((db) => changeBillRun(db, run, 'cancel'));
      expect(await refusal(worker.write((db) => rows(db, "select api.finish_bill_chunk(?, 3, 'slow', '{\"bills\": 0, \"billIds\": [], \"currencies\": [], \"findings\": []}')", [run])))).toMatchObject({ code: 'C1004' });
      expect(await work(worker)).toBe(0);
      expect(await runOf(worker, run)).toMatchObject({ state: 'cancelled', done: 4 });
      expect(await madeBills(demo)).toHaveLength(4);
      expect(await refusal(worker.write((db) => changeBillRun(db, run, 'resume')))).toMatchObject({ code: 'C1004' });
      expect((await rows<{ action: string }>(demo.owner, "select e.action from audit.entries e where e.object = ? order by e.id", [`bill run ${run}`])).map(({ action }) => action)).toEqual(['billRun.start', 'billRun.pause', 'billRun.resume', 'billRun.cancel']);
      expect(await broken(demo)).toEqual([]);
    });

    it('lists accounts that cannot be billed, bills the others of their part, and bills them again when they can be', async () => {
      // A product whose offer no catalog has.
      const { id, number } = (await row<{ id: number; number: string }>(demo.owner, 'select a.id, a.number from bill.accounts a where a.cycle_day = 5 and a.payer_id is null and not exists (select from bill.bills b where b.account_id = a.id and b.bill_day = ?) order by a.id limit 1', [NEXT_DAY]))!;
      const held = await rows<{ id: number; offer: string }>(demo.owner, 'select p.id, p.offer from care.products p where p.account_id = ?', [id]);
      await rows(demo.owner, "update care.products set offer = 'withdrawn' where account_id = ?", [id]);
      const left = (await due()).length - 4;
      const run = await start(worker, 'final', 100);
      await work(worker);
      const once = await runOf(worker, run);
      expect(once).toMatchObject({ state: 'done', accounts: left, totals: { bills: left - 1, findings: { error: 1 } } });
      expect((await findingsOf(worker, run)).filter(({ kind }) => kind === 'error')).toEqual([expect.objectContaining({ account: number, reason: expect.stringMatching(/withdrawn/) as string, facts: null })]);
      expect(await broken(demo)).toEqual([]);
      for (const product of held) await rows(demo.owner, 'update care.products set offer = ? where id = ?', [product.offer, product.id]);
      await worker.write((db) => changeBillRun(db, run, 'retry'));
      await work(worker);
      expect(await runOf(worker, run)).toMatchObject({ state: 'done', accounts: left, done: left, totals: { bills: left } });
      expect((await runOf(worker, run)).totals.findings.error).toBeUndefined();
      expect(await refusal(worker.write((db) => changeBillRun(db, run, 'retry')))).toMatchObject({ code: 'C1003' });
      expect((await madeBills(demo)).length).toBe(expected.length);
      expect(await broken(demo)).toEqual([]);
    });

    it('over chosen accounts says of each that has no bill to be made why', async () => {
      const run = await start(worker, 'trial', 100, [chosen]);
      await work(worker);
      expect(await findingsOf(worker, run)).toEqual([expect.objectContaining({ account: chosen, kind: 'error', reason: expect.stringMatching(/^It is billed up to|^None of its billing periods/) as string })]);
      expect(await refusal(start(worker, 'trial', 100, [chosen, '1', '2']))).toMatchObject({ code: 'C1003' });
    });

    it('stops with a sentence when the catalog changes under it, or a part is begun again and again', async () => {
      const run = await start(worker, 'trial', 100, [chosen]);
      for (let take = 0; take < 5; take += 1) {
        await worker.write((db) => rows(db, "select api.take_bill_chunk('dies', 60, ?)", [run]));
        await pastLeases(demo);
      }
      expect(await work(worker, { run })).toBe(0);
      expect(await runOf(worker, run)).toMatchObject({ state: 'paused', problem: expect.stringContaining('begun five times') as string });
      await worker.write((db) => changeBillRun(db, run, 'resume'));
      expect(await work(worker, { run })).toBe(1);
      const trial = await start(worker, 'trial', 100, [chosen]);
      const tariff = (await row<{ offer: string; charge: string }>(demo.owner, "select l.offer, l.charge from bill.lines l where l.label = 'Roaming data, Mexico' limit 1"))!;
      await reprice(worker, tariff.offer, tariff.charge, '2026-10-01', (old) => old * 2);
      await work(worker, { run: trial });
      expect(await runOf(worker, trial)).toMatchObject({ state: 'paused', problem: expect.stringContaining('The catalog changed') as string });
      expect(await refusal(worker.write((db) => makeBillRunFinal(db, run)))).toMatchObject({ code: 'C1004' });
    });
  });
}

eachOn('server', 'PostgreSQL');
eachOn('embedded', 'the embedded engine');
