import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BillRun, BillRunFinding } from '../../src/contract/bill-runs.ts';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { broken, madeBills, NEXT_DAY, untilNextDay } from '../billing/bill-run-kit.ts';
import { careAs, closeDesks, type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { addressAs, type CommandLine, commandLine } from './care-kit.ts';

type Told = { ok: boolean; run: number; mode: string; state: string; bills: number; total: number; currencies: unknown[]; failed: Array<{ account: string; reason: string }>; findings: BillRunFinding[]; problem: string | null };

const place = mkdtempSync(join(tmpdir(), 'careline-bill-run-'));
let demo: DemoWorld;
let line: CommandLine;
let worker = '';
beforeAll(async () => {
  line = await commandLine(place);
  demo = await demoWorld('server', 40);
  worker = addressAs(demo.url, 'careworker', 'demo-worker-2026');
  await untilNextDay(demo);
}, 300_000);
afterAll(async () => {
  await closeDesks();
  await demo?.close();
  rmSync(place, { recursive: true, force: true });
});
const stateOf = (run: number) => row<{ state: string }>(demo.owner, 'select r.state from bill.runs r where r.id = ?', [run]);

it('care bill-run --trial says what the bills would come to and posts none; --final makes exactly those, by several workers', { timeout: 120_000 }, async () => {
  const trial = await line.json<Told>(['bill-run', '--day', NEXT_DAY, '--trial', '--chunk', '2'], worker);
  expect([trial.code, trial.err, trial.value.ok, trial.value.mode, trial.value.state, trial.value.failed]).toEqual([0, '', true, 'trial', 'done', []]);
  expect(await madeBills(demo)).toEqual([]);
  const said = await line.care(['bill-run', '--final', String(trial.value.run), '--workers', '3'], worker);
  expect([said.code, said.err]).toEqual([0, '']);
  expect(said.out).toMatch(new RegExp(`^${trial.value.bills} bills of ${NEXT_DAY}, \\$[\\d,.]+ in all\\.\\n`));
  expect(await madeBills(demo)).toHaveLength(trial.value.bills);
  expect((await row<{ total: number }>(demo.owner, 'select sum(b.total)::int as total from bill.bills b where b.bill_day = ?', [NEXT_DAY]))?.total).toBe(trial.value.total);
  expect(await broken(demo)).toEqual([]);
  expect((await line.care(['bill-run', '--final', String(trial.value.run)], worker))).toMatchObject({ code: 1, out: '', err: 'This trial was made final already.\n' });
});

it('care bill-run does what operators start at their desks, and goes on with a run that was paused', { timeout: 60_000 }, async () => {
  expect(await line.care(['bill-run', '--orders'], worker)).toEqual({ code: 0, out: 'Nothing waits.\n', err: '' });
  const { id } = await (await careAs(demo, 'operator')).billRuns.tryRun({ day: '2026-12-10' });
  expect(await line.care(['bill-run', '--pause', String(id)], worker)).toEqual({ code: 0, out: `Run ${id}: paused.\n`, err: '' });
  expect((await line.care(['bill-run', '--orders'], worker)).out).toBe('Nothing waits.\n');
  const status = await line.json<{ runs: BillRun[] }>(['bill-run', '--status'], worker);
  expect(status.value.runs[0]).toMatchObject({ id, state: 'paused', done: 0 });
  expect((await line.care(['bill-run', '--status'], worker)).out).toContain('paused');
  const resumed = await line.json<Told>(['bill-run', '--resume', String(id)], worker);
  expect([resumed.code, resumed.value.state]).toEqual([0, 'done']);
  expect(resumed.value.bills).toBeGreaterThan(0);
  const other = (await (await careAs(demo, 'operator')).billRuns.tryRun({ day: '2026-12-15' })).id;
  expect((await line.care(['bill-run', '--orders'], worker)).out).toBe('1 part of bill runs done.\n');
  expect(await stateOf(other)).toEqual({ state: 'done' });
});

it('care bill-run ends with 1 where an account could not be billed, and says why', { timeout: 60_000 }, async () => {
  const { number } = (await row<{ number: string }>(demo.owner, 'select a.number from bill.accounts a where a.cycle_day = 5 and a.payer_id is null order by a.id limit 1'))!;
  const failed = await line.json<Told>(['bill-run', '--day', NEXT_DAY, '--accounts', number], worker);
  expect([failed.code, failed.value.ok, failed.value.state, failed.value.failed]).toEqual([1, false, 'done', [{ account: number, reason: 'It is billed up to 5 Dec 2026 already.' }]]);
  expect((await line.care(['bill-run', '--retry', String(failed.value.run)], worker))).toMatchObject({ code: 1, out: expect.stringContaining(`  account ${number}: It is billed up to`) as string });
});

it('care bill-run says what is wrong with what it was told', { timeout: 60_000 }, async () => {
  const runs = (await rows(demo.owner, 'select r.id from bill.runs r')).length;
  for (const [args, said] of [
    [['--accounts', '1,2'], 'No account has the number 1, 2.\n'], [['--workers', '0'], '--workers must be 1 to 16. Start the command again elsewhere for more.\n'], [['--resume', '999'], 'There is no bill run 999.\n'],
    [['--final', 'x'], '--final must be a whole number, not "x".\n'], [['--cancel', '1'], 'A run that is done can\'t be cancelled.\n'], [['--day', '2027-06-05', '--trial'], '2027-06-05 is still to come: today is 2026-12-05.\n'], [['--chunk', '0'], 'A chunk has 1 to 5,000 accounts.\n'],
  ] as const) expect(await line.care(['bill-run', ...args], worker), args.join(' ')).toEqual({ code: 1, out: '', err: said });
  const { login, password } = demoAccounts.find((one) => one.role === 'operator')!;
  expect(await line.care(['bill-run', '--trial'], addressAs(demo.url, login, password))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Only a worker may do this.') as string });
  expect((await rows(demo.owner, 'select r.id from bill.runs r')).length).toBe(runs);
});
