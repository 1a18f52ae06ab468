import { expect, type Locator, type Page } from '@playwright/test';

/** Presses keys one after the other: `press(page, 'F7')`, `press(page, 'g', 'd')`. */
export async function press(page: Page, ...keys: ReadonlyArray<string>): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Replaces what stands in the field that has the focus. */
export async function typeOver(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** Walks with Tab until the wanted place has the focus; fails where the key never gets there. */
export async function tabTo(page: Page, wanted: Locator, most = 40, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let step = 0; step < most; step += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  await expect(wanted, `${key} never reached it`).toBeFocused({ timeout: 1 });
}

/** Runs a command by its name through the palette, as a person does who does not know its key. */
export async function runByPalette(page: Page, command: string): Promise<void> {
  await page.keyboard.press('Control+K');
  // Typed on without a look: no key may be lost.
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await page.keyboard.type(`> ${command}`);
  await expect(palette.getByRole('option', { selected: true })).toContainText(command);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
}
