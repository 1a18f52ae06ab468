import { expect, it } from 'vitest';
import { cycleDrafts, issueEach } from '../../src/main/billing/bill-run.ts';
import { issuable } from '../../src/main/billing/draft-of.ts';
import { rows, type WritableDb } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, cycleDraft, draftFrom, issue, type SmallWorld, smallWorld, usageLineOf, type WorldCustomer } from '../support/small-world.ts';

let customers = 3000;
const newCustomer = ({ db }: SmallWorld): Promise<WorldCustomer> => addCustomer(db, `Customer ${(customers += 1)}`, customers);

type Answer = { readonly billId: number; readonly number: string } | { readonly refused: readonly [code: string, sentence: string] };
const oneByOne = async (trx: WritableDb, drafts: ReadonlyArray<object>) => {
  const made: Answer[] = [];
  for (const draft of drafts) made.push((await rows<{ made: Answer }>(trx, 'select api.issue_bill(?::jsonb) as made', [JSON.stringify(draft)]))[0]!.made);
  return made;
};
const inOneSet = async (trx: WritableDb, drafts: ReadonlyArray<object>) => (await rows<{ made: Answer[] }>(trx, 'select api.post_bills(?::jsonb) as made', [JSON.stringify(drafts)]))[0]!.made;

/** All that is written of bills but ids and moments: a bill is its number, a line its place on it. A moment is right where it is now. */
const written = {
  bills: "select to_jsonb(b) - '{id,issued_at}'::text[] || jsonb_build_object('now', b.issued_at = care.now()) from bill.bills b",
  madeFrom: "select to_jsonb(m) - 'bill_id' || jsonb_build_object('of', b.number) from bill.made_from m join bill.bills b on b.id = m.bill_id",
  lines: "select to_jsonb(l) - '{id,bill_id}'::text[] || jsonb_build_object('of', b.number) from bill.lines l join bill.bills b on b.id = l.bill_id",
  events: "select to_jsonb(r) - '{line_id,bill_id}'::text[] || jsonb_build_object('of', b.number, 'line', l.position) from bill.rated_usage r join bill.lines l on l.id = r.line_id join bill.bills b on b.id = r.bill_id",
  taxes: "select to_jsonb(t) - '{id,bill_id}'::text[] || jsonb_build_object('of', b.number) from bill.taxes t join bill.bills b on b.id = t.bill_id",
  balances: "select to_jsonb(v) - 'bill_id' || jsonb_build_object('of', b.number) from bill.bill_balances v join bill.bills b on b.id = v.bill_id",
  postings: "select to_jsonb(t) - '{id,bill_id,at}'::text[] || jsonb_build_object('of', b.number, 'now', t.at = care.now()) from ledger.transactions t join bill.bills b on b.id = t.bill_id",
  entries: "select to_jsonb(e) - '{transaction_id,bill_id}'::text[] || jsonb_build_object('of', b.number, 'kind', t.kind, 'bill', (select o.number from bill.bills o where o.id = e.bill_id)) from ledger.entries e join ledger.transactions t on t.id = e.transaction_id join bill.bills b on b.id = t.bill_id",
  audit: "select to_jsonb(a) - '{id,at,xid}'::text[] || jsonb_build_object('now', a.at = care.now(), 'own', a.xid = pg_current_xact_id()) from audit.entries a where a.action = 'bill.issue'",
  numbers: 'select to_jsonb(n) from bill.numbers n',
  balanceOfBooks: "select to_jsonb(x) from (select e.account_id, e.book, sum(e.amount)::text as amount from ledger.entries e group by 1, 2) x",
};

