import { expect, it } from 'vitest';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { storedBill } from '../../src/main/billing/bill-store.ts';
import type { TaxItem } from '../../src/contract/bill.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, cycleDraft, type SmallWorld, smallWorld, worldCatalog } from '../support/small-world.ts';

let customers = 7000;
async function newCustomer({ db }: SmallWorld) {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-11-01' where id = ?", [customer.accountId]);
  return customer;
}
const record = ({ db }: SmallWorld, what: 'set_tax_profile' | 'record_exemption', p: object, person = 'worker') => call(db, person, `api.${what}(?::jsonb)`, [JSON.stringify(p)]);
const told = (taxes: ReadonlyArray<TaxItem>) => taxes.map(({ code, rate, base, amount, included, note }) => [code, rate, base, amount, included, note]);

/** The small world with taxes by place and class, and a note for businesses. */
async function taxedWorld(database: Parameters<typeof smallWorld>[0]): Promise<SmallWorld> {
  const world = await smallWorld(database);
  const version = (price: number) => [{ version: 't1', from: '2020-01-01', price }];
  const body = { ...worldCatalog, taxes: [
    { code: 'state', label: 'State tax', jurisdiction: 'WA', places: ['WA'], reverseCharge: 'You owe this tax yourself', versions: version(100_000) },
    { code: 'city', label: 'City tax', jurisdiction: 'Seattle', of: ['state'], places: ['WA/Seattle'], order: 1, compound: true, versions: version(20_000) },
  ] };
  await database.as('worker').write((trx) => rows(trx, "insert into bill.catalogs (name, body, hash) values ('Taxed', ?::jsonb, 'taxed')", [JSON.stringify(body)]));
  return world;
}

onBothEngines('taxes on issued bills', taxedWorld, (world) => {
  const bill = async (customer: { customerId: number; accountId: number }) => {
    const [made] = await world().db.as('worker').write((trx) => runBills(trx, { day: '2026-12-01', accountIds: [customer.accountId] }));
    const broken = await world().db.as('worker').read((trx) => rows(trx, 'select name from api.verify_money() where broken > 0'));
    expect(broken).toEqual([]);
    return world().db.as('worker').read((trx) => storedBill(trx, customer.customerId, made?.billId ?? 0));
  };

  it('go by the place of the service, else of the customer, and are kept with the share of each line', async () => {
    const customer = await newCustomer(world());
    const stored = await bill(customer);
    // November and December of 29.99 and 0.90 of calls: 60.88 and 6.09 of state tax, 2 % of both for the city.
    expect(told(stored.taxes)).toEqual([['state', 100_000, 6088, 609, 0, null], ['city', 20_000, 6697, 134, 0, null]]);
    const [shares] = await rows<{ shares: number[][] }>(world().db.owner, 'select shares from bill.taxes where bill_id = ? and code = ?', [stored.billId, 'state']);
    expect(shares?.shares.map(([line, base, tax]) => [line, base, tax])).toEqual([[1, 2999, 300], [2, 2999, 300], [3, 90, 9]]);
    const elsewhere = await newCustomer(world());
    await rows(world().db.owner, "update care.services set place = 'OR/Portland' where id = ?", [elsewhere.serviceId]);
    expect((await bill(elsewhere)).taxes).toEqual([]);
  });

  it('are not owed by certificate for its days, nor by a business with a tax number, and the bill says why', async () => {
    const exempt = await newCustomer(world());
    await record(world(), 'record_exemption', { accountId: exempt.accountId, certificate: 'D-7', taxes: ['city'], from: '2026-12-01', to: null });
    expect(told((await bill(exempt)).taxes)).toEqual([['state', 100_000, 6088, 609, 0, null], ['city', 0, 3299, 0, 0, 'Exempt by certificate D-7'], ['city', 20_000, 3398, 68, 0, null]]);
    await expect(record(world(), 'record_exemption', { accountId: exempt.accountId, certificate: 'D-7', taxes: null, from: '2027-12-01', to: null })).rejects.toMatchObject({ code: 'C1004' });
    const business = await newCustomer(world());
    await record(world(), 'set_tax_profile', { accountId: business.accountId, taxClass: 'business', taxNumber: 'US-77' });
    expect(told((await bill(business)).taxes)[0]).toEqual(['state', 0, 6088, 0, 0, 'You owe this tax yourself']);
  });

  it('are changed by the worker alone, by whole facts only, and the number of a customer goes nowhere else', async () => {
    const { accountId, customerId } = await newCustomer(world());
    for (const what of ['set_tax_profile', 'record_exemption'] as const) await expect(record(world(), what, { accountId }, 'susan')).rejects.toMatchObject({ code: '42501' });
    await expect(record(world(), 'set_tax_profile', { accountId, taxClass: 'friend' })).rejects.toMatchObject({ code: 'C1003' });
    for (const wrong of [{ certificate: '' }, { from: null }, { to: '2026-01-01' }]) await expect(record(world(), 'record_exemption', { accountId, certificate: 'X', taxes: null, from: '2026-02-01', to: null, ...wrong })).rejects.toMatchObject({ code: 'C1003' });
    await record(world(), 'set_tax_profile', { accountId, taxClass: 'business', taxNumber: 'US-78' });
    const audited = await rows<{ details: object }>(world().db.owner, "select details from audit.entries where action = 'tax.profile' and customer_id = ?", [customerId]);
    expect(JSON.stringify(audited)).not.toContain('US-78');
    for (const table of ['tax_profiles', 'exemptions', 'deposits', 'cycle_changes']) await expect(world().db.as('anna').read((trx) => rows(trx, `select * from bill.${table}`))).rejects.toMatchObject({ code: '42501' });
  });

  it('that do not sum to their lines, or to what is in the prices, are refused', async () => {
    const customer = await newCustomer(world());
    const good = cycleDraft(world(), customer);
    const item = (good as unknown as { taxes: ReadonlyArray<object> }).taxes[0];
    for (const wrong of [{ shares: [[1, 2999, 300, 0]] }, { included: 10 }]) {
      await expect(call(world().db, 'worker', 'api.issue_bill(?::jsonb)', [JSON.stringify({ ...good, taxes: [{ ...item, ...wrong }] })])).rejects.toMatchObject({ code: '23514' });
    }
  });
});
