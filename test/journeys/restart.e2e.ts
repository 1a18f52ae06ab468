import { expect, type Page, test } from '@playwright/test';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { expectInFront, expectView, signIn, takeCall, verify } from './support/desk.ts';
import { press } from './support/keys.ts';
import { ask } from './support/line.ts';

const elena = stories.find((story) => story.key === 'elena')!;
const NOTE = 'Sees $348.96 and expected about $185. Was in Mexico in October.';
const LATER = ' Wants the roaming part explained.';
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

const notes = (page: Page) => page.getByRole('textbox', { name: 'Call notes' });

/** The data process ends as if it had crashed; the shell starts it again. */
async function killDataProcess(): Promise<void> {
  await running.app.evaluate(() => void process.emit('SIGUSR2'));
}

test('notes and the call survive a restart of the data process while they are being typed', async () => {
  const { page } = running;
  await takeCall(page, elena.phone, elena.name);
  await verify(page, elena.pin);
  await press(page, 'n');
  await expect(notes(page)).toBeFocused();
  await page.keyboard.type(NOTE);
  await expect(page.getByText(/^Saved/).first()).toBeVisible();

  await killDataProcess();
  await page.keyboard.type(LATER, { delay: 20 });
  await expect(notes(page)).toHaveValue(NOTE + LATER);
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toContainText('On call');
  // It is kept by the process that came after, though the first try may have failed.
  await expect.poll(async () => kept(page), { timeout: 20_000 }).toBe(NOTE + LATER);

  // The desk goes on: the same person is signed in, the caller is still verified, bills are answered.
  await page.locator('body').click({ position: { x: 700, y: 12 } }).catch(() => undefined);
  await press(page, 'Alt+2');
  await expectView(page, 'Billing');
  await expect(page.getByRole('treegrid', { name: 'Charges' })).toContainText('Fiber 1000');
  await expect(page.getByRole('region', { name: 'Caller verified' })).toBeVisible();
});

test('a call that was under way when the data process died says so and is asked again', async () => {
  const { page } = running;
  await press(page, 'Alt+1');
  await expectView(page, 'Overview');
  await killDataProcess();
  await press(page, 'Alt+3');
  await expect(page.getByRole('tabpanel', { name: 'Payments' })).toContainText('Checking ending 8820', { timeout: 20_000 });
});

test('notes and open customers survive a restart of the application', async () => {
  const { userData } = running;
  await stopApp(running, true);
  running = await startApp({ userData });
  const { page } = running;
  await signIn(page);
  await expectInFront(page, elena.name);
  await expect(notes(page)).toHaveValue(NOTE + LATER);
});

async function kept(page: Page): Promise<string | null> {
  const { answer: found } = await ask(page, 'customers.search', { text: elena.number });
  const hits = (found as { hits: Array<{ customerId: number; number: string }> } | null)?.hits ?? [];
  const customerId = hits.find((hit) => hit.number === elena.number)?.customerId;
  const { answer } = await ask(page, 'customers.draft', { key: `notes:${customerId}` });
  return (answer as { body: string | null } | null)?.body ?? null;
}
