import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ImportProgress } from '../../src/contract/operations.ts';
import { readOnThread } from '../../src/main/operations/read-on-thread.ts';
import { answered } from '../../src/main/platform/dispatch.ts';
import { switchboard } from '../../src/main/procedures.ts';
import { builtMain } from '../support/built-main.ts';
import { deskFor, onDemos, refusal } from '../support/demo-world.ts';
import { digestOf } from '../support/digest.ts';
import { logOfThisFile } from '../support/log-file.ts';

const log = logOfThisFile();
const folder = mkdtempSync(join(tmpdir(), 'careline-thread-'));
const profile = { format: 'careline', zone: 'UTC', lineFrom: 'src', seventeenth: 'uniqueid', countryPrefix: '1' } as const;
let built = '';
beforeAll(async () => {
  built = await builtMain();
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of three chunks. */
function usageFile(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, ['key,line,usage,start,units,destination,visited', ...Array.from({ length: 12_000 }, (_, at) => `${name}-${at},12065550142,sms,2026-11-17T18:00:00Z,1,13605550117,`)].join('\n'));
  return path;
}

/** The product's thread in which `code` runs first at each message: the first opens the file, the next begins a chunk. */
function threadThat(name: string, code: string): string {
  const place = mkdtempSync(join(folder, `${name}-`));
  writeFileSync(join(place, 'usage-thread.js'), `const { parentPort } = require('node:worker_threads'); const fs = require('node:fs'); let message = 0;\nparentPort.on('message', () => { message += 1; ${code} });\nrequire(${JSON.stringify(join(built, 'usage-thread.js'))});\n`);
  return place;
}

onDemos('The thread that reads usage', async (demo) => {
  const desk = await deskFor(demo, 'operator');
  return { careOn: (place: string) => createRouterClient(switchboard(async () => undefined, readOnThread(place)), { context: { desk }, interceptors: [answered] }) };
}, (made, demo) => {
  async function imported(place: string, path: string, told: (step: ImportProgress) => void = () => undefined): Promise<void> {
    for await (const step of await made().careOn(place).operations.importUsage({ path, profile })) told(step);
  }

  it('stands still in the middle of a file, and other calls are answered all the same', async () => {
    const go = join(folder, `go-${demo().engine}`);
    // Whoever waits here stops the whole thread he is on.
    const place = threadThat('waits', `if (message === 4) while (!fs.existsSync(${JSON.stringify(go)}));`);
    const happened: string[] = [];
    let reached = () => undefined as void;
    const middle = new Promise<void>((resolve) => (reached = resolve));
    const whole = imported(place, usageFile(`waits-${demo().engine}.csv`), (step) => {
      happened.push(step.kind);
      reached();
    });
    await middle;
    expect((await made().careOn(place).operations.imports()).map(({ file }) => file)).not.toContain(`waits-${demo().engine}.csv`);
    happened.push('answered');
    writeFileSync(go, '');
    await whole;
    expect(happened).toEqual(['progress', 'answered', 'progress', 'progress', 'progress', 'result']);
    expect((await made().careOn(place).operations.imports())[0]).toMatchObject({ file: `waits-${demo().engine}.csv`, accepted: 12_000 });
  });

  it('dies in the middle of a file: the import says so, nothing is half there, and the file can be imported again', async () => {
    const path = usageFile(`dies-${demo().engine}.csv`);
    const sentence = `Reading dies-${demo().engine}.csv stopped before its end. Nothing of it was imported; import it again.`;
    const before = await digestOf(demo().owner);
    for (const [name, code] of [['exits', 'if (message === 5) process.exit(1);'], ['throws', "if (message === 5) throw new Error('a broken thread');"]] as const) {
      const steps: ImportProgress[] = [];
      expect(await refusal(imported(threadThat(name, code), path, (step) => steps.push(step))), name).toMatchObject({ code: 'INTERRUPTED', sentence });
      expect(steps.map(({ kind }) => kind)).toEqual(['progress', 'progress']);
      expect(await digestOf(demo().owner)).toEqual(before);
    }
    expect(log().filter((line) => line.includes('a broken thread'))).toHaveLength(1);
    const steps: ImportProgress[] = [];
    await imported(built, path, (step) => steps.push(step));
    expect(steps.at(-1)).toMatchObject({ kind: 'result', result: { accepted: 12_000 } });
  });

  it('ends when nobody asks any more, and nothing of the file is there', async () => {
    const path = usageFile(`left-${demo().engine}.csv`);
    const reading = readOnThread(built)(path, profile);
    expect(await reading.next()).toMatchObject({ value: { kind: 'opened' } });
    expect(await reading.next()).toMatchObject({ value: { kind: 'asks', done: 5_000 } });
    await reading.stop();
    expect(await refusal(reading.next())).toMatchObject({ code: 'INTERRUPTED' });
    const steps = await made().careOn(built).operations.importUsage({ path, profile });
    await steps.next();
    await steps.return?.(undefined);
    expect((await made().careOn(built).operations.imports()).map(({ file }) => file)).not.toContain(`left-${demo().engine}.csv`);
  });
});
