import { expect, type Page, test } from '@playwright/test';
import { stories } from '../../src/main/demo/stories.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { expectInFront, openByNumber, type Role, signIn, signOut } from './support/desk.ts';
import { press } from './support/keys.ts';
import { ask } from './support/line.ts';

const elena = stories.find((story) => story.key === 'elena')!;
let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
});
test.afterAll(() => stopApp(running));

/** What stands in the rail. */
async function rail(page: Page): Promise<string[]> {
  return (await page.getByRole('navigation', { name: 'Sections' }).getByRole('button').allInnerTexts()).map((text) => text.trim());
}

/** The commands of the palette, by name. */
async function commands(page: Page): Promise<string[]> {
  await press(page, 'Control+K');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await palette.waitFor();
  await page.keyboard.type('> ');
  const options = palette.getByRole('option').locator('.label');
  await expect(options.first()).toBeVisible();
  const labels = await options.allInnerTexts();
  await press(page, 'Escape');
  await expect(palette).toBeHidden();
  return labels;
}

/** Every call with an input that is well formed; what a role may not do is refused before anything else is looked at. */
const calls: ReadonlyArray<readonly [path: string, input: unknown, roles: ReadonlyArray<Role>]> = [
  ['customers.search', { text: 'marchetti' }, ['agent', 'supervisor', 'auditor']],
  ['customers.whoCalls', { from: '+12065550142' }, ['agent', 'supervisor']],
  ['customers.desk', undefined, ['agent', 'supervisor']],
  ['customers.disclosures', { customerId: 1 }, ['supervisor', 'auditor']],
  ['customers.wrapUpCodes', undefined, ['agent', 'supervisor']],
  ['billing.previewBillNow', { customerId: 1, serviceIds: null }, ['agent', 'supervisor']],
  ['operations.imports', undefined, ['operator']],
  ['operations.suspense', {}, ['operator']],
  ['operations.retrySuspense', undefined, ['operator']],
  ['staff.list', undefined, ['useradmin', 'supervisor', 'auditor']],
  ['staff.audit', {}, ['auditor', 'supervisor']],
  ['staff.setActive', { login: 'marcus.reyes', active: true }, ['useradmin']],
];

async function expectRights(page: Page, role: Role): Promise<void> {
  for (const [path, input, roles] of calls) {
    const { code } = await ask(page, path, input);
    if (roles.includes(role)) expect(code, `${role} asks ${path}`).not.toBe('FORBIDDEN');
    else expect(code, `${role} asks ${path}`).toBe('FORBIDDEN');
  }
  expect((await ask(page, 'customers.everything', {})).code, 'a call that does not exist').not.toBeNull();
}

test('an agent sees desk and customers, and neither staff nor audit nor imports', async () => {
  const { page } = running;
  expect((await ask(page, 'customers.search', { text: 'marchetti' })).code, 'before signing in').toBe('NOT_SIGNED_IN');
  await signIn(page, 'agent');
  expect(await rail(page)).toEqual(['Desk', 'Customers', 'Settings']);
  const list = await commands(page);
  expect(list).toContain('Simulate an incoming call');
  for (const label of list) expect(label).not.toMatch(/staff|audit|operations|import/i);
  await expectRights(page, 'agent');
  await signOut(page);
});

test('a supervisor sees what an agent sees, and the audit trail', async () => {
  const { page } = running;
  await signIn(page, 'supervisor');
  expect(await rail(page)).toEqual(['Desk', 'Customers', 'Audit', 'Settings']);
  await press(page, 'g', 'h');
  await expect(page.getByRole('grid', { name: 'Audit trail' })).toContainText('nadia.okafor');
  await expectRights(page, 'supervisor');
  await signOut(page);
});

test('an operator sees imports and no customer', async () => {
  const { page } = running;
  await signIn(page, 'operator');
  expect(await rail(page)).toEqual(['Operations', 'Settings']);
  await expect(page.getByRole('heading', { name: 'Operations' })).toBeVisible();
  for (const label of await commands(page)) expect(label).not.toMatch(/customer|\bbills?\b(?! runs)|call|staff|audit/i);
  await expectRights(page, 'operator');
  await signOut(page);
});

test('an auditor looks at customers and bills without a caller, and can change nothing', async () => {
  const { page } = running;
  await signIn(page, 'auditor');
  expect(await rail(page)).toEqual(['Customers', 'Audit', 'Settings']);
  await openByNumber(page, elena.number, elena.name);
  await expectInFront(page, elena.name);
  await expect(page.getByRole('button', { name: 'Bill now' })).toHaveCount(0);
  await expect(page.getByText('Call notes')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Verify the caller' })).toHaveCount(0);
  await press(page, 'Alt+2');
  await expect(page.getByRole('treegrid', { name: 'Charges' })).toContainText('Fiber 1000');
  await press(page, 'g', 'h');
  await expect(page.getByRole('grid', { name: 'Audit trail' })).toContainText('tomas.lind');
  await expectRights(page, 'auditor');
  await signOut(page);
});

test('a user administrator sees staff and no customer', async () => {
  const { page } = running;
  await signIn(page, 'useradmin');
  expect(await rail(page)).toEqual(['Staff', 'Settings']);
  const staff = page.getByRole('grid', { name: 'Staff' });
  await expect(staff).toContainText('Nadia Okafor');
  for (const label of await commands(page)) expect(label).not.toMatch(/customer|bill|call|audit|import/i);
  await expectRights(page, 'useradmin');

  // Adds someone, who can sign in, and keeps them out again.
  await press(page, 'n');
  const dialog = page.getByRole('dialog', { name: 'Add a member of staff' });
  for (const [label, text] of [['Name', 'Ines Duarte'], ['User name', 'ines.duarte'], ['Team', 'Billing'], ['Extension', '4199'], ['First password', 'a-good-long-one']] as const) {
    await dialog.getByRole('textbox', { name: label, exact: true }).focus();
    await page.keyboard.type(text);
  }
  await press(page, 'Enter');
  await expect(dialog).toBeHidden();
  await expect(staff).toContainText('ines.duarte');
  await signOut(page);
  await page.keyboard.type('ines.duarte');
  await press(page, 'Tab');
  await page.keyboard.type('a-good-long-one');
  await press(page, 'Enter');

  // Somebody else knows this password: it opens nothing but the choice of an own one.
  const own = page.getByRole('form', { name: 'Your own password' });
  await expect(own).toContainText('Ines Duarte');
  expect((await ask(page, 'customers.search', { text: 'marchetti' })).code).toBe('OWN_PASSWORD');
  await expect(own.getByRole('textbox', { name: 'New password', exact: true })).toBeFocused();
  await page.keyboard.type('a-password-of-my-own');
  await press(page, 'Enter');
  await expect(own).toContainText('Type the new password once more, the same way.');
  await page.keyboard.type('a-password-of-my-own');
  await press(page, 'Enter');
  await expect(page.locator('button.agent')).toContainText('Ines Duarte');
  expect(await rail(page)).toEqual(['Desk', 'Customers', 'Settings']);
  await signOut(page);
});

test('a wrong password is refused with a sentence, and the next try has to wait', async () => {
  const { page } = running;
  await page.keyboard.type('nadia.okafor');
  await press(page, 'Tab');
  await page.keyboard.type('demo-agent-2027');
  await press(page, 'Enter');
  const alert = page.getByRole('form', { name: 'Sign in' }).getByRole('alert');
  await expect(alert).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  const first = await alert.innerText();
  expect(first).not.toMatch(/wait/i);
  await press(page, 'Enter');
  await expect(alert).toContainText(/wait/i);
});
