import { expect, it } from 'vitest';
import type { ConversionRate } from '../../src/contract/conversion.ts';
import { previewBillNow } from '../../src/main/billing/bill-now.ts';
import { cycleDrafts, runBills } from '../../src/main/billing/bill-run.ts';
import { issuedBillView } from '../../src/main/billing/bill-view.ts';
import { comparison } from '../../src/main/billing/compare-bills.ts';
import { eventWorking } from '../../src/main/billing/events.ts';
import { conversionRates, setConversionRate } from '../../src/main/billing/conversion-rates.ts';
import { replayBill } from '../../src/main/billing/replay.ts';
import { unexplained } from '../../src/main/billing/explain-all.ts';
import { customerOverview } from '../../src/main/customers/overview.ts';
import { formatMinor } from '../../src/contract/money.ts';
import { BillId } from '../../src/contract/ids.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, issue, openAt, type SmallWorld, smallWorld, deskDraft, WORLD_TODAY, worldCatalog } from '../support/small-world.ts';

/** The plan for a month and a call, in each currency's own smallest unit: 4,480 yen and 22.5; 12.345 dinar and 0.0225. */
const prices = { JPY: [4480, 22_500_000], KWD: [12_345, 22_500_000] } as const;
type Foreign = keyof typeof prices;

