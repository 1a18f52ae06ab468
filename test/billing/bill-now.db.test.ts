import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CustomerId } from '../../src/contract/ids.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { digestOf } from '../support/digest.ts';
import { careAs, type DemoWorld, demoWorld, onDemos, openAt, overviewOf, refusal, storyOf } from '../support/demo-world.ts';

/** A call that arrives: a minute to Italy by the person's mobile line. */
const arrives = (demo: DemoWorld, customerId: number, key: string, start = '2026-11-18T12:00:00Z') => demo.worker.write((db) => rows(db, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) select ?, s.id, s.account_id, s.customer_id, 'voice', ?::timestamptz, 60, '390655501942' from care.services s where s.customer_id = ? and s.kind = 'mobile' order by s.id limit 1", [key, start, customerId]));
const storedLines = (demo: DemoWorld, billId: number) => rows(demo.owner, 'select l.service_id as "serviceId", l.charge, l.version, l.label, l.category, l.units, l.unit, l.amount, l.tax, l.tax_code as "taxCode", l.events from bill.lines l where l.bill_id = ? order by l.position', [billId]);

onDemos('Bill now', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  const opened = (key: string) => openAt(demo(), made().care, storyOf(key).number, 2);

  it('shows in advance what it makes, and changes nothing by showing it', async () => {
    const { care } = made();
    const customerId = await opened('elena');
    await arrives(demo(), customerId, 'before-the-preview');
    const before = await digestOf(demo().owner);
    const standing = (await overviewOf(care, customerId)).standing;
    const preview = await care.billing.previewBillNow({ customerId, serviceIds: null });
    expect(await digestOf(demo().owner)).toEqual(before);
    expect(await care.billing.previewBillNow({ customerId, serviceIds: null })).toMatchObject({ hash: preview.hash });
    expect(preview.openBefore).toBe(standing?.open);
    expect(preview.openAfter).toBe(preview.openBefore + preview.bill.total);
    expect(preview.bill).toMatchObject({ billId: null, number: null, billDay: '2026-11-18', dueDay: '2026-12-09', period: { from: '2026-11-05', to: '2026-11-18' }, allocated: 0, disputed: 0 });

    const { billId, number } = await care.billing.billNow({ customerId, serviceIds: null, hash: preview.hash });
    const bill = await care.billing.bill({ customerId, bill: billId });
    expect(bill).toMatchObject({ number, category: 'interim', billDay: preview.bill.billDay, dueDay: preview.bill.dueDay, period: preview.bill.period, charges: preview.bill.charges, tax: preview.bill.tax, total: preview.bill.total, open: preview.bill.total });
    const seen = preview.bill.lines.map(({ serviceId, charge, version, label, category, units, unit, amount, tax, taxCode, events }) => ({ serviceId, charge, version, label, category, units, unit, amount, tax, taxCode, events }));
    expect(await storedLines(demo(), billId)).toEqual(seen);
    // A preview is the draft itself, which also says what falls on each line.
    expect(bill.taxes).toEqual(preview.bill.taxes.map((item) => Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'shares'))));
    expect((await overviewOf(care, customerId)).standing).toMatchObject({ open: preview.openAfter, disputed: standing?.disputed, overdue: standing?.overdue, unbilled: 0 });
    expect((await care.billing.bills({ customerId })).unbilled.estimate).toBe(preview.nextEstimate);
    expect(number).toMatch(/^2611-\d{5}$/);
    expect(preview.say).toContain(`$${(preview.bill.total / 100).toFixed(2)}`);
    const audit = await rows(demo().owner, "select e.login, e.object from audit.entries e where e.action = 'bill.issue' and e.customer_id = ? and e.login = 'nadia.okafor'", [customerId]);
    expect(audit).toEqual([{ login: 'nadia.okafor', object: `bill ${number}` }]);
    expect((await care.billing.bills({ customerId, category: 'interim' })).bills.map((each) => each.billId)).toEqual([billId]);
  });

  it('is refused when nothing is left to bill, and when it would be a credit', async () => {
    const { care } = made();
    const customerId = await opened('elena');
    const before = await digestOf(demo().owner);
    expect(await refusal(care.billing.previewBillNow({ customerId, serviceIds: null }))).toMatchObject({ code: 'REFUSED', sentence: 'There is nothing to bill since the last bill.' });
    expect(await refusal(care.billing.billNow({ customerId, serviceIds: null, hash: '0'.repeat(64) }))).toMatchObject({ code: 'REFUSED' });
    expect(await digestOf(demo().owner)).toEqual(before);
    const quiet = await opened('quiet');
    await demo().worker.write((db) => rows(db, "select api.add_one_time(jsonb_build_object('accountId', a.id, 'serviceId', null, 'charge', 'goodwill', 'label', 'Goodwill', 'amount', -50000, 'day', '2026-11-17', 'taxCode', null, 'cause', 'test')) from bill.accounts a where a.customer_id = ?", [quiet]));
    expect(await refusal(care.billing.previewBillNow({ customerId: quiet, serviceIds: null }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringContaining('credit bill') as string });
  });

  it('writes nothing where usage arrived after the preview, and says so', async () => {
    const { care } = made();
    const customerId = await opened('roaming');
    const seen = await care.billing.previewBillNow({ customerId, serviceIds: null });
    await arrives(demo(), customerId, 'after-the-preview');
    const before = await digestOf(demo().owner);
    expect(await refusal(care.billing.billNow({ customerId, serviceIds: null, hash: seen.hash }))).toMatchObject({ code: 'CONFLICT', sentence: expect.stringContaining('Look again') as string });
    expect(await digestOf(demo().owner)).toEqual(before);
    const again = await care.billing.previewBillNow({ customerId, serviceIds: null });
    expect(again.bill.total).toBeGreaterThan(seen.bill.total);
    expect(again.hash).not.toBe(seen.hash);
    await care.billing.billNow({ customerId, serviceIds: null, hash: again.hash });
    expect(await refusal(care.billing.billNow({ customerId, serviceIds: null, hash: again.hash }))).toMatchObject({ code: 'REFUSED' });
  });

  it('takes the chosen services alone and leaves the others for later', async () => {
    const { care } = made();
    const customerId = await opened('vip');
    await arrives(demo(), customerId, 'of-the-first-mobile');
    const services = (await overviewOf(care, customerId)).services ?? [];
    const [mobile] = services.filter(({ kind }) => kind === 'mobile');
    const whole = await care.billing.bill({ customerId, bill: 'unbilled' });
    const others = await rows<{ id: number }>(demo().owner, 'select u.id from bill.usage u where u.customer_id = ? and u.service_id <> ? and not exists (select from bill.rated_usage r where r.usage_id = u.id) order by u.id', [customerId, mobile?.serviceId]);
    const preview = await care.billing.previewBillNow({ customerId, serviceIds: [mobile?.serviceId ?? 0] });
    expect(new Set(preview.bill.lines.map(({ serviceId }) => serviceId))).toEqual(new Set([mobile?.serviceId]));
    expect(preview.hash).not.toBe((await care.billing.previewBillNow({ customerId, serviceIds: null })).hash);
    expect(await refusal(care.billing.billNow({ customerId, serviceIds: null, hash: preview.hash }))).toMatchObject({ code: 'CONFLICT' });
    await care.billing.billNow({ customerId, serviceIds: [mobile?.serviceId ?? 0], hash: preview.hash });
    expect(await rows(demo().owner, 'select u.id from bill.usage u where u.customer_id = ? and not exists (select from bill.rated_usage r where r.usage_id = u.id) order by u.id', [customerId])).toEqual(others);
    const rest = await care.billing.bill({ customerId, bill: 'unbilled' });
    const usage = (bill: typeof whole, mine: boolean) => bill.lines.filter(({ serviceId, trace }) => trace.kind === 'usage' && (serviceId === mobile?.serviceId) === mine).map(({ charge, amount, events }) => [charge, amount, events]);
    expect(usage(rest, false)).toEqual(usage(whole, false));
    expect(usage(rest, true)).toEqual([]);
    expect(await refusal(care.billing.previewBillNow({ customerId, serviceIds: [] }))).toMatchObject({ code: 'REFUSED' });
  });

  it('is made at the paying parent, not at a child', async () => {
    const { care } = made();
    const childId = await openAt(demo(), care, '22600433', 1);
    await demo().owner.raw("update care.cases set level = 2 where customer_id = ? and closed_at is null", [childId]);
    await care.customers.openCase({ customerId: childId, reason: 'search', callId: null, from: null });
    expect(await refusal(care.billing.previewBillNow({ customerId: childId, serviceIds: null }))).toMatchObject({ code: 'REFUSED', sentence: 'This account is billed to its paying parent. Make the bill there.' });
    const parentId = await opened('corporate');
    const preview = await care.billing.previewBillNow({ customerId: parentId, serviceIds: null });
    expect(preview.bill.lines.some(({ serviceId }) => preview.bill.services.some((service) => service.serviceId === serviceId && service.customer === 'Ridgeline Dental, Tacoma clinic'))).toBe(true);
  });

  it('waits for nobody: an account someone works on is busy', async () => {
    const { care } = made();
    const customerId = await opened('unallocated');
    if (demo().engine === 'embedded') {
      expect((await care.billing.previewBillNow({ customerId, serviceIds: null })).bill.total).toBeGreaterThanOrEqual(0);
      return;
    }
    const holder = await demo().owner.transaction();
    await holder.raw('select 1 from bill.accounts a where a.customer_id = ? for update', [customerId]);
    expect(await refusal(care.billing.previewBillNow({ customerId, serviceIds: null }))).toMatchObject({ code: 'BUSY' });
    await holder.rollback();
  });
});

