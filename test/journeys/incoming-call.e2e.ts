import { expect, test } from '@playwright/test';
import { stories } from '../../src/main/demo/stories.ts';
import { followLink, type RunningApp, startApp, stopApp } from './support/app.ts';
import { readBill } from './support/bill.ts';
import { endCall, expectInFront, expectView, signIn, takeCall, verify } from './support/desk.ts';
import { readExplanation } from './support/explanation.ts';
import { press, runByPalette } from './support/keys.ts';

const elena = stories.find((story) => story.key === 'elena')!;
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
});
test.afterAll(() => stopApp(running));

test('an incoming call leads to the explained bill by keyboard only', async () => {
  const { page } = running;
  await signIn(page);
  await takeCall(page, elena.phone, elena.name);
  const call = page.getByRole('region', { name: 'Call', exact: true });
  await expect(call).toContainText('On call');
  await expect(call).toContainText('(206) 555-0142');
  await verify(page, elena.pin);
  await expect(call).toContainText('Verified');

  await press(page, 'Alt+2');
  await expectView(page, 'Billing');
  const bill = await readBill(page);
  expect(bill.title).toBe('November bill');
  bill.has('Roaming data, Mexico', '42.60');
  bill.has('Late payment fee', '7.50');
  bill.addsUp();

  // A charge that is selected stands in the right panel, in the place of what to do next; the notes stay below it.
  const panel = page.getByRole('complementary');
  await press(page, 'Escape');
  await expect(panel).toHaveAccessibleName('What to do next');
  await page.getByRole('treegrid', { name: 'Charges' }).focus();
  await press(page, 'Home', 'ArrowDown');
  await expect(panel).toHaveAccessibleName('Selected charge');
  await expect(panel).toContainText('How it was worked out');
  await expect(panel.getByLabel('Call notes')).toBeVisible();
  await press(page, 'Escape');
  await expect(panel).toHaveAccessibleName('What to do next');

  await press(page, 'c');
  await expectView(page, 'Compare');
  const explained = await readExplanation(page);
  expect(explained.columns).toEqual(['September', 'October', 'November']);
  explained.has('Roaming data in Mexico', '42.60');
  explained.has('Welcome offer ended', '15.00');
  explained.addsUp();
  expect(explained.residual).toBe(0);
  expect(explained.totals.at(-1)).toBe(bill.total);
  expect(explained.difference).toBe(explained.totals.at(-1)! - explained.totals.at(-2)!);
  expect(explained.say).toContain('roaming data in Mexico (+$42.60)');
  expect(explained.write).toMatch(/^Your November bill is \$[\d.]+ higher/);

  await press(page, 'y');
  await expect(page.getByText('Copied for the customer')).toBeVisible();
  expect(await running.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(explained.write);
  // What was said is found in the bell afterwards.
  await runByPalette(page, 'Show messages');
  await expect(page.getByRole('list', { name: /^Messages/ })).toBeFocused();
  await expect(page.getByRole('list', { name: /^Messages/ }).getByRole('listitem').first()).toContainText('Copied for the customer');
  await press(page, 'Escape');
});

test('a link of the telephone system rings at the desk that is open, and acts on nothing by itself', async () => {
  const { page } = running;
  await endCall(page);
  await press(page, 'g', 'd');
  const incoming = page.getByRole('region', { name: 'Incoming call' });
  await followLink(running, 'careline://call?from=%28253%29%20555-0131&id=pbx-4711&to=Billing');
  await expect(incoming).toContainText('Imani Walker');
  await expect(incoming).toContainText('Incoming, Billing');
  await expect(page.getByRole('tab', { name: 'Imani Walker' })).toHaveCount(0);
  await press(page, 'F7');
  await expectInFront(page, 'Imani Walker');
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toContainText('(253) 555-0131');
  // The same call told twice rings once.
  await followLink(running, 'careline://call?from=%28253%29%20555-0131&id=pbx-4711&to=Billing');
  await expect(incoming).toBeHidden();
  // A link that is not exactly one of ours does nothing.
  await followLink(running, 'careline://call?from=javascript:alert(1)&id=x');
  await expect(incoming).toBeHidden();
  await endCall(page);
});
