import { expect, it } from 'vitest';
import type { Catalog } from '../../src/contract/catalog.ts';
import { CustomerId } from '../../src/contract/ids.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { noticeCrossings } from '../../src/main/billing/notice-crossings.ts';
import { customerOverview } from '../../src/main/customers/overview.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, openAt, seen, type SmallWorld, smallWorld, type WorldCustomer, worldCatalog } from '../support/small-world.ts';

/** Five minutes a month for each service and ten messages for all of them; each call of the small world lasts one minute. */
const [talk] = worldCatalog.offers;
const limited: Catalog = {
  ...worldCatalog, name: 'Limited catalog',
  offers: [{
    ...talk!, allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 300 }, { code: 'messages', label: 'Messages', usage: 'sms', units: 10, shared: true }],
    usage: [...talk!.usage.map((rule) => ({ ...rule, allowance: 'minutes' })), { code: 'talk.sms', label: 'Messages', usage: 'sms', allowance: 'messages', tax: 'state', versions: [{ version: 'v1', from: '2020-01-01', price: { kind: 'flat', price: 1_000_000 } }] }],
  }],
};

let customers = 8400;
async function newCustomer({ db }: SmallWorld): Promise<WorldCustomer> {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [customer.accountId]);
  return customer;
}
const used = ({ db }: SmallWorld, { number, serviceId, accountId, customerId }: WorldCustomer, start: string, more: { units?: number; kind?: 'voice' | 'sms' } = {}) => rows(db.owner, 'insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, ?, ?, ?, ?)', [`${number}-${more.kind ?? 'voice'}-${start}`, serviceId, accountId, customerId, more.kind ?? 'voice', start, more.units ?? 60, '13605550199']);
const notice = ({ db }: SmallWorld) => noticeCrossings(db.as('worker'));
type Kept = { serviceId: number | null; code: string; percent: number; cycle: string; at: string; words: string; state: string };
const kept = ({ db }: SmallWorld, accountId: number) => rows<Kept>(db.owner, `select service_id as "serviceId", code, percent, cycle_from as cycle, to_char(crossed_at at time zone 'UTC', 'MM-DD HH24:MI') as at, words, state from bill.allowance_crossings where account_id = ? order by cycle_from, code, percent`, [accountId]);
const short = async (world: SmallWorld, { accountId }: WorldCustomer) => (await kept(world, accountId)).map(({ percent, at, state }) => [percent, at, state]);
const overviewOf = ({ db }: SmallWorld, who: string, { customerId }: WorldCustomer) => db.as(who).read((trx) => customerOverview(trx, CustomerId.parse(customerId)));
const tell = ({ db }: SmallWorld, who: string, id: number) => call(db, who, 'api.tell_crossing(?)', [id]);
const idOf = async ({ db }: SmallWorld, { accountId }: WorldCustomer, percent: number) => (await rows<{ id: number }>(db.owner, 'select id from bill.allowance_crossings where account_id = ? and percent = ?', [accountId, percent]))[0]!.id;

