import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row } from '../../src/main/platform/database.ts';
import { lockFolder } from '../../src/main/platform/folder-lock.ts';
import { migrations } from '../../src/main/migrations/migrations.ts';
import { type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { openEmbedded } from '../support/embedded.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { type CommandLine, commandLine } from './care-kit.ts';

let { care, json }: CommandLine = {} as CommandLine;
const place = mkdtempSync(join(tmpdir(), 'careline-cli-'));
beforeAll(async () => {
  ({ care, json } = await commandLine(place));
}, 300_000);
afterAll(() => rmSync(place, { recursive: true, force: true }));

type Verified = { ok: boolean; checks: Array<{ name: string; broken: number; checked: number }>; unexplained: unknown[] };

describe('care', () => {
  it.each(['migrate', 'demo', 'demo-template', 'usage', 'bill-run', 'bill', 'verify', 'rate', 'rerate'])('%s --help says what it does and what it takes', async (name) => {
    const { code, out, err } = await care([name, '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`care ${name}`);
    expect(out).toContain('--json');
  });

  it('says what there is, and that a command is not', async () => {
    const help = await care(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of ['migrate', 'demo', 'usage', 'bill-run', 'verify', 'rate']) expect(help.out).toContain(name);
    expect(await care([])).toMatchObject({ code: 1 });
    expect(await care(['pay'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no command "pay".') as string });
    expect(await care(['verify', '--force'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining("'--force'") as string });
  });

  it('stops with a sentence where there is no database', async () => {
    for (const args of [['verify'], ['bill-run'], ['usage', 'import', 'docs/guide/examples/usage.csv']]) {
      const { code, out, err } = await care([...args, '--folder', join(place, 'nowhere')]);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/^There is no embedded database in /);
      expect(err).not.toContain(' at ');
    }
    expect(await care(['verify'], 'postgres://nobody:x@127.0.0.1:9/none')).toMatchObject({ code: 1, out: '', err: 'The database does not answer.\n' });
  });
});

describe('care rate', () => {
  const example = ['rate', '--plan', 'docs/guide/examples/plan.json', '--usage', 'docs/guide/examples/usage.csv'];

  it('rates the example of the guide as the guide says', async () => {
    const { code, out } = await care(example);
    const said = /```\n\$ npm run[^\n]*\n([\s\S]*?)```/.exec(readFileSync('docs/guide/command-line.md', 'utf8'))?.[1];
    expect([code, out]).toEqual([0, said]);
  });

  it('gives every event with its price and working as JSON', async () => {
    const { code, value } = await json<{ ok: boolean; total: number; currency: string; rejected: unknown[]; unrated: unknown[]; unknownLines: number; lines: Array<{ charge: string; amount: number; freeUnits: number; chargedUnits: number; events: Array<{ key: string; amount: number; micros: number; working: string }> }> }>(example);
    expect([code, value.ok, value.total, value.currency, value.unknownLines, value.rejected, value.unrated]).toEqual([0, true, 55, 'USD', 0, [], []]);
    expect(value.lines.map(({ charge, amount, freeUnits, chargedUnits }) => [charge, amount, freeUnits, chargedUnits])).toEqual([['calls-us', 15, 600, 180], ['calls-it', 30, 0, 120], ['data-mx', 10, 0, 2000]]);
    expect(value.lines[0]?.events.map(({ key, amount, micros }) => [key, amount, micros])).toEqual([['call-1', 0, 0], ['call-2', 15, 15_000_000]]);
    expect(value.lines.flatMap(({ events }) => events.map(({ working }) => working)).every((working) => working.length > 5)).toBe(true);
  });

  it('does not end well where an event has no price or a row is damaged, and says which', async () => {
    const file = join(place, 'unpriced.csv');
    const head = 'key,line,usage,start,units,destination,visited';
    writeFileSync(file, `${head}\ngood,12065550142,voice,2026-11-06T18:00:00Z,60,390655501942,\nnowhere,12065550142,voice,2026-11-06T18:00:00Z,60,441632960000,\nstranger,12065559999,voice,2026-11-06T18:00:00Z,60,390655501942,\n`);
    const unpriced = await care(['rate', '--plan', 'docs/guide/examples/plan.json', '--usage', file]);
    expect(unpriced).toMatchObject({ code: 1, err: '' });
    expect(unpriced.out).toMatch(/Total \$0\.15[\s\S]*1 events are of lines[\s\S]*event nowhere has no price/);
    writeFileSync(file, `${head}\nbad,12065550142,voice,soon,60,390655501942,\n`);
    expect((await care(['rate', '--plan', 'docs/guide/examples/plan.json', '--usage', file])).out).toContain('line 2: ');
  });

  it('says what is missing or wrong', async () => {
    const plan = join(place, 'plan.json');
    expect(await care(['rate', '--usage', 'docs/guide/examples/usage.csv'])).toMatchObject({ code: 1, err: expect.stringMatching(/^--plan is missing/) as string });
    expect(await care(['rate', '--plan', join(place, 'none.json'), '--usage', 'x'])).toMatchObject({ code: 1, err: expect.stringContaining('is not a readable JSON file') as string });
    writeFileSync(plan, '{"catalog": {"name": 5}, "lines": []}');
    const wrong = await care(['rate', '--plan', plan, '--usage', 'docs/guide/examples/usage.csv']);
    expect(wrong).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/is not a plan:[\s\S]*catalog\.name: /) as string });
    expect(await care(['rate', '--plan', 'docs/guide/examples/plan.json', '--usage', join(place, 'none.csv')])).toMatchObject({ code: 1, err: expect.stringContaining('could not be read') as string });
    expect(await care([...example, '--format', 'excel'])).toMatchObject({ code: 1, err: expect.stringContaining('format') as string });
  });
});

describe('care on a folder', () => {
  const folder = join(place, 'desk');
  const here = (...args: string[]) => [...args, '--folder', folder];
  const owned = async <T>(work: (owner: Awaited<ReturnType<typeof openEmbedded>>['owner']) => Promise<T>): Promise<T> => {
    const { owner, close } = await openEmbedded(join(folder, 'data'));
    try {
      return await work(owner);
    } finally {
      await close();
    }
  };

  it('migrates an empty one, and then finds nothing to do', { timeout: 300_000 }, async () => {
    const first = await json<{ ok: boolean; database: string; applied: string[] }>(here('migrate'));
    expect([first.code, first.value]).toEqual([0, { ok: true, database: folder, applied: migrations.map(({ name }) => name) }]);
    const second = await care(here('migrate'));
    expect([second.code, second.out]).toEqual([0, 'Nothing to apply.\nRights are as they must be.\n']);
  });

  it('writes the demo into an empty one, once', { timeout: 300_000 }, async () => {
    const made = await json<{ ok: boolean; customers: number; bills: number; usage: number }>(here('demo', '--scale', '2', '--seed', '7'));
    expect([made.code, made.value.ok, made.value.customers]).toEqual([0, true, 18]);
    expect(made.value.bills).toBeGreaterThan(190);
    expect(made.err).toBe('');
    expect(await care(here('demo', '--scale', '2'))).toMatchObject({ code: 1, out: '', err: expect.stringContaining('holds data already') as string });
    expect(await care(here('demo', '--scale', 'many'))).toMatchObject({ code: 1, err: expect.stringContaining('--scale must be a whole number') as string });
  });

  it('verifies it and says how many rows of what it looked at', { timeout: 120_000 }, async () => {
    const { code, out } = await care(here('verify'));
    expect(code).toBe(0);
    expect(out).toMatch(/All \d+ checks hold\.\n$/);
    expect(out.split('\n').filter((line) => /^ok .*: [1-9]\d* checked$/.test(line)).length).toBeGreaterThan(12);
    expect(out).not.toContain('BROKEN');
  });

  it('imports usage, and the same again changes nothing', { timeout: 120_000 }, async () => {
    const file = join(place, 'late.csv');
    writeFileSync(file, 'key,line,usage,start,units,destination,visited\nlate-1,12065550142,voice,2026-11-18T10:00:00Z,60,390655501942,\nlate-2,19995550000,voice,2026-11-18T10:00:00Z,60,390655501942,\nlate-3,12065550142,voice,soon,60,,\n');
    const first = await json<{ ok: boolean; rejected: Array<{ line: number }> }>(here('usage', 'import', file));
    expect(first.value).toMatchObject({ ok: true, file: 'late.csv', rows: 3, accepted: 1, duplicates: 0, unanswered: 0, suspended: 1, repeated: false });
    expect([first.code, first.value.rejected.map(({ line }) => line)]).toEqual([0, [4]]);
    const second = await care(here('usage', 'import', file));
    expect([second.code, second.out]).toEqual([0, 'late.csv was imported before; nothing changed.\n']);
    expect(await owned((owner) => row(owner, "select count(*)::int as n from bill.usage u where u.key like 'late-%'"))).toEqual({ n: 1 });
    expect(await care(here('usage', 'import'))).toMatchObject({ code: 1, err: 'Write: care usage import FILE, care usage recycle or care usage thresholds\n' });
    expect(await care(here('usage', 'import', join(place, 'none.csv')))).toMatchObject({ code: 1, err: expect.stringContaining('could not be read') as string });
  });

  it('tries suspended usage again and lists what is left', { timeout: 120_000 }, async () => {
    expect(await care(here('usage', 'recycle'))).toEqual({ code: 0, out: '0 accepted, 1 still in suspense.\n  late.csv: 1 unknownService\n', err: '' });
    await owned((owner) => owner.raw("insert into care.services (customer_id, account_id, kind, reference, started) select a.customer_id, a.id, 'mobile', '19995550000', '2026-11-01' from bill.accounts a order by a.id limit 1"));
    const { value } = await json<object>(here('usage', 'recycle', '--file', 'late.csv'));
    expect(value).toEqual({ ok: true, accepted: 1, late: 0, known: 0, left: 0, waiting: [] });
    expect(await care(here('usage', 'recycle', '--file', 'late.csv'))).toMatchObject({ code: 1, out: '', err: 'Nothing of late.csv is in suspense.\n' });
    expect(await care(here('usage', 'recycle', '--zone', 'UTC'))).toMatchObject({ code: 1, err: expect.stringContaining('--file') as string });
    expect(await care(here('usage', 'recycle', '--file', 'late.csv', '--line-from', 'dst'))).toMatchObject({ code: 1, err: expect.stringContaining('lineFrom') as string });
  });

  it('makes the bills of a day once', { timeout: 120_000 }, async () => {
    expect(await care(here('bill-run', '--day', '2027-01-01'))).toMatchObject({ code: 1, err: expect.stringContaining('still to come') as string });
    expect(await care(here('bill-run', '--day', 'tomorrow'))).toMatchObject({ code: 1, err: expect.stringContaining('--day must be a day') as string });
    await owned((owner) => owner.raw("update care.settings set clock_offset = '2026-12-05T16:00:00Z'::timestamptz - transaction_timestamp()"));
    const due = await owned((owner) => row<{ n: number }>(owner, 'select count(*)::int as n from bill.accounts a where a.cycle_day = 5 and a.payer_id is null'));
    const first = await json<{ ok: boolean; day: string; bills: number; total: number; currency: string; failed: unknown[] }>(here('bill-run'));
    expect([first.code, first.value.ok, first.value.day, first.value.bills, first.value.currency, first.value.failed]).toEqual([0, true, '2026-12-05', due?.n, 'USD', []]);
    expect(first.value.total).toBe((await owned((owner) => row<{ total: number }>(owner, "select sum(b.total)::int as total from bill.bills b where b.bill_day = '2026-12-05'")))?.total);
    const second = await care(here('bill-run', '--day', '2026-12-05'));
    expect([second.code, second.out]).toEqual([0, '0 bills of 2026-12-05, $0.00 in all.\n']);
    expect((await json<Verified>(here('verify'))).value.ok).toBe(true);
  });

  it('stops while somebody has the folder open, and takes over from a process that is gone', { timeout: 120_000 }, async () => {
    const unlock = lockFolder(folder);
    for (const args of [['verify'], ['migrate'], ['bill-run']]) expect(await care(here(...args))).toEqual({ code: 1, out: '', err: `Another Careline (process ${process.pid}) has the embedded database open. Close it first.\n` });
    unlock();
    const gone: SpawnSyncReturns<string> = spawnSync(process.execPath, ['-e', ''], { encoding: 'utf8' });
    writeFileSync(join(folder, 'careline.lock'), String(gone.pid));
    expect((await care(here('migrate'))).code).toBe(0);
  });

  it('finds what is broken and names it', { timeout: 120_000 }, async () => {
    const line = "(select l.id from bill.lines l join bill.bills b on b.id = l.bill_id where b.number like '2611-%' and l.events = 0 order by l.id limit 1)";
    const change = (owner: Parameters<Parameters<typeof owned>[0]>[0], table: string, statement: string) => owner.raw(`alter table ${table} disable trigger all; ${statement}; alter table ${table} enable trigger all`);
    await owned((owner) => change(owner, 'bill.lines', `update bill.lines set amount = amount + 1 where id = ${line}`));
    const { code, value } = await json<Verified>(here('verify'));
    expect([code, value.ok]).toEqual([1, false]);
    expect(value.checks.filter(({ broken }) => broken > 0).map(({ name }) => name)).toEqual(['a bill is the sum of its lines and taxes', 'every bill explains its difference to the bill before, residual 0']);
    expect(value.unexplained.length).toBeGreaterThan(0);
    await owned(async (owner) => {
      await change(owner, 'bill.lines', `update bill.lines set amount = amount - 1 where id = ${line}`);
      await change(owner, 'ledger.entries', 'update ledger.entries set amount = amount + 100 where (transaction_id, line) = (select transaction_id, line from ledger.entries order by 1, 2 limit 1)');
    });
    const { out } = await care(here('verify'));
    expect(out).toMatch(/^BROKEN ledger transactions sum to zero: 1 of \d+$/m);
    expect(out).toMatch(/^BROKEN the whole ledger sums to zero: 1 of 1$/m);
    expect(out).toMatch(/\d+ of \d+ checks failed\.\n$/);
  });
});

describe('care on a server', () => {
  let demo: DemoWorld;
  let empty: FreshDatabase;
  const as = (login: string, password: string) => {
    const address = new URL(demo.url ?? '');
    address.username = login;
    address.password = password;
    return address.toString();
  };
  beforeAll(async () => {
    demo = await demoWorld('server');
    empty = await freshDatabase();
  }, 300_000);
  afterAll(async () => {
    await demo?.close();
    await empty?.close();
  });

  it('works as the worker: verify, usage import and bill-run', { timeout: 120_000 }, async () => {
    const worker = as('careworker', 'demo-worker-2026');
    const verified = await json<Verified>(['verify'], worker);
    expect([verified.code, verified.value.ok, verified.value.checks.filter(({ broken }) => broken > 0)]).toEqual([0, true, []]);
    const file = join(place, 'server.csv');
    writeFileSync(file, 'key,line,usage,start,units,destination,visited\nserver-1,13605550117,voice,2026-11-18T10:00:00Z,60,390655501942,\n');
    expect((await json(['usage', 'import', file], worker)).value).toMatchObject({ ok: true, accepted: 1, repeated: false });
    expect((await json(['usage', 'import', file], worker)).value).toMatchObject({ ok: true, accepted: 0, repeated: true });
    await demo.owner.raw("update care.settings set clock_offset = '2026-12-01T16:00:00Z'::timestamptz - transaction_timestamp()");
    expect((await json(['bill-run'], worker)).value).toMatchObject({ ok: true, day: '2026-12-01', bills: 2, failed: [] });
    expect((await json(['bill-run'], worker)).value).toMatchObject({ ok: true, bills: 0 });
    expect((await care(['verify'], worker)).code).toBe(0);
  });

  it('does nothing of it as an agent', async () => {
    const agent = as('nadia.okafor', 'demo-agent-2026');
    for (const args of [['verify'], ['bill-run', '--day', '2026-11-18'], ['usage', 'import', 'docs/guide/examples/usage.csv'], ['migrate']]) {
      const { code, out, err } = await care(args, agent);
      expect([args[0], code, out]).toEqual([args[0], 1, '']);
      expect(err.split('\n').filter(Boolean), args[0]).toHaveLength(1);
    }
  });

  it('migrates a database that is there already, as its owner', async () => {
    expect((await json(['migrate'], empty.url ?? '')).value).toMatchObject({ ok: true, applied: [] });
  });
});
