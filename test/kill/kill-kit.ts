import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { row } from '../../src/main/platform/database.ts';
import type { DemoWorld } from '../support/demo-world.ts';

/** When a program is killed: as soon as it said so many lines, and then after a moment. */
export type Blow = { readonly said: number; readonly momentMs: number };

/** One life of a program, killed by the blow unless it ends before; then it must have ended well. */
export function life(program: string, args: ReadonlyArray<string>, { said, momentMs }: Blow): Promise<{ readonly killed: boolean; readonly lines: ReadonlyArray<string> }> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let err = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (lines.length === said) setTimeout(() => child.kill('SIGKILL'), momentMs);
  });
  child.stderr.on('data', (text: Buffer) => { err += text.toString(); });
  return new Promise((resolve, reject) => child.on('close', (code, signal) => {
    if (signal === 'SIGKILL') resolve({ killed: true, lines });
    else if (code === 0 && err === '') resolve({ killed: false, lines });
    else reject(new Error(`It ended by itself with code ${code}: ${err}`));
  }));
}

/** Until the server noticed that they are gone, and rolled back what they had begun. */
export async function nobodyWorks({ owner }: DemoWorld): Promise<void> {
  for (;;) {
    const left = await row<{ n: number }>(owner, "select count(*)::int as n from pg_stat_activity s where s.datname = current_database() and s.usename = 'careworker'");
    if (left?.n === 0) return;
    await wait(10);
  }
}
