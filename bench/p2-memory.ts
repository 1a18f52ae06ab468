import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { startProgram } from './support/cdp.ts';
import { median } from './support/measure.ts';
import { careline, emptyWindow, scratch } from './support/programs.ts';
import type { Plan } from './support/plan.ts';
import { byRatio, type Result } from './support/result.ts';
import { signInToSearch, untilSignInTakesKey } from './support/sign-in.ts';

const SETTLE_MS = 3_000;

/** P2: memory of all processes of the application, signed in at a shared server, against an empty window. Linux alone says it. */
export async function memory(plan: Plan): Promise<Result[]> {
  if (process.platform !== 'linux') return [];
  const world = await plan.world(plan.sizes[0] ?? 0);
  const [app, empty] = [await careline(), await emptyWindow()];
  const folders = { app: scratch(), empty: scratch() };
  const used = { front: [] as number[], desk: [] as number[], empty: [] as number[] };
  try {
    for (let round = 0; round < (plan.quick ? 1 : 5); round += 1) {
      const blank = await startProgram(empty, { CARELINE_USER_DATA: folders.empty.path });
      await blank.until("document.readyState === 'complete' ? true : null", 'the empty window');
      await wait(SETTLE_MS);
      used.empty.push(megabytesOf(blank.pid));
      await blank.stop();
      const desk = await startProgram(app, { CARELINE_USER_DATA: folders.app.path, CARELINE_DATABASE_URL: world.desk });
      await untilSignInTakesKey(desk);
      await wait(SETTLE_MS);
      used.front.push(megabytesOf(desk.pid));
      await signInToSearch(desk);
      await wait(SETTLE_MS);
      used.desk.push(megabytesOf(desk.pid));
      await desk.stop();
    }
  } finally {
    for (const folder of Object.values(folders)) folder.done();
  }
  const row = (name: string, values: ReadonlyArray<number>, judged: boolean) => byRatio({
    id: 'P2', name, size: `${values.length} starts`, unit: 'MB', value: median(values), reference: median(used.empty), ratio: median(values.map((value, at) => value / (used.empty[at] ?? Number.NaN))), ...(judged ? { goal: 1.6, aim: 1.35 } : {}), note: 'proportional set size of all processes against an empty window',
  });
  return [row('memory at the desk, signed in', used.desk, true), row('memory at the sign-in screen', used.front, false)];
}

/** The proportional set size of a process and all below it, in megabytes. */
function megabytesOf(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const fields = text(`/proc/${name}/stat`).replace(/^.*\) /s, '').split(' ');
    if (fields[1]) parents.set(Number(name), Number(fields[1]));
  }
  const family = new Set([root]);
  for (let grown = -1; grown !== family.size; ) {
    grown = family.size;
    for (const [pid, parent] of parents) if (family.has(parent)) family.add(pid);
  }
  return [...family].reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+)/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0) / 1024;
}

/** A process may end while it is looked at. */
function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
