import { expect, it } from 'vitest';
import type { ReratingOrder } from '../../src/contract/rerating.ts';
import { workReratings } from '../../src/main/billing/rerating-orders.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, type DemoWorld, onDemos, refusal } from '../support/demo-world.ts';
import { reprice } from '../support/reprice.ts';

const roaming = (demo: DemoWorld) => row<{ offer: string; charge: string; version: string; number: string; reference: string }>(demo.owner, "select l.offer, l.charge, l.version, b.number, s.reference from bill.lines l join bill.bills b on b.id = l.bill_id join care.services s on s.id = l.service_id where l.label = 'Roaming data, Mexico' and l.customer_id = 1 order by l.id desc limit 1");
const days = { from: '2026-10-01', to: '2026-11-01' };
/** On a server a worker of its own does what waits; in the demo it was done already. */
const worked = async (demo: DemoWorld) => expect(await workReratings(demo.worker)).toBe(demo.engine === 'server' ? 1 : 0);
const posted = (demo: DemoWorld) => rows(demo.owner, 'select r.id, r.reason from bill.reratings r order by r.id');

onDemos('A re-rating that an operator orders', async (demo) => ({ operator: await careAs(demo, 'operator'), line: (await roaming(demo))! }), (made, demo) => {
  const newest = async (): Promise<ReratingOrder> => (await made().operator.rerating.orders())[0]!;

  it('is chosen from the charges of the catalog, and says that nothing would change', async () => {
    const { operator, line } = made();
    expect((await operator.rerating.tariffs()).find(({ offer, charge }) => offer === line.offer && charge === line.charge)).toMatchObject({ versions: expect.arrayContaining([line.version]) as string[] });
    const { id } = await operator.rerating.ask({ offer: line.offer, charge: line.charge, version: line.version, ...days });
    if (demo().engine === 'server') expect(await newest()).toMatchObject({ id, state: 'asked', shown: null, doneAt: null });
    await worked(demo());
    const order = await newest();
    expect(order).toMatchObject({ id, state: 'shown', askedBy: 'priya.natarajan', selection: { offer: line.offer, charge: line.charge, version: line.version, ...days }, shown: { changed: 0, total: 0, lineCount: 0, failedCount: 0, currency: 'USD' } });
    expect(await operator.rerating.lines({ id })).toEqual({ lines: [], failed: [] });
    expect(order.shown!.looked).toBeGreaterThan(0);
    expect(await refusal(operator.rerating.order({ id, hash: order.hash!, reason: 'Because' }))).toMatchObject({ code: 'REFUSED', sentence: 'Nothing would change.' });
  });

  it('shows accounts, lines, events and the sum, posts exactly that with its reason, and once', async () => {
    const { operator, line } = made();
    await reprice(demo().worker, line.offer, line.charge, '2026-10-01', (old) => (old * 60) / 100);
    const { id } = await operator.rerating.ask({ ...days, lines: [line.reference] });
    await worked(demo());
    const order = await newest();
    expect((await operator.rerating.lines({ id })).lines).toContainEqual({ account: expect.any(String) as string, bill: line.number, charge: 'Roaming data, Mexico', events: 6, before: 4260, after: 2556 });
    expect(order.shown).toMatchObject({ changed: 1, lineCount: 1, events: 6, total: -1704 });
    expect(await posted(demo())).toEqual([]);
    expect(await refusal(operator.rerating.order({ id, hash: '0'.repeat(64), reason: 'Wrong price' }))).toMatchObject({ code: 'CONFLICT' });
    expect(await refusal(operator.rerating.order({ id, hash: order.hash!, reason: '  x  ' }))).toMatchObject({ code: 'MALFORMED' });
    await operator.rerating.order({ id, hash: order.hash!, reason: 'Wrong price of October' });
    await worked(demo());
    const done = await newest();
    expect(done).toMatchObject({ id, state: 'posted', reason: 'Wrong price of October', orderedBy: 'priya.natarajan', failure: null });
    expect(await posted(demo())).toEqual([{ id: done.reratingId, reason: 'Wrong price of October' }]);
    expect(await refusal(operator.rerating.order({ id, hash: order.hash!, reason: 'The same again' }))).toMatchObject({ code: 'CONFLICT' });
    expect(await rows(demo().owner, "select e.action, e.login from audit.entries e where e.action like 'rerating.%' and e.object = ? order by e.id", [`re-rating order ${id}`])).toEqual([{ action: 'rerating.ask', login: 'priya.natarajan' }, { action: 'rerating.order', login: 'priya.natarajan' }]);
  });

  it('posts nothing where the outcome is another than was shown, and says so', async () => {
    const { operator, line } = made();
    await reprice(demo().worker, line.offer, line.charge, '2026-10-01', (old) => (old * 50) / 30);
    const { id } = await operator.rerating.ask({ ...days, lines: [line.reference] });
    await worked(demo());
    const before = await newest();
    await reprice(demo().worker, line.offer, line.charge, '2026-10-01', (old) => old * 2);
    await operator.rerating.order({ id, hash: before.hash!, reason: 'Too late' });
    await worked(demo());
    expect(await newest()).toMatchObject({ id, state: 'failed', failure: 'What would change is not what was shown. Look again.', reratingId: null });
    expect(await posted(demo())).toHaveLength(1);
  });

  it('goes on after a worker that stopped: a look is done again, a posting is failed', async () => {
    const begin = (state: string) => row<{ id: number }>(demo().owner, "insert into bill.rerating_orders (selection, state, hash, reason, taken_at) values ('{\"from\": \"2027-01-01\"}', ?, ?, 'Stopped', care.now() - interval '11 minutes') returning id", [state, '0'.repeat(64)]);
    const [look, posting] = [(await begin('asked'))!.id, (await begin('ordered'))!.id];
    expect(await workReratings(demo().worker)).toBe(1);
    const orders = await made().operator.rerating.orders();
    expect(orders.find(({ id }) => id === look)).toMatchObject({ state: 'shown', shown: { looked: 0 } });
    expect(orders.find(({ id }) => id === posting)).toMatchObject({ state: 'failed', failure: expect.stringContaining('Ask again to see what is left') as string });
  });

  it('is refused without a choice, for unknown lines and wrong days, and to everyone else', async () => {
    const { operator } = made();
    expect(await refusal(operator.rerating.ask({}))).toMatchObject({ code: 'MALFORMED', sentence: 'Choose what is rated anew.' });
    expect(await refusal(operator.rerating.ask({ from: '2026-11-01', to: '2026-10-01' }))).toMatchObject({ code: 'MALFORMED' });
    expect(await refusal(operator.rerating.ask({ lines: ['12065550142', '000'] }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringContaining('No service has the number 000.') as string });
    for (const role of ['agent', 'supervisor', 'auditor', 'useradmin'] as const) {
      expect(await refusal((await careAs(demo(), role)).rerating.ask(days)), role).toMatchObject({ code: 'FORBIDDEN' });
    }
    for (const role of ['agent', 'supervisor', 'operator', 'auditor', 'useradmin'] as const) {
      const { login, password } = demoAccounts.find((one) => one.role === role)!;
      const { person } = await demo().host.signIn(login, password);
      const own = role === 'operator' ? [] : ["select api.ask_rerating('{\"from\": \"2026-01-01\"}')", "select api.order_rerating(1, '', 'because')"];
      for (const sql of [...own, 'select api.next_rerating()', "select api.show_rerating(1, '{}', '')", 'select api.finish_rerating(1, 1, null)', "update bill.rerating_orders set state = 'ordered'"]) {
        await expect(person.write((db) => rows(db, sql)), `${role}: ${sql}`).rejects.toMatchObject({ code: '42501' });
      }
      await person.close();
    }
  });
});
