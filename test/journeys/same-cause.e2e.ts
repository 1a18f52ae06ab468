import { expect, type Page, test } from '@playwright/test';
import { join } from 'node:path';
import { demoAccounts } from '../../src/main/demo/staff.ts';
import { stories } from '../../src/main/demo/stories.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { openEmbedded } from '../support/embedded.ts';
import { cents } from './support/amounts.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { endCall, expectView, signIn, signOut, takeCall, verify } from './support/desk.ts';
import { grid, readGrid } from './support/grid.ts';
import { press, runByPalette, tabTo, typeOver } from './support/keys.ts';

const elena = stories.find((story) => story.key === 'elena')!;
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
});
test.afterAll(() => stopApp(running));

const facts = (page: Page) => page.getByLabel('What is hit').locator('dd').allInnerTexts();
const effect = (page: Page) => page.getByLabel('What goes back', { exact: true }).locator('dd').allInnerTexts();

test('"The price is wrong since October: who else has it, and give it back to all of them", by keys alone', async () => {
  const { page } = running;
  await signIn(page, 'supervisor');
  await takeCall(page, elena.phone, elena.name);
  await verify(page, elena.pin);
  await press(page, 'Alt+2');
  const charges = (text: string) => grid(page, 'Charges').getByRole('row').filter({ hasText: text });
  await expect(charges('Fiber 1000').first()).toBeVisible();
  await press(page, '/');
  await typeOver(page, 'unlimited');
  await expect(charges('Fiber 1000')).toHaveCount(0);
  await expect(charges('Unlimited Plus').first()).toBeVisible();
  await tabTo(page, grid(page, 'Charges'), 40);
  await press(page, 'Home', 'ArrowRight', 'ArrowDown');
  await expect(page.getByRole('heading', { name: 'Selected charge' })).toBeVisible();
  await tabTo(page, page.getByRole('button', { name: 'Who else is hit by this?' }), 40);
  await press(page, 'Enter');
  await expectView(page, 'Who else is hit');
  await expect(page.getByText('Unlimited Plus, tariff version 2020-01')).toBeVisible();
  const everBilled = cents((await facts(page))[4]!);

  await page.getByLabel('First bill day').focus();
  await page.keyboard.type('10012026');
  await tabTo(page, page.getByRole('button', { name: /^Look/ }), 10);
  await press(page, 'Enter');
  await expect(page.getByText('bills from 1 Oct 2026 on')).toBeVisible();
  const [bills, accounts, , , billed, left] = await facts(page);
  expect(cents(billed!)).toBeLessThan(everBilled);
  expect(left).toBe(billed);
  const { rows: hit } = await readGrid(page, 'Charges that are hit');
  expect(hit.some(({ cells }) => cells[2] === elena.number)).toBe(true);

  await tabTo(page, page.getByRole('button', { name: /^Work out the credit/ }), 40);
  await press(page, 'Enter');
  await expect(page.getByLabel('What goes back', { exact: true })).toBeVisible({ timeout: 60_000 });
  const [notes, credited, net, tax, total] = await effect(page);
  expect([notes, credited, net]).toEqual([bills, accounts, left]);
  expect(cents(net!) + cents(tax!)).toBe(cents(total!));
  await tabTo(page, page.getByLabel('Reason, as customers read it'), 40);
  await page.keyboard.type('Wrong price since October');
  const commit = page.getByRole('button', { name: /^Credit \$/ });
  await expect(commit).toContainText(`Credit ${total} on ${bills} bills`);
  await press(page, 'Enter');
  await expect(page.getByText(`${bills} credit notes issued`)).toBeVisible({ timeout: 60_000 });
  await expect.poll(async () => (await facts(page)).at(-1)).toBe('$0.00');

  await tabTo(page, page.getByRole('radio', { name: 'Charges' }), 40);
  await press(page, 'ArrowRight');
  const issued = (await readGrid(page, 'Credit notes')).rows;
  expect(issued.every(({ cells }) => cells[2] === 'Issued' && /^C2611-\d{5}$/.test(cells[3] ?? ''))).toBe(true);
  await press(page, 'Alt+2');
  await expect(page.getByRole('region', { name: 'Bills', exact: true })).toContainText('18 Nov, credit note');
  await endCall(page);
  await signOut(page);
});

test('"How far is the re-rating of everybody, and stop it": it tells how many of how many, and the desk does not wait', async () => {
  const { page } = running;
  await signIn(page, 'operator');
  await runByPalette(page, 'Re-rate billed usage');
  await page.getByLabel('First day').focus();
  await page.keyboard.type('01012024');
  await tabTo(page, page.getByRole('button', { name: /^Show what would change/ }), 20);
  await press(page, 'Enter');
  const bar = page.getByRole('progressbar', { name: 'Re-rating' });
  await expect(bar).toBeVisible();
  const done = async () => Number(await bar.getAttribute('aria-valuenow'));
  const first = await done();
  await expect.poll(done).toBeGreaterThan(first);
  expect(Number(await bar.getAttribute('aria-valuemax'))).toBeGreaterThan(await done());
  await tabTo(page, page.getByRole('button', { name: 'Cancel re-rating' }), 60);
  await press(page, 'Enter');
  await expect(page.getByRole('dialog', { name: 'Cancel this re-rating' })).toBeVisible();
  await press(page, 'Control+Enter');
  await expect(page.getByText('Nothing was posted.')).toBeVisible();
  await expect(bar).toBeHidden();
  await signOut(page);
});

test('the credit notes are in the books, each once, with the name of who ordered them', async () => {
  await stopApp(running, true);
  const { owner, close } = await openEmbedded(join(running.userData, 'demo', 'data'));
  const { login } = demoAccounts.find(({ role }) => role === 'supervisor')!;
  expect(await rows(owner, 'select name from api.verify_money() where broken > 0')).toEqual([]);
  const found = (await row<{ state: string; by: string; items: number; notes: number }>(owner, "select o.state, o.ordered_by as by, (select count(*)::int from bill.bulk_credit_items i where i.order_id = o.id) as items, (select count(distinct n.credits_id)::int from bill.bulk_credit_items i join bill.bills n on n.id = i.note_id and n.credits_id = i.bill_id where i.order_id = o.id) as notes from bill.bulk_credits o"))!;
  expect(found).toMatchObject({ state: 'done', by: login, notes: found.items });
  await close();
});
