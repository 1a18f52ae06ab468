import { expect, type Page } from '@playwright/test';
import { demoAccounts } from '../../../src/main/demo/staff.ts';
import { press, runByPalette, tabTo, typeOver } from './keys.ts';

export type Role = (typeof demoAccounts)[number]['role'];

/** The demo's account of a role. */
export function accountOf(role: Role): (typeof demoAccounts)[number] {
  const account = demoAccounts.find((one) => one.role === role);
  if (!account) throw new Error(`the demo has no ${role}`);
  return account;
}

/** Signs in with the keys, from the sign-in screen whose first field has the focus. */
export async function signIn(page: Page, role: Role = 'agent'): Promise<void> {
  const { login, password, name } = accountOf(role);
  await expect(page.getByLabel('User name')).toBeFocused();
  await typeOver(page, login);
  await press(page, 'Tab');
  await page.keyboard.type(password);
  await press(page, 'Enter');
  await expect(page.locator('button.agent')).toContainText(name);
}

/** Signs out by the palette. */
export async function signOut(page: Page): Promise<void> {
  await runByPalette(page, 'Sign out');
  await expect(page.getByRole('form', { name: 'Sign in' })).toBeVisible();
}

/** The telephone of the demo rings with a number. */
export async function letRing(page: Page, number: string): Promise<void> {
  await runByPalette(page, 'Simulate an incoming call');
  await typeOver(page, number);
  await press(page, 'Enter');
  await expect(page.getByRole('region', { name: 'Incoming call' })).toBeVisible();
}

/** Rings and takes the call of a known customer; the customer is in front afterwards. */
export async function takeCall(page: Page, number: string, name: string): Promise<void> {
  await letRing(page, number);
  const incoming = page.getByRole('region', { name: 'Incoming call' });
  await expect(incoming).toContainText(name);
  // Where several customers use the number, the right one is chosen.
  const choice = incoming.getByRole('radio', { name });
  if ((await choice.count()) > 0 && !(await choice.isChecked())) {
    await tabTo(page, choice);
    await press(page, 'Enter');
  }
  await press(page, 'F7');
  await expectInFront(page, name);
}

/** A customer is in front: the tab is chosen and the workspace has the name. */
export async function expectInFront(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('tab', { name, selected: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Opens a customer by number through the palette. */
export async function openByNumber(page: Page, number: string, name: string): Promise<void> {
  await press(page, 'Control+K');
  await page.keyboard.type(`@${number}`);
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette.getByRole('option', { selected: true })).toContainText(name);
  await press(page, 'Enter');
  await expectInFront(page, name);
}

/** Asks for the PIN: V, the digits, Enter, one right after the other. */
export async function givePin(page: Page, pin: string): Promise<void> {
  await press(page, 'v');
  await page.keyboard.type(pin);
  await press(page, 'Enter');
}

/** Verifies the caller of a call by the PIN; the number counted already. */
export async function verify(page: Page, pin: string): Promise<void> {
  await givePin(page, pin);
  await expectVerified(page);
}

/** The caller is verified, and what that opens has arrived. */
export async function expectVerified(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: 'Caller verified' })).toBeVisible();
  await expect(page.locator('.cust-id').getByRole('button').first()).not.toHaveAttribute('aria-disabled', 'true');
}

/** Verifies someone who does not call from a known number: PIN, then date of birth, or the number of the customer. */
export async function verifyWithTwo(page: Page, who: { readonly pin: string; readonly number: string }): Promise<void> {
  await givePin(page, who.pin);
  const card = page.getByRole('region', { name: 'Verify the caller' });
  await expect(card.getByRole('listitem').filter({ hasText: 'Account PIN' })).toContainText('Match');
  await card.getByRole('button', { name: 'Ask: Customer number' }).focus();
  await press(page, 'Enter');
  await page.keyboard.type(who.number);
  await press(page, 'Enter');
  await expectVerified(page);
}

/** Ends the call and closes it without a wrap-up, so that the next one can come. */
export async function endCall(page: Page): Promise<void> {
  await press(page, 'Shift+F9');
  const close = page.getByRole('button', { name: 'Close without wrap-up' });
  await close.focus();
  await press(page, 'Enter');
  await expect(page.getByRole('region', { name: 'Call', exact: true })).toBeHidden();
}

/** The view of a customer in front is this one. */
export async function expectView(page: Page, label: string): Promise<void> {
  await expect(page.getByRole('tabpanel', { name: label })).toBeVisible();
}
