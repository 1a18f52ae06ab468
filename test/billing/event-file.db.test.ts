import { expect, it } from 'vitest';
import { eventFile } from '../../src/main/billing/event-file.ts';
import { BillId } from '../../src/contract/ids.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

type Bill = { id: number; number: string; events: number };
onDemos('The events of a bill as a file', async (demo) => (await row<Bill>(demo.owner, "select b.id, b.number, sum(l.events)::int as events from bill.bills b join bill.lines l on l.bill_id = b.id where b.customer_id = 1 group by b.id, b.number having sum(l.events) > 20 order by b.id desc limit 1"))!, (bill, demo) => {
  const cells = (text: string) => text.trimEnd().split('\n').map((line) => line.split(','));

  it('has every event once, and the rows of each charge add up to the charge', async () => {
    const file = await demo().worker.write((db) => eventFile(db, bill().id));
    expect(file).toMatchObject({ name: `events-${bill().number}.csv`, events: bill().events });
    const [head, ...events] = cells(file.text);
    expect(head).toEqual(['account', 'bill', 'service', 'charge', 'start', 'local time', 'kind', 'units', 'units charged', 'number', 'visited network', 'zone', 'tariff version', 'amount', 'currency', 'record']);
    expect(events).toHaveLength(bill().events);
    expect(new Set(events.map((event) => event.at(-1))).size).toBe(bill().events);
    const charges = await rows<{ label: string; amount: number }>(demo().owner, 'select l.label, sum(r.amount)::bigint as amount from bill.lines l join bill.rated_usage r on r.line_id = l.id where l.bill_id = ? group by l.label', [bill().id]);
    const unquoted = file.text.includes('"') ? null : events;
    for (const { label, amount } of charges) {
      if (!unquoted || label.includes(',')) continue;
      expect(unquoted.filter((event) => event[3] === label).reduce((sum, event) => sum + Math.round(Number(event[13]) * 100), 0), label).toBe(amount);
    }
    const total = await row<{ amount: number }>(demo().owner, 'select sum(r.amount)::bigint as amount from bill.rated_usage r where r.bill_id = ?', [bill().id]);
    expect(file.text.trimEnd().split('\n').slice(1).reduce((sum, line) => sum + Math.round(Number(/,(-?\d+\.\d\d),USD,[^,]+$/.exec(line)![1]) * 100), 0)).toBe(total!.amount);
  });

  it('says times in UTC and by the clocks of the customer', async () => {
    const { text } = await demo().worker.write((db) => eventFile(db, bill().id));
    const first = /,(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z),(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),/.exec(text)!;
    const zone = (await row<{ zone: string }>(demo().owner, 'select coalesce(a.zone, s.zone) as zone from bill.bills b join bill.accounts a on a.id = b.account_id cross join care.settings s where b.id = ?', [bill().id]))!.zone;
    expect(first[2]).toBe(new Date(first[1]!).toLocaleString('sv-SE', { timeZone: zone }));
  });

  it('is for who may see the events with the caller verified, and is audited with how many they were', async () => {
    const agent = await careAs(demo(), 'agent');
    const bill1 = BillId.parse(bill().id);
    const known = await openAt(demo(), agent, storyOf('elena').number, 1);
    expect(await refusal(agent.billing.eventFile({ customerId: known, bill: bill1 }))).toMatchObject({ code: 'NOT_VERIFIED' });
    const customerId = await openAt(demo(), agent, storyOf('elena').number, 2);
    const own = await agent.billing.eventFile({ customerId, bill: bill1 });
    const all = await demo().worker.write((db) => eventFile(db, bill().id));
    expect(own).toEqual(all);
    expect(await rows(demo().owner, "select e.details->>'events' as events, e.customer_id as customer from audit.entries e where e.action = 'bill.exportEvents' and e.object = ? and e.login = 'nadia.okafor'", [`bill ${bill().number}`])).toEqual([{ events: String(bill().events), customer: customerId }]);
    const other = (await row<{ id: number }>(demo().owner, 'select max(b.id) as id from bill.bills b where b.customer_id <> 1'))!.id;
    expect(await refusal(agent.billing.eventFile({ customerId, bill: BillId.parse(other) }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal((await careAs(demo(), 'operator')).billing.eventFile({ customerId, bill: bill1 }))).toMatchObject({ code: 'FORBIDDEN' });
  });
});
