import { expect, it } from 'vitest';
import type { BillId } from '../../src/contract/ids.ts';
import { runBills } from '../../src/main/billing/bill-run.ts';
import { billingInputs } from '../../src/main/billing/billing-inputs.ts';
import { issueCreditNote } from '../../src/main/billing/credit-notes.ts';
import { draftOf, issuable } from '../../src/main/billing/draft-of.ts';
import { issueLastBill } from '../../src/main/billing/last-bill.ts';
import { billNumbered, replayAll, replayBill } from '../../src/main/billing/replay.ts';
import { catalogInForce } from '../../src/main/catalog/catalog-in-force.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, type DemoWorld, onDemos, openAt, overviewOf, refusal, storyOf } from '../support/demo-world.ts';

const replayed = (demo: DemoWorld, billId: number) => demo.worker.read((db) => replayBill(db, billId));
const allOf = (demo: DemoWorld, every = 1) => replayAll((work) => demo.worker.read(work), every, () => undefined);
const calls = (demo: DemoWorld, customerId: number, mark: string, start = '2026-11-18T12:00:00Z') => demo.worker.write((db) => rows(db, "insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination) select ? || s.id, s.id, s.account_id, s.customer_id, 'voice', ?::timestamptz, 60, '390655501942' from care.services s where s.customer_id = ? and s.kind = 'mobile'", [mark, start, customerId]));
const accountOf = async (demo: DemoWorld, customerId: number) => (await row<{ id: number }>(demo.owner, 'select a.id from bill.accounts a where a.customer_id = ? order by a.id limit 1', [customerId]))!.id;

/** What the desk would post, in which a price may be changed so that all sums still hold. */
type Posted = { charges: number; tax: number; total: number; usageHash: string; madeFrom: object; taxes: Array<{ base: number; amount: number; shares: number[][] }>; lines: Array<{ label: string; amount: number; tax: number; taxCode: string | null; trace: { kind: string; price?: number; micros?: number }; events: Array<{ usageId: number; micros: number; amount: number }> }> };
async function posting(demo: DemoWorld, customerId: number): Promise<Posted> {
  const accountId = await accountOf(demo, customerId);
  return demo.worker.read(async (db) => {
    const inForce = await catalogInForce(db);
    const [inputs] = await billingInputs(db, [accountId]);
    const drafted = draftOf(inForce, inputs!, { billDay: '2026-11-18', usageBefore: '9999-12-31T00:00:00.000Z', scope: 'all', within: true });
    return JSON.parse(JSON.stringify(issuable(drafted, 'interim'))) as Posted;
  });
}
/** Halves a usage line and each of its events, and takes its tax away: the header follows, so every sum holds. */
function cheaper(bill: Posted): Posted {
  const line = bill.lines.find(({ events, amount }) => events.length > 0 && amount > 1)!;
  const place = bill.lines.indexOf(line) + 1;
  for (const event of line.events) Object.assign(event, { micros: 0, amount: 0 });
  Object.assign(line, { amount: 0, tax: 0, trace: { ...line.trace, micros: 0 } });
  for (const item of bill.taxes) {
    item.shares = item.shares.filter(([at]) => at !== place);
    item.amount = item.shares.reduce((sum, [, , tax]) => sum + tax!, 0);
    item.base = item.shares.reduce((sum, [, base]) => sum + base!, 0);
  }
  bill.charges = bill.lines.reduce((sum, each) => sum + each.amount, 0);
  bill.tax = bill.taxes.reduce((sum, each) => sum + each.amount, 0);
  bill.total = bill.charges + bill.tax;
  return bill;
}

