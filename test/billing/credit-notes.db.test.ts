import { expect, it } from 'vitest';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { storedBill } from '../../src/main/billing/bill-store.ts';
import { issueCreditNote, type CreditOrder } from '../../src/main/billing/credit-notes.ts';
import { issueLastBill } from '../../src/main/billing/last-bill.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, type SmallWorld, smallWorld, type WorldCustomer } from '../support/small-world.ts';

let customers = 8000;
async function newCustomer({ db }: SmallWorld): Promise<WorldCustomer> {
  const customer = await addCustomer(db, `Customer ${(customers += 1)}`, customers);
  await rows(db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [customer.accountId]);
  return customer;
}
const asWorker = ({ db }: SmallWorld) => db.as('worker');
const bill = async (world: SmallWorld, { accountId }: WorldCustomer, day = '2026-11-01') => (await asWorker(world).write((trx) => runBills(trx, { day, accountIds: [accountId] })))[0]!;
const credit = (world: SmallWorld, { customerId }: WorldCustomer, billId: number, parts: CreditOrder['parts'] = 'rest', billDay = '2026-11-10') => asWorker(world).write((trx) => issueCreditNote(trx, { customerId, billId, parts, billDay, cause: 'Never called' }));
const read = (world: SmallWorld, { customerId }: WorldCustomer, billId: number) => asWorker(world).read((trx) => storedBill(trx, customerId, billId));
const balance = async ({ db }: SmallWorld, billId: number) => (await rows<object>(db.owner, 'select total, adjusted, allocated, credited, open from bill.bill_balances where bill_id = ?', [billId]))[0];
const sound = async (world: SmallWorld) => expect(await asWorker(world).read((trx) => rows(trx, 'select name from api.verify_money() where broken > 0'))).toEqual([]);

