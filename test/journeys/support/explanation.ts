import { expect, type Page } from '@playwright/test';
import { cents, shown, sumOf } from './amounts.ts';
import { readGrid } from './grid.ts';

export type SeenCause = { readonly title: string; readonly detail: string; readonly amount: number };
/** The comparison on the screen. Amounts are cents. */
export type SeenExplanation = {
  readonly columns: ReadonlyArray<string>;
  readonly totals: ReadonlyArray<number>;
  readonly difference: number;
  readonly causes: ReadonlyArray<SeenCause>;
  /** What the causes leave of the difference; an "Unexplained" on the screen fails before this is read. */
  readonly residual: number;
  readonly say: string;
  readonly write: string;
  /** Expects a cause whose title has these words, with its amount where one is given. */
  readonly has: (words: string, amount?: string) => void;
  /** Expects that causes sum to the difference, differences of the table to the total, and every column to its foot. */
  readonly addsUp: () => void;
};

/** Reads the comparison in front once its answer has arrived. */
export async function readExplanation(page: Page): Promise<SeenExplanation> {
  const panel = page.getByRole('tabpanel', { name: 'Compare' });
  await expect(panel.locator('.cmp-body[aria-busy=false]')).toBeVisible();
  await expect(panel.locator('.cmp-unexplained'), 'a part of the difference is unexplained').toHaveCount(0);
  const { head, rows, foot } = await readGrid(page, 'Bills side by side');
  const causes = await panel.locator('.cmp-cause').evaluateAll((buttons) =>
    buttons.map((button) => {
      const text = (selector: string) => button.querySelector(selector)?.textContent?.trim() ?? '';
      return { title: text('.cmp-title'), detail: text('.cmp-detail'), amount: text('.money [aria-hidden]') };
    }),
  );
  const said = await panel.locator('.cmp-say p').allInnerTexts();
  const read = causes.map((cause) => ({ ...cause, amount: cents(cause.amount) }));
  const difference = cents(foot.at(-1) ?? '');
  const services = rows.filter((row) => row.level === 1);
  const column = (at: number) => services.map((row) => row.cells[at] ?? '').filter((text) => /\d/.test(text)).map(cents);
  const totals = foot.slice(1, -1).map(cents);
  return {
    columns: head.slice(1, -1), totals, difference, causes: read,
    residual: difference - sumOf(read.map((cause) => cause.amount)),
    say: said[0] ?? '', write: said[1] ?? '',
    has: (words, amount) => {
      const found = read.filter((cause) => cause.title.toLowerCase().includes(words.toLowerCase()));
      expect(found.map((cause) => cause.title), `a cause "${words}" among ${read.map((cause) => cause.title).join("; ")}`).not.toEqual([]);
      if (amount !== undefined) expect(found.map((cause) => shown(cause.amount)), words).toContain(amount);
    },
    addsUp: () => {
      expect(shown(sumOf(read.map((cause) => cause.amount))), 'the causes').toBe(shown(difference));
      totals.forEach((total, index) => expect(shown(sumOf(column(index + 1))), `the services of ${head[index + 1]}`).toBe(shown(total)));
      expect(shown(sumOf(column(head.length - 1))), 'the differences of the services').toBe(shown(difference));
      expect(services.length, 'the table has no service').toBeGreaterThan(0);
    },
  };
}
