import { expect, test } from '@playwright/test';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { endCall, expectView, givePin, openByNumber, signIn, takeCall, verify } from './support/desk.ts';
import { press } from './support/keys.ts';
import { ask, cameIn, heldBy, recordAnswers } from './support/line.ts';

const imani = stories.find((story) => story.key === 'roaming')!;
const mei = stories.find((story) => story.key === 'vip')!;
const pia = stories.find((story) => story.key === 'dispute')!;
/** What only the detail of her bill says: the network she used in Spain, and her full address. */
const detail = 'Iberamovil';
const address = '2207 N Junett';
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await recordAnswers(running.page);
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

test('call detail is refused until the caller is verified, and nothing of it reaches the window before', async () => {
  const { page } = running;
  await takeCall(page, imani.phone, imani.name);
  await press(page, 'Alt+2');
  await expectView(page, 'Billing');
  await expect(page.getByRole('tabpanel', { name: 'Billing' })).toContainText(/verif/i);
  await expect(page.getByRole('treegrid', { name: 'Charges' })).toHaveCount(0);
  await press(page, 'Alt+3');
  await expect(page.getByRole('tabpanel', { name: 'Payments' })).toContainText('Payments are shown once the caller is verified.');
  await press(page, 'Alt+6');
  await expectView(page, 'Contacts');
  for (const secret of [detail, address, imani.pin]) {
    expect(await cameIn(page), `${secret} came into the window`).not.toContain(secret);
    expect(await heldBy(page), `${secret} is held by the window`).not.toContain(secret);
  }

  // The screens are not what keeps it back: asked past them, the data process refuses.
  const customerId = await idOf(page, imani.number);
  const { answer: list } = await ask(page, 'billing.bills', { customerId });
  const bill = (list as { bills: Array<{ billId: number }> }).bills[0]!.billId;
  for (const [path, input] of [
    ['billing.bill', { customerId, bill }],
    ['billing.events', { customerId, bill, lineId: 1, after: null }],
    ['billing.compareBills', { customerId, bills: [bill, 'unbilled'] }],
    ['billing.payments', { customerId }],
    ['billing.previewBillNow', { customerId, serviceIds: null }],
    ['customers.reveal', { customerId, kind: 'address', label: 'Home' }],
  ] as const) expect(await ask(page, path, input), path).toMatchObject({ answer: null, code: 'NOT_VERIFIED' });

  await verify(page, imani.pin);
  await press(page, 'Alt+2');
  await expect(page.getByRole('treegrid', { name: 'Charges' })).toContainText('Roaming data, Spain');
  expect((await ask(page, 'billing.bill', { customerId, bill })).code).toBeNull();
  // The ear that heard nothing before hears it now.
  const { answer } = await ask(page, 'billing.bill', { customerId, bill });
  const line = (answer as { lines: Array<{ lineId: number; label: string }> }).lines.find((one) => one.label === 'Roaming data, Spain')!;
  await ask(page, 'billing.events', { customerId, bill, lineId: line.lineId, after: null });
  expect(await cameIn(page)).toContain(detail);
  await endCall(page);
});

test('what one caller proved ends with the call', async () => {
  const { page } = running;
  const customerId = await idOf(page, imani.number);
  expect((await ask(page, 'billing.payments', { customerId })).code).toBe('NOT_VERIFIED');
});

test('a customer who is not open is refused as a whole', async () => {
  const { page } = running;
  const customerId = await idOf(page, mei.number);
  for (const path of ['customers.overview', 'billing.bills', 'billing.payments']) {
    const { answer, code } = await ask(page, path, { customerId });
    expect(code, path).not.toBeNull();
    expect(answer, path).toBeNull();
  }
  expect(await ask(page, 'customers.timeline', { customerId })).toMatchObject({ answer: { items: [] } });
});

test('three wrong PINs lock the customer for this call', async () => {
  const { page } = running;
  await takeCall(page, pia.phone, pia.name);
  const card = page.getByRole('region', { name: 'Verify the caller' });
  await givePin(page, '0000');
  await expect(card).toContainText(/2 tries left|did not match|no match/i);
  for (const pin of ['1111', '2222']) {
    await expect(card.getByRole('textbox')).toBeFocused();
    await expect(card.getByRole('textbox')).toHaveValue('');
    await page.keyboard.type(pin);
    await press(page, 'Enter');
    await expect(card.getByRole('textbox').or(card.getByRole('alert')).first()).toBeVisible();
  }
  await expect(card.getByRole('alert')).toContainText('Three answers did not match');
  await expect(card.getByRole('textbox')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toContainText('Locked for this call');
  const customerId = await idOf(page, pia.number);
  // The right PIN does not help any more, asked past the screen either.
  expect((await ask(page, 'customers.verify', { customerId, kind: 'pin', answer: pia.pin })).code).not.toBeNull();
  expect((await ask(page, 'billing.payments', { customerId })).code).toBe('NOT_VERIFIED');
  await endCall(page);
});

test('a search shows why each customer was found and no contact in full', async () => {
  const { page } = running;
  await openByNumber(page, mei.number, mei.name);
  expect(await heldBy(page)).not.toContain('mei-lin.sato@example.com');
  expect(await heldBy(page)).not.toContain('77 Roanoke');
});

async function idOf(page: RunningApp['page'], number: string): Promise<number> {
  const { answer } = await ask(page, 'customers.search', { text: number });
  const hit = (answer as { hits: Array<{ customerId: number; number: string }> }).hits.find((one) => one.number === number);
  if (!hit) throw new Error(`the search does not find ${number}`);
  return hit.customerId;
}
