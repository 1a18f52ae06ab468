import { expect, it } from 'vitest';
import type { CustomerId } from '../../src/contract/ids.ts';
import { rows } from '../../src/main/platform/database.ts';
import { callOf, careAs, deskFor, type DemoWorld, emptyDesk, idOf, onDemos, openAt, overviewOf, refusal, storyOf } from '../support/demo-world.ts';

const nadia = { login: 'nadia.okafor', password: 'demo-agent-2026' };
const openCases = (demo: DemoWorld, login: string) => rows<{ customer_id: number; level: number }>(demo.owner, 'select c.customer_id, c.level from care.cases c where c.login = ? and c.closed_at is null order by c.id', [login]);

onDemos('Leaving the desk', async () => ({}), (_, demo) => {
  it('closes every customer who was open, so that signing in again finds the caller unknown', async () => {
    const desk = await deskFor(demo(), 'agent');
    const elena = await openAt(demo(), callOf(desk), storyOf('elena').number, 2);
    await openAt(demo(), callOf(desk), storyOf('quiet').number, 1);
    await desk.signOut();
    expect(await openCases(demo(), nadia.login)).toEqual([]);
    await desk.signIn(nadia.login, nadia.password);
    const care = callOf(desk);
    expect(await refusal(overviewOf(care, elena))).toMatchObject({ code: 'FORBIDDEN', sentence: 'Open the customer first.' });
    expect((await care.customers.openCase({ customerId: elena, reason: 'search', callId: null, from: null })).level).toBe(0);
    expect(await refusal(care.billing.payments({ customerId: elena }))).toMatchObject({ code: 'NOT_VERIFIED' });
    await desk.signOut();
  });

  it('without signing out, as a computer that lost its power, is made good by the next sign-in', async () => {
    const lost = await deskFor(demo(), 'agent');
    await openAt(demo(), callOf(lost), storyOf('elena').number, 2);
    expect(await openCases(demo(), nadia.login)).toHaveLength(1);
    const next = await deskFor(demo(), 'agent');
    expect(await openCases(demo(), nadia.login)).toEqual([]);
    expect(await rows(demo().owner, "select 1 as one from audit.entries e where e.action = 'case.close' and e.details->>'why' = 'desk left' and e.login = ?", [nadia.login])).not.toEqual([]);
    await next.signOut();
  });

  it('writes down what the last answer was worth before it closes', async () => {
    const desk = await deskFor(demo(), 'agent');
    const care = callOf(desk);
    const customerId = await openAt(demo(), care, storyOf('vip').number, 0);
    await care.customers.verify({ customerId, kind: 'pin', answer: '0000' });
    await desk.signOut();
    expect(await rows(demo().owner, "select e.details->>'matched' as matched from audit.entries e where e.customer_id = ? and e.action = 'case.check' and e.login = ?", [customerId, nadia.login])).toEqual([{ matched: 'false' }]);
  });

  it('does not happen when the data process starts anew under a person at work', async () => {
    const desk = await deskFor(demo(), 'agent');
    const customerId = await openAt(demo(), callOf(desk), storyOf('elena').number, 2);
    const anew = emptyDesk(demo());
    await anew.signIn(nadia.login, nadia.password, 'again');
    expect((await callOf(anew).customers.openCase({ customerId, reason: 'search', callId: null, from: null })).level).toBe(2);
    await anew.signOut();
    await desk.signOut();
  });

  it('closes only the customers of the person who leaves', async () => {
    const mine = await deskFor(demo(), 'agent');
    const theirs = await deskFor(demo(), 'supervisor');
    await openAt(demo(), callOf(theirs), storyOf('quiet').number, 1);
    await mine.signOut();
    expect(await openCases(demo(), 'marcus.reyes')).toHaveLength(1);
    await theirs.signOut();
  });
});

onDemos('What others change', async (demo) => ({ care: await careAs(demo, 'agent') }), (made, demo) => {
  const marked = async () => {
    const { mark } = await made().care.customers.changed({ since: null });
    // Where something long is open on the server, what was told before is told again, as to a desk that knows it already.
    const { changes } = await made().care.customers.changed({ since: mark });
    return { mark, known: new Set(changes.map(({ entry }) => entry)) };
  };
  type Mark = Awaited<ReturnType<typeof marked>>;
  const touched = async ({ mark, known }: Mark) => (await made().care.customers.changed({ since: mark })).changes.filter(({ entry }) => !known.has(entry)).map(({ customerId }) => customerId);
  let keys = 0;
  const pay = async (customerId: CustomerId) => demo().worker.write((db) => rows(db, "select api.record_payment(jsonb_build_object('accountId', a.id, 'amount', 500, 'methodId', null, 'method', 'Check', 'origin', 'manual', 'state', 'captured', 'failure', null, 'receivedAt', null, 'reference', null, 'key', ?::text)) from bill.accounts a where a.customer_id = ? order by a.id limit 1", [`elsewhere-${(keys += 1)}`, customerId]));

  it('is told for the customers I have open, once I know the mark', async () => {
    const elena = await openAt(demo(), made().care, storyOf('elena').number, 1);
    const quiet = await openAt(demo(), made().care, storyOf('quiet').number, 0);
    const mark = await marked();
    expect(await touched(mark)).toEqual([]);
    await pay(elena);
    expect(await touched(mark)).toEqual([elena]);
    await pay(quiet);
    expect(await touched(mark)).toEqual([elena, quiet]);
    expect(await touched(await marked())).toEqual([]);
  });

  it('is not told for customers I have not opened, nor for what I or lookers do', async () => {
    const vip = await idOf(demo(), storyOf('vip').number);
    const elena = await idOf(demo(), storyOf('elena').number);
    const mark = await marked();
    await pay(vip);
    const supervisor = await careAs(demo(), 'supervisor');
    await openAt(demo(), supervisor, storyOf('elena').number, 2);
    await made().care.customers.wrapUp({ customerId: elena, callId: 'none', from: '+12065550142', startedAt: '2026-11-18T18:45:00.000Z', endedAt: '2026-11-18T18:46:00.000Z', reason: 'bill-high', outcome: 'solved', summary: '', followUp: null });
    expect(await touched(mark)).toEqual([]);
  });

  it('never misses a change whose transaction was open at the mark', async () => {
    const elena = await idOf(demo(), storyOf('elena').number);
    let mark: Mark = { mark: '0', known: new Set() };
    if (demo().engine === 'server') {
      // The payment is recorded before the mark is taken and committed after it.
      await demo().worker.write(async (db) => {
        await rows(db, "select api.record_payment(jsonb_build_object('accountId', a.id, 'amount', 500, 'methodId', null, 'method', 'Check', 'origin', 'manual', 'state', 'captured', 'failure', null, 'receivedAt', null, 'reference', null, 'key', 'elsewhere-open')) from bill.accounts a where a.customer_id = ? order by a.id limit 1", [elena]);
        mark = await marked();
        expect(await touched(mark)).toEqual([]);
      });
    } else {
      mark = await marked();
      await pay(elena);
    }
    expect(await touched(mark)).toEqual([elena]);
  });

  it('is nothing to an operator, and a mark is a number', async () => {
    expect(await refusal((await careAs(demo(), 'operator')).customers.changed({ since: null }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(made().care.customers.changed({ since: "1' or 1=1" }))).toMatchObject({ code: 'MALFORMED' });
  });
});
