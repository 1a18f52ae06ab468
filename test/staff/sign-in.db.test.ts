import { afterEach, expect, it, vi } from 'vitest';
import { rows } from '../../src/main/platform/database.ts';
import { makeDesk } from '../../src/main/platform/desk.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { type Care, callOf, careAs, emptyDesk, idOf, onDemos, openAt, overviewOf, refusal, storyOf } from '../support/demo-world.ts';

const nadia = { login: 'nadia.okafor', password: 'demo-agent-2026' };

afterEach(() => {
  vi.useRealTimers();
});

/** The real time moves only by what the test says; everything else ticks on. */
function stoppedClock(): (ms: number) => void {
  vi.useFakeTimers({ toFake: ['Date'] });
  return (ms) => vi.setSystemTime(Date.now() + ms);
}

onDemos('Signing in', async () => ({}), (_, demo) => {
  it('works for each role of the demo and says who it is', async () => {
    for (const { login, password, name, role, team, extension } of demoAccounts) {
      const care = callOf(emptyDesk(demo()));
      const state = await care.staff.signIn({ login, password });
      expect(state.me).toEqual({ login, name, role, team, extension, passwordGiven: false });
      expect(state).toMatchObject({ locked: false, currency: 'USD', zone: 'America/Los_Angeles', operator: expect.any(String) as string });
      expect(state.now.slice(0, 13)).toBe('2026-11-18T18');
      expect((await care.staff.signOut()).me).toBeNull();
    }
  });

  it('takes a name as people write it', async () => {
    expect((await callOf(emptyDesk(demo())).staff.signIn({ login: ' Nadia.Okafor ', password: nadia.password })).me?.login).toBe(nadia.login);
  });

  it('is refused for a wrong password, a name nobody has, and the service, all with the same words', async () => {
    for (const wrong of [{ ...nadia, password: 'demo-agent-2025' }, { login: 'nobody.here', password: 'demo-agent-2026' }, { login: 'careworker', password: 'wrong' }, { login: 'careworker', password: 'demo-worker-2026' }]) {
      const desk = emptyDesk(demo());
      expect(await refusal(callOf(desk).staff.signIn(wrong))).toMatchObject({ code: 'NOT_SIGNED_IN', sentence: 'Name and password do not fit.' });
      expect(desk.state().me).toBeNull();
    }
  });

  it('makes each next try after a wrong password wait longer, up to 30 s, also for the right password', async () => {
    const later = stoppedClock();
    const care = callOf(emptyDesk(demo()));
    for (const seconds of [1, 2, 4, 8, 16, 30, 30]) {
      expect(await refusal(care.staff.signIn({ ...nadia, password: 'wrong' }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
      expect(await refusal(care.staff.signIn(nadia))).toMatchObject({ code: 'REFUSED', sentence: `Wait ${seconds} s before the next try.` });
      later(seconds * 1000 - 1);
      expect(await refusal(care.staff.signIn(nadia))).toMatchObject({ code: 'REFUSED', sentence: 'Wait 1 s before the next try.' });
      later(1);
    }
    expect((await care.staff.signIn(nadia)).me?.login).toBe(nadia.login);
    expect(await refusal(care.staff.signIn({ ...nadia, password: 'wrong' }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await refusal(care.staff.signIn(nadia))).toMatchObject({ sentence: 'Wait 1 s before the next try.' });
  });

  it('does not make another name wait', async () => {
    const care = callOf(emptyDesk(demo()));
    await refusal(care.staff.signIn({ ...nadia, password: 'wrong' }));
    expect((await care.staff.signIn({ login: 'tomas.lind', password: 'demo-auditor-2026' })).me?.role).toBe('auditor');
  });

  it('ends with signing out: levels are forgotten and calls refused', async () => {
    const care = callOf(emptyDesk(demo()));
    await care.staff.signIn(nadia);
    const customerId = await openAt(demo(), care, storyOf('quiet').number, 2);
    expect((await care.billing.payments({ customerId })).length).toBeGreaterThan(10);
    await care.staff.signOut();
    expect(await refusal(care.billing.payments({ customerId }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    await care.staff.signIn(nadia);
    expect(await refusal(care.billing.payments({ customerId }))).toMatchObject({ code: 'NOT_VERIFIED' });
    await care.customers.closeCase({ customerId });
  });

  it('tells the shell what to remember, and to forget', async () => {
    const told: unknown[] = [];
    const desk = makeDesk('test', (who) => told.push(who));
    desk.useHost(demo().host, null);
    await desk.signIn(nadia.login, nadia.password);
    desk.lock();
    await desk.unlock(nadia.password);
    await desk.signOut();
    expect(told.filter((who, at) => at > 0 || who !== null)).toEqual([{ ...nadia, locked: false }, { ...nadia, locked: true }, { ...nadia, locked: false }, null]);
  });

  it('needs a database', async () => {
    const desk = makeDesk('test', () => undefined);
    desk.useHost(null, 'Another Careline (process 7) has the embedded database open. Close it first.');
    expect(await refusal(callOf(desk).staff.signIn(nadia))).toMatchObject({ code: 'UNAVAILABLE', sentence: expect.stringContaining('process 7') as string });
    expect(desk.state().connection).toEqual({ kind: 'none', label: '', problem: expect.stringContaining('process 7') as string, opening: false });
  });

  it('waits for a database that is still opening, and says so', async () => {
    const desk = makeDesk('test', () => undefined);
    let open: () => void = () => undefined;
    desk.opens({ kind: 'demo', label: 'Demo', demoAccounts: demo().host.demoAccounts, done: new Promise((resolve) => { open = resolve; }) });
    expect(desk.state()).toMatchObject({ connection: { kind: 'demo', label: 'Demo', problem: null, opening: true }, me: null });
    const coming = callOf(desk).staff.signIn(nadia);
    expect(await Promise.race([coming, new Promise((resolve) => setTimeout(resolve, 50, 'waits'))])).toBe('waits');
    desk.useHost(demo().host, null);
    open();
    expect(await coming).toMatchObject({ connection: { opening: false }, me: { login: nadia.login } });
    await desk.signOut();
  });

  it('refuses a sign-in with the reason where the database did not open in the end', async () => {
    const desk = makeDesk('test', () => undefined);
    let fail: () => void = () => undefined;
    desk.opens({ kind: 'demo', label: 'Demo', demoAccounts: [], done: new Promise((resolve) => { fail = resolve; }) });
    const coming = refusal(callOf(desk).staff.signIn(nadia));
    desk.useHost(null, 'The prepared demo database is missing.');
    fail();
    expect(await coming).toMatchObject({ code: 'UNAVAILABLE', sentence: 'The prepared demo database is missing.' });
    expect(desk.state().connection).toMatchObject({ kind: 'none', opening: false });
  });
});

onDemos('A locked desk', async () => ({}), (_, demo) => {
  it('shows nothing until the right password is given, and forgets nothing', async () => {
    const later = stoppedClock();
    const care = callOf(emptyDesk(demo()));
    await care.staff.signIn(nadia);
    const customerId = await openAt(demo(), care, storyOf('vip').number, 2);
    const locked = await care.staff.lock();
    expect(locked).toMatchObject({ me: null, locked: true });
    expect(await refusal(overviewOf(care, customerId))).toMatchObject({ code: 'LOCKED' });
    expect(await refusal(care.staff.unlock({ password: 'demo-supervisor-2026' }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await refusal(care.staff.unlock({ password: nadia.password }))).toMatchObject({ code: 'REFUSED', sentence: 'Wait 1 s before the next try.' });
    expect(await refusal(overviewOf(care, customerId))).toMatchObject({ code: 'LOCKED' });
    later(1000);
    expect((await care.staff.unlock({ password: nadia.password })).me?.login).toBe(nadia.login);
    expect((await overviewOf(care, customerId)).level).toBe(2);
    expect((await care.billing.payments({ customerId })).length).toBeGreaterThan(0);
  });

  it('has nobody to unlock for when nobody was signed in', async () => {
    const care = callOf(emptyDesk(demo()));
    expect((await care.staff.lock()).locked).toBe(false);
    expect(await refusal(care.staff.unlock({ password: 'x' }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
  });
});

// Logins belong to a whole server, so that these have names of their own.
const mark = process.pid.toString(36);
const zoe = { login: `zoe.${mark}`, name: 'Zoe Adler', role: 'agent' as const, team: 'Billing', extension: '4199' };
const given = 'a-given-password-0';
const password = 'a-long-password-1';

onDemos('Staff', async (demo) => ({ admin: await careAs(demo, 'useradmin') }), (made, demo) => {
  let theirs: Care;

  it('are added with their rights, and sign in', async () => {
    const { admin } = made();
    expect(await admin.staff.add({ ...zoe, password: given })).toEqual({ ...zoe, passwordGiven: true, active: true, lastSignIn: null });
    theirs = callOf(emptyDesk(demo()));
    expect((await theirs.staff.signIn({ login: zoe.login, password: given })).me).toEqual({ ...zoe, passwordGiven: true });
  });

  it('may do nothing with the first password but choose their own', async () => {
    const { admin } = made();
    expect(await refusal(theirs.customers.search({ text: 'Marchetti' }))).toMatchObject({ code: 'OWN_PASSWORD', sentence: 'Choose a password of your own first.' });
    expect(await refusal(theirs.staff.setOwnPassword({ present: null, password: given }))).toMatchObject({ code: 'REFUSED', sentence: 'Choose another password than the present one.' });
    expect(await refusal(theirs.staff.setOwnPassword({ present: null, password: 'short' }))).toMatchObject({ code: 'MALFORMED' });
    expect((await theirs.staff.setOwnPassword({ present: null, password })).me).toEqual({ ...zoe, passwordGiven: false });
    expect(await refusal(callOf(emptyDesk(demo())).staff.signIn({ login: zoe.login, password: given }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect((await admin.staff.list()).find(({ login }) => login === zoe.login)).toMatchObject({ passwordGiven: false });
    expect((await theirs.customers.search({ text: 'Marchetti' })).hits).toHaveLength(1);
    expect(await refusal(theirs.operations.imports())).toMatchObject({ code: 'FORBIDDEN' });
    const listed = (await admin.staff.list()).find(({ login }) => login === zoe.login);
    expect(listed?.lastSignIn?.slice(0, 10)).toBe('2026-11-18');
  });

  it('change their own password at the desk by the present one, and their customers stay open', async () => {
    const customerId = await idOf(demo(), storyOf('elena').number);
    await theirs.customers.openCase({ customerId, reason: 'search', callId: null, from: null });
    expect(await refusal(theirs.staff.setOwnPassword({ present: 'not-the-present-one', password: 'a-passing-password' }))).toMatchObject({ code: 'REFUSED', sentence: 'The present password does not fit.' });
    expect(await refusal(theirs.staff.setOwnPassword({ present: null, password: 'a-passing-password' }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringMatching(/^Wait 1 s/) as string });
    await new Promise((later) => setTimeout(later, 1_050));
    await theirs.staff.setOwnPassword({ present: password, password: 'a-passing-password' });
    expect(await theirs.customers.overview({ customerId })).toBeDefined();
    await theirs.staff.setOwnPassword({ present: 'a-passing-password', password });
  });

  it('are listed without the service, for those who may', async () => {
    const logins = (await made().admin.staff.list()).map(({ login }) => login);
    expect(logins).toEqual(expect.arrayContaining([zoe.login, ...demoAccounts.map(({ login }) => login)]));
    expect(logins).not.toContain('careworker');
    expect((await (await careAs(demo(), 'supervisor')).staff.list()).length).toBe(logins.length);
    expect(await refusal((await careAs(demo(), 'agent')).staff.list())).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('are refused with a sentence where the name is taken, wrong or the password short', async () => {
    const { admin } = made();
    expect(await refusal(admin.staff.add({ ...zoe, password }))).toMatchObject({ code: 'REFUSED', sentence: 'This name is taken.' });
    expect(await refusal(admin.staff.add({ ...zoe, login: 'careline_agent', password }))).toMatchObject({ code: 'REFUSED' });
    expect(await refusal(admin.staff.add({ ...zoe, login: 'postgres', password }))).toMatchObject({ code: 'REFUSED' });
    expect(await refusal(admin.staff.add({ ...zoe, login: 'Zoe Adler', password }))).toMatchObject({ code: 'MALFORMED', sentence: expect.stringMatching(/^login: Use 3 to 32/) as string });
    expect(await refusal(admin.staff.add({ ...zoe, login: 'zoe2', password: 'short' }))).toMatchObject({ code: 'MALFORMED', sentence: 'password: At least 12 characters.' });
    expect(await refusal((await careAs(demo(), 'supervisor')).staff.add({ ...zoe, login: 'zoe3', password }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await rows(demo().owner, "select 1 from care.staff s where s.login in ('careline_agent', 'postgres', 'zoe2', 'zoe3')")).toEqual([]);
  });

  it('who are shut out cannot sign in, nor go on where they are', async () => {
    const { admin } = made();
    expect(await admin.staff.setActive({ login: zoe.login, active: false })).toMatchObject({ login: zoe.login, active: false });
    expect(await refusal(callOf(emptyDesk(demo())).staff.signIn({ login: zoe.login, password }))).toMatchObject({ code: 'NOT_SIGNED_IN', sentence: 'Name and password do not fit.' });
    expect(await refusal(theirs.customers.search({ text: 'Marchetti' }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    const customerId = await idOf(demo(), storyOf('elena').number);
    expect(await refusal(theirs.customers.openCase({ customerId, reason: 'search', callId: null, from: null }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    await admin.staff.setActive({ login: zoe.login, active: true });
    expect((await callOf(emptyDesk(demo())).staff.signIn({ login: zoe.login, password })).me?.login).toBe(zoe.login);
  });

  it('get a new password, and the old one is nothing any more', async () => {
    const { admin } = made();
    await admin.staff.setPassword({ login: zoe.login, password: 'another-long-one-2' });
    expect(await refusal(theirs.customers.search({ text: 'Marchetti' }))).toMatchObject({ code: 'OWN_PASSWORD' });
    expect(await refusal(callOf(emptyDesk(demo())).staff.signIn({ login: zoe.login, password }))).toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect((await callOf(emptyDesk(demo())).staff.signIn({ login: zoe.login, password: 'another-long-one-2' })).me?.login).toBe(zoe.login);
  });

  it('cannot shut themselves out, nor touch the service or nobody', async () => {
    const { admin } = made();
    expect(await refusal(admin.staff.setActive({ login: 'grace.muller', active: false }))).toMatchObject({ code: 'REFUSED', sentence: "You can't shut yourself out." });
    expect(await refusal(admin.staff.setActive({ login: 'careworker', active: false }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(admin.staff.setPassword({ login: 'grace.muller', password: 'another-long-one-2' }))).toMatchObject({ code: 'REFUSED', sentence: 'Change your own password in your own menu.' });
    expect(await refusal(admin.staff.setPassword({ login: 'careworker', password: 'another-long-one-2' }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await refusal(admin.staff.setPassword({ login: 'nobody', password: 'another-long-one-2' }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leave a trail of each change', async () => {
    const auditor = await careAs(demo(), 'auditor');
    const trail = (await auditor.staff.audit({ action: 'staff.', login: 'grace.muller' })).rows.filter(({ object }) => object === `staff ${zoe.login}`).map(({ action }) => action);
    expect(trail).toEqual(['staff.password', 'staff.allow', 'staff.shutOut', 'staff.add']);
    const own = (await auditor.staff.audit({ action: 'staff.ownPassword', login: zoe.login })).rows;
    expect(own.map(({ object }) => object)).toEqual(Array.from({ length: 3 }, () => `staff ${zoe.login}`));
  });
});
