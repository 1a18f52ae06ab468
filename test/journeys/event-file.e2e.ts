import { expect, test } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { endCall, signIn, takeCall, verify } from './support/desk.ts';
import { grid } from './support/grid.ts';
import { press, runByPalette } from './support/keys.ts';

const elena = stories.find((story) => story.key === 'elena')!;
const folder = mkdtempSync(join(tmpdir(), 'careline-events-'));
const file = join(folder, 'calls.csv');
let running: RunningApp;

test.beforeAll(async () => {
  running = await startApp({ env: { CARELINE_SAVE_FILE: file } });
});
test.afterAll(async () => {
  await stopApp(running);
  rmSync(folder, { recursive: true, force: true });
});

test('"Send me every call that is on my bill": the agent saves them as a file, by keys alone', async () => {
  const { page } = running;
  await signIn(page);
  await takeCall(page, elena.phone, elena.name);
  await verify(page, elena.pin);
  await press(page, 'Alt+2');
  await expect(grid(page, 'Charges').getByRole('row').filter({ hasText: 'Unlimited Plus' }).first()).toBeVisible();
  await runByPalette(page, 'Save the events of this bill');
  await expect(page.getByText(/^\d+ events saved to /)).toBeVisible();
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(rows[0]).toMatch(/^account,bill,service,charge,start,/);
  expect(rows.filter((row) => row.includes('Roaming data, Mexico') && row.startsWith(`${elena.number},`)).length).toBeGreaterThan(0);
  await endCall(page);
});
