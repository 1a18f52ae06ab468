import { expect, type Page, test } from '@playwright/test';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { accountOf, signIn, signOut } from './support/desk.ts';
import { press, tabTo } from './support/keys.ts';

let running: RunningApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page, 'useradmin');
});
test.afterAll(() => stopApp(running));

const staff = (page: Page) => page.getByRole('grid', { name: 'Staff' });
const head = (page: Page, name: string) => staff(page).getByRole('columnheader', { name, exact: true });
const heads = (page: Page) => staff(page).getByRole('columnheader').allInnerTexts();
const widthOf = async (page: Page, name: string) => Math.round((await head(page, name).boundingBox())?.width ?? 0);

test('columns stay as a person arranged them, after signing out and in', async () => {
  const { page } = running;
  const before = await widthOf(page, 'Role');
  const box = await head(page, 'Role').boundingBox();
  if (!box) throw new Error('the head of the column is not drawn');
  await page.mouse.move(box.x + box.width - 3, box.y + 12);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 77, box.y + 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf(page, 'Role')).toBe(before + 80);
  // The left edge stayed where it was: the right one followed the hand.
  expect((await head(page, 'Role').boundingBox())?.x).toBeCloseTo(box.x, 0);

  // By keys alone: Team goes left, Extension goes away.
  await tabTo(page, head(page, 'Name'));
  await press(page, 'ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect(head(page, 'Team')).toBeFocused();
  await press(page, 'Shift+F10');
  await expect(page.getByRole('menu')).toHaveCount(1);
  await page.keyboard.type('Move l');
  await press(page, 'Enter');
  await expect(head(page, 'Team')).toBeFocused();
  await press(page, 'ArrowRight', 'ArrowRight', 'Shift+F10');
  await expect(page.getByRole('menu', { name: 'Column Extension' })).toBeVisible();
  await page.keyboard.type('Hide');
  await press(page, 'Enter');
  const arranged = ['Name', 'User name', 'Team', 'Role', 'Last sign-in', 'State', ''];
  await expect.poll(() => heads(page)).toEqual(arranged);

  await signOut(page);
  await signIn(page, 'useradmin');
  await expect.poll(() => heads(page)).toEqual(arranged);
  expect(await widthOf(page, 'Role')).toBe(before + 80);

  // They are this person's alone.
  await signOut(page);
  await signIn(page, 'auditor');
  await signOut(page);
  await signIn(page, 'useradmin');
  await expect.poll(() => heads(page)).toEqual(arranged);
});

test('a table too wide for its place scrolls under its first column', async () => {
  const { page } = running;
  for (let again = 0; again < 30; again += 1) await head(page, 'User name').press('Shift+ArrowRight');
  await expect(staff(page)).toHaveAttribute('data-wide', '');
  const name = staff(page).getByRole('row').nth(1).getByRole('gridcell').first();
  const at = (await name.boundingBox())?.x;
  await staff(page).evaluate((grid) => grid.scrollTo({ left: 300 }));
  expect(await staff(page).evaluate((grid) => grid.scrollLeft)).toBeGreaterThan(100);
  expect((await name.boundingBox())?.x).toBe(at);
  // A double click on the edge fits what is in the column, and all is in sight again.
  const box = await head(page, 'User name').boundingBox();
  await staff(page).evaluate((grid) => grid.scrollTo({ left: 3000 }));
  const edge = await head(page, 'User name').boundingBox();
  if (!box || !edge) throw new Error('the head of the column is not drawn');
  await page.mouse.dblclick(edge.x + edge.width - 3, edge.y + 12);
  await expect(staff(page)).not.toHaveAttribute('data-wide', '');
  for (const cell of await staff(page).getByRole('gridcell').filter({ hasText: '.' }).locator('.clip').all()) expect(await cell.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});

test('Shift+F10 acts on a row, and the focus comes back to it', async () => {
  const { page, app } = running;
  const marcus = accountOf('supervisor').name;
  await staff(page).focus();
  await press(page, 'ArrowDown', 'ArrowDown');
  await expect(staff(page).locator('.grid-row.active')).toContainText(marcus);
  for (const key of ['Shift+F10', 'ContextMenu']) {
    await press(page, key);
    await expect(page.getByRole('menu'), key).toHaveCount(1);
    await press(page, 'Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(staff(page)).toBeFocused();
  }
  await press(page, 'Shift+F10');
  await page.keyboard.type('Give');
  await press(page, 'Enter');
  const dialog = page.getByRole('dialog', { name: `New password for ${marcus}` });
  await expect(dialog).toBeVisible();
  await press(page, 'Escape');
  await expect(dialog).toBeHidden();
  await expect(staff(page)).toBeFocused();
  await staff(page).getByText(marcus, { exact: true }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Copy cell' }).click();
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(marcus);
  await press(page, 'Shift+F10');
  await page.keyboard.type('Copy c');
  await press(page, 'ArrowRight');
  await page.getByRole('menuitem', { name: `Name ${marcus}` }).waitFor();
  await press(page, 'ArrowDown', 'Enter');
  await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(accountOf('supervisor').login);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(staff(page)).toBeFocused();
});
