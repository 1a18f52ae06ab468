import { expect, it } from 'vitest';
import type { Catalog } from '../../src/contract/catalog.ts';
import { CustomerId } from '../../src/contract/ids.ts';
import { billNow, previewBillNow } from '../../src/main/billing/bill-now.ts';
import { replayBill } from '../../src/main/billing/replay.ts';
import { releaseReservation, reserveAllowance } from '../../src/main/billing/reserve-allowance.ts';
import { unbilledOf } from '../../src/main/billing/unbilled.ts';
import { customerOverview } from '../../src/main/customers/overview.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, openAt, type SmallWorld, smallWorld, type WorldCustomer, worldCatalog } from '../support/small-world.ts';

/** Five free minutes a month, of which November's two calls use two; a purse of a dollar for messages. */
const [talk] = worldCatalog.offers;
const limited: Catalog = {
  ...worldCatalog, name: 'Catalog with reservations',
  offers: [{
    ...talk!, allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 300 }, { code: 'purse', label: 'Purse', measure: 'money', units: 100 }],
    usage: [...talk!.usage.map((rule) => ({ ...rule, allowance: 'minutes' })), { code: 'talk.sms', label: 'Messages', usage: 'sms', allowance: 'purse', tax: 'state', versions: [{ version: 'v1', from: '2020-01-01', price: { kind: 'flat', price: 40_000_000 } }] }],
  }],
};

let customers = 8800;
async function newCustomer(world: SmallWorld): Promise<WorldCustomer> {
  const customer = await addCustomer(world.db, `Customer ${(customers += 1)}`, customers);
  await rows(world.db.owner, "update bill.accounts set opened = '2026-11-01' where id = ?", [customer.accountId]);
  await openAt(world, 'anna', customer, 2);
  return customer;
}
const reserve = ({ db }: SmallWorld, { serviceId }: WorldCustomer, key: string, units: number, more: { allowance?: string; seconds?: number } = {}) => reserveAllowance(db.as('worker'), { serviceId, allowance: 'minutes', units, key, seconds: 3600, ...more });
const release = ({ db }: SmallWorld, key: string) => releaseReservation(db.as('worker'), key);
/** Usage that begins now, as the clock of the small world has it. */
const used = ({ db }: SmallWorld, { serviceId, accountId, customerId }: WorldCustomer, key: string, units: number, kind = 'voice') => rows(db.owner, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, ?, care.now(), ?, '13605550199')", [key, serviceId, accountId, customerId, kind, units]);
const unbilled = async ({ db }: SmallWorld, { customerId }: WorldCustomer) => new Map((await db.as('anna').read((trx) => unbilledOf(trx, customerId))).drafted.rated.map(({ event, trace, micros }) => [event.key, { charged: trace.charged, micros }]));
const minutesOf = async ({ db }: SmallWorld, { customerId }: WorldCustomer) => (await db.as('anna').read((trx) => customerOverview(trx, CustomerId.parse(customerId)))).services?.[0]?.use.find(({ code }) => code === 'minutes');

onBothEngines('a reservation of an allowance', async (db) => {
  const world = await smallWorld(db);
  await rows(db.owner, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [limited.name, JSON.stringify(limited), 'reservations']);
  return world;
}, (world) => {
  it('keeps other usage off what it puts aside, until the record of its session arrives and takes it', async () => {
    const customer = await newCustomer(world());
    const key = `session-${customer.number}`;
    expect(await reserve(world(), customer, key, 120)).toMatchObject({ units: 120 });
    expect(await minutesOf(world(), customer)).toMatchObject({ used: 120, included: 300, reserved: 120 });
    await used(world(), customer, `other-${customer.number}`, 90);
    expect((await unbilled(world(), customer)).get(`other-${customer.number}`)).toMatchObject({ charged: 30 });
    await used(world(), customer, key, 60);
    expect(await minutesOf(world(), customer)).toMatchObject({ used: 270, reserved: 0 });
    expect(Object.fromEntries(await unbilled(world(), customer))).toMatchObject({ [`other-${customer.number}`]: { charged: 0 }, [key]: { charged: 0 } });
    expect(await release(world(), key)).toBe(false);
  });

  it('ends when it is released, and when its time is over', async () => {
    const customer = await newCustomer(world());
    const [dropped, late] = [`dropped-${customer.number}`, `late-${customer.number}`];
    await reserve(world(), customer, dropped, 100);
    await reserve(world(), customer, late, 80);
    expect((await minutesOf(world(), customer))?.reserved).toBe(180);
    expect([await release(world(), dropped), await release(world(), dropped)]).toEqual([true, false]);
    expect((await minutesOf(world(), customer))?.reserved).toBe(80);
    await rows(world().db.owner, "update bill.reservations set from_at = from_at - interval '2 hours', to_at = to_at - interval '2 hours' where key = ?", [late]);
    expect((await minutesOf(world(), customer))?.reserved).toBe(0);
    await used(world(), customer, `after-${customer.number}`, 180);
    expect((await unbilled(world(), customer)).get(`after-${customer.number}`)).toMatchObject({ charged: 0 });
  });

  it('gets what is left beside others, and is refused where nothing is', async () => {
    const customer = await newCustomer(world());
    expect(await reserve(world(), customer, `a-${customer.number}`, 100)).toMatchObject({ units: 100 });
    expect(await reserve(world(), customer, `b-${customer.number}`, 100)).toMatchObject({ units: 80 });
    await expect(reserve(world(), customer, `c-${customer.number}`, 1)).rejects.toMatchObject({ code: 'REFUSED', message: 'Nothing is left of "Minutes".' });
    await expect(reserve(world(), customer, `d-${customer.number}`, 1, { allowance: 'none' })).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(reserve(world(), customer, `a-${customer.number}`, 1, { allowance: 'purse' })).rejects.toMatchObject({ code: 'C1004' });
    for (const seconds of [0, 86_401]) await expect(reserve(world(), customer, `e-${customer.number}`, 1, { allowance: 'purse', seconds })).rejects.toMatchObject({ code: 'C1003' });
  });

  it('holds money too, in minor units, and a bill made meanwhile can be made again', async () => {
    const customer = await newCustomer(world());
    await reserve(world(), customer, `purse-${customer.number}`, 70, { allowance: 'purse' });
    await used(world(), customer, `text-${customer.number}`, 1, 'sms');
    expect((await unbilled(world(), customer)).get(`text-${customer.number}`)).toMatchObject({ micros: 10_000_000 });
    const person = world().db.as('anna');
    const input = { customerId: customer.customerId, serviceIds: null };
    const { hash } = await previewBillNow(person, input);
    const { billId } = await billNow(person, { ...input, hash });
    await release(world(), `purse-${customer.number}`);
    expect(await world().db.as('worker').read((trx) => replayBill(trx, billId))).toMatchObject({ equal: true, differences: [] });
  });

  it('is made and released by the worker alone', async () => {
    const { serviceId } = await newCustomer(world());
    const asked = JSON.stringify({ serviceId, shared: false, allowance: 'minutes', units: 1, key: 'x', seconds: 60 });
    for (const who of ['anna', 'susan', 'olga', 'aldo']) {
      await expect(call(world().db, who, 'api.reserve_allowance(?::jsonb)', [asked]), who).rejects.toMatchObject({ code: '42501' });
      await expect(call(world().db, who, "api.release_reservation('x')"), who).rejects.toMatchObject({ code: '42501' });
    }
    await expect(release(world(), 'nobody')).rejects.toMatchObject({ code: 'C1005' });
  });
});
