import { expect, it, vi } from 'vitest';
import type { BulkCredit } from '../../src/contract/bulk-credits.ts';
import { workBulkCredits } from '../../src/main/billing/bulk-credit-work.ts';
import { issueCreditNote } from '../../src/main/billing/credit-notes.ts';
import { DEMO_WORKER, demoAccounts } from '../../src/main/demo/staff.ts';
import { type Database, row, rows, serverDatabase } from '../../src/main/platform/database.ts';
import { type Care, careAs, type DemoWorld, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

type Line = { lineId: number; billId: number; number: string; label: string; version: string };
/** A taxed charge of Elena's that most others have too, of those that no bulk credit took up yet. */
const shared = async (demo: DemoWorld) => (await row<Line>(demo.owner, `select l.id as "lineId", l.bill_id as "billId", b.number, l.label, l.version from bill.lines l join bill.bills b on b.id = l.bill_id
  where l.customer_id = 1 and l.amount > 0 and l.tax > 0 and l.credit_of is null and l.charge not in (select x.charge from bill.bulk_credits o join bill.lines x on x.id = o.line_id)
  order by (select count(distinct x.bill_id) from bill.lines x where x.charge = l.charge and x.version = l.version and x.offer is not distinct from l.offer) desc, l.charge, l.id desc limit 1`))!;
/** On a server a worker of its own does what waits; in the demo it does so beside the desk. */
async function worked(demo: DemoWorld): Promise<void> {
  if (demo.engine === 'server') await workBulkCredits(demo.worker);
  else await vi.waitFor(async () => expect(await rows(demo.owner, "select 1 from bill.bulk_credits o where o.state in ('asked','ordered')")).toEqual([]), { timeout: 30_000, interval: 20 });
}
const notesOf = (demo: DemoWorld, id: number) => rows<{ total: number; tax: number; bill: number }>(demo.owner, "select n.total, n.tax, n.credits_id as bill from bill.bulk_credit_items i join bill.bills n on n.id = i.note_id where i.order_id = ?", [id]);
const sum = (numbers: ReadonlyArray<number>) => numbers.reduce((total, one) => total + one, 0);
/** An order as the desk of a server leaves it: no worker has seen it. */
const waiting = async (person: Database, lineId: number) => (await person.write((db) => row<{ id: number }>(db, 'select api.ask_bulk_credit(?::jsonb) as id', [JSON.stringify({ lineId, usageId: null, by: 'tariff', from: null, to: null })])))!.id;
async function personOf(demo: DemoWorld, role: (typeof demoAccounts)[number]['role']): Promise<Database> {
  const { login, password } = demoAccounts.find((one) => one.role === role)!;
  return (await demo.host.signIn(login, password)).person;
}

type Made = { readonly supervisor: Care; readonly customerId: Awaited<ReturnType<typeof openAt>> };
onDemos('A bulk credit', async (demo): Promise<Made> => {
  const supervisor = await careAs(demo, 'supervisor');
  return { supervisor, customerId: await openAt(demo, supervisor, storyOf('elena').number, 2) };
}, (made, demo) => {
  const found = async (id: number): Promise<BulkCredit> => (await made().supervisor.bulkCredits.orders()).find((one) => one.id === id)!;

  it('is worked out with its tax, posts nothing before it is ordered, and then issues exactly what was shown', async () => {
    const { supervisor, customerId } = made();
    const line = await shared(demo());
    const asked = { customerId, lineId: line.lineId, usageId: null, by: 'tariff' as const, from: null, to: null };
    const [hit] = (await supervisor.billing.sameCause(asked)).totals;
    expect(hit!.bills).toBeGreaterThan(5);
    const { id } = await supervisor.bulkCredits.ask(asked);
    await worked(demo());
    const shown = await found(id);
    expect(shown).toMatchObject({ state: 'shown', askedBy: 'marcus.reyes', cause: { by: 'tariff', label: line.label, version: line.version }, bills: hit!.bills, worked: hit!.bills, credited: 0, failed: 0, reason: null });
    const [total] = shown.totals;
    expect(shown.totals).toHaveLength(1);
    expect(total).toMatchObject({ currency: 'USD', bills: hit!.bills, accounts: hit!.accounts });
    // What a price with its tax included gives back has that tax in it: net and tax together are the parts and the tax on top.
    const parts = await row<{ parts: number; included: number }>(demo().owner, "select sum((e->>'amount')::bigint)::bigint as parts, sum(l.included)::bigint as included from bill.bulk_credit_items i cross join jsonb_array_elements(i.parts) e join bill.lines l on l.id = (e->>'lineId')::bigint where i.order_id = ?", [id]);
    expect(parts!.parts).toBe(hit!.credit);
    expect(total!.charges + parts!.included).toBe(hit!.credit);
    expect(total!.charges + total!.tax).toBe(total!.total);
    expect(total!.tax).toBeGreaterThan(0);
    expect(await notesOf(demo(), id)).toEqual([]);

    await supervisor.bulkCredits.order({ id, reason: '  Wrong price since October ' });
    await worked(demo());
    expect(await found(id)).toMatchObject({ state: 'done', reason: 'Wrong price since October', orderedBy: 'marcus.reyes', credited: hit!.bills, failed: 0, totals: shown.totals, doneAt: expect.any(String) as string });
    const notes = await notesOf(demo(), id);
    expect([notes.length, -sum(notes.map((note) => note.total)), -sum(notes.map((note) => note.tax))]).toEqual([hit!.bills, total!.total, total!.tax]);
    expect(new Set(notes.map(({ bill }) => bill)).size).toBe(notes.length);
    const items = await supervisor.bulkCredits.items({ id });
    expect(items).toHaveLength(hit!.bills);
    expect(items.every(({ state, note }) => state === 'credited' && /^C\d{4}-\d{5}$/.test(note ?? ''))).toBe(true);
    expect(sum(items.map((item) => item.total ?? 0))).toBe(total!.total);
    expect(await rows(demo().owner, 'select name from api.verify_money() where broken > 0')).toEqual([]);
    expect(await rows(demo().owner, "select e.action, e.login from audit.entries e where e.object = ? order by e.id", [`bulk credit ${id}`])).toEqual([{ action: 'bulkCredit.ask', login: 'marcus.reyes' }, { action: 'bulkCredit.order', login: 'marcus.reyes' }]);

    expect((await supervisor.billing.sameCause(asked)).totals[0]).toMatchObject({ bills: hit!.bills, credit: 0 });
    expect(await refusal(supervisor.bulkCredits.ask(asked))).toMatchObject({ code: 'REFUSED', sentence: 'Nothing is left to credit.' });
    expect(await refusal(supervisor.bulkCredits.order({ id, reason: 'The same again' }))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(supervisor.bulkCredits.cancel({ id }))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(supervisor.bulkCredits.cancel({ id: 999_999 }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves out a bill that changed since it was shown, says why, and credits the others', async () => {
    const { supervisor, customerId } = made();
    const other = await shared(demo());
    const { id } = await supervisor.bulkCredits.ask({ customerId, lineId: other.lineId, usageId: null, by: 'tariff', from: null, to: null });
    await worked(demo());
    const shown = await found(id);
    await demo().worker.write((db) => issueCreditNote(db, { customerId: 1, billId: other.billId, parts: [{ lineId: other.lineId, amount: 1 }], billDay: '2026-11-18', cause: 'Goodwill' }));
    await supervisor.bulkCredits.order({ id, reason: 'Wrong price' });
    await worked(demo());
    const done = await found(id);
    expect(done).toMatchObject({ state: 'done', failed: 1, credited: shown.bills - 1 });
    expect((await supervisor.bulkCredits.items({ id }))[0]).toMatchObject({ bill: other.number, state: 'failed', note: null, failure: `Too little is left of bill ${other.number}: another credit note gave a part of it back.` });
    expect(done.totals[0]!.bills).toBe(shown.bills - 1);
    expect(await rows(demo().owner, 'select name from api.verify_money() where broken > 0')).toEqual([]);
  });

  it('stops where it is cancelled, is done once by workers side by side, and goes on after one that stopped', async () => {
    const { supervisor, customerId } = made();
    const line = await shared(demo());
    const person = await personOf(demo(), 'supervisor');
    const cancelled = await waiting(person, line.lineId);
    await supervisor.bulkCredits.cancel({ id: cancelled });
    expect(await workBulkCredits(demo().worker)).toBe(0);
    expect(await found(cancelled)).toMatchObject({ state: 'cancelled', cancelledBy: 'marcus.reyes', worked: 0, totals: [] });

    const id = await waiting(person, line.lineId);
    const bills = (await found(id)).bills;
    // Killed with a bill in hand: nothing of it is kept, and the bill is free again.
    await expect(demo().worker.write(async (db) => {
      expect(await row(db, 'select api.next_bulk_credit() as item')).toMatchObject({ item: { orderId: id } });
      throw new Error('killed');
    })).rejects.toThrow('killed');
    expect(await workBulkCredits(demo().worker)).toBe(bills);
    await person.write((db) => rows(db, "select api.order_bulk_credit(?, 'Wrong price')", [id]));
    // What is on its way back is not offered once more.
    expect((await supervisor.billing.sameCause({ customerId, lineId: line.lineId, usageId: null, by: 'tariff', from: null, to: null })).totals.map(({ credit }) => credit)).toEqual([0]);
    const { url } = demo();
    const beside = url === null ? demo().worker : serverDatabase(url, { login: DEMO_WORKER, password: 'demo-worker-2026' });
    const done = await Promise.all([workBulkCredits(demo().worker), workBulkCredits(beside)]);
    if (url !== null) {
      await beside.close();
      expect(done.every((count) => count > 0)).toBe(true);
    }
    expect(sum(done)).toBe(bills);
    expect(await found(id)).toMatchObject({ state: 'done', credited: bills, failed: 0 });
    expect(await notesOf(demo(), id)).toHaveLength(bills);
    await person.close();
  });

  it('is for supervisors who know the caller; auditors look on; nobody else, and nobody beside the functions', async () => {
    const { supervisor, customerId } = made();
    const line = await shared(demo());
    const asked = { customerId, lineId: line.lineId, usageId: null, by: 'tariff' as const, from: null, to: null };
    expect(await (await careAs(demo(), 'auditor')).bulkCredits.orders()).toEqual(await supervisor.bulkCredits.orders());
    for (const role of ['agent', 'operator', 'auditor', 'useradmin'] as const) {
      const care = await careAs(demo(), role);
      for (const call of [care.bulkCredits.ask(asked), care.bulkCredits.order({ id: 1, reason: 'Because' }), care.bulkCredits.cancel({ id: 1 }), ...(role === 'auditor' ? [] : [care.bulkCredits.orders(), care.bulkCredits.items({ id: 1 })])]) expect(await refusal(call), role).toMatchObject({ code: 'FORBIDDEN' });
    }
    const other = (await row<{ id: number }>(demo().owner, 'select max(l.id) as id from bill.lines l where l.customer_id <> 1 and l.credit_of is null'))!.id;
    expect(await refusal(supervisor.bulkCredits.ask({ ...asked, lineId: other }))).toMatchObject({ code: 'FORBIDDEN' });
    for (const role of ['agent', 'supervisor', 'operator', 'auditor', 'useradmin'] as const) {
      const person = await personOf(demo(), role);
      const own = role === 'supervisor' ? [] : ["select api.ask_bulk_credit('{}')", "select api.order_bulk_credit(1, 'because')", 'select api.cancel_bulk_credit(1)'];
      for (const sql of [...own, 'select api.next_bulk_credit()', "select api.settle_bulk_credit(1, 1, '{}')", "select api.cause_of('{}')", "select api.hit_charges('[]')", "update bill.bulk_credits set state = 'ordered'", 'delete from bill.bulk_credit_items']) {
        await expect(person.write((db) => rows(db, sql)), `${role}: ${sql}`).rejects.toMatchObject({ code: '42501' });
      }
      await person.close();
    }
  });
});
