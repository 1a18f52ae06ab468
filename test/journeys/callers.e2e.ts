import { expect, test } from '@playwright/test';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { endCall, expectInFront, letRing, openByNumber, signIn } from './support/desk.ts';
import { press, tabTo } from './support/keys.ts';

const SHARED = '+15095550164';
const NOBODY = '+12065550199';
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

test('a number on two customers shows a chooser with reasons, active first', async () => {
  const { page } = running;
  await letRing(page, SHARED);
  const incoming = page.getByRole('region', { name: 'Incoming call' });
  await expect(incoming).toContainText('2 customers use this number');
  const choices = incoming.getByRole('radiogroup', { name: 'Who is calling' }).getByRole('radio');
  await expect(choices).toHaveCount(2);
  const texts = await choices.allInnerTexts();
  for (const text of texts) expect(text).toMatch(/Number on file: Home/);
  expect(texts.map((text) => text.split('\n')[0] ?? '').toSorted((a, b) => a.localeCompare(b))).toEqual(['Grant Abernathy', 'Harriet Abernathy']);
  const inactive = texts.map((text) => text.includes('no active service'));
  expect(inactive, 'an inactive customer stands before an active one').toEqual(inactive.toSorted((a, b) => Number(a) - Number(b)));
  await expect(choices.first()).toBeChecked();

  const other = choices.nth(1);
  const name = texts[1]!.split('\n')[0]!;
  await tabTo(page, other);
  await press(page, 'Enter');
  await expect(other).toBeChecked();
  await press(page, 'F7');
  await expectInFront(page, name);
  await expect(page.getByRole('tab', { name: texts[0]!.split('\n')[0]! })).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toContainText(name);
  await endCall(page);
});

test('an unknown caller starts a new-contact draft', async () => {
  const { page } = running;
  await letRing(page, NOBODY);
  const incoming = page.getByRole('region', { name: 'Incoming call' });
  await expect(incoming).toContainText('Unknown number');
  await expect(incoming).toContainText('(206) 555-0199');
  await press(page, 'F7');
  const call = page.getByRole('region', { name: 'Call', exact: true });
  await expect(call).toContainText('Unknown caller');

  const form = page.getByRole('form', { name: 'New contact' });
  await expect(form.getByLabel('Number')).toHaveValue(/206.*555.*0199/);
  await tabTo(page, form.getByLabel('Name'));
  await page.keyboard.type('Renata Okoye');
  await tabTo(page, form.getByLabel('Note'));
  await page.keyboard.type('Wants fiber at 12 Alder Street.');
  await expect(page.getByText(/^Saved/).first()).toBeVisible();

  // It waits on the desk and comes back with what was typed.
  await press(page, 'Escape');
  await tabTo(page, page.getByRole('button', { name: 'Desk', exact: true }), 60);
  await press(page, 'Enter');
  const drafts = page.locator('.card', { hasText: 'My drafts' });
  await expect(drafts).toContainText('New contact');
  await drafts.getByRole('button', { name: 'Open' }).focus();
  await press(page, 'Enter');
  await expect(form.getByLabel('Name')).toHaveValue('Renata Okoye');
  await expect(form.getByLabel('Note')).toHaveValue('Wants fiber at 12 Alder Street.');
});

test('the agent finds out who calls, and the call is that customer’s from then on', async () => {
  const { page } = running;
  await openByNumber(page, '10617734', 'Samuel Osei');
  const call = page.getByRole('region', { name: 'Call', exact: true });
  const claim = call.getByRole('button', { name: 'Caller is Samuel Osei' });
  await tabTo(page, claim, 60);
  await press(page, 'Enter');
  await expect(call.getByRole('button', { name: 'Samuel Osei', exact: true })).toBeVisible();
  await endCall(page);
});
