import { expect, it } from 'vitest';
import { type Catalog, Catalog as CatalogShape } from '../../src/contract/catalog.ts';
import { CustomerId } from '../../src/contract/ids.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { carriedAllowances } from '../../src/main/billing/carried-allowances.ts';
import { unexplained } from '../../src/main/billing/explain-all.ts';
import { replayBill } from '../../src/main/billing/replay.ts';
import { previewRerating } from '../../src/main/billing/rerating.ts';
import { buyTopUp, previewTopUp } from '../../src/main/billing/top-up.ts';
import { customerOverview } from '../../src/main/customers/overview.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, openAt, type SmallWorld, smallWorld, type WorldCustomer, worldCatalog } from '../support/small-world.ts';

/** Two free minutes a month, which the two calls of each month use; two more for a dollar, until the cycle ends or until used. */
const [talk] = worldCatalog.offers;
const dollar = [{ version: 'v1', from: '2020-01-01', price: 100 }];
const sold: Catalog = CatalogShape.parse({
  ...worldCatalog, name: 'Catalog with top-ups',
  offers: [{
    ...talk!, allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 120 }], usage: talk!.usage.map((rule) => ({ ...rule, allowance: 'minutes' })),
    topUps: [
      { code: 'more', label: '2 minutes more', allowance: 'minutes', units: 120, cycles: 1, tax: 'state', versions: dollar },
      { code: 'kept', label: '2 minutes that stay', allowance: 'minutes', units: 120, tax: 'state', versions: dollar },
    ],
  }],
});

let customers = 8600;
async function newCustomer(world: SmallWorld, level: 0 | 1 | 2 = 2): Promise<WorldCustomer> {
  const { db } = world;
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-11-01' where id = ?", [customer.accountId]);
  await openAt(world, 'anna', customer, level);
  return customer;
}
const choiceOf = ({ customerId, serviceId }: WorldCustomer, topUp: 'more' | 'kept') => ({ customerId, serviceId, offer: 'talk', topUp });
async function buy({ db }: SmallWorld, customer: WorldCustomer, topUp: 'more' | 'kept') {
  const person = db.as('anna');
  const preview = await previewTopUp(person, choiceOf(customer, topUp));
  return { preview, bought: await buyTopUp(person, { ...choiceOf(customer, topUp), hash: preview.hash }) };
}
const call60 = ({ db }: SmallWorld, { number, serviceId, accountId, customerId }: WorldCustomer, start: string) => rows(db.owner, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, 'voice', ?, 60, '13605550199')", [`${number}-${start}`, serviceId, accountId, customerId, start]);
const run = ({ db }: SmallWorld, { accountId }: WorldCustomer, day: string) => db.as('worker').write((trx) => runBills(trx, { day, accountIds: [accountId] }));
const lines = ({ db }: SmallWorld, billId: number) => rows<{ charge: string; label: string; amount: number; tax: number; cause: string | null }>(db.owner, "select charge, label, amount, tax, trace->>'cause' as cause from bill.lines where bill_id = ? order by position", [billId]);
const taken = async ({ db }: SmallWorld, billId: number) => (await rows<{ at: string; charged: number; grant: string | null }>(db.owner, "select to_char(started_at at time zone 'UTC', 'MM-DD HH24') as at, (trace->>'charged')::int as charged, trace->'allowance'->>'grant' as grant from bill.rated_usage where bill_id = ? and started_at >= '2026-11-01' order by started_at, usage_id", [billId])).map(({ at, charged, grant }) => [at, charged, grant]);
const count = async ({ db }: SmallWorld, { customerId }: WorldCustomer) => (await rows(db.owner, 'select id from bill.top_ups where customer_id = ?', [customerId])).length;

