import { expect, type Locator, test } from '@playwright/test';
import { stories } from '../../src/main/demo/stories.ts';
import { cents, shown } from './support/amounts.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { readBill } from './support/bill.ts';
import { endCall, expectView, signIn, takeCall, verify } from './support/desk.ts';
import { readGrid } from './support/grid.ts';
import { press, runByPalette, tabTo } from './support/keys.ts';
import { ask } from './support/line.ts';

const elena = stories.find((story) => story.key === 'elena')!;
const mei = stories.find((story) => story.key === 'vip')!;
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

/** The preview in the dialog: its lines and sums in cents. */
async function readPreview(dialog: Locator) {
  const page = dialog.page();
  await expect(dialog.locator('.billnow-preview')).toHaveAttribute('aria-busy', 'false');
  const { rows } = await readGrid(page, 'Lines of the bill');
  const amount = async (selector: string, label: string) => cents(await dialog.locator(selector, { hasText: label }).locator('.money span[aria-hidden]').first().innerText());
  return {
    lines: rows.map((row) => `${row.cells[0]} ${shown(cents(row.cells[2] ?? ''))}`),
    charges: await amount('.sums > div', 'Charges'), tax: await amount('.sums > div', 'Taxes and fees'), total: await amount('.sums > div', 'Bill total'),
    openBefore: await amount('.billnow-sums > div', 'Open balance now'), openAfter: await amount('.billnow-sums > div', 'After'),
  };
}

const standing = async (name: string) => cents(await running.page.getByRole('group', { name: 'Account standing' }).getByRole('button', { name }).locator('.standing-value span[aria-hidden]').first().innerText());

test('bill now makes exactly the bill that was previewed', async () => {
  const { page } = running;
  await takeCall(page, elena.phone, elena.name);
  await verify(page, elena.pin);
  const openAtFirst = await standing('Open balance');
  await runByPalette(page, 'Bill now');
  const dialog = page.getByRole('dialog', { name: 'Bill now' });
  const preview = await readPreview(dialog);
  expect(preview.lines.length).toBeGreaterThan(3);
  expect(preview.charges + preview.tax).toBe(preview.total);
  expect(preview.openBefore).toBe(openAtFirst);
  expect(preview.openAfter).toBe(preview.openBefore + preview.total);
  await expect(dialog.getByRole('button', { name: /^Make bill of/ })).toContainText(`$${shown(preview.total)}`);

  await press(page, 'Control+Enter');
  await expect(dialog).toBeHidden();
  const made = page.getByText(/^Bill [\d-]+ made$/);
  await expect(made).toBeVisible();
  const number = (await made.innerText()).split(' ')[1]!;
  await tabTo(page, page.getByRole('button', { name: 'Open bill', exact: true }).last(), 80);
  await press(page, 'Enter');
  await expectView(page, 'Billing');
  await expect(page.locator('section.bills-detail header')).toContainText(number);
  const bill = await readBill(page);
  expect(shown(bill.total)).toBe(shown(preview.total));
  expect(shown(bill.tax)).toBe(shown(preview.tax));
  const billed = bill.groups.flatMap((group) => group.rows.filter((row) => row.label !== 'Taxes and fees' && row.amount !== undefined).map((row) => `${row.label} ${shown(row.amount ?? 0)}`));
  expect(billed.toSorted()).toEqual(preview.lines.toSorted());
  bill.addsUp();
  await expect.poll(() => standing('Open balance')).toBe(preview.openAfter);

  // What was billed is not there to be billed again.
  await runByPalette(page, 'Bill now');
  await expect(dialog.getByRole('alert')).toContainText(/nothing/i);
  await press(page, 'Control+Enter');
  await expect(dialog).toBeVisible();
  await press(page, 'Escape');
  await expect(dialog).toBeHidden();
  await endCall(page);
});

test('a bill of chosen services has theirs alone, and one made in between is noticed before anything is made', async () => {
  const { page } = running;
  await takeCall(page, mei.phone, mei.name);
  await verify(page, mei.pin);
  await runByPalette(page, 'Bill now');
  const dialog = page.getByRole('dialog', { name: 'Bill now' });
  const before = await readPreview(dialog);

  // Another desk bills one of the services meanwhile.
  const { answer: found } = await ask(page, 'customers.search', { text: mei.number });
  const { customerId } = (found as { hits: Array<{ customerId: number; number: string }> }).hits.find((hit) => hit.number === mei.number)!;
  const { answer: overview } = await ask(page, 'customers.overview', { customerId });
  const services = (JSON.parse((overview as { json: string }).json) as { services: Array<{ serviceId: number; kind: string }> }).services;
  const serviceIds = [services.find((service) => service.kind === 'mobile')!.serviceId];
  const { answer: other } = await ask(page, 'billing.previewBillNow', { customerId, serviceIds });
  const { hash, bill: part } = other as { hash: string; bill: { total: number; lines: Array<{ serviceId: number | null }> } };
  expect(part.lines.length).toBeGreaterThan(0);
  expect(part.lines.every((line) => line.serviceId === null || serviceIds.includes(line.serviceId))).toBe(true);
  expect(await ask(page, 'billing.billNow', { customerId, serviceIds, hash })).toMatchObject({ code: null });
  // The same preview cannot be made twice.
  expect((await ask(page, 'billing.billNow', { customerId, serviceIds, hash })).code).toMatch(/CONFLICT|REFUSED/);

  await press(page, 'Control+Enter');
  await expect(dialog.getByRole('alert')).toContainText('Nothing was made');
  await expect(dialog.getByRole('alert')).toContainText(`$${shown(before.total)}`);
  const after = await readPreview(dialog);
  expect(after.lines.length).toBeLessThan(before.lines.length);
  expect(shown(after.openBefore)).toBe(shown(before.openBefore + part.total));
  await press(page, 'Control+Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Bill [\d-]+ made$/).last()).toBeVisible();
  await expect.poll(() => standing('Open balance')).toBe(after.openAfter);
  await endCall(page);
});
