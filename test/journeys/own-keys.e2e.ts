import { expect, type Page, test } from '@playwright/test';
import { ridgeline } from '../../src/main/demo/stories/ridgeline.ts';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { expectInFront, expectView, openByNumber, signIn, signOut, verifyWithTwo } from './support/desk.ts';
import { press, runByPalette } from './support/keys.ts';

const [group, clinic] = ridgeline.customers;
const elena = stories.find((story) => story.key === 'elena')!;
const compare = { name: 'Change the key: Compare bills' };
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

const keysOf = (page: Page) => page.locator('.cust-id').getByRole('button', { name: 'Compare bills' }).locator('kbd');

test('a command is given another key, and its old one does nothing any more', async () => {
  const { page } = running;
  await press(page, 'g', 's');
  await page.getByRole('button', compare).focus();
  await press(page, 'Enter', 'n');
  await expect(page.getByRole('alert').filter({ hasText: 'N is the key of' })).toContainText('“Write call notes”');
  await press(page, 'k');
  await expect(page.getByRole('button', compare)).toBeFocused();
  await openByNumber(page, elena.number, elena.name);
  await verifyWithTwo(page, elena);
  await expect(keysOf(page)).toHaveText(['K']);
  await press(page, 'c');
  await expectView(page, 'Overview');
  await press(page, 'k');
  await expectView(page, 'Compare bills');
});

test('the clinic whose bills go to its group offers none, and leads to them', async () => {
  const { page } = running;
  await openByNumber(page, clinic!.number, clinic!.name);
  await verifyWithTwo(page, clinic!);
  await expect(page.getByRole('button', { name: /Compare bills|Bill now/ })).toHaveCount(0);
  await expect(page.getByRole('tabpanel', { name: 'Overview' })).toContainText(`Bills go to ${group!.name}`);
  await press(page, 'k');
  await expectView(page, 'Overview');
  await expect(page.getByRole('button', { name: `Bills of ${group!.name}` })).toBeVisible();
  await runByPalette(page, `Open the bills of ${group!.name}`);
  await expectInFront(page, group!.name);
  await expectView(page, 'Billing');
});

test('keys and messages are of one person: the next one has the usual keys and no message', async () => {
  const { page } = running;
  await runByPalette(page, 'Show messages');
  await press(page, 'Escape');
  await signOut(page);
  await signIn(page, 'supervisor');
  await runByPalette(page, 'Show messages');
  await expect(page.getByRole('dialog', { name: 'Messages' })).toContainText('No messages yet');
  await press(page, 'Escape', 'g', 's');
  await expect(page.locator('.own-keys li').filter({ hasText: 'Compare bills' }).locator('kbd')).toHaveText(['C']);
  await signOut(page);
});

test('the keys come back with their person, also at a fresh start', async () => {
  const { userData } = running;
  await stopApp(running, true);
  running = await startApp({ userData });
  const { page } = running;
  await signIn(page);
  await press(page, 'g', 's');
  const row = page.locator('.own-keys li').filter({ hasText: 'Compare bills' });
  await expect(row.locator('kbd')).toHaveText(['K']);
  await page.getByRole('button', { name: 'Reset all' }).click();
  await expect(row.locator('kbd')).toHaveText(['C']);
});
