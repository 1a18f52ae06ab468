import { expect, it } from 'vitest';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { replayAll } from '../../src/main/billing/replay.ts';
import { postRerating, previewRerating, type RerateSelection } from '../../src/main/billing/rerating.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { careAs, type DemoWorld, idOf, onDemos, openAt, overviewOf, storyOf } from '../support/demo-world.ts';
import { reprice } from '../support/reprice.ts';

const october: RerateSelection = { from: '2026-10-01', to: '2026-11-01' };
const broken = async ({ worker }: DemoWorld) => (await worker.read((db) => rows<{ name: string; broken: number; checked: number }>(db, 'select v.name, v.broken, v.checked from api.verify_money() v union all select r.name, r.broken, r.checked from api.verify_rerating() r'))).filter((check) => check.broken > 0);
const lineOf = (demo: DemoWorld, label: string) => row<{ id: number; offer: string; charge: string; version: string; amount: number; micros: number; number: string }>(demo.owner, 'select l.id, l.offer, l.charge, l.version, l.amount, l.micros, b.number from bill.lines l join bill.bills b on b.id = l.bill_id where l.label = ? and l.customer_id = ? order by l.id desc limit 1', [label, 1]);

onDemos('Rating billed usage anew', async () => ({}), (_, demo) => {
  it('changes nothing where prices are what they were: every account, every cycle', async () => {
    const outcome = await previewRerating(demo().worker, { from: '2025-01-01' });
    expect(outcome.failed).toEqual([]);
    expect(outcome.looked).toBeGreaterThan(10);
    expect(outcome.accounts).toEqual([]);
  });

  it('shows what a corrected price comes to, line by line, and writes nothing', async () => {
    const line = (await lineOf(demo(), 'Roaming data, Mexico'))!;
    expect(line.amount).toBe(4260);
    await reprice(demo().worker, line.offer, line.charge, '2026-10-01', (old) => (old * 60) / 100);
    const outcome = await previewRerating(demo().worker, { ...october, offer: line.offer, charge: line.charge });
    const elena = outcome.accounts.find(({ corrections }) => corrections.some((one) => one.line.lineId === line.id))!;
    expect(elena.corrections.map(({ line: { label, billNumber }, before, after }) => ({ label, billNumber, before, after }))).toEqual([{ label: 'Roaming data, Mexico', billNumber: line.number, before: 4260, after: 2556 }]);
    expect(elena.corrections[0]!.events).toHaveLength(6);
    expect(await rows(demo().owner, 'select 1 as one from bill.reratings')).toEqual([]);
    expect((await previewRerating(demo().worker, { ...october, offer: line.offer, charge: line.charge })).hash).toBe(outcome.hash);
  });

  it('posts the difference once, on the next bill, and leaves the issued bill as it is', async () => {
    const line = (await lineOf(demo(), 'Roaming data, Mexico'))!;
    const selection = { ...october, offer: line.offer, charge: line.charge };
    const care = await careAs(demo(), 'agent');
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const before = await overviewOf(care, customerId);
    const outcome = await previewRerating(demo().worker, selection);
    const id = await postRerating(demo().worker, selection, 'The price of roaming data was too high', outcome);
    const corrected = await rows(demo().owner, 'select o.label, o.amount, o.cause, c.before, c.after from bill.corrections c join bill.one_time o on o.id = c.one_time_id where c.rerating_id = ? and c.line_id = ?', [id, line.id]);
    expect(corrected).toEqual([{ label: 'Correction, Roaming data, Mexico', amount: -1704, cause: `Bill ${line.number}: The price of roaming data was too high`, before: 4260, after: 2556 }]);
    const after = await overviewOf(care, customerId);
    expect(after.bills).toEqual(before.bills);
    expect(JSON.stringify(await care.billing.bill({ customerId, bill: 'unbilled' }))).toContain('Correction, Roaming data, Mexico');
    expect(after.timeline.map(({ title }) => title)).toContain('Bill rated anew');
    expect(await broken(demo())).toEqual([]);
    // A second time there is nothing left, and what was worked out before is refused.
    expect((await previewRerating(demo().worker, selection)).accounts).toEqual([]);
    await expect(postRerating(demo().worker, selection, 'The same again', outcome)).rejects.toMatchObject({ code: 'C1004' });
    expect(await broken(demo())).toEqual([]);
  });

  it('corrects a correction by its own difference, and keeps the whole history', async () => {
    const line = (await lineOf(demo(), 'Roaming data, Mexico'))!;
    await reprice(demo().worker, line.offer, line.charge, '2026-10-01', (old) => (old * 50) / 30);
    const selection = { ...october, offer: line.offer, charge: line.charge };
    const outcome = await previewRerating(demo().worker, selection);
    const mine = outcome.accounts.flatMap(({ corrections }) => corrections).find((one) => one.line.lineId === line.id)!;
    expect([mine.before, mine.after]).toEqual([2556, 4260]);
    await postRerating(demo().worker, selection, 'The first correction was wrong', outcome);
    expect(await rows(demo().owner, 'select c.before, c.after from bill.corrections c where c.line_id = ? order by c.rerating_id', [line.id])).toEqual([{ before: 4260, after: 2556 }, { before: 2556, after: 4260 }]);
    expect(await rows(demo().owner, 'select sum(o.amount)::int as left from bill.one_time o join bill.corrections c on c.one_time_id = o.id where c.line_id = ?', [line.id])).toEqual([{ left: 0 }]);
    expect(await broken(demo())).toEqual([]);
    // The corrected bills are still what they were made of, and so is the next one, which carries the corrections.
    const { accountId } = outcome.accounts.find(({ corrections }) => corrections.includes(mine))!;
    await demo().owner.raw("update care.settings set clock_offset = clock_offset + interval '30 days'");
    expect(await demo().worker.write((db) => runBills(db, { day: '2026-12-05', accountIds: [accountId] }))).toHaveLength(1);
    expect((await replayAll((work) => demo().worker.read(work), 1, () => undefined)).broken).toEqual([]);
  });

  it('is refused without a reason, for lines that do not sum, and to everyone but the worker', async () => {
    const line = (await lineOf(demo(), 'Roaming data, Mexico'))!;
    await expect(postRerating(demo().worker, october, ' ', { accounts: [], looked: 0, failed: [], hash: '' })).rejects.toMatchObject({ message: expect.stringContaining('Say in 3 to 200 letters') as string });
    const begin = await demo().worker.write((db) => row<{ id: number }>(db, "select api.begin_rerating('{}', 'To see it refused', 'test') as id"));
    const events = await rows<{ usageId: number; micros: number }>(demo().owner, 'select r.usage_id as "usageId", r.micros, r.trace from bill.rated_usage r where r.line_id = ?', [line.id]);
    for (const wrong of [{ after: 1, events }, { after: 4260, events: events.slice(1) }, { after: 4260, events: events.map((event) => ({ ...event, usageId: event.usageId + 100_000 })) }]) {
      await expect(demo().worker.write((db) => rows(db, 'select api.post_corrections(?, ?::jsonb)', [begin!.id, JSON.stringify([{ lineId: line.id, before: 4260, ...wrong }])]))).rejects.toMatchObject({ code: '23514' });
    }
    for (const role of ['agent', 'supervisor', 'operator', 'auditor', 'useradmin'] as const) {
      const { login, password } = demoAccounts.find((one) => one.role === role)!;
      const { person } = await demo().host.signIn(login, password);
      for (const sql of ["select api.begin_rerating('{}', 'because', 'x')", "select api.post_corrections(1, '[]')", `select api.rerate_inputs(1, '2026-10-01', '2026-11-01', '{}')`, "select api.rerate_accounts('{}', 0, 10)", "select * from api.rerate_choice('{}')", "insert into bill.corrections (rerating_id, line_id, customer_id, account_id, bill_id, before, after) values (1, 1, 1, 1, 1, 0, 0)"]) {
        await expect(person.write((db) => rows(db, sql)), `${role}: ${sql}`).rejects.toMatchObject({ code: '42501' });
      }
      await person.close();
    }
    expect(await idOf(demo(), storyOf('elena').number)).toBe(1);
  });
});
