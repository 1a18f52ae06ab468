import { expect, it } from 'vitest';
import type { OpenCase } from '../../src/contract/customers.ts';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { addCustomer, call, openAt, seen, type SmallWorld, smallWorld, type WorldCustomer } from '../support/small-world.ts';

let people = 0;
/** An agent nobody used before, so that no case or failure of another test counts. */
async function newAgent({ db }: SmallWorld): Promise<string> {
  people += 1;
  await db.addPerson(`agent${people}`, 'agent');
  return `agent${people}`;
}

const open = (world: SmallWorld, who: string, customer: WorldCustomer, reason = 'search', callId: string | null = null, from: string | null = null) => call<number>(world.db, who, 'api.open_case(?, ?, ?, ?)', [customer.customerId, reason, callId, from]);
const answer = (world: SmallWorld, who: string, customer: WorldCustomer, kind: string, said: string) => call(world.db, who, 'api.answer_check(?, ?, ?)', [customer.customerId, kind, said]);
const stateOf = async (world: SmallWorld, who: string, customer: WorldCustomer) => (await seen<{ s: OpenCase | null }>(world.db, who, 'select api.case_state(?) as s', [customer.customerId]))[0]!.s;
const levelOf = async (world: SmallWorld, who: string, customer: WorldCustomer) => (await stateOf(world, who, customer))!.level;

