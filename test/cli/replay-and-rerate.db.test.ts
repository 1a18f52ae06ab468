import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Replay, SameCause } from '../../src/contract/billing.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { careAs, closeDesks, type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { reprice } from '../support/reprice.ts';
import { addressAs, type CommandLine, commandLine } from './care-kit.ts';

type Verified = { ok: boolean; checks: Array<{ name: string; broken: number; checked: number }>; notReproduced?: Replay[] };
type Rerated = { ok: boolean; selection: object; accounts: number; changed: number; total: number; hash: string; lines: Array<{ bill: string; charge: string; before: number; after: number; difference: number }>; rerating: number | null };

const place = mkdtempSync(join(tmpdir(), 'careline-replay-'));
let demo: DemoWorld;
let line: CommandLine;
let worker = '';
beforeAll(async () => {
  line = await commandLine(place);
  demo = await demoWorld('server');
  worker = addressAs(demo.url, 'careworker', 'demo-worker-2026');
}, 300_000);
afterAll(async () => {
  await demo?.close();
  rmSync(place, { recursive: true, force: true });
});
const reproduced = /^Bill (\S+): every amount reproduced, \d+ lines, \d+ events, \$[\d,.]+\.\n$/;

it('care bill replay reproduces a bill, by its number', { timeout: 60_000 }, async () => {
  const { number, total } = (await row<{ number: string; total: number }>(demo.owner, 'select b.number, b.total from bill.bills b where b.customer_id = 1 order by b.id desc limit 1'))!;
  const said = await line.care(['bill', 'replay', number], worker);
  expect([said.code, said.err, reproduced.exec(said.out)?.[1]]).toEqual([0, '', number]);
  const { code, value } = await line.json<Replay & { ok: boolean }>(['bill', 'replay', number], worker);
  expect([code, value.ok, value.equal, value.number, value.total, value.madeTotal, value.differences]).toEqual([0, true, true, number, total, total, []]);
});

it('care bill events writes every event of a bill to a file', { timeout: 60_000 }, async () => {
  const { number, events } = (await row<{ number: string; events: number }>(demo.owner, 'select b.number, sum(l.events)::int as events from bill.bills b join bill.lines l on l.bill_id = b.id where b.customer_id = 1 group by b.id, b.number having sum(l.events) > 1 order by b.id desc limit 1'))!;
  const csv = join(place, 'events.csv');
  expect(await line.care(['bill', 'events', number, '--csv', csv], worker)).toEqual({ code: 0, err: '', out: `${events} events of bill ${number} written to ${csv}.\n` });
  expect(readFileSync(csv, 'utf8').trimEnd().split('\n')).toHaveLength(events + 1);
});