const undo = new Error('undo');
/** Does it as the worker and undoes it: what it returned, and everything of bills as it stood at the end. */
async function undone({ db }: SmallWorld, work: (trx: WritableDb) => Promise<Answer[]>): Promise<{ answers: Array<string | readonly [string, string]>; found: Record<string, string[]> }> {
  const found: Record<string, string[]> = {};
  let answers: Array<string | readonly [string, string]> = [];
  const whole = db.owner.transaction(async (trx) => {
    await trx.raw(`set local session authorization "${db.login('worker')}"`);
    answers = (await work(trx as unknown as WritableDb)).map((answer) => ('refused' in answer ? answer.refused : answer.number));
    await trx.raw('reset session authorization');
    for (const [what, sql] of Object.entries(written)) found[what] = (await rows<{ said: string }>(trx, `select x::text as said from (${sql}) as q(x) order by 1`)).map(({ said }) => said);
    throw undo;
  });
  await expect(whole).rejects.toBe(undo);
  return { answers, found };
}

const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (failure: { code: string; message: string }) => [failure.code, failure.message.split(' - ').at(-1)]);

onBothEngines('bills posted in one set', smallWorld, (world) => {
  /** Bills of every kind that leave other rows: of two months, in turn. */
  async function everyKind(): Promise<object[]> {
    const { db } = world();
    const [plain, credit, held, back, once, empty, late, payer, child] = await Promise.all(Array.from({ length: 9 }, () => newCustomer(world()))) as [WorldCustomer, WorldCustomer, WorldCustomer, WorldCustomer, WorldCustomer, WorldCustomer, WorldCustomer, WorldCustomer, WorldCustomer];
    await rows(db.owner, 'update bill.accounts set payer_id = ? where id = ?', [payer.accountId, child.accountId]);
    const deposit = (accountId: number) => call<number>(db, 'worker', 'api.take_deposit(?::jsonb)', [JSON.stringify({ accountId, amount: 5000, day: '2026-10-20', cause: 'new customer' })]);
    const november = { from: '2026-11-01', to: '2026-12-01' };
    const december = { category: 'normal', billDay: '2026-12-01', dueDay: '2026-12-22', period: november };
    const draft = cycleDraft(world(), plain);
    const planOf = (customer: WorldCustomer) => cycleDraft(world(), customer).lines[0]!;
    const alone = (charge: string, amount: number, more: object) => ({ ...planOf(plain), serviceId: null, productId: null, offer: null, charge, part: '1', label: charge, category: 'fee', amount, tax: 0, taxCode: null, trace: { kind: 'oneTime', day: '2026-11-10', cause: null }, ...more });
    const [taken, returned, item] = [await deposit(held.accountId), await deposit(back.accountId), await call<number>(db, 'worker', 'api.add_one_time(?::jsonb)', [JSON.stringify({ accountId: once.accountId, serviceId: null, charge: 'visit', label: 'Visit', amount: 700, day: '2026-10-10', taxCode: null, cause: 'order 1' })])];
    const of = (customer: WorldCustomer, lines: ReadonlyArray<object>, header: object) => draftFrom(world(), customer, lines as never, header as Record<string, unknown>);
    const first = { category: 'normal', billDay: '2026-11-01', dueDay: '2026-11-22', period: draft.period };
    await issue(db, 'worker', of(back, [alone('deposit', 5000, { depositId: returned })], first));
    await call(db, 'worker', 'api.return_deposit(?, ?, ?)', [returned, '2026-11-20', 'paid well']);
    const { billId: unpaid } = await issue(db, 'worker', cycleDraft(world(), late));
    const shared = of(plain, draft.lines, first);
    return [
      { ...shared, madeFrom: { scope: 'all', facts: { opened: '2026-10-01' }, leftOut: [1, 2] }, taxes: [{ code: 'state', label: 'State tax', jurisdiction: 'WA', version: 't1', rate: 100_000, base: 3044, amount: 304, note: 'by place', shares: [[1, 2999, 300, 0], [2, 45, 4, 0]] }] },
      of(back, [alone('deposit', -5000, { depositId: returned })], december),
      of(credit, [{ ...planOf(credit), amount: -2999, tax: -300 }], first),
      of(held, [planOf(held), alone('deposit', 5000, { depositId: taken })], first),
      of(late, [alone('late fee', 500, { causeBillId: unpaid }), usageLineOf(late, late.november, november)], december),
      of(once, [alone('visit', 700, { oneTimeId: item })], first),
      of(empty, [], first),
      { ...of(payer, [{ ...planOf(child), amount: 1100, tax: 0, included: 100 }, usageLineOf(child, child.october, draft.period as { from: string; to: string })], first), charges: 1045, tax: 4, total: 1049, taxes: [{ code: 'state', label: 'State tax', jurisdiction: 'WA', version: 't1', rate: 100_000, base: 1045, amount: 4, included: 100 }] },
    ];
  }

  it('write the rows that each of them by itself writes, with the same numbers', async () => {
    const drafts = await everyKind();
    const [single, set] = [await undone(world(), (trx) => oneByOne(trx, drafts)), await undone(world(), (trx) => inOneSet(trx, drafts))];
    expect(set.answers).toEqual(single.answers);
    expect(new Set(single.answers).size).toBe(drafts.length);
    expect(single.answers.every((number) => /^26(11|12)-\d{5}$/.test(String(number)))).toBe(true);
    for (const what of Object.keys(written)) expect(set.found[what], what).toEqual(single.found[what]);
    for (const what of ['madeFrom', 'taxes', 'events']) expect(set.found[what]?.length, what).toBeGreaterThan(0);
    await world().db.as('worker').write((trx) => inOneSet(trx, drafts));
    expect(await rows(world().db.owner, 'select name from api.verify_money() where broken > 0')).toEqual([]);
  });

  it('are refused each for itself, with the sentence it would have alone, and cost no other', async () => {
    const { db, ben, billId } = world();
    const [customer, before, after, child, open] = [await newCustomer(world()), await newCustomer(world()), await newCustomer(world()), await newCustomer(world()), await newCustomer(world())];
    await rows(db.owner, 'update bill.accounts set payer_id = ? where id = ?', [before.accountId, child.accountId]);
    const good = cycleDraft(world(), customer);
    const [plan, usage] = good.lines as [(typeof good.lines)[number], (typeof good.lines)[number]];
    const deposit = await call<number>(db, 'worker', 'api.take_deposit(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, amount: 2999, day: '2026-10-20', cause: 'new customer' })]);
    const item = await call<number>(db, 'worker', 'api.add_one_time(?::jsonb)', [JSON.stringify({ accountId: customer.accountId, serviceId: null, charge: 'visit', label: 'Visit', amount: 700, day: '2026-10-10', taxCode: null, cause: 'order 1' })]);
    const withPlan = (more: object) => ({ ...good, lines: [{ ...plan, ...more }, usage] });
    const withEvents = (events: ReadonlyArray<object>) => ({ ...good, lines: [plan, { ...usage, events }] });
    const wrong: Record<string, object> = {
      'no such account': { ...good, accountId: 999_999 },
      'an account that another pays for': cycleDraft(world(), child),
      'a category nobody knows': { ...good, category: 'gift' },
      'the last bill of an open account': { ...cycleDraft(world(), open), category: 'last' },
      'another currency': { ...good, currency: 'EUR' },
      'a period beyond its day': { ...good, period: { from: '2026-10-01', to: '2026-12-01' } },
      'a period that is billed': { ...good, accountId: world().ada.accountId, billDay: '2026-11-02', period: { from: '2026-10-02', to: '2026-11-01' } },
      'a cycle that is billed': { ...good, accountId: world().ada.accountId, period: { from: '2026-11-01', to: '2026-11-01' }, lines: [], taxes: [], charges: 0, tax: 0, total: 0 },
      'the total': { ...good, total: good.total + 1 },
      'charges': { ...good, charges: good.charges + 1, total: good.total + 1 },
      'tax': { ...good, tax: good.tax + 1, total: good.total + 1 },
      'what a price includes': withPlan({ included: 5 }),
      'the parts of a tax': { ...good, taxes: (good.taxes as object[]).map((item_) => ({ ...item_, shares: [[1, 2999, 300, 0]] })) },
      'the share of an event': withEvents(usage.events.map((event) => ({ ...event, amount: 22 }))),
      'the price of an event': withEvents(usage.events.map((event) => ({ ...event, micros: event.micros + 1_000_000 }))),
      "another's service": withPlan({ serviceId: ben.serviceId, productId: ben.productId }),
      "another's product": withPlan({ productId: ben.productId }),
      "another's bill as the cause": withPlan({ causeBillId: billId }),
      "another's usage": withEvents([{ ...usage.events[0]!, usageId: ben.october[0] }, usage.events[1]!]),
      'usage that nobody has': withEvents([{ ...usage.events[0]!, usageId: 999_999 }, usage.events[1]!]),
      'usage that is billed': { ...cycleDraft(world(), world().ada), period: { from: '2026-11-01', to: '2026-11-20' }, billDay: '2026-11-20', category: 'interim' },
      'a one-time charge of another amount': withPlan({ oneTimeId: item }),
      'a deposit that is taxed': withPlan({ depositId: deposit }),
      'no due day': { ...good, dueDay: null },
      'no engine': { ...good, engine: null },
    };
    const { found: stands } = await undone(world(), () => Promise.resolve([]));
    for (const [what, draft] of Object.entries(wrong)) {
      const alone = await refusalOf(issue(db, 'worker', draft as typeof good));
      expect(alone, what).toBeDefined();
      const { answers, found } = await undone(world(), (trx) => inOneSet(trx, [cycleDraft(world(), before), draft, cycleDraft(world(), after)]));
      expect([what, answers[1]]).toEqual([what, alone]);
      expect([answers[0], answers[2]].map((number) => /^2611-(\d+)$/.exec(String(number))?.[1]).map(Number), what).toEqual([expect.any(Number), Number(String(answers[0]).slice(5)) + 1]);
      for (const each of ['bills', 'audit', 'balances']) expect(found[each]?.length, `${each} of ${what}`).toBe((stands[each]?.length ?? 0) + 2);
    }
  });

  it('are refused all where one breaks a rule of the tables; a run then posts the others and lists that one', async () => {
    const { db } = world();
    const known = await Promise.all([newCustomer(world()), newCustomer(world()), newCustomer(world())]);
    const accountIds = known.map(({ accountId }) => accountId);
    for (const id of accountIds) await rows(db.owner, "update bill.accounts set opened = '2026-10-01' where id = ?", [id]);
    const posting = await db.as('worker').write(async (trx) => {
      const { drafts } = await cycleDrafts(trx, { day: '2026-11-01', accountIds });
      expect(drafts).toHaveLength(3);
      const broken = drafts.map((drafted, at) => (at === 1 ? { ...drafted, draft: { ...drafted.draft, dueDay: '2026-10-01' } } : drafted));
      expect(await refusalOf(trx.transaction((part) => inOneSet(part, broken.map((drafted) => issuable(drafted, 'normal')))))).toMatchObject(['23514', expect.any(String)]);
      return issueEach(trx, broken);
    });
    expect(posting.issued.map(({ accountId }) => accountId)).toEqual([accountIds[0], accountIds[2]]);
    expect(posting.failed).toEqual([{ accountId: accountIds[1], reason: 'The bill could not be made. The log of the worker says more.' }]);
    expect(await rows(db.owner, 'select account_id as id from bill.bills where account_id = any(?) order by 1', [accountIds])).toEqual([{ id: accountIds[0] }, { id: accountIds[2] }]);
    expect(await rows(db.owner, 'select name from api.verify_money() where broken > 0')).toEqual([]);
  });
});