type Billed = { readonly service_id: number | null; readonly charge: string; readonly amount: number; readonly tax: number };
const cycleDay = '2026-12-05';

/** It is the next bill day, early in the morning, and the run is made; the bills of the customer since the clock of the demo. */
async function runInDecember(demo: DemoWorld, customerId: CustomerId): Promise<{ bills: number; total: number; recurring: Billed[]; usage: Array<{ usage_id: number; micros: number; amount: number }> }> {
  await demo.owner.raw("update care.settings set clock_offset = '2026-12-05T14:00:00Z'::timestamptz - transaction_timestamp()");
  const account = await row<{ id: number }>(demo.owner, 'select a.id from bill.accounts a where a.customer_id = ?', [customerId]);
  const [made] = await demo.worker.write((db) => runBills(db, { day: cycleDay, accountIds: [account?.id ?? 0] }));
  expect(made).toBeDefined();
  expect(await demo.worker.write((db) => runBills(db, { day: cycleDay, accountIds: [account?.id ?? 0] }))).toEqual([]);
  const since = "b.customer_id = ? and b.bill_day > '2026-11-05'";
  const bills = await row<{ n: number; total: number }>(demo.owner, `select count(*)::int as n, sum(b.total)::int as total from bill.bills b where ${since}`, [customerId]);
  return {
    bills: bills?.n ?? 0, total: bills?.total ?? 0,
    recurring: await rows<Billed>(demo.owner, `select l.service_id, l.charge, sum(l.amount)::int as amount, sum(l.tax)::int as tax from bill.lines l join bill.bills b on b.id = l.bill_id where ${since} and l.trace->>'kind' <> 'usage' group by 1, 2 order by 1, 2`, [customerId]),
    usage: await rows(demo.owner, `select r.usage_id, r.micros, r.amount from bill.rated_usage r join bill.bills b on b.id = r.bill_id where ${since} order by 1`, [customerId]),
  };
}