it('care bill says what it wants, and who may', { timeout: 60_000 }, async () => {
  expect(await line.care(['bill'], worker)).toEqual({ code: 1, out: '', err: 'Write: care bill replay NUMBER, or care bill events NUMBER --csv FILE\n' });
  expect(await line.care(['bill', 'events', '0000-1'], worker)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--csv FILE') as string });
  expect(await line.care(['bill', 'replay', '0000-1'], worker)).toMatchObject({ code: 1, out: '', err: 'There is no bill 0000-1.\n' });
  const { login, password } = demoAccounts.find((one) => one.role === 'agent')!;
  expect(await line.care(['bill', 'replay', '0000-1'], addressAs(demo.url, login, password))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Only a worker may do this.') as string });
  expect(await line.care(['verify', '--replay', '--every', '0'], worker)).toMatchObject({ code: 1, out: '', err: '--every must be 1 or more.\n' });
});

it('care rerate shows what would change, posts exactly that once, and the next look finds nothing', { timeout: 120_000 }, async () => {
  const charge = (await row<{ offer: string; charge: string; number: string }>(demo.owner, "select l.offer, l.charge, b.number from bill.lines l join bill.bills b on b.id = l.bill_id where l.label = 'Roaming data, Mexico' and l.customer_id = 1 order by l.id desc limit 1"))!;
  const chosen = ['rerate', '--offer', charge.offer, '--charge', charge.charge, '--from', '2026-10-01', '--to', '2026-11-01'];
  expect((await line.json<Rerated>(chosen, worker)).value).toMatchObject({ ok: true, changed: 0, total: 0, lines: [], rerating: null });
  await reprice(demo.worker, charge.offer, charge.charge, '2026-10-01', (old) => (old * 60) / 100);
  const shown = await line.json<Rerated>(chosen, worker);
  expect([shown.code, shown.value.rerating]).toEqual([0, null]);
  expect(shown.value.lines.find(({ bill }) => bill === charge.number)).toEqual({ account: expect.any(String) as string, bill: charge.number, charge: 'Roaming data, Mexico', currency: 'USD', before: 4260, after: 2556, difference: -1704 });
  expect(shown.value.total).toBe(shown.value.lines.reduce((sum, each) => sum + each.difference, 0));
  expect(await line.care([...chosen, '--post'], worker)).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--reason is missing') as string });
  expect(await line.care([...chosen, '--post', '--reason', 'Wrong price', '--expect', '0'.repeat(64)], worker)).toMatchObject({ code: 1, err: 'What would change is not what was shown. Look again, without --post.\n' });
  expect(await rows(demo.owner, 'select 1 as one from bill.reratings')).toEqual([]);
  const posted = await line.json<Rerated>([...chosen, '--post', '--reason', 'Wrong price', '--expect', shown.value.hash], worker);
  expect([posted.code, posted.value.total, posted.value.hash]).toEqual([0, shown.value.total, shown.value.hash]);
  expect(await rows(demo.owner, 'select r.id, r.reason, r.selection from bill.reratings r')).toEqual([{ id: posted.value.rerating, reason: 'Wrong price', selection: { offer: charge.offer, charge: charge.charge, from: '2026-10-01', to: '2026-11-01' } }]);
  const again = await line.care([...chosen, '--post', '--reason', 'Wrong price'], worker);
  expect([again.code, again.out]).toEqual([0, expect.stringMatching(/^\d+ accounts looked at, 0 change, \$0\.00 in all\.\nNothing was posted\./)]);
});

it('care rerate --orders does what operators asked at their desks', { timeout: 60_000 }, async () => {
  expect(await line.care(['rerate', '--orders'], worker)).toEqual({ code: 0, out: 'Nothing waits.\n', err: '' });
  await (await careAs(demo, 'operator')).rerating.ask({ from: '2026-10-01' });
  expect((await line.json<{ ok: boolean; done: number }>(['rerate', '--orders'], worker)).value).toEqual({ ok: true, done: 1 });
  expect(await rows(demo.owner, 'select o.state from bill.rerating_orders o')).toEqual([{ state: 'shown' }]);
  await closeDesks();
});

it('care rerate says what is wrong with a choice', { timeout: 60_000 }, async () => {
  expect((await line.care(['rerate'], worker)).err).toMatch(/^Choose what is rated anew: /);
  expect((await line.care(['rerate', '--from', 'october'], worker)).err).toMatch(/^from: /);
  expect((await line.care(['rerate', '--from', '2026-11-01', '--to', '2026-10-01'], worker)).err).toBe('--from 2026-11-01 must be before --to 2026-10-01.\n');
  expect((await line.care(['rerate', '--services', 'one'], worker)).err).toMatch(/^serviceIds\.0: /);
  const { login, password } = demoAccounts.find((one) => one.role === 'operator')!;
  expect(await line.care(['rerate', '--from', '2026-10-01'], addressAs(demo.url, login, password))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Only a worker may do this.') as string });
});

it('care verify --replay looks at every bill, and names one that adds up at a price that is not the catalog\'s', { timeout: 120_000 }, async () => {
  const many = (await row<{ n: number }>(demo.owner, 'select count(*)::int as n from bill.bills'))!.n;
  const sound = await line.json<Verified>(['verify', '--replay'], worker);
  expect([sound.code, sound.value.checks.at(-1)]).toEqual([0, { name: 'every bill can be made again from what it was made of', broken: 0, checked: many }]);
  const some = await line.json<Verified>(['verify', '--replay', '--every', '10'], worker);
  expect(some.value.checks.at(-1)?.checked).toBe(Math.ceil(many / 10));
  // A label that nobody sold: every sum still holds.
  const { id, number } = (await row<{ id: number; number: string }>(demo.owner, "select l.id, b.number from bill.lines l join bill.bills b on b.id = l.bill_id where l.category = 'plan' order by l.id desc limit 1"))!;
  await demo.owner.raw('alter table bill.lines disable trigger all');
  await demo.owner.raw("update bill.lines set version = 'invented' where id = ?", [id]);
  await demo.owner.raw('alter table bill.lines enable always trigger never_changed');
  const found = await line.care(['verify', '--replay'], worker);
  expect(found.code).toBe(1);
  expect(found.out).toContain(`BROKEN every bill can be made again from what it was made of: 1 of ${many}`);
  expect(found.out).toMatch(new RegExp(`Bill ${number}: not reproduced\\.\\n.*issued \\S+ invented .*made again .*\\(version\\)`));
  expect((await line.care(['bill', 'replay', number], worker)).code).toBe(1);
});

it('care reserve puts aside what is left of an allowance for a session, once, and releases it', { timeout: 60_000 }, async () => {
  const reserve = ['reserve', '12065550152', 'us-minutes', '600', '--key', 'session-1'];
  expect(await line.json(reserve, worker)).toMatchObject({ code: 0, value: { key: 'session-1', units: 600, asked: 600 } });
  expect(await line.care(reserve, worker)).toMatchObject({ code: 1, out: '', err: 'This session is known already.\n' });
  expect((await line.care(['reserve', '12065550152', 'us-minutes', '99999999', '--key', 'session-2'], worker)).out).toMatch(/^\d{4,5} of 99999999 put aside for session-2, for at most 3600 s\.\n$/);
  expect(await line.care(['reserve', '12065550152', 'us-minutes', '1', '--key', 'session-3'], worker)).toMatchObject({ code: 1, err: 'Nothing is left of "Calls in the US".\n' });
  for (const out of ['session-1 is released.\n', 'session-1 had ended before; nothing changed.\n']) expect(await line.care(['reserve', '--release', 'session-1'], worker)).toMatchObject({ code: 0, out });
  expect((await line.care(['reserve', '12065550152', 'us-minutes', '1', '--key', 'session-3'], worker)).out).toMatch(/^1 of 1 put aside/);
  expect((await line.care(['reserve', '10000000000', 'us-minutes', '1', '--key', 'x'], worker)).err).toMatch(/^No service has the number 10000000000\./);
  expect((await line.care(['reserve', '12065550152'], worker)).err).toMatch(/^Write: care reserve LINE/);
});

it('care verify names bill and allowance where the next bill brought something else than was carried on', { timeout: 60_000 }, async () => {
  const name = 'what a bill carried on of an allowance is what the next one brought';
  const sound = await line.json<Verified>(['verify'], worker);
  const checked = sound.value.checks.find((check) => check.name === name)!;
  expect([checked.broken, checked.checked > 0]).toEqual([0, true]);
  const { id, number, code, store } = (await row<{ id: number; number: string; code: string; store: string }>(demo.owner, "select e.id, b.number, e.code, e.name as store from bill.allowance_ends e join bill.bills b on b.id = e.bill_id where e.kind = 'rollover' order by e.id limit 1"))!;
  await demo.owner.raw('alter table bill.allowance_ends disable trigger never_changed');
  await demo.owner.raw('update bill.allowance_ends set brought = brought + 1, expired = expired + 1 where id = ?', [id]);
  await demo.owner.raw('alter table bill.allowance_ends enable always trigger never_changed');
  const { code: exit, out } = await line.care(['verify'], worker);
  expect([exit, out]).toEqual([1, expect.stringContaining(`BROKEN ${name}: 1 of ${checked.checked}`)]);
  expect(out).toMatch(new RegExp(`bill \\S+ to ${number}: allowance ${code} of \\S+, ${store}: carried \\d+, brought \\d+`));
});

it('care same-cause finds all bills of a charge\'s tariff version, and writes the prepared credits', { timeout: 60_000 }, async () => {
  const { number, charge, version } = (await row<{ number: string; charge: string; version: string }>(demo.owner, "select b.number, l.charge, l.version from bill.lines l join bill.bills b on b.id = l.bill_id where l.label = 'Roaming data, Mexico' and l.customer_id = 1 order by l.id desc limit 1"))!;
  const file = join(place, 'credits.csv');
  const { code, value } = await line.json<SameCause & { ok: boolean }>(['same-cause', number, '--charge', charge, '--csv', file], worker);
  expect([code, value.ok, value.cause.by, value.cause.version]).toEqual([0, true, 'tariff', version]);
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1 + value.rows.filter(({ credit }) => credit !== 0).length);
  expect(value.rows.length).toBeGreaterThan(0);
  expect((await line.care(['same-cause', number, '--charge', 'Roaming data, Mexico'], worker)).out).toMatch(/Roaming data, Mexico \S+: \d+ bills of \d+ accounts, \d+ events, \$\S+ billed, \$\S+ left to credit\.\n$/);
  for (const wrong of [[], [number], [number, '--charge', charge, '--event', 'x']]) expect(await line.care(['same-cause', ...wrong], worker)).toEqual({ code: 1, out: '', err: 'Write: care same-cause BILL --charge CODE, or --event KEY.\n' });
  expect((await line.json<SameCause>(['same-cause', number, '--charge', charge, '--to', '2001-01-01'], worker)).value.rows).toEqual([]);
  expect(await line.care(['same-cause', number, '--charge', charge, '--from', 'yesterday'], worker)).toEqual({ code: 1, out: '', err: 'Write days as 2026-10-01.\n' });
  expect(await line.care(['same-cause', '--orders'], worker)).toEqual({ code: 0, out: 'Nothing waits.\n', err: '' });
  expect(await line.care(['same-cause', number, '--event', 'none'], worker)).toMatchObject({ code: 1, out: '', err: `Bill ${number} has no event none.\n` });
});