onBothEngines('a top-up of an allowance', async (db) => {
  const world = await smallWorld(db);
  await rows(db.owner, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [sold.name, JSON.stringify(sold), 'top-ups']);
  return world;
}, (world) => {
  it('covers usage from the moment on, is charged on the next bill with its reason, and ends with its cycle', async () => {
    const customer = await newCustomer(world());
    await call60(world(), customer, '2026-11-20T19:00:00Z');
    const { preview, bought } = await buy(world(), customer, 'more');
    expect(preview).toMatchObject({ label: '2 minutes more', size: '2 min', price: 100, usage: 'voice', leftBefore: 0, leftAfter: 120, until: '2026-12-01', nextBillDay: '2026-12-01' });
    expect(preview.nextAfter! - preview.nextBefore!).toBe(110);
    expect(preview.say).toContain('I can add 2 min now for $1.00 before tax. It is there until 30 Nov.');
    for (const hour of [19, 20, 21]) await call60(world(), customer, `2026-11-25T${hour}:00:00Z`);
    const [bill] = await run(world(), customer, '2026-12-01');
    const name = `top-up ${bought.topUpId}`;
    expect(await taken(world(), bill!.billId)).toEqual([['11-05 19', 0, null], ['11-06 19', 0, null], ['11-20 19', 60, null], ['11-25 19', 0, name], ['11-25 20', 0, name], ['11-25 21', 60, name]]);
    expect((await lines(world(), bill!.billId)).find(({ charge }) => charge === 'more')).toEqual({ charge: 'more', label: '2 minutes more', amount: 100, tax: 10, cause: '2 min more, until 30 Nov 2026' });
    await call60(world(), customer, '2026-12-05T19:00:00Z');
    const [next] = await run(world(), customer, '2027-01-01');
    expect(await taken(world(), next!.billId)).toEqual([['12-05 19', 0, null]]);
    for (const { billId } of [bill!, next!]) expect(await world().db.as('worker').read((trx) => replayBill(trx, billId))).toMatchObject({ equal: true, differences: [] });
    expect((await world().db.as('worker').read((trx) => unexplained(trx, () => undefined))).broken).toEqual([]);
    expect((await world().db.as('worker').read(carriedAllowances)).broken).toEqual([]);
    expect(await previewRerating(world().db.as('worker'), { from: '2026-11-01', serviceIds: [customer.serviceId] })).toMatchObject({ looked: 1, failed: [], accounts: [] });
  });

  it('that has no end goes on until it is used, as bills keep it', async () => {
    const customer = await newCustomer(world());
    const { preview, bought } = await buy(world(), customer, 'kept');
    expect([preview.until, preview.say]).toEqual([null, expect.stringContaining('It stays until it is used.') as string]);
    await call60(world(), customer, '2026-11-25T19:00:00Z');
    await run(world(), customer, '2026-12-01');
    for (const hour of [19, 20, 21, 22]) await call60(world(), customer, `2026-12-05T${hour}:00:00Z`);
    const [bill] = await run(world(), customer, '2027-01-01');
    const name = `top-up ${bought.topUpId}`;
    expect(await taken(world(), bill!.billId)).toEqual([['12-05 19', 0, null], ['12-05 20', 0, null], ['12-05 21', 0, name], ['12-05 22', 60, name]]);
    expect(await rows(world().db.owner, 'select brought, used, carried from bill.allowance_ends where account_id = ? order by id', [customer.accountId])).toEqual([{ brought: 120, used: 60, carried: 60 }, { brought: 60, used: 60, carried: 0 }]);
    expect((await world().db.as('worker').read(carriedAllowances)).broken).toEqual([]);
    await rows(world().db.owner, `begin; alter table bill.allowance_ends disable trigger never_changed; update bill.allowance_ends set brought = 121, expired = 1 where account_id = ${customer.accountId} and cycle_to = '2026-12-01'; alter table bill.allowance_ends enable always trigger never_changed; commit`);
    expect((await world().db.as('worker').read(carriedAllowances)).broken).toMatchObject([{ bill: null, store: name, carried: 120, brought: 121 }]);
    await rows(world().db.owner, `begin; alter table bill.allowance_ends disable trigger never_changed; update bill.allowance_ends set brought = 120, expired = 0 where account_id = ${customer.accountId} and cycle_to = '2026-12-01'; alter table bill.allowance_ends enable always trigger never_changed; commit`);
  });

  it('is offered and counted in the use of its allowance', async () => {
    const customer = await newCustomer(world());
    await buy(world(), customer, 'kept');
    await call60(world(), customer, '2026-11-25T19:00:00Z');
    const { services, timeline } = await world().db.as('anna').read((trx) => customerOverview(trx, CustomerId.parse(customer.customerId)));
    expect(services?.[0]?.use).toMatchObject([{ code: 'minutes', used: 120, included: 120, more: null, toppedUp: { brought: 120, used: 60 }, topUps: [{ topUp: 'more', price: 100, until: '2026-12-01' }, { topUp: 'kept', units: 120, until: null }] }]);
    expect(timeline).toContainEqual(expect.objectContaining({ title: '2 minutes that stay', detail: '2 min more, kept until used' }));
  });

  it('of a service that another account pays for counts at the service and is charged there', async () => {
    const [customer, payer] = [await newCustomer(world()), await newCustomer(world())];
    await rows(world().db.owner, 'update bill.accounts set payer_id = ? where id = ?', [payer.accountId, customer.accountId]);
    const { preview } = await buy(world(), customer, 'more');
    expect(preview).toMatchObject({ leftBefore: 0, leftAfter: 120, nextBefore: null, nextAfter: null, say: expect.stringContaining('comes with the bill of the paying parent') as string });
    await call60(world(), customer, '2026-11-25T19:00:00Z');
    const [bill] = await run(world(), payer, '2026-12-01');
    expect((await taken(world(), bill!.billId)).filter(([at]) => at === '11-25 19')).toEqual([['11-25 19', 0, expect.stringMatching(/^top-up /) as string]]);
    expect((await lines(world(), bill!.billId)).filter(({ charge }) => charge === 'more')).toMatchObject([{ amount: 100 }]);
  });

  it('is bought once: what was previewed before does not buy another, and a preview leaves nothing', async () => {
    const customer = await newCustomer(world());
    const { preview } = await buy(world(), customer, 'more');
    expect(await count(world(), customer)).toBe(1);
    await expect(buyTopUp(world().db.as('anna'), { ...choiceOf(customer, 'more'), hash: preview.hash })).rejects.toMatchObject({ code: 'CONFLICT' });
    await previewTopUp(world().db.as('anna'), choiceOf(customer, 'more'));
    expect(await count(world(), customer)).toBe(1);
    expect(await rows(world().db.owner, "select e.login, e.details->>'amount' as amount from audit.entries e where e.customer_id = ? and e.action = 'topUp.buy'", [customer.customerId])).toEqual([{ login: world().db.login('anna'), amount: '100' }]);
  });

  it('is sold at the price of the catalog, for its cycles, to a service that holds its offer and a caller who is verified', async () => {
    const customer = await newCustomer(world());
    const asked = { serviceId: customer.serviceId, offer: 'talk', topUp: 'more', units: 120, amount: 100, to: '2026-12-01T08:00:00Z', cause: '2 min more' };
    const post = (who: string, more: object = {}) => call<number>(world().db, who, 'api.buy_top_up(?::jsonb)', [JSON.stringify({ ...asked, ...more })]);
    for (const wrong of [{ amount: 1 }, { units: 6000 }, { to: null }, { to: '2027-01-01T08:00:00Z' }]) await expect(post('anna', wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'C1004' });
    for (const wrong of [{ topUp: 'none' }, { offer: 'other' }]) await expect(post('anna', wrong), JSON.stringify(wrong)).rejects.toMatchObject({ code: 'C1003' });
    await expect(post('anna', { serviceId: 999_999 })).rejects.toMatchObject({ code: 'C1005' });
    await expect(post('adam')).rejects.toMatchObject({ code: 'C1002' });
    for (const who of ['olga', 'aldo', 'ulla']) await expect(post(who), who).rejects.toMatchObject({ code: '42501' });
    await rows(world().db.owner, "update care.products set to_day = '2026-11-15' where service_id = ?", [customer.serviceId]);
    await expect(post('anna')).rejects.toMatchObject({ code: 'C1003' });
    expect(await count(world(), customer)).toBe(0);
    const known = await newCustomer(world(), 0);
    await expect(previewTopUp(world().db.as('anna'), choiceOf(known, 'more'))).rejects.toThrow(/verified|Open the customer/);
    await expect(post('anna', { serviceId: known.serviceId })).rejects.toMatchObject({ code: 'C1006' });
    await expect(rows(world().db.owner, 'update bill.top_ups set units = units + 1')).rejects.toThrow(/never change|append/i);
  });
});
