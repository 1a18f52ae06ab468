import { expect, it } from 'vitest';
import type { BillRun } from '../../src/contract/bill-runs.ts';
import { workBillRuns } from '../../src/main/billing/bill-run-work.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, type DemoWorld, onDemos, refusal } from '../support/demo-world.ts';
import { broken, madeBills, NEXT_DAY, untilNextDay } from './bill-run-kit.ts';

onDemos('A bill run at the desk', async (demo) => {
  await untilNextDay(demo);
  const { id, number } = (await row<{ id: number; number: string }>(demo.owner, 'select a.id, a.number from bill.accounts a where a.cycle_day = 5 and a.payer_id is null order by a.id limit 1'))!;
  await demo.worker.write((db) => rows(db, 'select api.add_one_time(?::jsonb)', [JSON.stringify({ accountId: id, charge: 'installation', label: 'Installation', amount: 500_000, day: '2026-11-20', cause: 'A figure too many' })]));
  return { high: number, operator: await careAs(demo, 'operator') };
}, (made, demo) => {
  const runs = () => made().operator.billRuns.runs();
  const run = async (id: number): Promise<BillRun> => (await runs()).runs.find((one) => one.id === id)!;
  /** On a server a worker of its own does it; in the demo it is under way by itself. */
  const ended = async ({ engine, worker }: DemoWorld, id: number, state: BillRun['state'] = 'done') => {
    if (engine === 'server') await workBillRuns(worker, { name: 'server' });
    await expect.poll(async () => (await run(id)).state, { timeout: 30_000 }).toBe(state);
  };

  it('is tried and then made final, by an operator who sees sums and what stands out', async () => {
    const { operator } = made();
    expect(await runs()).toEqual({ today: NEXT_DAY, runs: [] });
    const { id } = await operator.billRuns.tryRun({ day: NEXT_DAY });
    await ended(demo(), id);
    const tried = await run(id);
    const [sum] = tried.totals.currencies;
    expect(tried).toMatchObject({ mode: 'trial', day: NEXT_DAY, selected: false, askedBy: 'priya.natarajan', accounts: 3, done: 3, problem: null, finalId: null });
    expect(sum).toMatchObject({ currency: 'USD', bills: 3, total: sum!.charges + sum!.tax });
    expect(await madeBills(demo())).toEqual([]);
    const { rows: found } = await operator.billRuns.findings({ id });
    expect(found).toEqual([expect.objectContaining({ account: made().high, kind: 'high', reason: null })]);
    expect(found[0]!.facts).toMatchObject({ currency: 'USD', usual: expect.any(Number) as number, before: Array.from({ length: 6 }, () => expect.any(Number) as number) });
    expect(found[0]!.facts!.total).toBeGreaterThan(3 * found[0]!.facts!.usual!);
    expect((await operator.billRuns.findings({ id, kind: 'error' })).rows).toEqual([]);
    const final = await operator.billRuns.makeFinal({ id });
    await ended(demo(), final.id);
    expect(await run(final.id)).toMatchObject({ mode: 'final', trialId: id, totals: { bills: 3, currencies: tried.totals.currencies } });
    expect(await madeBills(demo())).toHaveLength(3);
    expect((await row<{ login: string }>(demo().owner, "select e.login from audit.entries e where e.action = 'billRun.start' and e.object = ?", [`bill run ${final.id}`]))?.login).toBe('priya.natarajan');
    expect(await refusal(operator.billRuns.makeFinal({ id }))).toMatchObject({ code: 'CONFLICT', sentence: 'This trial was made final already.' });
    expect(await broken(demo())).toEqual([]);
  });

  it('looks ahead only as a trial, and is paused, resumed and cancelled', async () => {
    const { operator } = made();
    expect(await refusal(operator.billRuns.tryRun({ day: '2027-12-05' }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringContaining('still to come') as string });
    expect(await refusal(operator.billRuns.tryRun({ day: NEXT_DAY, accounts: ['000'] }))).toMatchObject({ code: 'REFUSED', sentence: 'No account has the number 000.' });
    const { id } = await operator.billRuns.tryRun({ day: '2027-01-05' });
    await ended(demo(), id);
    expect((await run(id)).totals.bills).toBe(3);
    expect(await refusal(operator.billRuns.makeFinal({ id }))).toMatchObject({ code: 'REFUSED', sentence: '2027-01-05 is still to come: today is 2026-12-05.' });
    for (const call of [operator.billRuns.pause, operator.billRuns.resume, operator.billRuns.cancel]) expect(await refusal(call({ id }))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(operator.billRuns.retry({ id }))).toMatchObject({ code: 'REFUSED', sentence: 'Every account of this run is billed.' });
    // One whose worker is away can be stopped before it does anything.
    const idle = (await row<{ id: number }>(demo().owner, "insert into bill.runs (mode, bill_day, accounts, chunk_size, catalog_id) select 'trial', '2027-01-05', 1, 1, max(c.id) from bill.catalogs c returning id"))!.id;
    await rows(demo().owner, "insert into bill.run_chunks (run_id, n, account_ids, leased_by, leased_until) select ?, 1, array[min(a.id)], 'away', care.now() + interval '1 hour' from bill.accounts a", [idle]);
    await operator.billRuns.pause({ id: idle });
    expect((await run(idle)).state).toBe('paused');
    await operator.billRuns.cancel({ id: idle });
    expect(await run(idle)).toMatchObject({ state: 'cancelled', changedBy: 'priya.natarajan' });
  });

  it('is nobody\'s but the operators\', and only the worker does it', async () => {
    for (const role of ['agent', 'supervisor', 'auditor', 'useradmin'] as const) expect(await refusal((await careAs(demo(), role)).billRuns.tryRun({ day: NEXT_DAY })), role).toMatchObject({ code: 'FORBIDDEN' });
    const ordering = ["select api.start_bill_run('{\"mode\": \"trial\", \"day\": \"2026-12-05\", \"accounts\": null, \"chunk\": 1}')", 'select api.make_bill_run_final(1)', "select api.change_bill_run(1, 'pause')"];
    const working = ["select api.take_bill_chunk('x', 60, null)", "select api.begin_bill_chunk(1, 1, 'x')", "select api.finish_bill_chunk(1, 1, 'x', '{}')", "select api.give_back_bill_chunk(1, 1, 'x')", "select api.plan_bill_run('final', '2026-12-05', null, null, 1)", "select api.usual_bills('{1}', '2026-12-05')", "update bill.runs set state = 'done'", 'delete from bill.run_chunks', "insert into bill.run_findings (run_id, account_id, account, kind, reason) values (1, 1, '1', 'error', 'x')"];
    for (const role of ['agent', 'supervisor', 'operator', 'auditor', 'useradmin'] as const) {
      const { login, password } = demoAccounts.find((one) => one.role === role)!;
      const { person } = await demo().host.signIn(login, password);
      for (const sql of [...(role === 'operator' ? [] : ordering), ...working]) await expect(person.write((db) => rows(db, sql)), `${role}: ${sql}`).rejects.toMatchObject({ code: '42501' });
      const read = person.read((db) => rows(db, 'select r.id from bill.runs r'));
      if (role === 'operator' || role === 'auditor') expect((await read).length).toBeGreaterThan(1);
      else await expect(read).rejects.toMatchObject({ code: '42501' });
      // A final run without its trial is the worker's alone.
      if (role === 'operator') await expect(person.write((db) => rows(db, "select api.start_bill_run('{\"mode\": \"final\", \"day\": \"2026-12-05\", \"accounts\": null, \"chunk\": 1}')"))).rejects.toMatchObject({ code: 'C1003' });
      await person.close();
    }
  });
});