onBothEngines('what usage reaches of an allowance', async (db) => {
  const world = await smallWorld(db);
  await rows(db.owner, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [limited.name, JSON.stringify(limited), 'limited']);
  await notice(world);
  return world;
}, (world) => {
  it('is noticed once for each service, cycle and threshold, with the event that reached it', async () => {
    const customer = await newCustomer(world());
    await used(world(), customer, '2026-11-10T19:00:00Z');
    await used(world(), customer, '2026-11-12T19:00:00Z', { units: 200 });
    await used(world(), customer, '2026-11-13T19:00:00Z', { kind: 'sms', units: 10 });
    expect(await notice(world())).toBe(1);
    const { serviceId } = customer;
    const told = [
      { serviceId: null, code: 'messages', percent: 80, cycle: '2026-11-01', at: '11-13 19:00', words: '80% of 10 messages used', state: 'toTell' },
      { serviceId: null, code: 'messages', percent: 100, cycle: '2026-11-01', at: '11-13 19:00', words: '100% of 10 messages used', state: 'toTell' },
      { serviceId, code: 'minutes', percent: 80, cycle: '2026-11-01', at: '11-12 19:00', words: '80% of 5 min used', state: 'toTell' },
      { serviceId, code: 'minutes', percent: 100, cycle: '2026-11-01', at: '11-12 19:00', words: '100% of 5 min used', state: 'toTell' },
    ];
    expect(await kept(world(), customer.accountId)).toEqual(told);
    expect(await notice(world())).toBe(0);
    await used(world(), customer, '2026-11-14T19:00:00Z');
    expect(await notice(world())).toBe(1);
    expect(await kept(world(), customer.accountId)).toEqual(told);
  });

  it('begins anew with the next cycle, and is not looked for in a cycle that a bill has ended', async () => {
    const customer = await newCustomer(world());
    await used(world(), customer, '2026-10-20T19:00:00Z', { units: 120 });
    await notice(world());
    expect(await short(world(), customer)).toEqual([[80, '10-20 19:00', 'toTell']]);
    await world().db.as('worker').write((trx) => runBills(trx, { day: '2026-11-01', accountIds: [customer.accountId] }));
    await used(world(), customer, '2026-10-21T19:00:00Z', { units: 600 });
    await used(world(), customer, '2026-11-20T19:00:00Z', { units: 120 });
    expect(await notice(world())).toBe(1);
    expect(await short(world(), customer)).toEqual([[80, '10-20 19:00', 'toTell'], [80, '11-20 19:00', 'toTell']]);
  });

  it('moves where usage comes late, is withdrawn where it is not so any more, and stays as it was told', async () => {
    const customer = await newCustomer(world());
    await used(world(), customer, '2026-11-12T19:00:00Z', { units: 120 });
    await notice(world());
    await used(world(), customer, '2026-11-03T19:00:00Z', { units: 120 });
    await notice(world());
    expect(await short(world(), customer)).toEqual([[80, '11-06 19:00', 'toTell'], [100, '11-12 19:00', 'toTell']]);
    const more = (to: string | null) => rows(world().db.owner, "insert into care.products (customer_id, account_id, service_id, offer, from_day, to_day) values (?, ?, ?, 'talk', '2026-11-01', ?::date)", [customer.customerId, customer.accountId, customer.serviceId, to]);
    await more(null);
    await used(world(), customer, '2026-11-12T20:00:00Z');
    await notice(world());
    expect((await short(world(), customer)).map(([percent, , state]) => [percent, state])).toEqual([[80, 'withdrawn'], [100, 'withdrawn']]);
    await used(world(), customer, '2026-11-13T20:00:00Z', { units: 120 });
    await notice(world());
    expect(await kept(world(), customer.accountId)).toMatchObject([{ percent: 80, at: '11-13 20:00', words: '80% of 10 min used', state: 'toTell' }, { percent: 100, state: 'withdrawn' }]);
    await openAt(world(), 'anna', customer, 2);
    await tell(world(), 'anna', await idOf(world(), customer, 80));
    await used(world(), customer, '2026-11-02T20:00:00Z', { units: 30 });
    await notice(world());
    expect(await short(world(), customer)).toEqual([[80, '11-13 20:00', 'told'], [100, expect.any(String) as string, 'withdrawn']]);
    await used(world(), customer, '2026-11-14T20:00:00Z');
    await notice(world());
    expect(await short(world(), customer)).toEqual([[80, '11-13 20:00', 'told'], [100, '11-14 20:00', 'toTell']]);
  });

  it('is shown to the agent in words: at the allowance, in the timeline, and while nobody told it as an open matter', async () => {
    const customer = await newCustomer(world());
    await used(world(), customer, '2026-11-12T19:00:00Z', { units: 200 });
    await notice(world());
    await openAt(world(), 'anna', customer, 2);
    const before = await overviewOf(world(), 'anna', customer);
    const id = await idOf(world(), customer, 100);
    expect(before.services?.[0]?.use.find(({ code }) => code === 'minutes')?.crossed).toMatchObject([{ percent: 80, on: '2026-11-12', told: null }, { crossingId: id, percent: 100, on: '2026-11-12', told: null }]);
    expect(before.openItems).toEqual([{ kind: 'allowance', title: '100% of 5 min used', detail: 'Talk, 12 Nov', state: 'To tell', tone: 'warn', objectId: id }]);
    expect(before.suggestions).toContainEqual(expect.objectContaining({ act: 'seeUsage', title: 'Tell the customer: 100% of 5 min used' }));
    expect(before.timeline).toContainEqual(expect.objectContaining({ group: 'service', kind: 'allowance', title: '100% of 5 min used', detail: expect.stringMatching(/^\(206\) 555-/) as string, tone: 'warn' }));
    await tell(world(), 'anna', id);
    const after = await overviewOf(world(), 'anna', customer);
    expect([after.openItems, after.services?.[0]?.use[0]?.crossed[1]?.told]).toEqual([[], '2026-11-22']);
    await expect(tell(world(), 'anna', id)).rejects.toMatchObject({ code: 'C1004' });
    expect(await rows(world().db.owner, "select e.action from audit.entries e where e.customer_id = ? and e.action like 'allowance.%' order by e.id", [customer.customerId])).toEqual([{ action: 'allowance.cross' }, { action: 'allowance.tell' }]);
  });

  it('is seen and told only by whoever has the customer open and knows the caller; the worker alone keeps it', async () => {
    const customer = await newCustomer(world());
    await used(world(), customer, '2026-11-12T19:00:00Z', { units: 200 });
    await notice(world());
    const id = await idOf(world(), customer, 80);
    await expect(tell(world(), 'adam', id)).rejects.toMatchObject({ code: 'C1002' });
    await openAt(world(), 'adam', customer, 0);
    await expect(tell(world(), 'adam', id)).rejects.toMatchObject({ code: 'C1006' });
    expect(await seen(world().db, 'adam', 'select c.id from bill.allowance_crossings c where c.id = ?', [id])).toEqual([]);
    for (const who of ['olga', 'aldo', 'ulla']) await expect(tell(world(), who, id), who).rejects.toMatchObject({ code: '42501' });
    for (const who of ['anna', 'susan', 'olga', 'aldo']) {
      await expect(call(world().db, who, "api.keep_crossings('[]')"), who).rejects.toMatchObject({ code: '42501' });
      await expect(call(world().db, who, 'api.take_crossing_asks(1)'), who).rejects.toMatchObject({ code: '42501' });
    }
    const other = { serviceId: world().ben.serviceId, code: 'minutes', percent: 80, cycle: { from: '2026-11-01', to: '2026-12-01' }, usageId: customer.november[0], at: '2026-11-05T19:00:00Z', words: 'invented' };
    await expect(call(world().db, 'worker', 'api.keep_crossings(?::jsonb)', [JSON.stringify([{ accountId: customer.accountId, asked: 1, openFrom: '2026-11-01', crossings: [other] }])])).rejects.toMatchObject({ code: '23514' });
  });
});
