import { expect, it } from 'vitest';
import { startBillRun } from '../../src/main/billing/bill-run-orders.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { type Cycle, cycleUnits, wholeCycle } from '../../src/contract/cycles.ts';
import { addDays } from '../../src/contract/dates.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, type SmallWorld, smallWorld } from '../support/small-world.ts';

let customers = 5000;
const newCustomer = ({ db }: SmallWorld) => addCustomer(db, `Customer ${(customers += 1)}`, customers);
const worker = ({ db }: SmallWorld) => db.as('worker');
const change = (world: SmallWorld, accountId: number, more: object) => call(world.db, 'worker', 'api.change_cycle(?::jsonb)', [JSON.stringify({ accountId, unit: 'month', day: 20, anchor: '2024-01-01', first: 'short', ...more })]);
const run = (world: SmallWorld, accountId: number, day: string) => worker(world).write((db) => runBills(db, { day, accountIds: [accountId] }));
const lines = (world: SmallWorld, billId: number) => rows<{ label: string }>(world.db.owner, "select l.charge || ' ' || l.period_from || '..' || l.period_to || ' ' || l.amount as label from bill.lines l where l.bill_id = ? and l.product_id is not null and l.events = 0 order by l.position", [billId]);

onBothEngines('billing cycles', smallWorld, (world) => {
  it('start in SQL on the days on which they start in the domain', async () => {
    const cycles = cycleUnits.flatMap((unit) => [1, 15, 29, 30, 31].map((day): Cycle => ({ unit, day, anchor: day === 15 ? '2025-11-20' : '2024-01-01' })));
    const days = Array.from({ length: 800 }, (_, at) => addDays('2023-06-01', at));
    const found = await rows<{ at: number; day: string }>(world().db.owner, 'select c.at::int, d.day::date as day from jsonb_to_recordset(?::jsonb) as c(at int, unit text, day int, anchor date) cross join unnest(?::date[]) d(day) where api.starts_cycle(c.unit, c.day, c.anchor, d.day::date) order by 1, 2', [JSON.stringify(cycles.map((cycle, at) => ({ at, ...cycle }))), days]);
    const counted = cycles.flatMap((cycle, at) => days.filter((day) => wholeCycle(day, cycle).from === day).map((day) => ({ at, day })));
    expect(found).toEqual(counted);
  });

  it('of weeks and quarters are found by the run on their days and billed', async () => {
    const weekly = await newCustomer(world());
    const quarterly = await newCustomer(world());
    // Opened on a Wednesday, by the week from that day.
    await rows(world().db.owner, "update bill.accounts set cycle_unit = 'week', cycle_anchor = '2026-11-04', opened = '2026-11-04' where id = ?", [weekly.accountId]);
    await rows(world().db.owner, "update bill.accounts set cycle_unit = 'quarter', cycle_day = 11, cycle_anchor = '2026-11-01', opened = '2026-08-11' where id = ?", [quarterly.accountId]);
    const due = async (day: string) => {
      const id = await worker(world()).write((db) => startBillRun(db, 'trial', { day }, 1000));
      return (await rows<{ id: number }>(world().db.owner, 'select unnest(c.account_ids) as id from bill.run_chunks c where c.run_id = ?', [id])).map((one) => one.id);
    };
    expect(await due('2026-11-11')).toEqual(expect.arrayContaining([weekly.accountId, quarterly.accountId]));
    expect(await due('2026-11-12')).not.toContain(weekly.accountId);
    const [first] = await run(world(), weekly.accountId, '2026-11-11');
    expect((await lines(world(), first?.billId ?? 0)).map(({ label }) => label)).toEqual(['talk.monthly 2026-11-04..2026-11-11 2999', 'talk.monthly 2026-11-11..2026-11-18 2999']);
    expect(await run(world(), weekly.accountId, '2026-11-12')).toEqual([]);
    const [quarter] = await run(world(), quarterly.accountId, '2026-11-11');
    expect((await lines(world(), quarter?.billId ?? 0)).map(({ label }) => label)).toEqual(['talk.monthly 2026-08-11..2026-11-11 2999', 'talk.monthly 2026-11-11..2027-02-11 2999']);
  });

  it('change where nothing is charged yet, with a short or a long first period, and say so in the history', async () => {
    for (const first of ['short', 'long'] as const) {
      const customer = await newCustomer(world());
      await rows(world().db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [customer.accountId]);
      await run(world(), customer.accountId, '2026-11-01');
      await expect(change(world(), customer.accountId, { from: '2026-11-20' })).rejects.toMatchObject({ message: expect.stringContaining('is billed up to 2026-12-01 already') as string });
      await change(world(), customer.accountId, { from: '2026-12-01', first });
      await expect(change(world(), customer.accountId, { from: '2026-12-01' })).rejects.toMatchObject({ message: expect.stringContaining('changes on that day or later already') as string });
      const [inputs] = await worker(world()).read((db) => billingInputs(db, [customer.accountId]));
      expect(inputs?.cycles).toEqual([{ from: '2026-10-01', first: 'short', cycle: { unit: 'month', day: 1, anchor: '2024-01-01' } }, { from: '2026-12-01', first, cycle: { unit: 'month', day: 20, anchor: '2024-01-01' } }]);
      const [bill] = await run(world(), customer.accountId, '2026-12-01');
      // 19 of the 30 days from 20 November, then a whole month where both are one period.
      expect((await lines(world(), bill?.billId ?? 0)).map(({ label }) => label)).toEqual(['talk.monthly 2026-12-01..2026-12-20 1899', ...(first === 'long' ? ['talk.monthly 2026-12-20..2027-01-20 2999'] : [])]);
      expect((await run(world(), customer.accountId, '2026-12-20')).length).toBe(first === 'short' ? 1 : 0);
      expect(await rows(world().db.owner, "select 1 from care.changes c where c.customer_id = ? and c.title = 'Billing cycle changed'", [customer.customerId])).toHaveLength(1);
    }
  });

  it('are changed by the worker alone, and only to what is a cycle', async () => {
    const { accountId } = await newCustomer(world());
    await expect(call(world().db, 'anna', 'api.change_cycle(?::jsonb)', [JSON.stringify({ accountId, from: '2026-12-01' })])).rejects.toMatchObject({ code: '42501' });
    for (const wrong of [{ unit: 'fortnight' }, { day: 32 }, { anchor: null }, { first: 'odd' }]) await expect(change(world(), accountId, { from: '2027-12-01', ...wrong })).rejects.toMatchObject({ message: expect.stringContaining('The cycle is not complete') as string });
    await expect(change(world(), 999_999, { from: '2027-12-01' })).rejects.toMatchObject({ code: 'C1005' });
  });
});
