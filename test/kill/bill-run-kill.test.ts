import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { workBillRuns } from '../../src/main/billing/bill-run-work.ts';
import { row } from '../../src/main/platform/database.ts';
import { broken, madeBills, pastLeases, printsOf, start, untilNextDay } from '../billing/bill-run-kit.ts';
import { builtWith } from '../support/built-main.ts';
import { type DemoWorld, demoWorld } from '../support/demo-world.ts';
import { nobodyWorks } from './kill-kit.ts';

const ROUNDS = Number(process.env.CARELINE_KILL_ROUNDS ?? 20);
const SCALE = 40;
const WORKERS = 2;

async function billDay(): Promise<DemoWorld> {
  const demo = await demoWorld('server', SCALE);
  await untilNextDay(demo);
  return demo;
}

/** One life of two workers, killed at once after a number of parts that differs from round to round, plus a moment. True where they were. */
async function round(program: string, { url }: DemoWorld, at: number): Promise<boolean> {
  let said = 0;
  const kill: { now?: () => void } = {};
  const workers = Array.from({ length: WORKERS }, (_, n): ChildProcess => {
    const child = spawn(process.execPath, [program, url ?? '', `round ${at} worker ${n}`], { stdio: ['ignore', 'pipe', 'pipe'] });
    createInterface({ input: child.stdout! }).on('line', () => {
      said += 1;
      if (said === 1 + ((at * 5) % 7)) setTimeout(() => kill.now?.(), (at * 13) % 29);
    });
    return child;
  });
  kill.now = () => workers.forEach((worker) => worker.kill('SIGKILL'));
  const ends = await Promise.all(workers.map((worker) => new Promise<{ signal: string | null; err: string }>((resolve) => {
    let err = '';
    worker.stderr!.on('data', (text: Buffer) => { err += text.toString(); });
    worker.on('close', (_code, signal) => resolve({ signal, err }));
  })));
  const killed = ends.some(({ signal }) => signal === 'SIGKILL');
  if (!killed) expect(ends.map(({ err }) => err)).toEqual(ends.map(() => ''));
  return killed;
}

it(`workers killed ${ROUNDS} times in the middle of a bill run lose, double and halve no bill, and end as if nobody had been killed`, async () => {
  const program = join(await builtWith('bill-run-worker', 'test/kill/bill-run-worker.ts'), 'bill-run-worker.js');
  const calm = await billDay();
  await start(calm.worker, 'final', 1);
  await workBillRuns(calm.worker, { name: 'undisturbed' });
  const whole = printsOf(await madeBills(calm));
  expect(whole.length).toBeGreaterThan(5);
  await calm.close();
  let killed = 0;
  let at = 0;
  let halfway = 0;
  while (killed < ROUNDS) {
    const demo = await billDay();
    const run = await start(demo.worker, 'final', 1);
    await demo.worker.close();
    for (let ended = false; !ended; at += 1) {
      if (await round(program, demo, at)) killed += 1;
      await nobodyWorks(demo);
      expect(await broken(demo), `round ${at}`).toEqual([]);
      // A part is marked as done exactly where its bills are.
      const marks = await row<{ marked: number; made: number; state: string; left: number }>(demo.owner, `select (select coalesce(sum(c.bills), 0)::int from bill.run_chunks c where c.run_id = r.id) as marked, (select count(*)::int from bill.bills b where b.bill_day = r.bill_day and b.category = 'normal') as made, r.state,
        (select count(*)::int from bill.run_chunks c where c.run_id = r.id and c.done_at is null) as left from bill.runs r where r.id = ?`, [run]);
      expect(marks?.made, `round ${at}`).toBe(marks?.marked);
      if (marks && marks.left > 0 && marks.made > 0) halfway += 1;
      ended = marks?.state === 'done';
      // Some rounds wait for the lease to run out, the others do not take the time.
      if (at % 4 > 0) await pastLeases(demo);
      if (marks?.state === 'paused') await demo.owner.raw("update bill.runs set state = 'running', problem = null; update bill.run_chunks set takes = 0 where done_at is null");
    }
    expect(printsOf(await madeBills(demo))).toEqual(whole);
    await demo.close();
  }
  expect(killed).toBeGreaterThanOrEqual(ROUNDS);
  expect(halfway).toBeGreaterThan(0);
});
