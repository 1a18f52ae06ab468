import { expect, test } from '@playwright/test';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { accountOf, endCall, expectInFront, expectView, signIn, signOut, takeCall, verify, verifyWithTwo } from './support/desk.ts';
import { press, tabTo, typeOver } from './support/keys.ts';
import { ask, heldBy } from './support/line.ts';

const theo = stories.find((story) => story.key === 'promotion')!;
const imani = stories.find((story) => story.key === 'roaming')!;
const NOTE = 'Asks why the bill went up. Explained the end of the welcome offer.';
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

test('wrap-up closes the call with a code', async () => {
  const { page } = running;
  const call = page.getByRole('region', { name: 'Call', exact: true });
  await takeCall(page, theo.phone, theo.name);
  await verify(page, theo.pin);
  await press(page, 'n');
  await page.keyboard.type(NOTE);
  await press(page, 'Shift+F9');
  await expect(call).toContainText('Wrap-up');
  const form = page.getByRole('form', { name: 'Wrap up the call' });
  const reason = form.getByRole('combobox', { name: 'Reason' });
  await expect(form.getByRole('textbox', { name: 'Summary' })).toHaveValue(new RegExp(NOTE.replaceAll('.', '\\.')));
  await tabTo(page, reason, 80);
  await page.keyboard.type('Billing, High bill');
  await expect(reason.locator('option:checked')).toHaveText('Billing, High bill');
  await tabTo(page, form.getByRole('checkbox', { name: 'Remind me to follow up' }), 20);
  await press(page, 'Space');
  await tabTo(page, form.getByRole('textbox', { name: 'What is to be done' }), 10);
  await press(page, 'Control+Enter');
  await expect(form.getByText('Say what is to be done.')).toBeVisible();
  await page.keyboard.type('Call about a new offer');
  await press(page, 'Control+Enter');
  await expect(page.getByText('Call saved')).toBeVisible();
  await expect(call).toBeHidden();

  // The notes are gone with what the caller proved; the reminder stands on the desk.
  await expect(page.getByRole('textbox', { name: 'Call notes' })).toHaveValue('');
  await expect(page.getByRole('region', { name: 'Caller verified' })).toHaveCount(0);
  await press(page, 'Alt+7');
  await expect(page.getByRole('tabpanel', { name: 'Timeline' })).toContainText('The timeline is shown once the caller is identified.');
  await press(page, 'g', 'd');
  await expect(page.locator('.card', { hasText: 'Follow-ups' })).toContainText('Call about a new offer');
  await expect(page.locator('.card', { hasText: 'Recent customers' })).toContainText(theo.name);

  // When he calls again, the contact is on his timeline with its code and what was said.
  await takeCall(page, theo.phone, theo.name);
  await press(page, 'Alt+7');
  await expectView(page, 'Timeline');
  await expect(page.getByRole('tabpanel', { name: 'Timeline' })).toContainText('High bill');
  await expect(page.getByRole('tabpanel', { name: 'Timeline' })).toContainText(NOTE);
  await endCall(page);
});

test('the next call waits until the one at hand is closed', async () => {
  const { page } = running;
  await takeCall(page, imani.phone, imani.name);
  await press(page, 'F9');
  const call = page.getByRole('region', { name: 'Call', exact: true });
  await expect(call).toContainText('On hold');
  await press(page, 'F9');
  await expect(call).toContainText('On call');
  await press(page, 'F8');
  await expect(call).toContainText('Muted');
});

test('locking hides everything until the password', async () => {
  const { page } = running;
  await press(page, 'n');
  await page.keyboard.type('Half a sentence');
  await press(page, 'Control+l');
  const form = page.getByRole('form', { name: 'Unlock' });
  await expect(form).toBeVisible();
  for (const hidden of [imani.name, imani.phone.slice(-4), 'Half a sentence', theo.name]) expect(await heldBy(page), `${hidden} behind the lock`).not.toContain(hidden);
  for (const key of ['Escape', 'Control+K', 'F7', 'Alt+2', 'F1']) await press(page, key);
  await expect(form).toBeVisible();
  expect((await ask(page, 'customers.search', { text: 'marchetti' })).code).toBe('LOCKED');
  expect((await ask(page, 'customers.desk')).code).toBe('LOCKED');

  await typeOver(page, 'demo-agent-2027');
  await press(page, 'Enter');
  await expect(form.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true');
  await page.waitForTimeout(1100);
  await typeOver(page, accountOf('agent').password);
  await press(page, 'Enter');
  await expectInFront(page, imani.name);
  await expect(page.getByRole('textbox', { name: 'Call notes' })).toHaveValue('Half a sentence');
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toContainText(imani.name);
});

test('after signing out and in again nobody is verified, though the customer is open again', async () => {
  const { page } = running;
  await endCall(page);
  await verifyWithTwo(page, imani);
  const { customerId } = ((await ask(page, 'customers.search', { text: imani.number })).answer as { hits: Array<{ customerId: number }> }).hits[0]!;
  expect((await ask(page, 'billing.payments', { customerId })).code).toBeNull();
  await signOut(page);
  await signIn(page);
  await expectInFront(page, imani.name);
  await expect(page.getByRole('region', { name: 'Caller verified' })).toBeHidden();
  expect((await ask(page, 'billing.payments', { customerId })).code).toBe('NOT_VERIFIED');
});
