import { expect, it } from 'vitest';
import { sameCauseOf } from '../../src/main/billing/same-cause.ts';
import { endOutage, outagesFound, outagesOfCharge, recordOutage } from '../../src/main/outages/outages.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

type Plan = { line: number; service: number; kind: 'fibre' | 'mobile' | 'phone' | 'tv'; place: string; amount: number; from: string; to: string; days: number };
const HOUR_S = 3600;

/** A plan's charge of Elena's, of a whole cycle, for a service with discounts or without. */
onDemos('An outage', async (demo) => (await row<Plan>(demo.owner, `select l.id as line, l.service_id as service, s.kind, coalesce(s.place, c.state || '/' || c.city) as place, l.amount, to_char(l.period_from, 'YYYY-MM-DD') as from, to_char(l.period_to, 'YYYY-MM-DD') as to, l.period_to - l.period_from as days
  from bill.lines l join care.services s on s.id = l.service_id join care.customers c on c.id = l.customer_id join care.products p on p.id = l.product_id where l.customer_id = 1 and l.category = 'plan' and l.amount > 0 and l.trace->>'kind' = 'recurring' and l.period_to <= care.today() and p.from_day <= l.period_from and coalesce(p.to_day, l.period_to) >= l.period_to
    and extract(month from l.period_from) in (4,5,6,7,8,9) and not exists (select from bill.lines d where d.bill_id = l.bill_id and d.service_id = l.service_id and d.amount < 0) order by l.id desc limit 1`))!, (plan, demo) => {
  const record = (from: string, to: string | null, more: object = {}) => demo().worker.write((db) => recordOutage(db, { label: 'Cable cut', place: plan().place, service: plan().kind, began: from, ended: to, ...more }));
  const hitBy = (outageId: number, most = 5000) => demo().worker.write((db) => sameCauseOf(db, { lineId: plan().line, usageId: null, by: 'outage', outageId }, most));
  const within = (day: number, hour: number) => `${new Date(Date.parse(plan().from) + day * 86_400_000).toISOString().slice(0, 10)}T${String(hour).padStart(2, '0')}:00`;

  it('gives back, of each charge for the time in which it lasted, that part of its days', async () => {
    const id = await record(within(3, 6), within(4, 18));
    const same = await hitBy(id);
    expect(same.cause).toMatchObject({ by: 'outage', label: 'Cable cut', outageId: id, version: null });
    const own = same.rows.find(({ lineId }) => lineId === plan().line);
    expect(own!.amount).toBe(Math.round((plan().amount * 36 * HOUR_S) / (plan().days * 24 * HOUR_S)));
    expect(own!.credit).toBe(own!.amount);
    // Every charge that is hit is of a service of that kind at that place, and of that time; none of those is left out.
    const truth = await rows<{ id: number }>(demo().owner, `select l.id from bill.lines l join care.services s on s.id = l.service_id join care.customers c on c.id = s.customer_id join care.products p on p.id = l.product_id
      where s.kind = ? and coalesce(s.place, c.state || '/' || c.city) = ? and l.credit_of is null and l.amount > 0 and l.trace->>'kind' = 'recurring' and greatest(l.period_from, p.from_day) <= ?::date and least(l.period_to, p.to_day) > ?::date
        and not exists (select from bill.lines d where d.bill_id = l.bill_id and d.service_id = l.service_id and d.amount < 0)`, [plan().kind, plan().place, within(4, 0).slice(0, 10), within(3, 0).slice(0, 10)]);
    const found = new Set(same.rows.map(({ lineId }) => lineId));
    expect(truth.length).toBeGreaterThan(1);
    expect(truth.filter((one) => !found.has(one.id))).toEqual([]);
    const stray = await row<{ n: number }>(demo().owner, `select count(*)::int as n from bill.lines l join care.services s on s.id = l.service_id join care.customers c on c.id = s.customer_id where l.id = any(?::bigint[]) and (s.kind <> ? or coalesce(s.place, c.state || '/' || c.city) <> ? or l.period_to <= ?::date or l.period_from > ?::date)`, [[...found], plan().kind, plan().place, within(3, 0).slice(0, 10), within(4, 0).slice(0, 10)]);
    expect(stray!.n).toBe(0);
  });

  it('of the larger place hits at least what is in it, and of a whole cycle never more than the charges with their discounts', async () => {
    const city = await hitBy(await record(within(0, 0), within(plan().days - 1, 12)));
    const state = await hitBy(await record(within(0, 0), within(plan().days - 1, 12), { place: plan().place.split('/')[0]!, label: 'Power cut' }));
    const cities = new Map(city.rows.map((one) => [one.lineId, one.amount]));
    expect(state.rows.length).toBeGreaterThan(cities.size);
    for (const one of state.rows) if (cities.has(one.lineId)) expect(one.amount).toBe(cities.get(one.lineId));
    const over = await rows(demo().owner, `with hit as (select (e->>'lineId')::bigint as id, (e->>'amount')::bigint as amount from jsonb_array_elements(?::jsonb) e)
      select l.bill_id from hit h join bill.lines l on l.id = h.id group by l.bill_id, l.service_id having sum(h.amount) > (select sum(x.amount) + 1 from bill.lines x where x.bill_id = l.bill_id and x.service_id = l.service_id and x.trace->>'kind' in ('recurring','percent','discount') and (x.amount < 0 or x.id = any(array_agg(l.id))))`, [JSON.stringify(state.rows)]);
    expect(over).toEqual([]);
    const discounted = await row<{ n: number }>(demo().owner, "select count(*)::int as n from bill.lines l where l.id = any(?::bigint[]) and exists (select from bill.lines d where d.bill_id = l.bill_id and d.service_id = l.service_id and d.amount < 0)", [state.rows.map(({ lineId }) => lineId)]);
    expect(discounted!.n).toBeGreaterThan(0);
  });

  type One = { id: number; amount: number; off: number; days: number; from: string; kind: Plan['kind']; place: string; end: string };
  const hitsOf = (outageId: number) => rows<{ line: number; amount: number }>(demo().owner, "select h.line_id as line, h.amount from care.outages o cross join api.outage_hits(o, '-infinity', 'infinity') h where o.id = ?", [outageId]);
  const dayOf = (day: string, more: number) => `${new Date(Date.parse(day) + more * 86_400_000).toISOString().slice(0, 10)}T00:00`;

  it('takes what a discount took off out of it', async () => {
    const one = (await row<One>(demo().owner, `select l.id, l.amount, d.amount as off, l.period_to - l.period_from as days, to_char(l.period_from, 'YYYY-MM-DD') as from, s.kind, coalesce(s.place, c.state || '/' || c.city) as place
      from bill.lines l join bill.lines d on d.bill_id = l.bill_id and d.service_id = l.service_id and d.amount < 0 and d.period_from = l.period_from and d.period_to = l.period_to and d.trace->>'kind' in ('percent','discount') join care.services s on s.id = l.service_id join care.customers c on c.id = l.customer_id
      where l.amount > 0 and l.trace->>'kind' = 'recurring' and l.period_to <= care.today() and extract(month from l.period_from) in (4,5,6,7,8,9) and (select count(*) from bill.lines x where x.bill_id = l.bill_id and x.service_id = l.service_id and x.trace->>'kind' in ('recurring','percent','discount')) = 2 order by l.id limit 1`))!;
    const hits = await hitsOf(await record(dayOf(one.from, 2), dayOf(one.from, 5), { service: one.kind, place: one.place }));
    expect(hits.find(({ line }) => line === one.id)?.amount).toBe(Math.round(((one.amount + one.off) * 3) / one.days));
  });

  it('hits no charge in days for which its product was given up', async () => {
    const one = (await row<One>(demo().owner, `select l.id, to_char(p.to_day, 'YYYY-MM-DD') as end, s.kind, coalesce(s.place, c.state || '/' || c.city) as place from bill.lines l join care.products p on p.id = l.product_id join care.services s on s.id = l.service_id join care.customers c on c.id = l.customer_id
      where l.amount > 0 and l.trace->>'kind' = 'recurring' and p.to_day > l.period_from + 2 and p.to_day < l.period_to - 2 and p.to_day < care.today() - 3 and s.ended is null order by l.id limit 1`))!;
    const after = await hitsOf(await record(dayOf(one.end, 0), dayOf(one.end, 1), { service: one.kind, place: one.place }));
    const before = await hitsOf(await record(dayOf(one.end, -1), dayOf(one.end, 0), { service: one.kind, place: one.place }));
    expect([before.some(({ line }) => line === one.id), after.some(({ line }) => line === one.id)]).toEqual([true, false]);
  });

  it('is credited to all whom it hit by one order, as it was shown', async () => {
    const supervisor = await careAs(demo(), 'supervisor');
    const customerId = await openAt(demo(), supervisor, storyOf('elena').number, 2);
    const id = await record(within(10, 0), within(11, 0), { label: 'Amplifier fault' });
    expect((await supervisor.outages.ofCharge({ customerId, lineId: plan().line })).map((one) => one.id)).toContain(id);
    // What one charge is asked for is what all of them are worked out to.
    const differing = await rows(demo().owner, `select l.id from bill.lines l cross join care.outages o where o.id = ? and api.outage_hit(o, l) <> exists (select from api.outage_hits(o, '-infinity', 'infinity') h where h.line_id = l.id) and l.credit_of is null and exists (select from bill.bills b where b.id = l.bill_id and b.credits_id is null) and exists (select from api.services_out(o) s where s = l.service_id)`, [id]);
    expect(differing).toEqual([]);
    const asked = { customerId, lineId: plan().line, usageId: null, by: 'outage' as const, outageId: id, from: null, to: null };
    const same = await supervisor.billing.sameCause(asked);
    const { id: order } = await supervisor.bulkCredits.ask(asked);
    const parts = await row<{ parts: number; bills: number }>(demo().owner, "select sum((e->>'amount')::bigint)::bigint as parts, count(distinct i.bill_id)::int as bills from bill.bulk_credit_items i cross join jsonb_array_elements(i.parts) e where i.order_id = ?", [order]);
    expect(parts).toEqual({ parts: same.totals[0]!.credit, bills: same.totals[0]!.bills });
    expect((await supervisor.bulkCredits.orders()).find((one) => one.id === order)?.cause).toMatchObject({ by: 'outage', outageId: id });
  });

  it('that lasts is told so, ends once, after it began and not in the future', async () => {
    const id = await record(within(5, 8), null, { label: 'Fibre node down' });
    await expect(hitBy(id)).rejects.toMatchObject({ code: 'C1003' });
    expect((await demo().worker.read((db) => outagesOfCharge(db, plan().line))).map((one) => one.id)).not.toContain(id);
    await expect(demo().worker.write((db) => endOutage(db, id, within(5, 8)))).rejects.toMatchObject({ code: 'C1003' });
    await expect(demo().worker.write((db) => endOutage(db, id, '2099-01-01T00:00'))).rejects.toMatchObject({ code: 'C1003' });
    await demo().worker.write((db) => endOutage(db, id, within(5, 9)));
    await expect(demo().worker.write((db) => endOutage(db, id, within(5, 10)))).rejects.toMatchObject({ code: 'C1004' });
    expect((await demo().worker.read(outagesFound)).find((one) => one.id === id)).toMatchObject({ label: 'Fibre node down', services: (await row<{ n: number }>(demo().owner, 'select count(*)::int as n from care.outages o cross join lateral api.services_out(o) s where o.id = ?', [id]))!.n });
    expect((await demo().worker.read(outagesFound)).every(({ services }) => services > 0)).toBe(true);
    expect((await hitBy(id)).rows.length).toBeGreaterThan(0);
  });

  it('is refused where there is no such service, before it begins, and for a charge that it did not hit', async () => {
    const before = (await demo().worker.read(outagesFound)).length;
    await expect(record(within(1, 0), null, { place: 'Atlantis' })).rejects.toMatchObject({ code: 'C1003' });
    await expect(record('2099-01-01T00:00', null)).rejects.toMatchObject({ code: 'C1003' });
    await expect(record(within(2, 0), within(1, 0))).rejects.toMatchObject({ code: 'C1003' });
    expect((await demo().worker.read(outagesFound)).length).toBe(before);
    const other = plan().kind === 'mobile' ? 'fibre' : 'mobile';
    const elsewhere = (await row<{ place: string }>(demo().owner, "select coalesce(s.place, c.state || '/' || c.city) as place from care.services s join care.customers c on c.id = s.customer_id where s.kind = ? limit 1", [other]))!.place;
    const id = await record(within(1, 0), within(2, 0), { service: other, place: elsewhere });
    await expect(hitBy(id)).rejects.toMatchObject({ code: 'C1003' });
  });

  it('is recorded by operators alone, who see no customer by it; every record and end is audited', async () => {
    const operator = await careAs(demo(), 'operator');
    const places = await operator.outages.places();
    expect(places.find(({ place, service }) => place === plan().place && service === plan().kind)!.services).toBeGreaterThan(0);
    const { id } = await operator.outages.record({ label: 'By hand', place: plan().place, service: plan().kind, began: within(6, 0), ended: null });
    await operator.outages.end({ id, ended: within(6, 5) });
    expect(await rows(demo().owner, "select e.action, e.login from audit.entries e where e.object = ? order by e.id", [`outage ${id}`])).toEqual([{ action: 'outage.record', login: 'priya.natarajan' }, { action: 'outage.end', login: 'priya.natarajan' }]);
    for (const role of ['agent', 'supervisor', 'auditor', 'useradmin'] as const) {
      expect(await refusal((await careAs(demo(), role)).outages.record({ label: 'Not mine', place: plan().place, service: plan().kind, began: within(6, 0), ended: null })), role).toMatchObject({ code: 'FORBIDDEN' });
    }
  });
});