onBothEngines('checking the caller', smallWorld, (world) => {
  it('the number on file gives level 1, in any way of writing it; another number gives 0', async () => {
    const { ada } = world();
    for (const from of [`+${ada.phone}`, ada.phone.slice(1), `(${ada.phone.slice(1, 4)}) ${ada.phone.slice(4, 7)}-${ada.phone.slice(7)}`, `001${ada.phone.slice(1)}`]) {
      const who = await newAgent(world());
      await open(world(), who, ada, 'call', 'c1', from);
      expect(await levelOf(world(), who, ada), from).toBe(1);
    }
    const who = await newAgent(world());
    await open(world(), who, ada, 'call', 'c1', '+12065559999');
    expect(await levelOf(world(), who, ada)).toBe(0);
    await open(world(), who, world().ben, 'link', null, `+${world().ben.phone}`);
    expect(await levelOf(world(), who, world().ben), 'a link is no call').toBe(0);
  });

  it('the PIN alone gives 1, the PIN with the number on file gives 2', async () => {
    const who = await newAgent(world());
    await open(world(), who, world().ada);
    await answer(world(), who, world().ada, 'pin', world().ada.pin);
    expect(await levelOf(world(), who, world().ada)).toBe(1);
    const other = await newAgent(world());
    await openAt(world(), other, world().ada, 2);
    expect(await stateOf(world(), other, world().ada)).toMatchObject({ level: 2, failures: 0, lockedOut: false, checks: [{ kind: 'number', passed: true }, { kind: 'pin', passed: true }, { kind: 'lastPayment', passed: false }, { kind: 'birthDate', passed: false }, { kind: 'customerNumber', passed: false }] });
    expect(await seen(world().db, other, 'select id from bill.lines')).toHaveLength(2);
  });

  it('any two checks without the PIN stay at 1', async () => {
    const who = await newAgent(world());
    await open(world(), who, world().ada, 'call', 'c1', `+${world().ada.phone}`);
    for (const [kind, said] of [['birthDate', world().ada.birthDate], ['lastPayment', '$50.00'], ['customerNumber', world().ada.number]] as const) await answer(world(), who, world().ada, kind, said);
    expect(await stateOf(world(), who, world().ada)).toMatchObject({ level: 1, failures: 0 });
    expect((await stateOf(world(), who, world().ada))!.checks.filter((check) => check.passed)).toHaveLength(4);
    await answer(world(), who, world().ada, 'pin', world().ada.pin);
    expect(await levelOf(world(), who, world().ada)).toBe(2);
  });

  it('the account number is as good as the customer number; neither of another customer is', async () => {
    const who = await newAgent(world());
    await open(world(), who, world().ada);
    await answer(world(), who, world().ada, 'customerNumber', world().ben.number);
    expect(await stateOf(world(), who, world().ada)).toMatchObject({ level: 0, failures: 1 });
    await answer(world(), who, world().ada, 'customerNumber', `88 ${world().ada.number}`);
    expect(await stateOf(world(), who, world().ada)).toMatchObject({ level: 1, failures: 1 });
  });

  it('three failures lock the contact, and the right answer comes too late', async () => {
    const who = await newAgent(world());
    await openAt(world(), who, world().ada, 1);
    for (const pin of ['0000', '1111', '']) await answer(world(), who, world().ada, 'pin', pin);
    expect(await stateOf(world(), who, world().ada)).toMatchObject({ level: 1, failures: 3, lockedOut: true });
    await expect(answer(world(), who, world().ada, 'pin', world().ada.pin)).rejects.toMatchObject({ code: 'C1003' });
    expect(await levelOf(world(), who, world().ada)).toBe(1);
  });

  it('a new call begins anew; the same call goes on', async () => {
    const who = await newAgent(world());
    const { ada } = world();
    await open(world(), who, ada, 'call', 'first', `+${ada.phone}`);
    await answer(world(), who, ada, 'pin', '0000');
    await answer(world(), who, ada, 'pin', ada.pin);
    await open(world(), who, ada, 'call', 'first', `+${ada.phone}`);
    expect(await stateOf(world(), who, ada)).toMatchObject({ level: 2, failures: 1 });
    await open(world(), who, ada, 'call', 'second', null);
    expect(await stateOf(world(), who, ada)).toMatchObject({ level: 0, failures: 0 });
    expect(await seen(world().db, who, 'select id from bill.bills')).toEqual([]);
  });

  it('made-up calls do not give endless answers: nine failures a day and customer are enough', async () => {
    const who = await newAgent(world());
    const { ben } = world();
    for (let at = 0; at < 9; at += 1) {
      if (at % 3 === 0) await open(world(), who, ben, 'call', `made-up-${at}`, null);
      await answer(world(), who, ben, 'pin', String(at).padStart(4, '0'));
    }
    await open(world(), who, ben, 'call', 'made-up-last', null);
    await expect(answer(world(), who, ben, 'pin', ben.pin)).rejects.toMatchObject({ code: 'C1003' });
    await call(world().db, who, 'api.close_case(?)', [ben.customerId]);
    await open(world(), who, ben);
    await expect(answer(world(), who, ben, 'pin', ben.pin)).rejects.toMatchObject({ code: 'C1003' });
    expect(await levelOf(world(), who, ben)).toBe(0);
  });

  it('when the call ends nothing it proved counts any longer', async () => {
    const who = await newAgent(world());
    await openAt(world(), who, world().ada, 2);
    await call(world().db, who, 'api.end_call(?, ?)', [world().ada.customerId, 'another call']);
    expect(await levelOf(world(), who, world().ada)).toBe(2);
    await call(world().db, who, 'api.end_call(?, ?)', [world().ada.customerId, `call-${who}-${world().ada.customerId}-2`]);
    expect(await stateOf(world(), who, world().ada)).toMatchObject({ level: 0, failures: 0 });
    expect(await seen(world().db, who, 'select id from bill.lines')).toEqual([]);
  });

  it('wrapping up ends the call, and its follow-up opens no more than the call had proved', async () => {
    const { db, ada } = world();
    for (const level of [0, 1, 2] as const) {
      const who = await newAgent(world());
      await openAt(world(), who, ada, level);
      const callId = level === 0 ? 'no call' : `call-${who}-${ada.customerId}-${level}`;
      await call(db, who, 'api.wrap_up(?::jsonb)', [JSON.stringify({ customerId: ada.customerId, callId, from: `+${ada.phone}`, startedAt: '2026-11-22T17:50:00Z', endedAt: '2026-11-22T18:00:00Z', reason: 'bill.question', outcome: 'followUp', summary: 'Asked why', followUp: { title: 'Call back', dueAt: '2026-11-23T18:00:00Z' } })]);
      expect(await levelOf(world(), who, ada)).toBe(0);
      await open(world(), who, ada, 'queue');
      expect(await levelOf(world(), who, ada)).toBe(level);
      const interaction = (await seen<{ from_number: string; login: string }>(db, who, 'select from_number, login from care.interactions where login = session_user'))[0]!;
      expect(interaction).toEqual({ from_number: `••• ••• ${ada.phone.slice(-4)}`, login: db.login(who) });
    }
  });

  it('work without a caller opens at level 2 only from one\'s own queue', async () => {
    const { db, ben } = world();
    const who = await newAgent(world());
    await expect(open(world(), who, ben, 'queue')).rejects.toMatchObject({ code: 'C1003' });
    await db.as('worker').write((trx) => rows(trx, "insert into care.follow_ups (login, customer_id, title, due_at) values (?, ?, 'Payment failed', '2026-11-22')", [db.login(who), ben.customerId]));
    await expect(open(world(), await newAgent(world()), ben, 'queue')).rejects.toMatchObject({ code: 'C1003' });
    await open(world(), who, ben, 'queue');
    expect(await levelOf(world(), who, ben)).toBe(2);
  });

  it('a contact is shown in full in two steps, each level 2, and the first is in the audit', async () => {
    const { db, ada } = world();
    const who = await newAgent(world());
    const contact = [ada.customerId, 'email', 'private'];
    await openAt(world(), who, ada, 1);
    await expect(call(db, who, 'api.reveal_contact(?, ?, ?)', contact)).rejects.toMatchObject({ code: 'C1006' });
    await answer(world(), who, ada, 'pin', ada.pin);
    const shown = async () => (await seen<{ v: string | null }>(db, who, 'select api.revealed_contact(?, ?, ?) as v', contact))[0]!.v;
    expect(await shown()).toBeNull();
    const inOne = await db.as(who).write(async (trx) => {
      await rows(trx, 'select api.reveal_contact(?, ?, ?)', contact);
      return rows(trx, 'select api.revealed_contact(?, ?, ?) as v', contact);
    });
    expect(inOne).toEqual([{ v: null }]);
    expect(await shown()).toBe(ada.email);
    expect((await seen<{ v: string | null }>(db, who, "select api.revealed_contact(?, 'phone', 'mobile') as v", [ada.customerId]))[0]!.v).toBeNull();
    expect(await rows(db.owner, "select e.object from audit.entries e where e.login = ? and e.action = 'contact.reveal'", [db.login(who)])).toEqual([{ object: 'email private' }]);
    await db.owner.raw("update care.settings set clock_offset = clock_offset + interval '3 minutes'");
    expect(await shown()).toBeNull();
  });

  it('the address is shown at level 2 only', async () => {
    const who = await newAgent(world());
    const address = async () => (await seen<{ v: string | null }>(world().db, who, 'select api.address_of(?) as v', [world().ada.customerId]))[0]!.v;
    await openAt(world(), who, world().ada, 1);
    expect(await address()).toBeNull();
    await answer(world(), who, world().ada, 'pin', world().ada.pin);
    expect(await address()).toBe(world().ada.address);
  });

  it('answers are in the audit with their outcome, never with what was said', async () => {
    const { db, ada } = world();
    const who = await newAgent(world());
    await openAt(world(), who, ada, 1);
    await answer(world(), who, ada, 'pin', '6021');
    await answer(world(), who, ada, 'pin', ada.pin);
    await call(db, who, 'api.close_case(?)', [ada.customerId]);
    const trail = await rows<{ action: string; details: object }>(db.owner, 'select e.action, e.details from audit.entries e where e.login = ? order by e.id', [db.login(who)]);
    expect(trail).toEqual([
      { action: 'case.open', details: { level: 1, reason: 'call' } }, { action: 'case.answer', details: { kind: 'pin' } }, { action: 'case.check', details: { kind: 'pin', matched: false } },
      { action: 'case.answer', details: { kind: 'pin' } }, { action: 'case.check', details: { kind: 'pin', matched: true } }, { action: 'case.close', details: {} },
    ]);
    const kept = JSON.stringify([trail, await rows(db.owner, 'select * from care.cases')]);
    // Digests and moments have all digits somewhere: what was said would stand on its own.
    for (const secret of ['6021', ada.pin]) expect(kept).not.toMatch(new RegExp(`(?<![0-9a-f.:])${secret}(?![0-9a-f])`));
  });

  it('an agent has at most 15 customers open, and a supervisor 40', async () => {
    const { db } = world();
    const who = await newAgent(world());
    await db.addPerson(`lead${people}`, 'supervisor');
    const crowd: WorldCustomer[] = [];
    for (let n = 0; n < 16; n += 1) crowd.push(await addCustomer(db, `Crowd ${'abcdefghijklmnop'[n]}`, people * 100 + 100 + n));
    for (const each of crowd.slice(0, 15)) await open(world(), who, each);
    await expect(open(world(), who, crowd[15]!)).rejects.toMatchObject({ code: 'C1003' });
    await call(db, who, 'api.close_case(?)', [crowd[0]!.customerId]);
    await open(world(), who, crowd[15]!);
    for (const each of crowd) await open(world(), `lead${people}`, each);
    // Closing does not make room for ever: 60 customers an hour.
    await db.owner.raw("insert into care.cases (customer_id, login, reason, opened_at, closed_at) select ?, ?, 'search', care.now(), care.now() from generate_series(1, 44)", [crowd[0]!.customerId, db.login(who)]);
    await call(db, who, 'api.close_case(?)', [crowd[1]!.customerId]);
    await expect(open(world(), who, crowd[0]!)).rejects.toMatchObject({ code: 'C1003' });
  });
});
