import { expect, it } from 'vitest';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, cycleDraft, deskDraft, draftFrom, issue, seen, type SmallWorld, smallWorld, usageLineOf, type WorldCustomer } from '../support/small-world.ts';

let customers = 1000;
const newCustomer = ({ db }: SmallWorld): Promise<WorldCustomer> => addCustomer(db, `Customer ${(customers += 1)}`, customers);
const broken = async ({ db }: SmallWorld) => (await seen<{ name: string; broken: number }>(db, 'worker', 'select name, broken from api.verify_money()')).filter((each) => each.broken > 0);
const balance = async ({ db }: SmallWorld, billId: number) => (await rows<{ open: number; allocated: number; credited: number; disputed: number; total: number; settled_on: string | null }>(db.owner, 'select open, allocated, credited, disputed, total, settled_on from bill.bill_balances where bill_id = ?', [billId]))[0]!;
let keys = 0;
const pay = ({ db }: SmallWorld, customer: WorldCustomer, amount: number, state: 'captured' | 'failed' = 'captured', key = `key-${(keys += 1)}`) =>
  call<number>(db, 'worker', 'api.record_payment(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, amount, methodId: null, method: 'Check', origin: 'manual', state, failure: state === 'failed' ? 'refused' : null, receivedAt: null, reference: null, key })]);
const allocate = ({ db }: SmallWorld, payment: number, parts: ReadonlyArray<{ billId: number; amount: number }>) => call(db, 'worker', 'api.allocate(?, ?::jsonb)', [payment, JSON.stringify(parts)]);
const dispute = ({ db }: SmallWorld, billId: number, lineId: number, amount: number) => call<string>(db, 'worker', 'api.open_dispute(?::jsonb)', [JSON.stringify({ billId, lineId, amount, usageId: null, reason: 'Never called', channel: 'call' })]);

onBothEngines('posting money', smallWorld, (world) => {
  it('the small world holds every invariant', async () => {
    expect(await broken(world())).toEqual([]);
    expect(await balance(world(), world().billId)).toEqual({ total: 3348, open: 2348, allocated: 1000, credited: 0, disputed: 0, settled_on: null });
  });

  it('numbers of bills have no gap, though every second issue is rolled back', async () => {
    const undo = new Error('undo');
    const made: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const draft = cycleDraft(world(), await newCustomer(world()));
      const work = world().db.as('worker').write(async (trx) => {
        const [first] = await rows<{ made: { number: string } }>(trx, 'select api.issue_bill(?::jsonb) as made', [JSON.stringify(draft)]);
        if (n % 2 === 1) throw undo;
        made.push(first!.made.number);
      });
      if (n % 2 === 1) await expect(work).rejects.toBe(undo);
      else await work;
    }
    const first = Number(world().billNumber.split('-')[1]);
    expect(made).toEqual([1, 2, 3].map((n) => `2611-${String(first + n).padStart(5, '0')}`));
    expect(await broken(world())).toEqual([]);
  });

  it('a run issues many bills in one statement, and all or none', async () => {
    const one = cycleDraft(world(), await newCustomer(world()));
    const two = cycleDraft(world(), await newCustomer(world()));
    await expect(call(world().db, 'worker', 'api.issue_bills(?::jsonb)', [JSON.stringify([one, { ...two, total: 1 }])])).rejects.toMatchObject({ code: '23514' });
    expect(await rows(world().db.owner, 'select 1 from bill.bills where account_id = ?', [one.accountId])).toEqual([]);
    expect(await call<unknown[]>(world().db, 'worker', 'api.issue_bills(?::jsonb)', [JSON.stringify([one, two])])).toHaveLength(2);
    expect(await broken(world())).toEqual([]);
  });

  it('a bill that does not sum, or charges what is not the account\'s, is refused', async () => {
    const customer = await newCustomer(world());
    const { ben } = world();
    const good = cycleDraft(world(), customer);
    const [plan, usage] = good.lines;
    const second = await world().db.as('worker').write((trx) => rows<{ id: number }>(trx, "insert into care.services (customer_id, account_id, kind, reference, started) values (?, ?, 'fibre', 'circuit-2', '2026-01-01') returning id", [customer.customerId, customer.accountId]));
    const wrong: Record<string, object> = {
      'total': { ...good, total: good.total + 1 },
      'charges': { ...good, charges: good.charges + 1, total: good.total + 1 },
      'tax': { ...good, tax: good.tax + 1, total: good.total + 1 },
      'an event\'s share': { ...good, lines: [plan, { ...usage, events: usage!.events.map((event) => ({ ...event, amount: 22 })) }] },
      'an event\'s price': { ...good, lines: [plan, { ...usage, events: usage!.events.map((event) => ({ ...event, micros: event.micros + 1_000_000 })) }] },
      'another\'s service': { ...good, lines: [{ ...plan, serviceId: ben.serviceId, productId: ben.productId }, usage] },
      'another\'s product': { ...good, lines: [{ ...plan, productId: ben.productId }, usage] },
      'a product of the other service': { ...good, lines: [{ ...plan, serviceId: second[0]!.id }, usage] },
      'another\'s usage': { ...good, lines: [plan, { ...usage, events: [{ ...usage!.events[0], usageId: ben.october[0] }, usage!.events[1]] }] },
      'another\'s late bill': { ...good, lines: [{ ...plan, causeBillId: world().billId }, usage] },
      'another currency': { ...good, currency: 'EUR' },
      'a category nobody knows': { ...good, category: 'gift' },
      'no category': { ...good, category: null },
      'due before it is issued': { ...good, dueDay: '2026-10-01' },
      'a period beyond its day': { ...good, period: { from: '2026-10-01', to: '2026-12-01' } },
      'the same event twice': { ...good, lines: [plan, { ...usage, events: [usage!.events[0], { ...usage!.events[0], amount: 22 }] }] },
    };
    for (const [what, draft] of Object.entries(wrong)) await expect(issue(world().db, 'worker', draft as typeof good), what).rejects.toThrow(/./);
    expect(await rows(world().db.owner, 'select 1 from bill.bills where account_id = ?', [customer.accountId])).toEqual([]);
    await issue(world().db, 'worker', good);
  });

  it('an event is billed once, a cycle is billed once, a one-time charge is billed once and for its amount', async () => {
    const customer = await newCustomer(world());
    const { db } = world();
    await issue(db, 'worker', cycleDraft(world(), customer));
    await expect(issue(db, 'worker', cycleDraft(world(), customer))).rejects.toMatchObject({ code: 'C1004' });
    const period = { from: '2026-11-01', to: '2026-11-20' };
    const again = draftFrom(world(), customer, [usageLineOf(customer, customer.october, period)], { category: 'interim', billDay: '2026-11-20', dueDay: '2026-12-11', period });
    await expect(issue(db, 'worker', again)).rejects.toMatchObject({ code: 'C1004' });
    const oneTimeId = await call<number>(db, 'worker', 'api.add_one_time(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, serviceId: null, charge: 'visit', label: 'Visit', amount: 5000, day: '2026-11-10', taxCode: null, cause: 'order 1' })]);
    const visit = (amount: number) => draftFrom(world(), customer, [{ serviceId: null, productId: null, offer: null, charge: 'visit', version: 'v1', part: '1', label: 'Visit', category: 'oneoff', period, units: null, unit: null, amount, taxCode: null, tax: 0, trace: { kind: 'oneTime', day: '2026-11-10', cause: null }, oneTimeId, events: [] }], { category: 'interim', billDay: '2026-11-20', dueDay: '2026-12-11', period });
    await expect(issue(db, 'worker', visit(4000))).rejects.toMatchObject({ code: '23514' });
    await issue(db, 'worker', visit(5000));
    await expect(issue(db, 'worker', { ...visit(5000), billDay: '2026-11-21', period: { from: '2026-11-20', to: '2026-11-20' } })).rejects.toMatchObject({ code: 'C1004' });
    expect(await broken(world())).toEqual([]);
  });

  it('a bill in favor of the customer is open with nothing and becomes credit', async () => {
    const customer = await newCustomer(world());
    const good = cycleDraft(world(), customer);
    const refund = { ...good.lines[0]!, amount: -2999, tax: -300, trace: { kind: 'recurring', price: 2999, days: 30, ofDays: 30, refund: true } };
    const { billId } = await issue(world().db, 'worker', draftFrom(world(), customer, [refund], { category: 'normal', billDay: '2026-11-01', dueDay: '2026-11-22', period: good.period as object }));
    expect(await balance(world(), billId)).toMatchObject({ total: -3299, open: 0, credited: 3299, settled_on: '2026-11-01' });
    expect(await rows(world().db.owner, "select sum(e.amount)::bigint as credit from ledger.entries e where e.account_id = ? and e.book = 'credit'", [customer.accountId])).toEqual([{ credit: -3299 }]);
    expect(await broken(world())).toEqual([]);
  });

  it('no more is allocated than is open on the bill or left of the payment, and only to the same customer', async () => {
    const customer = await newCustomer(world());
    const other = await newCustomer(world());
    const { billId } = await issue(world().db, 'worker', cycleDraft(world(), customer));
    const { billId: othersBill } = await issue(world().db, 'worker', cycleDraft(world(), other));
    const payment = await pay(world(), customer, 3000);
    const rich = await pay(world(), customer, 9000);
    const refused: ReadonlyArray<readonly [string, number, ReadonlyArray<{ billId: number; amount: number }>]> = [
      ['beyond the payment', payment, [{ billId, amount: 3001 }]], ['beyond the bill', rich, [{ billId, amount: 3349 }]], ['beyond the bill in two parts', rich, [{ billId, amount: 2000 }, { billId, amount: 1349 }]],
      ['nothing', payment, [{ billId, amount: 0 }]], ['less than nothing', payment, [{ billId, amount: -1 }]], ['another customer\'s bill', rich, [{ billId: othersBill, amount: 1 }]], ['no bill', rich, [{ billId: 999_999, amount: 1 }]],
      ['a payment that failed', await pay(world(), customer, 3000, 'failed'), [{ billId, amount: 1 }]], ['no payment', 999_999, [{ billId, amount: 1 }]],
    ];
    for (const [what, from, parts] of refused) await expect(allocate(world(), from, parts), what).rejects.toMatchObject({ code: 'C1003' });
    expect(await balance(world(), billId)).toMatchObject({ open: 3348, allocated: 0 });
    await allocate(world(), payment, [{ billId, amount: 3000 }]);
    await expect(allocate(world(), payment, [{ billId, amount: 1 }])).rejects.toMatchObject({ code: 'C1003' });
    await allocate(world(), rich, [{ billId, amount: 348 }]);
    expect(await balance(world(), billId)).toMatchObject({ open: 0, allocated: 3348, settled_on: '2026-11-22' });
    expect(await broken(world())).toEqual([]);
  });

  it('a payment is recorded once for its key, and a key is not reused for another', async () => {
    const customer = await newCustomer(world());
    const first = await pay(world(), customer, 700, 'captured', 'the-key');
    expect(await pay(world(), customer, 700, 'captured', 'the-key')).toBe(first);
    await expect(pay(world(), customer, 701, 'captured', 'the-key')).rejects.toMatchObject({ code: 'C1004' });
    await expect(pay(world(), world().ben, 700, 'captured', 'the-key')).rejects.toMatchObject({ code: 'C1004' });
    expect(await rows(world().db.owner, 'select count(*)::int as n from pay.payments where account_id = ?', [customer.accountId])).toEqual([{ n: 1 }]);
    await expect(pay(world(), customer, 0)).rejects.toMatchObject({ code: '23514' });
    await expect(pay(world(), customer, -5)).rejects.toMatchObject({ code: '23514' });
  });

  it('no more is disputed than is open, only on a charge of the bill, and a dispute leaves the open amount', async () => {
    const customer = await newCustomer(world());
    const { billId } = await issue(world().db, 'worker', cycleDraft(world(), customer));
    const line = (await rows<{ id: number }>(world().db.owner, 'select id from bill.lines where bill_id = ? order by position', [billId]))[0]!.id;
    for (const [lineId, amount] of [[line, 3349], [line, 0], [line, -1], [world().planLineId, 1]] as const) await expect(dispute(world(), billId, lineId, amount)).rejects.toMatchObject({ code: 'C1003' });
    expect(await dispute(world(), billId, line, 3000)).toMatch(/^D-\d+$/);
    await expect(dispute(world(), billId, line, 349)).rejects.toMatchObject({ code: 'C1003' });
    expect(await balance(world(), billId)).toMatchObject({ open: 3348, disputed: 3000 });
    await allocate(world(), await pay(world(), customer, 1000), [{ billId, amount: 1000 }]);
    expect(await balance(world(), billId)).toMatchObject({ open: 2348, disputed: 2348 });
    expect(await broken(world())).toEqual([]);
  });

  it('a bill at the desk is of today, interim, not a credit, of a verified caller, and reaches no further than its cycle', async () => {
    const { db } = world();
    const customer = await newCustomer(world());
    const good = deskDraft(world(), customer);
    await expect(issue(db, 'anna', good)).rejects.toMatchObject({ code: 'C1002' });
    await call(db, 'anna', "api.open_case(?, 'call', 'c', ?)", [customer.customerId, `+${customer.phone}`]);
    await expect(issue(db, 'anna', good)).rejects.toMatchObject({ code: 'C1006' });
    await call(db, 'anna', "api.answer_check(?, 'pin', ?)", [customer.customerId, customer.pin]);
    const line = good.lines[0]!;
    const wrong: Record<string, object> = {
      normal: { ...good, category: 'normal' }, last: { ...good, category: 'last' }, none: { ...good, category: null }, yesterday: { ...good, billDay: '2026-11-21' }, tomorrow: { ...good, billDay: '2026-11-23' },
      credit: { ...good, lines: [{ ...line, events: [], amount: -1, tax: 0 }], taxes: [], charges: -1, tax: 0, total: -1 },
      'due in years': { ...good, dueDay: '2036-01-01' }, 'charged for years ahead': { ...good, lines: [{ ...line, period: { from: '2026-11-01', to: '2036-01-01' } }] },
    };
    for (const [what, draft] of Object.entries(wrong)) await expect(issue(db, 'anna', draft as typeof good), what).rejects.toThrow(/./);
    const { billId } = await issue(db, 'anna', good);
    expect(await balance(world(), billId)).toMatchObject({ total: 49, open: 49 });
    expect(await rows(db.owner, 'select b.issued_by from bill.bills b where b.id = ?', [billId])).toEqual([{ issued_by: db.login('anna') }]);
    expect(await broken(world())).toEqual([]);
  });
});
