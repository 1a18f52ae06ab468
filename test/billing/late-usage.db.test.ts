import { expect, it } from 'vitest';
import type { Catalog } from '../../src/contract/catalog.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { issuedBillView } from '../../src/main/billing/bill-view.ts';
import { replayBill } from '../../src/main/billing/replay.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, openAt, type SmallWorld, smallWorld, worldCatalog, type WorldCustomer, WORLD_NOW } from '../support/small-world.ts';

const [talk] = worldCatalog.offers;
/** The small catalog in which data has a price too: 10 cents an event. */
const withData: Catalog = { ...worldCatalog, offers: [{ ...talk!, usage: [...talk!.usage, { code: 'talk.data', label: 'Data', usage: 'data', tax: null, versions: [{ version: 'v1', from: '2020-01-01', price: { kind: 'flat', price: 10_000_000 } }] }] }] };

let customers = 8600;
async function newCustomer({ db }: SmallWorld): Promise<WorldCustomer> {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [customer.accountId]);
  return customer;
}
const clockAt = ({ db }: SmallWorld, moment: string) => rows(db.owner, 'update care.settings set clock_offset = ?::timestamptz - transaction_timestamp()', [moment]);
const load = ({ db }: SmallWorld, catalog: Catalog, hash: string) => rows(db.owner, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [catalog.name, JSON.stringify(catalog), hash]);
const used = ({ db }: SmallWorld, customer: WorldCustomer, key: string, kind: string, start: string, arrived: string | null = null) =>
  rows(db.owner, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination, arrived_at) values (?, ?, ?, ?, ?, ?, 60, '13605550199', coalesce(?, care.now()))", [`${customer.number}-${key}`, customer.serviceId, customer.accountId, customer.customerId, kind, start, arrived]);
async function bill(world: SmallWorld, { accountId }: WorldCustomer, day: string): Promise<number> {
  const [made] = await world.db.as('worker').write((trx) => runBills(trx, { day, accountIds: [accountId] }));
  return made!.billId;
}
const usageLines = ({ db }: SmallWorld, billId: number) => rows<object>(db.owner, "select charge, part, events, amount, period_from::text as \"from\" from bill.lines where bill_id = ? and trace->>'kind' = 'usage' order by charge, part", [billId]);
async function worked(world: SmallWorld, customer: WorldCustomer, billId: number): Promise<string[]> {
  await openAt(world, 'anna', customer, 2);
  const view = await world.db.as('anna').read((trx) => issuedBillView(trx, customer.customerId, billId));
  return view.lines.filter(({ events }) => events > 0).map(({ working }) => working);
}
async function sound({ db }: SmallWorld, billIds: ReadonlyArray<number>): Promise<void> {
  for (const billId of billIds) expect(await db.as('worker').read((trx) => replayBill(trx, billId)), `bill ${billId}`).toMatchObject({ equal: true, differences: [] });
  expect((await rows<{ name: string }>(db.owner, 'select v.name from api.verify_money() v where v.broken > 0')).map(({ name }) => name)).toEqual([]);
}

onBothEngines('usage of a period that is billed', smallWorld, (world) => {
  it('that comes late stands on the next bill in a line of its own that says so', async () => {
    const customer = await newCustomer(world());
    const first = await bill(world(), customer, '2026-11-01');
    await used(world(), customer, 'late', 'voice', '2026-10-20T18:00:00Z');
    const second = await bill(world(), customer, '2026-12-01');
    expect(await usageLines(world(), second)).toEqual([
      { charge: 'talk.voice', part: '', events: 2, amount: 45, from: '2026-11-05' },
      { charge: 'talk.voice', part: 'before 2026-11-01', events: 1, amount: 23, from: '2026-10-20' },
    ]);
    expect((await worked(world(), customer, second)).toSorted()).toEqual(['1 event: 1 min charged; used before 1 Nov 2026, in a period that was billed without it', '2 events: 2 min charged']);
    await sound(world(), [first, second]);
  });

  it('and had no price waits from bill to bill, and is billed once it has one', async () => {
    const customer = await newCustomer(world());
    await used(world(), customer, 'data', 'data', '2026-10-20T18:00:00Z');
    const bills = [await bill(world(), customer, '2026-11-01')];
    await clockAt(world(), '2026-12-05T18:00:00.000Z');
    bills.push(await bill(world(), customer, '2026-12-01'));
    await clockAt(world(), '2027-01-05T18:00:00.000Z');
    await load(world(), withData, 'with-data');
    bills.push(await bill(world(), customer, '2027-01-01'));
    expect(await usageLines(world(), bills[1]!)).toMatchObject([{ charge: 'talk.voice' }]);
    expect(await usageLines(world(), bills[2]!)).toEqual([{ charge: 'talk.data', part: 'before 2026-12-01', events: 1, amount: 10, from: '2026-10-20' }]);
    bills.push(await bill(world(), customer, '2027-02-01'));
    expect(await usageLines(world(), bills[3]!)).toEqual([]);
    await sound(world(), bills);
    await clockAt(world(), WORLD_NOW);
    await load(world(), worldCatalog, 'without-data');
  });

  it('and was written while its bill was being made is not forgotten', async () => {
    const customer = await newCustomer(world());
    const first = await bill(world(), customer, '2026-11-01');
    // An import that began half an hour before the bill and was committed after it.
    await used(world(), customer, 'meanwhile', 'voice', '2026-10-20T18:00:00Z', new Date(Date.parse(WORLD_NOW) - 1_800_000).toISOString());
    const second = await bill(world(), customer, '2026-12-01');
    expect(await usageLines(world(), second)).toContainEqual({ charge: 'talk.voice', part: 'before 2026-11-01', events: 1, amount: 23, from: '2026-10-20' });
    const third = await bill(world(), customer, '2027-01-01');
    expect(await usageLines(world(), third)).toEqual([]);
    await sound(world(), [first, second, third]);
  });
});
