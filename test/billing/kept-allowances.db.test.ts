import { expect, it } from 'vitest';
import type { Catalog } from '../../src/contract/catalog.ts';
import { billNow, previewBillNow } from '../../src/main/billing/bill-now.ts';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { carriedAllowances } from '../../src/main/billing/carried-allowances.ts';
import { replayBill } from '../../src/main/billing/replay.ts';
import { previewRerating } from '../../src/main/billing/rerating.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, openAt, type SmallWorld, smallWorld, type WorldCustomer, worldCatalog } from '../support/small-world.ts';

/** Three free minutes a month, of which one may go on for one month: each call of the small world lasts one. */
const [talk] = worldCatalog.offers;
const rolling: Catalog = {
  ...worldCatalog, name: 'Rolling catalog',
  offers: [{ ...talk!, allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 180, shared: false, priority: 100, rollover: { cycles: 1, perCycle: 60 } }], usage: talk!.usage.map((rule) => ({ ...rule, allowance: 'minutes' })) }],
};

let customers = 8200;
async function newCustomer({ db }: SmallWorld): Promise<WorldCustomer> {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [customer.accountId]);
  return customer;
}
const run = ({ db }: SmallWorld, accountId: number, day: string) => db.as('worker').write((trx) => runBills(trx, { day, accountIds: [accountId] }));
const ends = ({ db }: SmallWorld, accountId: number) => rows<object>(db.owner, 'select bill_id as "billId", cycle_to as "cycleTo", kind, name, brought, used, expired, carried from bill.allowance_ends where account_id = ? order by id', [accountId]);
const charged = ({ db }: SmallWorld, billId: number) => rows<{ charged: number; grant: string | null }>(db.owner, "select (trace->>'charged')::int as charged, trace->'allowance'->>'grant' as grant from bill.rated_usage where bill_id = ? order by started_at, usage_id", [billId]);
const call60 = (world: SmallWorld, customer: WorldCustomer, key: string, start: string) => rows(world.db.owner, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, 'voice', ?, 60, '13605550199')", [`${customer.number}-${key}`, customer.serviceId, customer.accountId, customer.customerId, start]);
const replayed = ({ db }: SmallWorld, billId: number) => db.as('worker').read((trx) => replayBill(trx, billId));

