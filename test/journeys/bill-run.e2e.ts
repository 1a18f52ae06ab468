import { expect, type Page, test } from '@playwright/test';
import { join } from 'node:path';
import { DEMO_WORKER } from '../../src/main/demo/staff.ts';
import { embeddedDatabase, row, rows } from '../../src/main/platform/database.ts';
import { openEmbedded } from '../support/embedded.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { signIn } from './support/desk.ts';
import { grid, readGrid } from './support/grid.ts';
import { press, runByPalette, tabTo } from './support/keys.ts';

let running: RunningApp;
let high = '';

/** Lets the next bill day come in the demo, with one account that is charged a figure too many. */
async function nextBillDay(userData: string): Promise<void> {
  const { owner, close } = await openEmbedded(join(userData, 'demo', 'data'));
  await rows(owner, "update care.settings set clock_offset = '2026-12-05T16:00:00Z'::timestamptz - transaction_timestamp()");
  const account = (await row<{ id: number; number: string }>(owner, 'select a.id, a.number from bill.accounts a where a.cycle_day = 5 and a.payer_id is null order by a.id limit 1'))!;
  high = account.number;
  await embeddedDatabase(owner, DEMO_WORKER).write((db) => rows(db, 'select api.add_one_time(?::jsonb)', [JSON.stringify({ accountId: account.id, charge: 'installation', label: 'Installation', amount: 500_000, day: '2026-11-20', cause: 'A figure too many' })]));
  await close();
}

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  const first = await startApp();
  await stopApp(first, true);
  await nextBillDay(first.userData);
  running = await startApp({ userData: first.userData });
});
test.afterAll(() => stopApp(running));

async function goOn(page: Page, name: RegExp): Promise<void> {
  const button = page.getByRole('button', { name });
  await expect(button).toBeVisible({ timeout: 60_000 });
  await tabTo(page, button, 80);
  await press(page, 'Enter');
}

test('an operator tries a bill run, looks at what stands out, and makes it final', async () => {
  const { page } = running;
  await signIn(page, 'operator');
  await runByPalette(page, 'Show bill runs');
  await expect(page.getByText('No bill run yet')).toBeVisible();
  await expect(page.getByLabel('Bill day')).toHaveValue('2026-12-05');
  await goOn(page, /^Try the run/);
  await expect(page.getByText('Trial of 5 Dec 2026, all accounts due')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Make final/ })).toBeVisible({ timeout: 60_000 });
  const came = await page.getByLabel('What it comes to').locator('dd').allInnerTexts();

  const outlier = grid(page, 'What stands out').getByRole('row').filter({ hasText: high }).filter({ hasText: 'Over three times the usual' });
  await expect(outlier).toBeVisible();
  await outlier.click();
  await expect(page.getByRole('status', { name: `Account ${high}` })).toContainText('Earlier bills');

  await goOn(page, /^Make final/);
  await expect(page.getByRole('dialog', { name: 'Make the bills of this trial' })).toContainText(came.at(-1)!.replace(/\s.*/, ''));
  await press(page, 'Control+Enter');
  await expect(page.getByText('Bills of 5 Dec 2026, all accounts due')).toBeVisible();
  await expect(page.locator('.ops-outcome').getByText('Done')).toBeVisible({ timeout: 60_000 });
  expect((await page.getByLabel('What it comes to').locator('dd').allInnerTexts()).slice(-3)).toEqual(came.slice(-3));
  const { rows: runs } = await readGrid(page, 'Bill runs');
  expect(runs.map(({ cells }) => cells[1])).toEqual(['Final', 'Trial']);
});

test('the same day again has no bill left to make', async () => {
  const { page } = running;
  await goOn(page, /^Try the run/);
  await expect(page.getByRole('button', { name: /^Make final/ })).toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
});
