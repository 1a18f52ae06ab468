import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { row, rows } from '../../src/main/platform/database.ts';
import { broken } from '../billing/bill-run-kit.ts';
import { builtWith } from '../support/built-main.ts';
import { type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { life, nobodyWorks } from './kill-kit.ts';

const ROUNDS = Number(process.env.CARELINE_KILL_ROUNDS ?? 20);
const ROUNDS_A_WORLD = 20;
const ROWS = 5_400;
/** Each ninth row is of a line that nobody has. */
const WAITING = ROWS / 9;
const NEVER = { said: Number.POSITIVE_INFINITY, momentMs: 0 };
/** The lines that an import says: begun, two chunks read, writing, done. */
const [WRITING, WHOLE] = [4, 5];

function usageFile(folder: string, at: number): string {
  const path = join(folder, `round-${at}.csv`);
  writeFileSync(path, ['key,line,usage,start,units,destination,visited', ...Array.from({ length: ROWS }, (_, n) => `k-${at}-${n},${n % 9 === 0 ? '19995550000' : '12065550142'},sms,2026-11-17T${String(n % 24).padStart(2, '0')}:00:00Z,1,13605550117,`)].join('\n'));
  return path;
}

/** What is there of a file: its usage, what waits, and its import. */
const thereOf = ({ owner }: DemoWorld, at: number) => row<{ usage: number; waiting: number; imports: number; audited: number }>(owner, `select (select count(*)::int from bill.usage u where u.key like ?) as usage, (select count(*)::int from bill.suspense s where s.key like ?) as waiting,
  (select count(*)::int from bill.imports i where i.file = ?) as imports, (select count(*)::int from audit.entries e join bill.imports i on e.object = 'import ' || i.id where i.file = ?) as audited`, [`k-${at}-%`, `k-${at}-%`, `round-${at}.csv`, `round-${at}.csv`]);

/** All that was imported, without what depends on when and in which order. */
const printOf = ({ owner }: DemoWorld) => rows<object>(owner, `select i.file, i.rows, i.accepted, i.duplicates, i.suspended, (select md5(string_agg(concat_ws('|', u.key, u.service_id, u.account_id, u.kind, u.started_at, u.units, u.destination, u.visited), ',' order by u.key)) from bill.usage u where u.import_id = i.id) as usage,
  (select md5(string_agg(concat_ws('|', s.key, s.line, s.reason, s.row, s.resolved_at), ',' order by s.key)) from bill.suspense s where s.import_id = i.id) as waiting from bill.imports i where i.file like 'round-%' order by i.file`);

it(`imports killed ${ROUNDS} times are there whole or not at all, and end as if nobody had been killed`, { timeout: Math.max(900_000, ROUNDS * 15_000) }, async () => {
  const program = join(await builtWith('import-worker', 'test/kill/import-worker.ts'), 'import-worker.js');
  const folder = mkdtempSync(join(tmpdir(), 'careline-import-kill-'));
  const seen = { killed: 0, whileWriting: 0, before: 0, after: 0 };
  for (let at = 0; seen.killed < ROUNDS; ) {
    const [demo, calm] = [await demoWorld('server'), await demoWorld('server')];
    for (let one = 0; one < ROUNDS_A_WORLD && seen.killed < ROUNDS; one += 1, at += 1) {
      const path = usageFile(folder, at);
      // Every other blow falls while the rows are written, the rest anywhere before or after.
      const blow = at % 2 === 0 ? { said: WRITING, momentMs: (at * 37) % 400 } : { said: 1 + ((at * 5) % WHOLE), momentMs: (at * 13) % 90 };
      const { killed, lines } = await life(program, [demo.url ?? '', path], blow);
      await nobodyWorks(demo);
      const there = await thereOf(demo, at);
      expect([{ usage: 0, waiting: 0, imports: 0, audited: 0 }, { usage: ROWS - WAITING, waiting: WAITING, imports: 1, audited: 1 }], `round ${at}`).toContainEqual(there);
      expect(await broken(demo), `round ${at}`).toEqual([]);
      if (killed) {
        seen.killed += 1;
        if (there?.imports === 1) seen.after += 1;
        else if (lines.length === WRITING) seen.whileWriting += 1;
        else seen.before += 1;
      }
      await life(program, [demo.url ?? '', path], NEVER);
      await life(program, [calm.url ?? '', path], NEVER);
      rmSync(path);
    }
    const whole = await printOf(calm);
    expect(whole.length).toBeGreaterThan(0);
    expect(await printOf(demo)).toEqual(whole);
    await Promise.all([demo.close(), calm.close()]);
  }
  expect(seen.whileWriting, JSON.stringify(seen)).toBeGreaterThan(0);
  expect(seen.before, JSON.stringify(seen)).toBeGreaterThan(0);
  process.stdout.write(`killed imports: ${JSON.stringify(seen)}\n`);
  rmSync(folder, { recursive: true });
});