onDemos('Replay', async () => ({}), (_, demo) => {
  it('reproduces every bill of the demo, with its children, switches, discounts, late fees and catalogs', async () => {
    const { looked, broken } = await allOf(demo());
    expect(broken).toEqual([]);
    expect(looked).toBe((await row<{ n: number }>(demo().owner, 'select count(*)::int as n from bill.bills'))!.n);
    expect(looked).toBeGreaterThan(100);
    expect((await allOf(demo(), 7)).looked).toBe(Math.ceil(looked / 7));
  });

  it('reproduces a bill now of chosen services, and the bill after it', async () => {
    const care = await careAs(demo(), 'agent');
    const customerId = await openAt(demo(), care, storyOf('vip').number, 2);
    const [service] = ((await overviewOf(care, customerId)).services ?? []).filter(({ kind }) => kind === 'mobile');
    const chosen = { customerId, serviceIds: [service!.serviceId] };
    await calls(demo(), customerId, 'replayed-');
    const { hash } = await care.billing.previewBillNow(chosen);
    const { billId } = await care.billing.billNow({ ...chosen, hash });
    expect(await replayed(demo(), billId)).toMatchObject({ equal: true, reason: null, differences: [] });
    const kept = await row<{ scope: object; n: number }>(demo().owner, 'select m.scope, jsonb_array_length(m.left_out) as n from bill.made_from m where m.bill_id = ?', [billId]);
    expect(kept).toMatchObject({ scope: { services: chosen.serviceIds } });
    expect(kept!.n).toBeGreaterThan(0);
    const whole = await care.billing.previewBillNow({ customerId, serviceIds: null });
    const rest = await care.billing.billNow({ customerId, serviceIds: null, hash: whole.hash });
    expect(await replayed(demo(), rest.billId)).toMatchObject({ equal: true });
    expect(await replayed(demo(), billId)).toMatchObject({ equal: true });
  });

  it('takes what was true when the bill was made: products end, profiles change, usage and payments come later', async () => {
    const care = await careAs(demo(), 'agent');
    const customerId = await openAt(demo(), care, storyOf('elena').number, 2);
    const accountId = await accountOf(demo(), customerId);
    const before = (await row<{ id: number }>(demo().owner, "select max(b.id) as id from bill.bills b where b.customer_id = ? and b.category = 'normal'", [customerId]))!.id;
    await calls(demo(), customerId, 'late-', '2026-10-18T12:00:00Z');
    await demo().worker.write(async (db) => {
      await rows(db, "update care.products set to_day = greatest(from_day, '2026-10-20') where customer_id = ? and to_day is null", [customerId]);
      await rows(db, 'select api.set_tax_profile(?::jsonb)', [JSON.stringify({ accountId, taxClass: 'government', taxNumber: null })]);
      const payment = await row<{ id: number }>(db, 'select api.record_payment(?::jsonb) as id', [JSON.stringify({ accountId, amount: 5000, method: 'Check', origin: 'manual', state: 'captured', failure: null, receivedAt: '2026-11-18T18:00:00Z', reference: null, key: 'replayed' })]);
      await rows(db, 'select api.allocate(?, ?::jsonb)', [payment!.id, JSON.stringify([{ billId: before, amount: 5000 }])]);
    });
    expect(await replayed(demo(), before)).toMatchObject({ equal: true, differences: [] });
  });

  it('reproduces credit notes, one upon the other, and the last bill of a closed account', async () => {
    const customerId = (await row<{ id: number }>(demo().owner, 'select k.id from care.customers k where k.number = ?', [storyOf('quiet').number]))!.id;
    const bill = (await row<{ id: number; line: number; amount: number }>(demo().owner, 'select b.id, l.id as line, l.amount from bill.bills b join bill.lines l on l.bill_id = b.id where b.customer_id = ? and l.amount > 1000 order by b.id desc, l.id limit 1', [customerId]))!;
    const credit = (parts: Array<{ lineId: number; amount: number }> | 'rest') => demo().worker.write((db) => issueCreditNote(db, { customerId, billId: bill.id, parts, billDay: '2026-11-18', cause: 'Wrong price' }));
    const notes = [await credit([{ lineId: bill.line, amount: 333 }]), await credit([{ lineId: bill.line, amount: 111 }]), await credit('rest')];
    for (const note of notes) expect(await replayed(demo(), note.billId)).toMatchObject({ equal: true, differences: [], reason: null });
    const accountId = await accountOf(demo(), customerId);
    const last = await demo().worker.write(async (db) => {
      await rows(db, "update care.products set to_day = '2026-11-18' where customer_id = ? and to_day is null", [customerId]);
      await rows(db, 'select api.close_account(?::jsonb)', [JSON.stringify({ accountId, day: '2026-11-18' })]);
      return issueLastBill(db, accountId, '2026-11-18');
    });
    expect(await replayed(demo(), last.billId)).toMatchObject({ equal: true, differences: [] });
    expect((await allOf(demo())).broken).toEqual([]);
  });

  it('finds invented prices that an agent posted by their own login, though every sum holds and the facts were invented too', async () => {
    const care = await careAs(demo(), 'agent');
    const customerId = await openAt(demo(), care, storyOf('roaming').number, 2);
    await calls(demo(), customerId, 'invented-');
    const invented = cheaper(await posting(demo(), customerId));
    const { login, password } = demoAccounts.find((one) => one.role === 'agent')!;
    const { person } = await demo().host.signIn(login, password);
    const post = (p: object) => person.write((db) => row<{ made: { billId: number; number: string } }>(db, 'select api.issue_bill(?::jsonb) as made', [JSON.stringify(p)]));
    await expect(post({ ...invented, catalogId: 0 })).rejects.toMatchObject({ code: 'C1004' });
    const made = (await post({ ...invented, madeFrom: { scope: 'all', facts: { products: [] }, leftOut: [] } }))!.made;
    await person.close();
    const money = await demo().worker.read((db) => rows(db, 'select v.name from api.verify_money() v where v.broken > 0'));
    expect(money).toEqual([]);
    const found = await replayed(demo(), made.billId);
    expect(found).toMatchObject({ number: made.number, equal: false, reason: null, total: invented.total });
    expect(found.madeTotal).toBeGreaterThan(invented.total);
    const line = found.differences.find(({ record }) => record === 'line')!;
    expect(line.fields).toContain('amount');
    expect([line.issued?.amount, line.issued?.rule]).toEqual([0, line.made?.rule]);
    expect(found.differences.filter(({ record }) => record === 'event').length).toBeGreaterThan(0);
    expect((await allOf(demo())).broken.map(({ number }) => number)).toEqual([made.number]);
  });

  it('reproduces a bill with the services of its children and a one-time charge', async () => {
    const customerId = (await row<{ id: number }>(demo().owner, 'select k.id from care.customers k where k.number = ?', [storyOf('corporate').number]))!.id;
    const accountId = await accountOf(demo(), customerId);
    await demo().worker.write((db) => rows(db, "select api.add_one_time(jsonb_build_object('accountId', ?::bigint, 'serviceId', null, 'charge', 'correction', 'label', 'Correction', 'amount', -500, 'day', '2026-11-17', 'taxCode', null, 'cause', 'test'))", [accountId]));
    await demo().owner.raw("update care.settings set clock_offset = clock_offset + interval '40 days'");
    const day = (await row<{ day: string }>(demo().owner, 'select (max(b.period_to) + interval \'1 month\')::date as day from bill.bills b where b.account_id = ?', [accountId]))!.day;
    const [made] = await demo().worker.write((db) => runBills(db, { day, accountIds: [accountId] }));
    expect(made).toBeDefined();
    expect(await replayed(demo(), made!.billId)).toMatchObject({ equal: true, differences: [] });
    expect(await demo().worker.read((db) => billNumbered(db, made!.number))).toBe(made!.billId);
    await expect(demo().worker.read((db) => billNumbered(db, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is shown to a supervisor who verified the caller and to an auditor, of that customer alone', async () => {
    const { number } = storyOf('vip');
    const bills = async (customerId: number) => (await row<{ id: BillId }>(demo().owner, 'select max(b.id) as id from bill.bills b where b.customer_id = ?', [customerId]))!.id;
    const supervisor = await careAs(demo(), 'supervisor');
    const known = await openAt(demo(), supervisor, number, 1);
    const bill = await bills(known);
    expect(await refusal(supervisor.billing.replay({ customerId: known, bill }))).toMatchObject({ code: 'NOT_VERIFIED' });
    const customerId = await openAt(demo(), supervisor, number, 2);
    expect(await supervisor.billing.replay({ customerId, bill })).toMatchObject({ equal: true, differences: [] });
    expect(await refusal(supervisor.billing.replay({ customerId, bill: (await bills(1)) }))).toMatchObject({ code: 'FORBIDDEN' });
    const auditor = await careAs(demo(), 'auditor');
    expect(await auditor.billing.replay({ customerId, bill })).toMatchObject({ equal: true });
    expect(await refusal(auditor.billing.replay({ customerId, bill: (await bills(1)) }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal((await careAs(demo(), 'agent')).billing.replay({ customerId, bill }))).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('is for the worker, supervisors and auditors who may see the bill', async () => {
    for (const role of ['agent', 'operator', 'useradmin', 'supervisor'] as const) {
      const { login, password } = demoAccounts.find((one) => one.role === role)!;
      const { person } = await demo().host.signIn(login, password);
      await expect(person.read((db) => replayBill(db, 1)), role).rejects.toMatchObject({ code: role === 'supervisor' ? 'C1002' : '42501' });
      await expect(person.read((db) => rows(db, 'select 1 from bill.made_from m')), role).rejects.toMatchObject({ code: '42501' });
      await person.close();
    }
  });
});