onDemos('The run after a bill now', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  let twin: DemoWorld;
  beforeAll(async () => {
    twin = await demoWorld(demo().engine);
  });
  afterAll(async () => {
    await twin.close();
  });

  it('charges the rest once: both bills together are the one bill of a twin without it', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    for (const world of [demo(), twin]) await arrives(world, customerId, 'early');
    const preview = await care.billing.previewBillNow({ customerId, serviceIds: null });
    await care.billing.billNow({ customerId, serviceIds: null, hash: preview.hash });
    for (const world of [demo(), twin]) {
      await arrives(world, customerId, 'late-in-the-cycle', '2026-11-28T12:00:00Z');
      // A record of the days that the interim bill covers comes late.
      await arrives(world, customerId, 'late-to-arrive', '2026-11-10T12:00:00Z');
    }
    const both = await runInDecember(demo(), customerId);
    const one = await runInDecember(twin, customerId);
    expect([both.bills, one.bills]).toEqual([2, 1]);
    expect(both.usage.map(({ usage_id, micros }) => [usage_id, micros])).toEqual(one.usage.map(({ usage_id, micros }) => [usage_id, micros]));
    expect(both.usage.length).toBeGreaterThan(40);
    expect(both.recurring.map(({ service_id, charge, amount }) => [service_id, charge, amount])).toEqual(one.recurring.map(({ service_id, charge, amount }) => [service_id, charge, amount]));
    // Each bill rounds its own lines and taxes: a cent for each at the most.
    expect(Math.abs(both.total - one.total)).toBeLessThanOrEqual(3);
    const waiting = await row<{ n: number }>(demo().owner, "select count(*)::int as n from bill.usage u where u.customer_id = ? and u.started_at < '2026-12-05T08:00:00Z' and not exists (select from bill.rated_usage r where r.usage_id = u.id)", [customerId]);
    expect(waiting?.n).toBe(0);
    const rules = await demo().worker.read((db) => rows<{ name: string; broken: number }>(db, 'select * from api.verify_money()'));
    expect(rules.filter(({ broken }) => broken > 0)).toEqual([]);
  });
});
