import { expect, it } from 'vitest';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, type SmallWorld, smallWorld } from '../support/small-world.ts';

let customers = 6000;
async function newCustomer({ db }: SmallWorld) {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-09-01' where id = ?", [customer.accountId]);
  return customer;
}
const run = ({ db }: SmallWorld, accountId: number, day: string) => db.as('worker').write((trx) => runBills(trx, { day, accountIds: [accountId] }));
const take = ({ db }: SmallWorld, accountId: number, more: object = {}) => call<number>(db, 'worker', 'api.take_deposit(?::jsonb)', [JSON.stringify({ accountId, amount: 5000, day: '2026-09-20', cause: 'New customer', ...more })]);
const giveBack = ({ db }: SmallWorld, deposit: number, day = '2026-10-15') => call(db, 'worker', 'api.return_deposit(?, ?, ?)', [deposit, day, 'A year of bills paid in time']);
const lines = ({ db }: SmallWorld, billId: number | undefined) => rows<{ charge: string; amount: number; tax: number }>(db.owner, 'select charge, amount, tax from bill.lines where bill_id = ? and deposit_id is not null', [billId ?? 0]);
const held = async ({ db }: SmallWorld, accountId: number) => (await rows<{ held: number }>(db.owner, "select coalesce(-sum(amount), 0)::bigint as held from ledger.entries where account_id = ? and book = 'deposit'", [accountId]))[0]?.held;
const broken = ({ db }: SmallWorld) => db.as('worker').read((trx) => rows(trx, 'select name from api.verify_money() where broken > 0'));

onBothEngines('a deposit', smallWorld, (world) => {
  it('is taken on a bill, held in the ledger and credited on a later bill, once each and without tax', async () => {
    const { accountId } = await newCustomer(world());
    const deposit = await take(world(), accountId);
    await expect(giveBack(world(), deposit)).rejects.toMatchObject({ code: 'C1003' });
    const [october] = await run(world(), accountId, '2026-10-01');
    expect(await lines(world(), october?.billId)).toEqual([{ charge: 'deposit', amount: 5000, tax: 0 }]);
    expect(await held(world(), accountId)).toBe(5000);
    await giveBack(world(), deposit);
    await expect(giveBack(world(), deposit)).rejects.toMatchObject({ code: 'C1004' });
    const [november] = await run(world(), accountId, '2026-11-01');
    expect(await lines(world(), november?.billId)).toEqual([{ charge: 'deposit-back', amount: -5000, tax: 0 }]);
    expect(await held(world(), accountId)).toBe(0);
    // 29.99 and 0.45 of calls, 10 % tax, less 50.00: a credit bill, and nothing waits any more.
    expect(november?.total).toBe(-1652);
    expect((await world().db.as('worker').read((trx) => billingInputs(trx, [accountId])))[0]?.deposits).toEqual([]);
    expect(await broken(world())).toEqual([]);
  });

  it('waits for its day, and is not billed to anyone else or as another amount', async () => {
    const { accountId } = await newCustomer(world());
    const other = await newCustomer(world());
    const deposit = await take(world(), accountId, { day: '2026-10-20' });
    const [october] = await run(world(), accountId, '2026-10-01');
    expect(await lines(world(), october?.billId)).toEqual([]);
    const draft = (id: number, amount: number, more: object = {}) => JSON.stringify({
      accountId: id, category: 'normal', currency: 'USD', billDay: '2026-11-01', dueDay: '2026-11-22', period: { from: '2026-10-01', to: '2026-11-01' }, charges: amount, tax: 0, total: amount, catalogId: world().catalogId, engine: 'test', usageHash: 'none', taxes: [],
      lines: [{ serviceId: null, productId: null, offer: null, charge: 'deposit', version: '', part: `deposit ${deposit}`, label: 'Deposit', category: 'oneoff', period: { from: '2026-10-20', to: '2026-10-21' }, units: null, unit: null, amount, tax: 0, taxCode: null, trace: { kind: 'deposit' }, depositId: deposit, events: [], ...more }],
    });
    for (const wrong of [draft(other.accountId, 5000), draft(accountId, 4999), draft(accountId, -5000), draft(accountId, 5000, { taxCode: 'state' })]) {
      await expect(call(world().db, 'worker', 'api.issue_bill(?::jsonb)', [wrong])).rejects.toMatchObject({ code: '23514' });
    }
    await call(world().db, 'worker', 'api.issue_bill(?::jsonb)', [draft(accountId, 5000)]);
    expect(await broken(world())).toEqual([]);
  });

  it('needs an amount and a cause, and is recorded by the worker alone', async () => {
    const { accountId } = await newCustomer(world());
    for (const wrong of [{ amount: 0 }, { amount: -1 }, { cause: null }, { day: null }]) await expect(take(world(), accountId, wrong)).rejects.toMatchObject({ code: 'C1003' });
    for (const person of ['anna', 'susan', 'olga']) await expect(call(world().db, person, 'api.take_deposit(?::jsonb)', [JSON.stringify({ accountId })])).rejects.toMatchObject({ code: '42501' });
  });
});
