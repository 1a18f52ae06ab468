import { expect, type Page, test } from '@playwright/test';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { expectView, signIn, signOut, takeCall, verify } from './support/desk.ts';
import { grid, readGrid } from './support/grid.ts';
import { press, tabTo } from './support/keys.ts';
import { ask } from './support/line.ts';

const elena = stories.find((story) => story.key === 'elena')!;
const folder = mkdtempSync(join(tmpdir(), 'careline-usage-'));
const file = join(folder, 'november.csv');
const HEAD = 'key,line,usage,start,units,destination,visited';
let running: RunningApp;

writeFileSync(file, [
  HEAD,
  'j-1,12065550142,voice,2026-11-16T19:00:00-08:00,600,390655501942,',
  'j-2,12065550142,data,2026-11-16T20:00:00Z,52000,,MX Movilsur',
  'j-2,12065550142,data,2026-11-16T20:00:00Z,52000,,MX Movilsur',
  'j-4,19995550000,voice,2026-11-16T22:00:00Z,60,12065550100,',
  'j-5,12065550142,fax,2026-11-16T22:00:00Z,60,12065550100,',
].join('\n'));

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp({ env: { CARELINE_PICK_FILE: file } });
});
test.afterAll(() => stopApp(running));

/** The counts of the result of an import, by name. */
async function counts(page: Page): Promise<Record<string, string>> {
  const result = page.getByRole('region', { name: 'Result of the import' });
  await expect(result).toBeVisible({ timeout: 60_000 });
  const [names, values] = [await result.locator('dt').allInnerTexts(), await result.locator('dd').allInnerTexts()];
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

async function importFile(page: Page): Promise<void> {
  await tabTo(page, page.getByRole('button', { name: /^Choose (another )?file$/ }).first(), 60);
  await press(page, 'Enter');
  const go = page.getByRole('button', { name: /^Import (file|again)$/ });
  await expect(go).toBeVisible();
  await tabTo(page, go, 60);
  await press(page, 'Enter');
}

test('an operator imports a usage file and sees what became of each row', async () => {
  const { page } = running;
  await signIn(page, 'operator');
  await importFile(page);
  expect(await counts(page)).toEqual({ Rows: '5', Accepted: '2', Duplicates: '1', Unanswered: '0', 'In suspense': '1', Rejected: '1' });
  const rejected = await readGrid(page, 'Rejected rows');
  expect(rejected.rows).toHaveLength(1);
  expect(rejected.rows[0]!.cells[0]).toBe('6');
  expect(rejected.rows[0]!.cells[1]).toContain('fax');
  await expect(grid(page, 'Imported files')).toContainText('november.csv');
  await expect(grid(page, 'Usage in suspense').getByRole('row').filter({ hasText: 'november.csv' })).toContainText('Unknown service');
});

test('importing the same file again changes nothing', async () => {
  const { page } = running;
  const again = page.getByRole('button', { name: 'Import again' });
  await tabTo(page, again, 60);
  await press(page, 'Enter');
  await expect(page.getByText('This file was imported before: nothing changed.')).toBeVisible();
  expect((await counts(page))['Accepted']).toBe('0');
  await signOut(page);
});

test('what was imported stands on the bill in progress with its price', async () => {
  const { page } = running;
  await signIn(page, 'agent');
  await takeCall(page, elena.phone, elena.name);
  await verify(page, elena.pin);
  await press(page, 'Alt+2');
  await expectView(page, 'Billing');
  await tabTo(page, page.getByRole('listbox', { name: 'Bills' }).getByRole('option', { selected: true }), 80);
  await press(page, 'Home');
  await expect(page.getByRole('heading', { name: 'Not yet billed' })).toBeVisible();
  const charges = page.getByRole('treegrid', { name: 'Charges' });
  // 52 MB at $0.05 a MB.
  await press(page, '/');
  await page.keyboard.type('Mexico');
  await expect(charges.getByRole('row').filter({ hasText: 'Roaming data, Mexico' }).first()).toContainText('2.60');
});

test('while a long import runs, the shell and other calls answer', async () => {
  const { page } = running;
  await press(page, 'Shift+F9');
  const close = page.getByRole('button', { name: 'Close without wrap-up' });
  await close.focus();
  await press(page, 'Enter');
  await signOut(page);
  const rows = Array.from({ length: 30_000 }, (_, index) => `long-${index},12065550187,data,2026-11-${String(6 + (index % 11)).padStart(2, '0')}T${String(index % 24).padStart(2, '0')}:00:00Z,100,,`);
  writeFileSync(file, [HEAD, ...rows].join('\n'));
  await signIn(page, 'operator');
  await importFile(page);
  const progress = page.getByRole('progressbar', { name: 'Import' });
  await expect(progress).toBeVisible();

  const waits: number[] = [];
  let frames = 0;
  const result = page.getByRole('region', { name: 'Result of the import' });
  const until = Date.now() + 60_000;
  while (!(await result.isVisible()) && Date.now() < until) {
    const { answer, ms } = await ask(page, 'staff.appState');
    expect((answer as { me: { role: string } }).me.role).toBe('operator');
    waits.push(ms);
    // A frame is drawn and a command of the window is answered meanwhile.
    frames += await page.evaluate(() => new Promise<number>((resolve) => { requestAnimationFrame(() => resolve(1)); }));
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
    await page.waitForTimeout(20);
  }
  expect((await counts(page))['Accepted']).toBe('30,000');
  expect(waits.length, 'the import was over before anything could be asked').toBeGreaterThan(5);
  expect(frames).toBe(waits.length);
  await press(page, 'g', 's');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  test.info().annotations.push({ type: 'answers during the import', description: `${waits.length}, longest ${Math.round(Math.max(...waits))} ms` });
});
