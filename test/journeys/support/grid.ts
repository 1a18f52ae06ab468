import type { Locator, Page } from '@playwright/test';

/** A row of a table as a person sees it: its depth in a tree, whether it is open, and the words of its cells. */
export type SeenRow = { readonly level: number; readonly expanded: boolean | null; readonly cells: ReadonlyArray<string> };
export type SeenGrid = { readonly head: ReadonlyArray<string>; readonly rows: ReadonlyArray<SeenRow>; readonly foot: ReadonlyArray<string> };

/** A table by its name. */
export function grid(page: Page, label: string): Locator {
  return page.locator(`[role=grid][aria-label="${label}"], [role=treegrid][aria-label="${label}"]`);
}

/** Reads the rows that are drawn, without what is said to a screen reader only. */
export async function readGrid(page: Page, label: string): Promise<SeenGrid> {
  const frame = grid(page, label);
  await frame.waitFor();
  return frame.evaluate((element) => {
    const seen = (node: Element): string => {
      const copy = node.cloneNode(true) as Element;
      for (const hidden of copy.querySelectorAll('.sr-only, svg')) hidden.remove();
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
    };
    const cellsOf = (row: Element) => [...row.querySelectorAll('[role=gridcell], [role=columnheader]')].map(seen);
    const one = (selector: string) => {
      const row = element.querySelector(selector);
      return row ? cellsOf(row) : [];
    };
    return {
      head: one('.grid-head'),
      foot: one('.grid-foot'),
      rows: [...element.querySelectorAll('.grid-rows > [role=row]')].map((row) => ({ level: Number(row.getAttribute('aria-level') ?? 1), expanded: row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : null, cells: cellsOf(row) })),
    };
  });
}

/** Opens every row of a tree that can open, down to a depth, with the keys: Right opens, Down goes on. */
export async function openTree(page: Page, label: string, deepest = 1): Promise<void> {
  const frame = grid(page, label);
  await frame.focus();
  await page.keyboard.press('Home');
  for (let index = 0; ; index += 1) {
    const row = (await readGrid(page, label)).rows[index];
    if (!row) return;
    if (row.expanded === false && row.level <= deepest) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
  }
}
