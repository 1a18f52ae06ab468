import { expect, it } from 'vitest';
import { bulkCreditCsv, causeNamed, sameCauseOf } from '../../src/main/billing/same-cause.ts';
import { issueCreditNote } from '../../src/main/billing/credit-notes.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

type Line = { id: number; bill: number; number: string; label: string; charge: string; version: string; offer: string; amount: number; usage: number; key: string };

onDemos('The same cause', async (demo) => (await row<Line>(demo.owner, "select l.id, b.id as bill, b.number, l.label, l.charge, l.version, l.offer, l.amount, r.usage_id as usage, u.key from bill.lines l join bill.bills b on b.id = l.bill_id join bill.rated_usage r on r.line_id = l.id join bill.usage u on u.id = r.usage_id where l.customer_id = 1 and l.label = 'Roaming data, Mexico' order by l.id desc, u.id limit 1"))!, (line, demo) => {
  const ask = (asked: { lineId: number; usageId: number | null; by: 'tariff' | 'file' }, most = 1000) => demo().worker.write((db) => sameCauseOf(db, asked, most));

  it('finds every charge of the same tariff version, with count and sum; totals are of all though few are listed', async () => {
    const { id, charge, version, offer } = line();
    const all = await ask({ lineId: id, usageId: null, by: 'tariff' });
    const truth = await row<{ n: number; bills: number; amount: number }>(demo().owner, 'select count(*)::int as n, count(distinct l.bill_id)::int as bills, sum(l.amount)::bigint as amount from bill.lines l where l.charge = ? and l.version = ? and l.offer = ?', [charge, version, offer]);
    expect(all.cause).toEqual({ by: 'tariff', label: 'Roaming data, Mexico', version, importId: null, from: null, to: null });
    expect(all.totals).toMatchObject([{ currency: 'USD', charges: truth!.n, bills: truth!.bills, amount: truth!.amount, credit: truth!.amount }]);
    expect(all.rows.map((one) => one.lineId)).toContain(id);
    expect(all.rows).toHaveLength(truth!.n);
    const few = await ask({ lineId: id, usageId: null, by: 'tariff' }, 1);
    expect([few.rows.length, few.totals]).toEqual([1, all.totals]);
  });

  it('looks at bills of the days that are asked for, the first and the last with them', async () => {
    const plan = (await row<{ id: number; charge: string; version: string; offer: string }>(demo().owner, "select l.id, l.charge, l.version, l.offer from bill.lines l where l.customer_id = 1 and l.category = 'plan' order by l.id desc limit 1"))!;
    const ofDays = (from: string | null, to: string | null) => demo().worker.write((db) => sameCauseOf(db, { lineId: plan.id, usageId: null, by: 'tariff', from, to }, 5000));
    const all = await ofDays(null, null);
    const days = [...new Set(all.rows.map(({ billDay }) => billDay))].sort();
    const [first, last] = [days[1]!, days.at(-2)!];
    const within = await ofDays(first, last);
    expect(within.rows).toEqual(all.rows.filter(({ billDay }) => billDay >= first && billDay <= last));
    expect(within.rows.length).toBeLessThan(all.rows.length);
    expect(within.cause).toMatchObject({ from: first, to: last });
    expect((await ofDays(last, null)).rows.map(({ billDay }) => billDay >= last)).not.toContain(false);
    expect((await ofDays('2001-01-01', '2001-01-02')).totals).toEqual([]);
  });

  it('finds every charge with events of the same file, each with the part the file has in it', async () => {
    const { id, usage, number, key } = line();
    expect(await demo().worker.read((db) => causeNamed(db, number, { event: key }))).toEqual({ lineId: id, usageId: usage });
    const file = await row<{ id: number; file: string }>(demo().owner, 'select i.id, i.file from bill.usage u join bill.imports i on i.id = u.import_id where u.id = ?', [usage]);
    if (!file) {
      await expect(ask({ lineId: id, usageId: usage, by: 'file' })).rejects.toMatchObject({ code: 'C1003' });
      return;
    }
    const same = await ask({ lineId: id, usageId: usage, by: 'file' });
    const truth = await row<{ n: number; amount: number; events: number }>(demo().owner, 'select count(distinct r.line_id)::int as n, sum(r.amount)::bigint as amount, count(*)::int as events from bill.usage u join bill.rated_usage r on r.usage_id = u.id where u.import_id = ?', [file.id]);
    expect(same.cause).toEqual({ by: 'file', label: file.file, version: null, importId: file.id, from: null, to: null });
    expect(same.totals.map(({ charges, amount, events }) => ({ n: charges, amount, events }))).toEqual([truth]);
  });

  it('prepares what is left to credit: what a note gave back is not offered again', async () => {
    const { id, bill, amount } = line();
    await demo().worker.write((db) => issueCreditNote(db, { customerId: 1, billId: bill, parts: [{ lineId: id, amount: 1000 }], billDay: '2026-11-18', cause: 'Goodwill' }));
    const part = await ask({ lineId: id, usageId: null, by: 'tariff' });
    expect(part.rows.find(({ lineId }) => lineId === id)).toMatchObject({ amount, credit: amount - 1000 });
    await demo().worker.write((db) => issueCreditNote(db, { customerId: 1, billId: bill, parts: [{ lineId: id, amount: amount - 1000 }], billDay: '2026-11-18', cause: 'The rest' }));
    const none = await ask({ lineId: id, usageId: null, by: 'tariff' });
    expect(none.rows.find(({ lineId }) => lineId === id)).toMatchObject({ amount, credit: 0 });
    expect(none.rows).toHaveLength(part.rows.length);
    expect(bulkCreditCsv(none.rows)).not.toContain(`,${id},`);
  });

  it('is for a supervisor with the caller verified and for an auditor, tells no name, and is audited', async () => {
    const { id } = line();
    const supervisor = await careAs(demo(), 'supervisor');
    const customerId = await openAt(demo(), supervisor, storyOf('elena').number, 2);
    const asked = { customerId, lineId: id, usageId: null, by: 'tariff' as const, from: null, to: null };
    const found = await supervisor.billing.sameCause(asked);
    expect(Object.keys(found.rows[0]!).sort()).toEqual(['account', 'amount', 'bill', 'billDay', 'credit', 'currency', 'events', 'label', 'lineId']);
    expect(await rows(demo().owner, "select e.login, e.customer_id as customer from audit.entries e where e.action = 'bill.sameCause' and e.login = 'marcus.reyes'")).toEqual([{ login: 'marcus.reyes', customer: customerId }]);
    const other = (await row<{ id: number }>(demo().owner, 'select max(l.id) as id from bill.lines l where l.customer_id <> 1'))!.id;
    expect(await refusal(supervisor.billing.sameCause({ ...asked, lineId: other }))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await (await careAs(demo(), 'auditor')).billing.sameCause(asked)).totals).toEqual(found.totals);
    expect(await refusal((await careAs(demo(), 'agent')).billing.sameCause(asked))).toMatchObject({ code: 'FORBIDDEN' });
    for (const role of ['agent', 'operator', 'useradmin'] as const) {
      const { login, password } = demoAccounts.find((one) => one.role === role)!;
      const { person } = await demo().host.signIn(login, password);
      await expect(person.write((db) => sameCauseOf(db, { lineId: id, usageId: null, by: 'tariff' }, 10)), role).rejects.toMatchObject({ code: '42501' });
      await person.close();
    }
    await expect(demo().worker.read((db) => causeNamed(db, line().number, { charge: 'nothing' }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

it('a prepared credit as CSV keeps commas, quotes and what looks like a formula as text', () => {
  const one = { bill: '2611-00012', account: '88', billDay: '2026-11-05', currency: 'USD', lineId: 7, label: '=1+1, "x"', events: 6, amount: 4260, credit: -5 };
  expect(bulkCreditCsv([one, { ...one, credit: 0 }, { ...one, currency: 'JPY', label: 'Calls', credit: 12 }])).toBe('account,bill,bill day,charge id,charge,events,billed,credit,currency\n88,2611-00012,2026-11-05,7,"\'=1+1, ""x""",6,42.60,-0.05,USD\n88,2611-00012,2026-11-05,7,Calls,6,4260,12,JPY\n');
});
