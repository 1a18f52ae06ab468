import { expect, it, vi } from 'vitest';
import type { ReratingOrder, ReratingProgress } from '../../src/contract/rerating.ts';
import { workReratings } from '../../src/main/billing/rerating-orders.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { type Database, row, rows } from '../../src/main/platform/database.ts';
import { careAs, type DemoWorld, onDemos, refusal } from '../support/demo-world.ts';
import { reprice } from '../support/reprice.ts';

const roaming = (demo: DemoWorld) => row<{ offer: string; charge: string; version: string; number: string; reference: string }>(demo.owner, "select l.offer, l.charge, l.version, b.number, s.reference from bill.lines l join bill.bills b on b.id = l.bill_id join care.services s on s.id = l.service_id where l.label = 'Roaming data, Mexico' and l.customer_id = 1 order by l.id desc limit 1");
const days = { from: '2026-10-01', to: '2026-11-01' };
const atWork = (demo: DemoWorld) => rows(demo.owner, "select 1 from bill.rerating_orders o where o.state in ('asked','ordered')");
/** On a server a worker of its own does what waits; in the demo it does so beside the desk, whose call did not wait. */
async function worked(demo: DemoWorld): Promise<void> {
  if (demo.engine === 'server') expect(await workReratings(demo.worker)).toBe(1);
  else await vi.waitFor(async () => expect(await atWork(demo)).toEqual([]), { timeout: 30_000, interval: 20 });
}
/** The worker, followed: `seen` is called after each of its writes. */
const followed = (worker: Database, seen: () => Promise<void>): Database => ({
  ...worker,
  write: async (work) => {
    const done = await worker.write(work);
    await seen();
    return done;
  },
});
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
    expect((await operator.rerating.lines({ id })).lines).toContainEqual({ account: expect.any(String) as string, bill: line.number, charge: 'Roaming data, Mexico', events: 6, before: 4260, after: 2556, currency: 'USD' });
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

  it('tells how many of how many accounts are looked at and posted', async () => {
    const { operator, line } = made();
    await reprice(demo().worker, line.offer, line.charge, '2026-10-01', (old) => old * 3);
    const told: ReratingProgress[] = [];
    const worker = followed(demo().worker, async () => {
      const [order] = await operator.rerating.orders();
      if (order?.progress) told.push(order.progress);
    });
    const ask = async (state: 'asked' | 'ordered', part: { readonly hash?: string } = {}) => (await row<{ id: number }>(demo().owner, `insert into bill.rerating_orders (selection, state, hash, reason) values (?::jsonb, ?, ?, 'Wrong price') returning id`, [JSON.stringify(days), state, part.hash ?? null]))!.id;
    await ask('asked');
    expect(await workReratings(worker)).toBe(1);
    const shown = await newest();
    const { looked, changed } = shown.shown!;
    expect(told.every(({ step, accounts }) => step === 'look' && accounts === looked)).toBe(true);
    expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((one, other) => one - other));
    expect([told[0]?.done, told.at(-1)?.done]).toEqual([0, looked]);
    expect(new Set(told.map(({ done }) => done)).size).toBeGreaterThanOrEqual(demo().engine === 'embedded' ? Math.ceil(looked / 5) : 2);
    told.length = 0;
    const id = await ask('ordered', { hash: shown.hash! });
    expect(await workReratings(worker)).toBe(1);
    const done = (await operator.rerating.orders()).find((order) => order.id === id)!;
    expect(done).toMatchObject({ state: 'posted', progress: { step: 'post', done: changed, accounts: changed, toldAt: expect.stringMatching(/^20\d\d-.*Z$/) as string } });
    expect(told.map(({ step }) => step)).toEqual([...told.filter(({ step }) => step === 'look'), ...told.filter(({ step }) => step === 'post')].map(({ step }) => step));
    expect(told.find(({ step }) => step === 'post')).toMatchObject({ done: 1, accounts: changed });
  });

  it('stops when it is cancelled, while it is looked at and while it is posted, and says how far it came', async () => {
    const { operator } = made();
    const charges = [['home-phone', 'calls-national'], ['cloud-pbx', 'pbx-calls'], ['talk-300', 'messages'], ['unlimited', 'download-bluefin'], ['unlimited-plus', 'calls-it'], ['unlimited-plus', 'roaming-calls-jp'], ['unlimited-plus', 'roaming-data-es'], ['unlimited-plus', 'roaming-data-mx']] as const;
    for (const [offer, charge] of charges) await reprice(demo().worker, offer, charge, '2026-10-01', (old) => old * 2);
    const begin = async (state: 'asked' | 'ordered', hash: string | null) => (await row<{ id: number }>(demo().owner, `insert into bill.rerating_orders (selection, state, hash, reason) values (?::jsonb, ?, ?, 'Wrong price') returning id`, [JSON.stringify(days), state, hash]))!.id;
    const cancelling = (id: number, step: ReratingProgress['step']) => followed(demo().worker, async () => {
      const order = (await operator.rerating.orders()).find((one) => one.id === id)!;
      if (order.progress?.step === step && order.state !== 'cancelled') await operator.rerating.cancel({ id });
    });
    const look = await begin('asked', null);
    const before = (await posted(demo())).length;
    expect(await workReratings(cancelling(look, 'look'))).toBe(1);
    expect(await newest()).toMatchObject({ id: look, state: 'cancelled', cancelledBy: 'priya.natarajan', shown: null, hash: null, reratingId: null, failure: null });
    expect(await refusal(operator.rerating.cancel({ id: look }))).toMatchObject({ code: 'CONFLICT', sentence: 'The worker is done with it: there is nothing to cancel.' });
    expect(await refusal(operator.rerating.cancel({ id: 999_999 }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await posted(demo())).toHaveLength(before);
    const again = await begin('asked', null);
    expect(await workReratings(demo().worker)).toBe(1);
    const shown = await newest();
    const post = await begin('ordered', shown.hash);
    expect(await workReratings(cancelling(post, 'post'))).toBe(1);
    const stopped = await newest();
    expect(stopped).toMatchObject({ id: post, state: 'cancelled', cancelledBy: 'priya.natarajan', failure: null });
    const corrected = await row<{ accounts: number }>(demo().owner, 'select count(distinct c.account_id)::int as accounts from bill.corrections c where c.rerating_id = ?', [stopped.reratingId]);
    expect(stopped.progress).toMatchObject({ step: 'post', done: corrected!.accounts, accounts: shown.shown!.changed });
    expect(corrected!.accounts).toBeGreaterThan(0);
    expect(corrected!.accounts).toBeLessThan(shown.shown!.changed);
    expect(await rows(demo().owner, "select e.object, e.login from audit.entries e where e.action = 'rerating.cancel' order by e.id")).toEqual([look, post].map((id) => ({ object: `re-rating order ${id}`, login: 'priya.natarajan' })));
    expect(again).toBeLessThan(post);
  });

  it('is no longer one worker only because it takes long: what is told keeps the order', async () => {
    const { id } = (await row<{ id: number }>(demo().owner, "insert into bill.rerating_orders (selection, taken_at) values ('{\"from\": \"2027-01-01\"}', care.now() - interval '11 minutes') returning id"))!;
    await demo().worker.write((db) => rows(db, "select api.tell_rerating(?, 'look', 1, 2, null)", [id]));
    expect(await workReratings(demo().worker)).toBe(0);
    await made().operator.rerating.cancel({ id });
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
      const own = role === 'operator' ? [] : ['select api.cancel_rerating(1)', "select api.ask_rerating('{\"from\": \"2026-01-01\"}')", "select api.order_rerating(1, '', 'because')"];
      for (const sql of [...own, 'select api.next_rerating()', "select api.show_rerating(1, '{}', '')", 'select api.finish_rerating(1, 1, null)', "select api.tell_rerating(1, 'look', 0, 1, null)", "select api.rerate_count('{}')", "update bill.rerating_orders set state = 'ordered'"]) {
        await expect(person.write((db) => rows(db, sql)), `${role}: ${sql}`).rejects.toMatchObject({ code: '42501' });
      }
      await person.close();
    }
  });
});
