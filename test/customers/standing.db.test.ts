import { expect, it } from 'vitest';
import { stories } from '../../src/main/demo/stories.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { type Care, careAs, closeDesks, type DemoWorld, onDemos, openAt, overviewOf, storyOf } from '../support/demo-world.ts';

/** What is owed, from bills, allocations and disputes themselves and not from the balances that the product keeps. */
async function owed(demo: DemoWorld, customerId: number) {
  return row<{ open: number; disputed: number; overdue: number; credit: number }>(demo.owner, `
    with each as (select b.id, b.due_day, greatest(b.total, 0) - coalesce((select sum(a.amount) from pay.allocations a where a.bill_id = b.id), 0) as open,
        coalesce((select sum(d.amount) from bill.disputes d where d.bill_id = b.id and d.state in ('open', 'underReview')), 0) as disputed from bill.bills b where b.customer_id = ?)
    select coalesce(sum(open), 0)::int as open, coalesce(sum(disputed), 0)::int as disputed, coalesce(sum(open - disputed) filter (where due_day < '2026-11-18'), 0)::int as overdue,
      (select coalesce(sum(p.amount), 0) - coalesce((select sum(a.amount) from pay.allocations a where a.customer_id = ? and a.payment_id is not null), 0) from pay.payments p where p.customer_id = ? and p.state = 'captured')::int
        + (select coalesce(sum(-least(b.total, 0)), 0) from bill.bills b where b.customer_id = ?)::int as credit from each`, [customerId, customerId, customerId, customerId]);
}

onDemos('The standing', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  it.each(stories.map(({ key }) => key))('of the story %s is what its bills, payments and disputes come to', async (key) => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf(key).number, 2);
    const { standing, bills } = await overviewOf(care, customerId);
    const truth = await owed(demo(), customerId);
    expect(standing).toMatchObject({ ...truth, due: (truth?.open ?? 0) - (truth?.disputed ?? 0) });
    expect(bills?.length).toBeGreaterThan(0);
    // The strip and the bills beside it are the same money.
    const { bills: listed } = await care.billing.bills({ customerId });
    for (const part of ['open', 'disputed', 'overdue', 'due'] as const) expect(listed.reduce((sum, bill) => sum + bill[part], 0), part).toBe(standing?.[part]);
    for (const part of ['open', 'disputed', 'overdue'] as const) expect(bills?.reduce((sum, bill) => sum + bill[part], 0), part).toBe(standing?.[part]);
    await care.customers.closeCase({ customerId });
  });

  it('of Elena is the one of the mock-ups', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const { standing, services, suggestions, nextBillDay, openItems } = await overviewOf(care, customerId);
    expect(standing).toMatchObject({ open: 42_733, due: 40_019, overdue: 7837, overdueSince: '2026-10-26', nextDue: '2026-11-26', disputed: 2714, dispute: 'D-3391', credit: 0, unbilledSince: '2026-11-05', autopay: { state: 'expired', label: 'Card expired', at: '2026-10-24' } });
    expect(nextBillDay).toBe('2026-12-05');
    expect(services?.map(({ label, monthly }) => [label, monthly])).toEqual([['Fiber 1000', 8700], ['Unlimited Plus', 6299], ['Share 10 GB', 3500], ['Home phone', 1500]]);
    expect(openItems?.map(({ title }) => title)).toEqual(['Premium download, Arcadia Play $27.14', 'Autopay failed, $198.37', 'Check the dispute D-3391']);
    expect(suggestions.map(({ act }) => act)).toEqual(['explainBill', 'seeOverdue', 'seeAutopay', 'seeDispute', 'seeUsage']);
    await care.customers.closeCase({ customerId });
  });

  it('shows use of this cycle as it was measured, by the clock of the operator', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const share = (await overviewOf(care, customerId)).services?.find(({ label }) => label === 'Share 10 GB');
    const truth = async () => (await row<{ used: number }>(demo().owner, `select sum(u.units)::bigint as used from bill.usage u where u.service_id = ? and u.kind = 'data' and u.visited is null and u.started_at >= timestamp '2026-11-05' at time zone 'America/Los_Angeles'`, [share?.serviceId]))?.used ?? 0;
    expect(share?.use[0]).toMatchObject({ code: 'data', used: await truth(), included: 10_000_000 });
    // Late in the evening of the 4th it is the 5th already elsewhere: that belongs to the cycle before.
    await demo().worker.write((db) => rows(db, `insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units) select 'evening', s.id, s.account_id, s.customer_id, 'data', '2026-11-05T07:30:00Z', 5000000 from care.services s where s.id = ?`, [share?.serviceId]));
    const after = (await overviewOf(care, customerId)).services?.find(({ label }) => label === 'Share 10 GB');
    expect(after?.use[0]?.used).toBe(share?.use[0]?.used);
    await care.customers.closeCase({ customerId });
  });

  it('shows what the cycle before left of the minutes, as its bill kept it, and what is used of it first', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('quiet').number, 2);
    const talk = (await overviewOf(care, customerId)).services?.find(({ label }) => label === 'Talk 300');
    const kept = await row<{ carried: number }>(demo().owner, "select e.carried from bill.allowance_ends e where e.service_id = ? and e.kind = 'own' order by e.cycle_to desc limit 1", [talk?.serviceId]);
    const truth = await row<{ used: number }>(demo().owner, `select sum(ceil(u.units / 60.0) * 60)::bigint as used from bill.usage u where u.service_id = ? and u.kind = 'voice' and u.started_at >= timestamp '2026-11-15' at time zone 'America/Los_Angeles'`, [talk?.serviceId]);
    expect(kept?.carried).toBe(18_000);
    expect(talk?.use[0]).toMatchObject({ code: 'us-minutes', used: 0, included: 18_000, more: { brought: kept?.carried, used: truth?.used } });
    await care.customers.closeCase({ customerId });
  });

  it('of a group is the parent\'s; a child says who pays', async () => {
    const { care } = made();
    const parentId = await openAt(demo(), care, storyOf('corporate').number, 2);
    const parent = await overviewOf(care, parentId);
    expect(parent.related.map(({ role }) => role)).toEqual(['child', 'child', 'child']);
    expect(parent.services?.filter(({ user }) => user?.startsWith('Ridgeline Dental, '))).toHaveLength(6);
    const childId = await openAt(demo(), care, '22600433', 1);
    const child = await overviewOf(care, childId);
    expect(child).toMatchObject({ standing: { open: 0, due: 0, unbilled: 0 }, related: [{ role: 'payer', name: 'Ridgeline Dental Group' }] });
    expect(child.suggestions.map(({ act }) => act)).toContain('seeParent');
    for (const customerId of [parentId, childId]) await care.customers.closeCase({ customerId });
  });
});

