import pg from 'pg';
import { expect, it } from 'vitest';
import { row, rows } from '../../src/main/platform/database.ts';
import { passwordFits, scramVerifier } from '../../src/main/platform/scram.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { call, smallWorld } from '../support/small-world.ts';

/** Passwords as people type them, with another way of typing each that must be the same one. */
const passwords: ReadonlyArray<readonly [string, string]> = [
  ['plain-ascii-password', 'plain-ascii-password'], ['Grüße aus Köln am Rhein', 'Gru\u0308ße aus Ko\u0308ln am Rhein'], ['no\u00A0break\u3000spaces here', 'no break spaces here'], ['soft\u00ADhyphen and joiner\u200D', 'softhyphen and joiner'],
  ['full ｗｉｄｔｈ letters', 'full width letters'], ['ﬁrst ligature ½', 'first ligature 1⁄2'], ['пароль-из-букв-два', 'пароль-из-букв-два'], ['emoji 👩‍👩‍👧 family', 'emoji 👩👩👧 family'], ["quote ' \" \\ $ % : password", "quote ' \" \\ $ % : password"],
];

onBothEngines('administering staff', smallWorld, (world) => {
  /** Whether a name and password open the database: by its own sign-in, or embedded by the verifier it keeps. */
  const opens = async (login: string, password: string) => {
    const { url, owner } = world().db;
    if (!url) {
      const kept = await row<{ v: string | null }>(owner, 'select a.rolpassword as v from pg_authid a where a.rolname = ? and a.rolcanlogin', [login]);
      return passwordFits(password, kept?.v ?? '');
    }
    const address = new URL(url);
    const client = new pg.Client({ host: address.hostname, port: Number(address.port), database: address.pathname.slice(1), user: login, password });
    return client.connect().then(() => client.end()).then(() => true, (failure: { code?: string }) => {
      if (!['28P01', '28000'].includes(failure.code ?? '')) throw failure;
      return false;
    });
  };
  const add = (login: string, role: string, password: string) => call(world().db, 'ulla', 'api.add_staff(?::jsonb, ?)', [JSON.stringify({ login, name: 'New Person', role, team: 'Care', extension: '12' }), scramVerifier(password, undefined, 4096)]);

  it('whoever is added signs in, with each way of typing the password, and with no other', async () => {
    for (const [at, [typed, alike]] of passwords.entries()) {
      const login = world().db.login(`typist${at}`);
      await add(login, 'agent', typed);
      expect(await opens(login, typed), typed).toBe(true);
      expect(await opens(login, alike), alike).toBe(true);
      expect(await opens(login, `${typed}x`), typed).toBe(false);
    }
  });

  it('a new password replaces the old one, of people the administrator added and of those who were there before', async () => {
    const { db } = world();
    await add(db.login('novice'), 'supervisor', 'the first password');
    for (const [login, old] of [[db.login('novice'), 'the first password'], [db.login('adam'), db.password('adam')]] as const) {
      await call(db, 'ulla', 'api.set_staff_password(?, ?)', [login, scramVerifier('the second password', undefined, 4096)]);
      expect(await opens(login, old)).toBe(false);
      expect(await opens(login, 'the second password')).toBe(true);
    }
  });

  it('who is shut out can\'t sign in until they are let in again; the administrator can\'t shut out themselves', async () => {
    const { db } = world();
    await add(db.login('seasonal'), 'agent', 'a summer password');
    await call(db, 'ulla', 'api.set_staff_active(?, false)', [db.login('seasonal')]);
    expect(await opens(db.login('seasonal'), 'a summer password')).toBe(false);
    await call(db, 'ulla', 'api.set_staff_active(?, true)', [db.login('seasonal')]);
    expect(await opens(db.login('seasonal'), 'a summer password')).toBe(true);
    await expect(call(db, 'ulla', 'api.set_staff_active(?, false)', [db.login('ulla')])).rejects.toMatchObject({ code: 'C1003' });
  });

  it('each change is in the audit, without a password or verifier', async () => {
    const { db } = world();
    await add(db.login('noted'), 'auditor', 'a noted password');
    const trail = await rows<{ action: string; login: string }>(db.owner, 'select e.action, e.login, e.details from audit.entries e where e.object = ? order by e.id', [`staff ${db.login('noted')}`]);
    expect(trail).toEqual([{ action: 'staff.add', login: db.login('ulla'), details: { role: 'auditor' } }]);
    expect(JSON.stringify(await rows(db.owner, "select e from audit.entries e where e.action like 'staff.%'"))).not.toContain('SCRAM');
  });

  it('names of the server, of other services and of other shapes are refused, and only this administrator adds', async () => {
    const { db } = world();
    for (const login of ['postgres', 'careline_api', 'careline', 'pg_monitor', 'AB', 'x', 'a b', "a'b", db.login('worker'), db.login('adam')]) await expect(add(login, 'agent', 'any password at all'), login).rejects.toMatchObject({ code: expect.stringMatching(/^(C1003|23514)$/) });
    for (const role of ['worker', 'owner', 'api', '']) await expect(add(db.login('odd'), role, 'any password at all'), role).rejects.toMatchObject({ code: 'C1003' });
    await expect(call(db, 'susan', 'api.add_staff(?::jsonb, ?)', ['{}', ''])).rejects.toMatchObject({ code: '42501' });
  });

  it('a password that somebody else gave opens nothing but the choice of an own one, also past the product', async () => {
    const { db } = world();
    const login = db.login('anna');
    await call(db, 'ulla', 'api.set_staff_password(?, ?)', [login, scramVerifier(db.password('anna'), undefined, 4096)]);
    const anna = db.as('anna');
    for (const attempt of ["select api.search('Smith')", 'select api.me()', "select api.open_case(1, 'search', null, null)", 'select api.leave_cases()', "select api.issue_bill('{}')"]) {
      await expect(anna.write((run) => rows(run, attempt)), attempt).rejects.toMatchObject({ code: 'C1007' });
    }
    for (const table of ['care.cases', 'care.customers', 'care.interactions', 'bill.bills', 'care.follow_ups']) expect(await anna.read((run) => rows(run, `select 1 from ${table} limit 1`)), table).toEqual([]);
    await expect(anna.write((run) => rows(run, 'select api.set_own_login(?)', ['x']))).rejects.toMatchObject({ code: '42501' });
    await expect(anna.write((run) => rows(run, "update care.staff set password_given = false where login = session_user"))).rejects.toMatchObject({ code: '42501' });
    for (const odd of ['plain', null]) await expect(anna.write((run) => rows(run, 'select api.set_own_password(?)', [odd]))).rejects.toMatchObject({ code: 'C1003' });
    await expect(anna.read((run) => rows(run, 'select api.me()'))).rejects.toMatchObject({ code: 'C1007' });
    await anna.write((run) => rows(run, 'select api.set_own_password(?)', [scramVerifier('an own password', undefined, 4096)]));
    expect(await opens(login, 'an own password')).toBe(true);
    expect(await anna.read((run) => rows(run, 'select (api.me()).login'))).toEqual([{ login }]);
  });
});