onBothEngines('what a cycle leaves of its allowances', async (db) => {
  const world = await smallWorld(db);
  await rows(db.owner, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [rolling.name, JSON.stringify(rolling), 'rolling']);
  return world;
}, (world) => {
  it('is kept with the bill of the cycle, used first in the next one, and gone after it', async () => {
    const customer = await newCustomer(world());
    const [october] = await run(world(), customer.accountId, '2026-11-01');
    expect(await charged(world(), october!.billId)).toEqual([{ charged: 0, grant: null }, { charged: 0, grant: null }]);
    const kept = { billId: october!.billId, cycleTo: '2026-11-01', kind: 'own', name: 'what 2026-10-01 left', brought: 180, used: 120, expired: 0, carried: 60 };
    expect(await ends(world(), customer.accountId)).toEqual([kept]);
    for (const day of [7, 8, 9]) await call60(world(), customer, `more-${day}`, `2026-11-0${day}T19:00:00Z`);
    const [november] = await run(world(), customer.accountId, '2026-12-01');
    const carried = 'what 2026-10-01 left';
    expect(await charged(world(), november!.billId)).toEqual([{ charged: 0, grant: carried }, ...[0, 0, 0, 60].map((units) => ({ charged: units, grant: null }))]);
    expect(await ends(world(), customer.accountId)).toEqual([
      kept,
      { billId: november!.billId, cycleTo: '2026-12-01', kind: 'rollover', name: carried, brought: 60, used: 60, expired: 0, carried: 0 },
      { billId: november!.billId, cycleTo: '2026-12-01', kind: 'own', name: 'what 2026-11-01 left', brought: 180, used: 180, expired: 0, carried: 0 },
    ]);
    for (const bill of [october!, november!]) expect(await replayed(world(), bill.billId)).toMatchObject({ equal: true, differences: [] });
  });

  it('is left by no bill now: it uses what was carried in, and the bill of the cycle takes it into account', async () => {
    const customer = await newCustomer(world());
    await run(world(), customer.accountId, '2026-11-01');
    for (const day of [7, 8]) await call60(world(), customer, `more-${day}`, `2026-11-0${day}T19:00:00Z`);
    await openAt(world(), 'anna', customer, 2);
    const before = await ends(world(), customer.accountId);
    const person = world().db.as('anna');
    const input = { customerId: customer.customerId, serviceIds: null };
    const { hash } = await previewBillNow(person, input);
    expect(await ends(world(), customer.accountId)).toEqual(before);
    const now = await billNow(person, { ...input, hash });
    expect((await charged(world(), now.billId)).map(({ grant }) => grant)).toEqual(['what 2026-10-01 left', null, null, null]);
    expect(await ends(world(), customer.accountId)).toEqual(before);
    await call60(world(), customer, 'last', '2026-11-28T19:00:00Z');
    const [november] = await run(world(), customer.accountId, '2026-12-01');
    expect(await charged(world(), november!.billId)).toEqual([{ charged: 60, grant: null }]);
    expect((await ends(world(), customer.accountId)).slice(1)).toMatchObject([{ kind: 'rollover', used: 60 }, { kind: 'own', used: 180, carried: 0 }]);
    for (const billId of [now.billId, november!.billId]) expect(await replayed(world(), billId)).toMatchObject({ equal: true });
  });

  it('is what a re-rating finds too: with the same prices it changes nothing', async () => {
    const customer = await newCustomer(world());
    await run(world(), customer.accountId, '2026-11-01');
    for (const day of [7, 8, 9]) await call60(world(), customer, `more-${day}`, `2026-11-0${day}T19:00:00Z`);
    const [november] = await run(world(), customer.accountId, '2026-12-01');
    expect((await charged(world(), november!.billId)).map(({ charged: units }) => units)).toEqual([0, 0, 0, 0, 60]);
    for (const from of ['2026-10-01', '2026-11-01']) {
      expect(await previewRerating(world().db.as('worker'), { from, to: '2026-12-01', serviceIds: [customer.serviceId] })).toMatchObject({ looked: 1, failed: [], accounts: [] });
    }
  });

  it('is given to the desk with all else that a bill is made from, and kept by the worker alone, once', async () => {
    const customer = await newCustomer(world());
    const [october] = await run(world(), customer.accountId, '2026-11-01');
    const [inputs] = await world().db.as('worker').read((trx) => billingInputs(trx, [customer.accountId]));
    expect(inputs?.kept).toMatchObject([{ kind: 'own', carried: 60, to: '2026-12-01T08:00:00.000Z' }]);
    const end = { cycleFrom: '2026-09-01', cycleTo: '2026-11-01', kind: 'own', name: 'more', code: 'minutes', serviceId: customer.serviceId, brought: 60, used: 0, expired: 0, carried: 60, from: '2026-11-01T07:00:00Z', to: null };
    const keep = (who: string, billId: number, more: object = {}) => call(world().db, who, 'api.keep_allowances(?::jsonb)', [JSON.stringify([{ billId, ends: [{ ...end, ...more }] }])]);
    await expect(keep('worker', october!.billId)).rejects.toMatchObject({ code: 'C1004' });
    for (const who of ['anna', 'susan', 'olga', 'aldo']) await expect(keep(who, october!.billId)).rejects.toMatchObject({ code: '42501' });
    await expect(keep('worker', world().billId, { brought: 61 })).rejects.toMatchObject({ code: '23514' });
    await expect(keep('worker', world().billId)).rejects.toMatchObject({ code: '23514' });
    await expect(rows(world().db.owner, 'update bill.allowance_ends set carried = 0, expired = 60')).rejects.toThrow(/never change|append/i);
  });

  it('is checked from bill to bill: where the next bill brought something else, bill and allowance are named', async () => {
    const customer = await newCustomer(world());
    const [october] = await run(world(), customer.accountId, '2026-11-01');
    const before = await world().db.as('worker').read(carriedAllowances);
    const [november] = await run(world(), customer.accountId, '2026-12-01');
    const sound = await world().db.as('aldo').read(carriedAllowances);
    expect([before.broken, sound.broken, sound.checked - before.checked]).toEqual([[], [], 1]);
    const plant = (change: string) => rows(world().db.owner, `begin; alter table bill.allowance_ends disable trigger never_changed; ${change}; alter table bill.allowance_ends enable always trigger never_changed; commit`);
    const pair = { bill: october!.number, nextBill: november!.number, allowance: 'minutes', store: 'what 2026-10-01 left', service: customer.phone, carried: 60, brought: 60 };
    await plant(`update bill.allowance_ends set brought = 61, expired = expired + 1 where bill_id = ${november!.billId} and kind = 'rollover'`);
    expect(await world().db.as('worker').read(carriedAllowances)).toEqual({ checked: sound.checked, broken: [{ ...pair, brought: 61 }] });
    await plant(`update bill.allowance_ends set brought = 60, expired = expired - 1, name = 'what nobody left' where bill_id = ${november!.billId} and kind = 'rollover'`);
    expect((await world().db.as('worker').read(carriedAllowances)).broken).toEqual([{ ...pair, nextBill: null, brought: null }, { ...pair, bill: null, store: 'what nobody left', carried: null }]);
    await plant(`update bill.allowance_ends set name = 'what 2026-10-01 left' where bill_id = ${november!.billId} and kind = 'rollover'`);
    expect(await world().db.as('worker').read(carriedAllowances)).toEqual(sound);
    for (const who of ['anna', 'susan', 'olga']) await expect(world().db.as(who).read(carriedAllowances), who).rejects.toMatchObject({ code: '42501' });
  });
});