onDemos('What is not billed yet', async () => ({}), (_, demo) => {
  it('comes to the same whether the numbers that were called are shown or not', async () => {
    const sums = async (care: Care, level: 1 | 2) => {
      const all: unknown[] = [];
      for (const { number } of stories) {
        const customerId = await openAt(demo(), care, number, level);
        const { standing, services } = await overviewOf(care, customerId);
        const { unbilled } = await care.billing.bills({ customerId });
        expect(standing?.unbilled, number).toBe(unbilled.usage);
        all.push({ number, unbilled, use: services?.map(({ use }) => use) });
        await care.customers.closeCase({ customerId });
      }
      return all;
    };
    const agent = await careAs(demo(), 'agent');
    const identified = await sums(agent, 1);
    expect(identified).toEqual(await sums(agent, 2));
    expect(identified.length).toBe(12);
    await closeDesks();
  });

  it('is on the bill in progress line by line', async () => {
    const care = await careAs(demo(), 'agent');
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const { unbilled } = await care.billing.bills({ customerId });
    const bill = await care.billing.bill({ customerId, bill: 'unbilled' });
    expect(bill.lines.filter(({ trace }) => trace.kind === 'usage').reduce((sum, { amount }) => sum + amount, 0)).toBe(unbilled.usage);
    expect(bill).toMatchObject({ total: unbilled.estimate, billDay: unbilled.nextBillDay, state: 'estimate', billId: null, number: null });
    expect(unbilled).toMatchObject({ sinceDay: '2026-11-05', nextBillDay: '2026-12-05' });
    const last = await row<{ at: string }>(demo().owner, 'select max(u.started_at) as at from bill.usage u where u.customer_id = ?', [customerId]);
    expect(unbilled.lastUsageAt).toBe(last?.at);
    const waiting = await row<{ n: number }>(demo().owner, 'select count(*)::int as n from bill.usage u where u.customer_id = ? and not exists (select from bill.rated_usage r where r.usage_id = u.id)', [customerId]);
    expect(bill.lines.reduce((sum, { events }) => sum + events, 0)).toBe(waiting?.n);
  });
});