onBothEngines('credit notes and last bills', smallWorld, (world) => {
  it('a note lowers what is open on its bill, has a number of its own series, and leaves the bill as it was', async () => {
    const customer = await newCustomer(world());
    const made = await bill(world(), customer);
    const before = await read(world(), customer, made.billId);
    const plan = before.lines.find((line) => line.charge === 'talk.monthly')!;
    const note = await credit(world(), customer, made.billId, [{ lineId: plan.lineId, amount: 1000 }]);
    expect(note.number).toMatch(/^C2611-0000\d$/);
    expect(await read(world(), customer, note.billId)).toMatchObject({ category: 'creditNote', charges: -1000, tax: -100, total: -1100, open: 0, taxes: [{ code: 'state', rate: 100_000, base: -1000, amount: -100 }] });
    expect(await balance(world(), made.billId)).toEqual({ total: before.total, adjusted: 1100, allocated: 0, credited: 0, open: before.total - 1100 });
    const after = await read(world(), customer, made.billId);
    expect({ ...after, open: before.open }).toEqual(before);
    await sound(world());
  });

  it('numbers of notes have no gap beside those of bills, and notes can be made until nothing is left', async () => {
    const customer = await newCustomer(world());
    const made = await bill(world(), customer);
    const plan = (await read(world(), customer, made.billId)).lines.find((line) => line.charge === 'talk.monthly')!;
    const first = await credit(world(), customer, made.billId, [{ lineId: plan.lineId, amount: 333 }]);
    const rest = await credit(world(), customer, made.billId);
    expect(Number(rest.number.slice(6)) - Number(first.number.slice(6))).toBe(1);
    expect(await balance(world(), made.billId)).toMatchObject({ adjusted: made.total, open: 0 });
    await expect(credit(world(), customer, made.billId)).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(credit(world(), customer, made.billId, [{ lineId: plan.lineId, amount: 1 }])).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining('Too little is left of bill') as string });
    await sound(world());
  });

  it('what was paid already becomes credit on the account', async () => {
    const customer = await newCustomer(world());
    const made = await bill(world(), customer);
    const payment = await call<number>(world().db, 'worker', 'api.record_payment(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, amount: made.total, method: 'Check', origin: 'manual', state: 'captured', key: `note-${made.billId}` })]);
    await call(world().db, 'worker', 'api.allocate(?, ?::jsonb)', [payment, JSON.stringify([{ billId: made.billId, amount: made.total - 500 }])]);
    const note = await credit(world(), customer, made.billId);
    expect(await balance(world(), note.billId)).toEqual({ total: -made.total, adjusted: -500, allocated: 0, credited: made.total - 500, open: 0 });
    expect(await balance(world(), made.billId)).toMatchObject({ open: 0, adjusted: 500 });
    await sound(world());
  });

  it('the bill after a note charges neither again what was given back nor misses what came before it', async () => {
    const customer = await newCustomer(world());
    const made = await bill(world(), customer);
    await rows(world().db.owner, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) values (?, ?, ?, ?, 'voice', '2026-10-20T19:00:00Z', 60, '13605550199')", [`late-${customer.number}`, customer.serviceId, customer.accountId, customer.customerId]);
    await credit(world(), customer, made.billId);
    const [inputs] = await asWorker(world()).read((trx) => billingInputs(trx, [customer.accountId]));
    expect(inputs?.cycleTo).toBe('2026-11-01');
    expect(inputs?.usage.some((event) => event.key === `late-${customer.number}` && event.billed === null)).toBe(true);
    const next = await bill(world(), customer, '2026-12-01');
    expect((await read(world(), customer, next.billId)).lines.filter((line) => line.charge === 'talk.monthly').map((line) => line.period)).toEqual([{ from: '2026-12-01', to: '2027-01-01' }]);
  });

  it('a posting that gives back more, of another bill, or does not sum is refused', async () => {
    const customer = await newCustomer(world());
    const made = await bill(world(), customer);
    const plan = (await read(world(), customer, made.billId)).lines.find((line) => line.charge === 'talk.monthly')!;
    const note = (amount: number, tax: number, more: object = {}) => ({
      billId: made.billId, billDay: '2026-11-10', engine: 'test', charges: -amount, tax: -tax, total: -amount - tax, taxes: [{ code: 'state', label: 'State tax', jurisdiction: 'WA', version: 't1', rate: 100_000, base: -amount, amount: -tax, included: 0, note: null, shares: [[1, -amount, -tax, 0]] }],
      lines: [{ creditOf: plan.lineId, part: `credit of ${plan.lineId}`, amount: -amount, tax: -tax, included: 0, trace: {} }], ...more,
    });
    const post = (p: object, person = 'worker') => call(world().db, person, 'api.issue_credit_note(?::jsonb)', [JSON.stringify(p)]);
    await expect(post(note(3000, 300))).rejects.toMatchObject({ code: 'C1003' });
    await expect(post(note(2999, 301))).rejects.toMatchObject({ code: 'C1003' });
    await expect(post(note(-100, -10))).rejects.toMatchObject({ code: 'C1003' });
    await expect(post(note(1000, 100, { total: -1000 }))).rejects.toMatchObject({ code: '23514' });
    await expect(post(note(1000, 100, { billId: world().billId }))).rejects.toMatchObject({ code: '23514' });
    for (const person of ['anna', 'susan', 'olga']) await expect(post(note(1000, 100), person)).rejects.toMatchObject({ code: '42501' });
    await post(note(1000, 100));
    await sound(world());
  });

  it('the last bill gives back what was paid ahead, once the account is closed and nothing runs on', async () => {
    const customer = await newCustomer(world());
    await bill(world(), customer);
    const close = (day: string) => call(world().db, 'worker', 'api.close_account(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, day })]);
    const last = () => asWorker(world()).write((trx) => issueLastBill(trx, customer.accountId, '2026-11-16'));
    await expect(last()).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(close('2026-11-16')).rejects.toMatchObject({ code: 'C1003' });
    await rows(world().db.owner, "update care.products set to_day = '2026-11-16' where id = ?", [customer.productId]);
    await close('2026-11-16');
    const made = await read(world(), customer, (await last()).billId);
    expect(made).toMatchObject({ category: 'last', billDay: '2026-11-16' });
    // 15 of the 30 days of 29.99 are given back (15.00 are kept, cumulated from the start), the calls of November are charged.
    expect(made.lines.map((line) => [line.charge, line.amount])).toEqual([['talk.monthly', -1499], ['talk.voice', 45]]);
    expect(made.total).toBeLessThan(0);
    expect(await asWorker(world()).write((trx) => runBills(trx, { day: '2026-12-01', accountIds: [customer.accountId] }))).toEqual([]);
    await sound(world());
  });
});