/** The small world with a catalog for each of three currencies. */
async function threeCurrencies(database: Parameters<typeof smallWorld>[0]): Promise<SmallWorld> {
  const world = await smallWorld(database);
  for (const [currency, [plan, call]] of Object.entries(prices)) {
    const [talk] = worldCatalog.offers;
    const version = <T>(price: T) => [{ version: 'v1', from: '2020-01-01', price }];
    const body = { ...worldCatalog, name: `Prices in ${currency}`, currency, offers: [{ ...talk, recurring: [{ ...talk?.recurring[0], versions: version(plan) }], usage: [{ ...talk?.usage[0], versions: version({ kind: 'flat', price: call }) }] }] };
    await database.as('worker').write((trx) => rows(trx, 'insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [body.name, JSON.stringify(body), currency]));
  }
  return world;
}

let customers = 5000;
async function newCustomer({ db }: SmallWorld) {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [customer.accountId]);
  return customer;
}

/** A second location of a customer: an account in another currency with a line of its own and three calls of October and November. */
async function location({ db }: SmallWorld, customerId: number, currency: Foreign | 'EUR') {
  const number = `99${(customers += 1)}`;
  return db.as('worker').write(async (trx) => {
    const one = async (sql: string, bindings: ReadonlyArray<unknown>) => (await row<{ id: number }>(trx, sql, bindings))?.id ?? 0;
    const accountId = await one("insert into bill.accounts (customer_id, number, currency, zone, cycle_day, opened) values (?, ?, ?, 'America/Los_Angeles', 1, '2026-10-01') returning id", [customerId, number, currency]);
    const serviceId = await one("insert into care.services (customer_id, account_id, kind, reference, started) values (?, ?, 'mobile', ?, '2026-10-01') returning id", [customerId, accountId, number]);
    await one("insert into care.products (customer_id, account_id, service_id, offer, from_day) values (?, ?, ?, 'talk', '2026-10-01') returning id", [customerId, accountId, serviceId]);
    const calls: number[] = [];
    for (const [at, start] of ['2026-10-05T19:00:00Z', '2026-10-06T19:00:00Z', '2026-10-07T19:00:00Z', '2026-11-06T19:00:00Z'].entries()) {
      calls.push(await one("insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, 'voice', ?, 60, '13605550199') returning id", [`${number}-${at}`, serviceId, accountId, customerId, start]));
    }
    return { accountId, calls };
  });
}

const billed = ({ db }: SmallWorld, accountIds: number[], day = '2026-11-01') => db.as('worker').write((trx) => runBills(trx, { day, accountIds }));
const sound = async ({ db }: SmallWorld) => expect(await db.as('worker').read((trx) => rows(trx, 'select name from api.verify_money() where broken > 0'))).toEqual([]);

onBothEngines('accounts in different currencies', threeCurrencies, (world) => {
  it('of one customer are billed in one run, each at the prices of its currency and rounded to its smallest unit', async () => {
    const home = await newCustomer(world());
    const [tokyo, kuwait] = [await location(world(), home.customerId, 'JPY'), await location(world(), home.customerId, 'KWD')];
    const bills = await billed(world(), [home.accountId, tokyo.accountId, kuwait.accountId]);
    const found = await rows<{ id: number; currency: string; charges: number; tax: number; total: number; used: number[] }>(world().db.owner,
      "select b.id, b.currency, b.charges, b.tax, b.total, (select json_agg(r.amount order by r.usage_id) from bill.rated_usage r where r.bill_id = b.id) as used from bill.bills b where b.id = any(?) order by b.id", [bills.map(({ billId }) => billId)]);
    // Two months of the plan and the calls of October, 10 % tax on all: three calls of 22.5 are 67.5, so 68.
    expect(found.map(({ currency, charges, tax, total }) => [currency, charges, tax, formatMinor(total, currency)])).toEqual([
      ['USD', 2 * 2999 + 45, 604, '$66.47'], ['JPY', 2 * 4480 + 68, 903, '9,931 JPY'], ['KWD', 2 * 12_345 + 68, 2476, '27.234 KWD'],
    ]);
    expect(found.map(({ used }) => used)).toEqual([[23, 22], [23, 23, 22], [23, 23, 22]]);
    for (const { id } of found) expect(await world().db.as('worker').read((trx) => replayBill(trx, id))).toMatchObject({ equal: true, differences: [] });
    await sound(world());
  });

  it('are read at the desk in their own currency, and bills of two currencies are not compared', async () => {
    const home = await newCustomer(world());
    const tokyo = await location(world(), home.customerId, 'JPY');
    const [first, second] = await billed(world(), [home.accountId, tokyo.accountId]);
    await openAt(world(), 'anna', home, 2);
    const anna = world().db.as('anna');
    const view = await anna.read((trx) => issuedBillView(trx, home.customerId, second?.billId ?? 0));
    expect(view.lines.map(({ working }) => working).join('; ')).toContain('4,480 JPY');
    const worked = await anna.read((trx) => eventWorking(trx, home.customerId, second?.billId ?? 0, tokyo.calls[0] ?? 0));
    expect(worked.steps.join('; ')).toContain('22.5 JPY');
    const { standing } = await anna.read((trx) => customerOverview(trx, home.customerId));
    expect([standing?.open, standing?.also]).toEqual([6647, [{ currency: 'JPY', open: 9931 }]]);
    const choices = [BillId.parse(first?.billId), BillId.parse(second?.billId)];
    await expect(anna.read((trx) => comparison(trx, home.customerId, choices, undefined))).rejects.toMatchObject({ code: 'REFUSED', message: 'These bills are in different currencies. Choose bills of one currency.' });
  });

  it('are billed now by the catalog of their currency, and by no other', async () => {
    const home = await newCustomer(world());
    await rows(world().db.owner, "update bill.accounts set currency = 'JPY' where id = ?", [home.accountId]);
    await openAt(world(), 'anna', home, 2);
    const anna = world().db.as('anna');
    const preview = await previewBillNow(anna, { customerId: home.customerId, serviceIds: null });
    // Two months are charged, October's and November's calls used: 4 at 22.5.
    expect(formatMinor(preview.bill.total, preview.bill.currency)).toBe('9,955 JPY');
    expect(preview.say).toContain('9,955 JPY');
    expect((await anna.read((trx) => customerOverview(trx, home.customerId))).standing?.unbilled).toBe(90);
    await expect(issue(world().db, 'anna', { ...deskDraft(world(), home), currency: 'JPY' })).rejects.toMatchObject({ code: 'C1004' });
  });

  it('without a catalog of their currency stay unbilled with the reason, and the others go on', async () => {
    const home = await newCustomer(world());
    const berlin = await location(world(), home.customerId, 'EUR');
    const { drafts, failed } = await world().db.as('worker').read((trx) => cycleDrafts(trx, { day: '2026-11-01', accountIds: [home.accountId, berlin.accountId] }));
    expect(drafts.map(({ draft }) => draft.accountId)).toEqual([home.accountId]);
    expect(failed).toEqual([{ accountId: berlin.accountId, reason: 'There is no catalog with prices in EUR yet.' }]);
  });

  it('keep their currency once billed, never pay for another one, and get no bill by prices of another', async () => {
    const home = await newCustomer(world());
    const tokyo = await location(world(), home.customerId, 'JPY');
    await billed(world(), [tokyo.accountId]);
    const { owner } = world().db;
    await expect(rows(owner, "update bill.accounts set currency = 'USD' where id = ?", [tokyo.accountId])).rejects.toMatchObject({ code: '23503' });
    await expect(rows(owner, 'update bill.accounts set payer_id = ? where id = ?', [home.accountId, tokyo.accountId])).rejects.toMatchObject({ code: '23503' });
    const draft = { ...deskDraft(world(), home), accountId: tokyo.accountId, currency: 'JPY', lines: [], taxes: [], charges: 0, tax: 0, total: 0, dueDay: WORLD_TODAY };
    await expect(issue(world().db, 'worker', draft)).rejects.toMatchObject({ code: 'C1003' });
  });

  it('have every difference of their bills explained to the last unit', async () => {
    const home = await newCustomer(world());
    const tokyo = await location(world(), home.customerId, 'JPY');
    await billed(world(), [home.accountId, tokyo.accountId]);
    await billed(world(), [home.accountId, tokyo.accountId], '2026-12-01');
    const { pairs, broken } = await world().db.as('worker').read((trx) => unexplained(trx, () => undefined));
    expect(pairs).toBeGreaterThanOrEqual(2);
    expect(broken).toEqual([]);
  });

  it('are added up at stored rates: the newest of the day asked for, kept for ever, stored by operators with a line in the audit', async () => {
    const { db } = world();
    const set = (person: string, rate: Partial<ConversionRate>) => setConversionRate(db.as(person), { from: 'JPY', to: 'USD', day: '2026-11-20', rate: 6_701_000, ...rate });
    await set('olga', {});
    await set('worker', { rate: 6_702_000 });
    await set('worker', { day: '2026-11-10', rate: 6_500_000 });
    const rates = (day: string | null) => db.as('anna').read((trx) => conversionRates(trx, 'USD', day));
    expect(await rates(null)).toEqual([{ from: 'JPY', to: 'USD', day: '2026-11-20', rate: 6_702_000 }]);
    expect((await rates('2026-11-19')).map(({ rate }) => rate)).toEqual([6_500_000]);
    expect(await rates('2026-11-09')).toEqual([]);
    for (const wrong of [{ rate: 0 }, { from: 'USD' }, { from: 'yen' }, { day: '2026-11-23' }, { day: 'soon' }]) await expect(set('worker', wrong)).rejects.toMatchObject({ code: 'C1003' });
    await expect(set('anna', {})).rejects.toMatchObject({ code: '42501' });
    await expect(rows(db.owner, 'update bill.conversion_rates set rate = 1')).rejects.toMatchObject({ code: '42501' });
    const audited = await rows<{ object: string }>(db.owner, "select e.object from audit.entries e where e.action = 'conversion.set' order by e.id");
    expect(audited.map(({ object }) => object)).toEqual(Array(3).fill('conversion JPY to USD'));
  });
});
