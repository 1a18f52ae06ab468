import { MessageChannel } from 'node:worker_threads';
import { RPCLink } from '@orpc/client/message-port';
import { RPCHandler } from '@orpc/server/message-port';
import { afterAll, describe, expect, it } from 'vitest';
import { errorSentences } from '../../src/contract/errors.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import type { Desk } from '../../src/main/platform/desk.ts';
import { answered, known } from '../../src/main/platform/dispatch.ts';
import { switchboard } from '../../src/main/procedures.ts';
import { callOf, careAs, deskFor, emptyDesk, idOf, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';
import { logOfThisFile } from '../support/log-file.ts';
import { readOnBuiltThread } from '../support/usage-thread.ts';

const log = logOfThisFile();

/** A line to the router over a real message port, as the window has it. */
function lineTo(desk: Desk): { call: (path: string, input?: unknown) => Promise<unknown>; close: () => void } {
  const { port1, port2 } = new MessageChannel();
  new RPCHandler(switchboard(async () => undefined, readOnBuiltThread), { interceptors: [known], clientInterceptors: [answered] }).upgrade(port1 as never, { context: { desk } });
  port1.start();
  port2.start();
  const link = new RPCLink({ port: port2 as never });
  return { call: (path, input) => link.call(path.split('.'), input, { context: {} }), close: () => port2.close() };
}

onDemos('A call', async (demo) => {
  const desk = await deskFor(demo, 'agent');
  return { desk, care: callOf(desk), line: lineTo(desk) };
}, (made, demo) => {
  afterAll(() => made().line.close());

  it('that the contract does not know is refused as unknown, and logged', async () => {
    for (const path of ['billing.nope', 'nope', 'staff.signIn.more', 'staff', '__proto__.toString']) {
      expect(await refusal(made().line.call(path, {}))).toMatchObject({ code: 'UNKNOWN_CALL', sentence: errorSentences.UNKNOWN_CALL, reference: expect.stringMatching(/^E-/) as string });
    }
    expect(log().filter((line) => line.includes('UNKNOWN_CALL'))).toHaveLength(5);
    expect(await made().line.call('staff.appState')).toMatchObject({ me: { login: 'nadia.okafor' } });
  });

  it('that is malformed is refused with the place and a sentence, over the port too', async () => {
    const { care, line } = made();
    expect(await refusal(care.customers.saveDraft({ key: 'not a key', customerId: null, title: '', body: '' }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/^key: ./) as string });
    expect(await refusal(line.call('customers.overview', { customerId: '1' }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/^customerId: ./) as string });
    expect(await refusal(line.call('customers.overview', { customerId: 1, more: true }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/more/) as string });
    expect(await refusal(line.call('customers.overview'))).toMatchObject({ code: 'MALFORMED' });
    expect(await refusal(line.call('customers.wrapUp', { customerId: null, callId: 'c', from: '', startedAt: 'yesterday', endedAt: 'today', reason: 'other', outcome: 'solved', summary: '', followUp: { title: 'x', dueAt: 'then' } }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/^startedAt: ./) as string });
  });

  it('needs somebody signed in', async () => {
    const care = callOf(emptyDesk(demo()));
    expect((await care.staff.appState()).me).toBeNull();
    expect(await refusal(care.customers.desk())).toMatchObject({ code: 'NOT_SIGNED_IN', sentence: 'Sign in first.' });
    expect(await refusal(care.customers.overview({ customerId: 'x' as never }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('needs an unlocked desk', async () => {
    const desk = await deskFor(demo(), 'agent');
    desk.lock();
    expect(await refusal(callOf(desk).customers.desk())).toMatchObject({ code: 'LOCKED' });
    expect(await refusal(callOf(desk).customers.dropDraft({ key: 'x' }))).toMatchObject({ code: 'LOCKED' });
    expect((await callOf(desk).staff.appState()).me).toBeNull();
  });

  it('needs a role that may, and says which it is not for', async () => {
    const { care } = made();
    const operator = await careAs(demo(), 'operator');
    expect(await refusal(care.operations.imports())).toMatchObject({ code: 'FORBIDDEN', sentence: expect.stringContaining('role agent') as string });
    const customerId = await idOf(demo(), storyOf('elena').number);
    for (const call of [operator.customers.search({ text: 'Elena' }), operator.customers.overview({ customerId }), operator.customers.openCase({ customerId, reason: 'search', callId: null, from: null }), operator.billing.bills({ customerId }), operator.customers.desk(), operator.staff.audit({})]) {
      expect(await refusal(call)).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  it('needs a caller who is verified enough, whatever is wrong with the rest', async () => {
    const { care } = made();
    const customerId = await openAt(demo(), care, storyOf('promotion').number, 1);
    expect((await care.billing.bills({ customerId })).bills.length).toBeGreaterThan(10);
    for (const call of [care.billing.bill({ customerId, bill: 'unbilled' }), care.billing.payments({ customerId }), care.billing.compareBills({ customerId, bills: [] }), care.billing.previewBillNow({ customerId, serviceIds: null }), care.billing.billNow({ customerId, serviceIds: null, hash: '' }), care.customers.reveal({ customerId, kind: 'phone', label: 'Mobile' })]) {
      expect(await refusal(call)).toMatchObject({ code: 'NOT_VERIFIED', sentence: errorSentences.NOT_VERIFIED });
    }
    const stranger = await idOf(demo(), storyOf('vip').number);
    expect(await refusal(care.billing.bills({ customerId: stranger }))).toMatchObject({ code: 'NOT_VERIFIED' });
    expect(await refusal(care.customers.overview({ customerId: stranger }))).toMatchObject({ code: 'FORBIDDEN', sentence: 'Open the customer first.' });
  });

  it('that fails inside is told with a reference, which the log has with the reason; the reason stays inside', async () => {
    await demo().owner.raw("create function care.fails() returns trigger language plpgsql as $$ begin raise exception 'row of Mrs. Secret' using errcode = 'XX001'; end $$; create trigger fails before insert on care.drafts for each row execute function care.fails()");
    try {
      const told = await refusal(made().line.call('customers.saveDraft', { key: 'k', customerId: null, title: '', body: 'x' }));
      expect(told).toMatchObject({ code: 'INTERNAL', reference: expect.stringMatching(/^E-\w{5}$/) as string });
      expect(told.sentence).not.toContain('Secret');
      expect(log().filter((line) => line.includes(` error customers.saveDraft `) && line.includes(told.reference ?? '?') && line.includes('[XX001]'))).toHaveLength(1);
    } finally {
      await demo().owner.raw('drop trigger fails on care.drafts; drop function care.fails()');
    }
    expect(await made().line.call('customers.saveDraft', { key: 'k', customerId: null, title: '', body: 'x' })).toMatchObject({ savedAt: expect.any(String) as string });
  });

  it('that tells its progress carries its refusal too, and is logged when it ends', async () => {
    const desk = await deskFor(demo(), 'operator');
    const line = lineTo(desk);
    const profile = { format: 'careline', zone: 'UTC', lineFrom: 'src', seventeenth: 'uniqueid', countryPrefix: '1' };
    const steps = (await line.call('operations.importUsage', { path: '/nowhere/usage.csv', profile })) as AsyncIterable<unknown>;
    const told = await refusal((async () => {
      for await (const step of steps) expect(step).toBeUndefined();
    })());
    expect(told).toMatchObject({ code: 'REFUSED', sentence: expect.stringContaining('usage.csv could not be read') as string, reference: expect.stringMatching(/^E-/) as string });
    expect(log().filter((text) => text.includes('operations.importUsage') && text.includes('REFUSED'))).toHaveLength(1);
    line.close();
  });

  it('is timed in the log, once each, without what was asked', async () => {
    const { care } = made();
    await care.customers.search({ text: 'Marchetti' });
    await care.customers.desk();
    await refusal(care.operations.imports());
    const lines = log();
    expect(lines.map((line) => line.replace(/^\S+ (info|warn) /, '').replace(/\d+\.\d ms/, 'N ms').replace(/E-\w+/, 'E'))).toEqual(['customers.search N ms ok', 'customers.desk N ms ok', 'operations.imports N ms FORBIDDEN E']);
    expect(lines.join()).not.toContain('Marchetti');
  });

  it('goes on being answered while another one waits for the database', async () => {
    const { care } = made();
    const { engine, owner } = demo();
    if (engine === 'embedded') {
      // One connection: what needs no database is answered while a statement runs.
      const slow = care.customers.desk();
      expect(await Promise.race([slow.then(() => 'desk'), care.staff.appState().then(() => 'state')])).toBe('state');
      expect((await slow).followUps.length).toBeGreaterThan(0);
      return;
    }
    const holder = await owner.transaction();
    await holder.raw('lock table care.follow_ups in access exclusive mode');
    let answeredYet = false;
    const slow = care.customers.desk().finally(() => { answeredYet = true; });
    await care.staff.appState();
    await care.customers.saveDraft({ key: 'meanwhile', customerId: null, title: 'Meanwhile', body: 'typed' });
    expect(answeredYet).toBe(false);
    await holder.commit();
    expect((await slow).drafts.map(({ key }) => key)).toContain('meanwhile');
  });
});

onDemos('Reading and writing', async (demo) => ({ agent: (await deskFor(demo, 'agent')).signedIn().person }), (made, demo) => {
  it('is apart: what reads cannot write', async () => {
    const write = made().agent.read((db) => rows(db, "insert into care.drafts (key, title, body) values ('read', '', '')"));
    await expect(write).rejects.toMatchObject({ code: '25006' });
    expect(await row(demo().owner, "select 1 as one from care.drafts where key = 'read'")).toBeUndefined();
  });

  it('is whole: what throws after a write leaves nothing', async () => {
    await expect(made().agent.write(async (db) => {
      await rows(db, "insert into care.drafts (key, title, body) values ('half', '', '')");
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await row(demo().owner, "select 1 as one from care.drafts where key = 'half'")).toBeUndefined();
  });

  it('is always somebody: the person is gone from the connection afterwards', async () => {
    expect(await made().agent.read((db) => row(db, 'select session_user::text as who'))).toEqual({ who: 'nadia.okafor' });
    expect(await made().agent.write((db) => row(db, 'select session_user::text as who'))).toEqual({ who: 'nadia.okafor' });
    expect(await row(demo().owner, 'select session_user::text as who')).toEqual({ who: 'postgres' });
  });
});

describe('A server that goes away', () => {
  it('is said to be away', async () => {
    const { serverDatabase } = await import('../../src/main/platform/database.ts');
    const { refusalOf } = await import('../../src/main/platform/sql-refusals.ts');
    const nobody = serverDatabase('postgres://127.0.0.1:9/none', { login: 'nadia.okafor', password: 'x' });
    const failure: unknown = await nobody.read((db) => row(db, 'select 1')).catch((thrown: unknown) => thrown);
    expect(refusalOf(failure)).toMatchObject({ code: 'UNAVAILABLE', message: errorSentences.UNAVAILABLE });
    for (const said of ['Connection terminated unexpectedly', 'select 1 - Connection terminated unexpectedly', 'Knex: Timeout acquiring a connection. The pool is probably full.']) expect(refusalOf(new Error(said))?.code).toBe('UNAVAILABLE');
    expect(refusalOf(new Error('a fault of ours'))).toBeUndefined();
    await nobody.close();
  });
});
