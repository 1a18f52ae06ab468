import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { row, rows } from '../../src/main/platform/database.ts';
import { builtWith } from '../support/built-main.ts';
import { embeddedTemplate } from '../support/demo-world.ts';
import { openEmbedded } from '../support/embedded.ts';

const ROUNDS = Number(process.env.CARELINE_KILL_ROUNDS ?? 10);

type Round = { readonly found: number; readonly highest: number; readonly acknowledged: number };

/** One life of the writer: killed at once after a number of commits that differs from round to round, plus a moment. */
function round(program: string, folder: string, template: string, commits: number, momentMs: number): Promise<Round> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, folder, template], { stdio: ['ignore', 'pipe', 'pipe'] });
    let found: { n: number; highest: number } | undefined;
    let [acknowledged, said, err] = [0, 0, ''];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [word, a = '', b = ''] = line.split(' ');
      if (word === 'found') found = { n: Number(a), highest: Number(b) };
      if (word !== 'done') return;
      acknowledged = Number(a);
      said += 1;
      if (said === commits) setTimeout(() => child.kill('SIGKILL'), momentMs);
    });
    child.stderr.on('data', (text: Buffer) => { err += text.toString(); });
    child.on('close', (code, signal) => {
      if (signal !== 'SIGKILL' || !found) reject(new Error(`The writer ended by itself with code ${code}: ${err}`));
      else resolve({ found: found.n, highest: found.highest, acknowledged });
    });
  });
}

it(`a desk killed ${ROUNDS} times in the middle of its work opens again each time and has lost nothing that was acknowledged`, async () => {
  const program = join(await builtWith('writer', 'test/kill/writer.ts'), 'writer.js');
  const template = await embeddedTemplate();
  const folder = mkdtempSync(join(tmpdir(), 'careline-kill-'));
  try {
    let last = 0;
    for (let at = 0; at < ROUNDS; at += 1) {
      const { found, highest, acknowledged } = await round(program, folder, template, 1 + ((at * 7) % 23), (at * 13) % 29);
      // One commit at the most was under way when the blow fell: it may be there without having been told.
      expect([last, last + 1], `round ${at}`).toContain(highest);
      expect(found, `round ${at}`).toBe(highest);
      expect(acknowledged).toBeGreaterThan(highest);
      last = acknowledged;
    }
    const { owner, close } = await openEmbedded(join(folder, 'data'));
    const kept = await rows<{ n: number }>(owner, "select substr(d.key, 6)::int as n from care.drafts d where d.key like 'work-%' order by 1");
    expect([last, last + 1]).toContain(kept.length);
    expect(kept.map(({ n }) => n)).toEqual(kept.map((_, index) => index + 1));
    const calls = await row<{ n: number }>(owner, "select count(*)::int as n from care.interactions i where i.call_id like 'work-%'");
    expect(calls?.n).toBe(kept.length);
    const rules = await rows<{ name: string; broken: number; checked: number }>(owner, 'select v.name, v.broken, v.checked from api.verify_money() v');
    expect(rules.filter(({ broken }) => broken > 0)).toEqual([]);
    expect(rules.length).toBeGreaterThan(10);
    await close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
