import { expect, type Page } from '@playwright/test';
import { cents, centsIn, shown, sumOf } from './amounts.ts';
import { openTree, readGrid, type SeenRow } from './grid.ts';

/** The bill on the screen. Amounts are cents. */
export type SeenBill = {
  readonly title: string;
  readonly number: string;
  readonly total: number;
  readonly charges: number;
  readonly tax: number;
  /** Services and account charges, each with what is below it. */
  readonly groups: ReadonlyArray<{ readonly label: string; readonly amount: number; readonly rows: ReadonlyArray<{ readonly label: string; readonly amount: number | undefined }> }>;
  /** Expects a charge with its amount: `has('Roaming data, Mexico', '42.60')`. */
  readonly has: (label: string, amount: string) => void;
  /** Expects that nothing on the bill has this name. */
  readonly hasNot: (label: string) => void;
  /** Expects that charges sum to their services, services to the total, and charges and tax to the total. */
  readonly addsUp: () => void;
};

const amountAt = (head: ReadonlyArray<string>) => head.findIndex((title) => title.startsWith('Amount'));

/** Reads the bill that is in front, with all its charges open. */
export async function readBill(page: Page): Promise<SeenBill> {
  const detail = page.locator('section.bills-detail');
  await expect(detail).toBeVisible();
  await openTree(page, 'Charges');
  const { head, rows, foot } = await readGrid(page, 'Charges');
  const column = amountAt(head);
  const fact = async (label: string) => cents(await detail.locator('.bills-facts > div', { hasText: label }).locator('dd span[aria-hidden]').first().innerText());
  const groups = groupsOf(rows, column);
  const total = cents(foot[column] ?? '');
  const [charges, tax] = [await fact('Charges'), await fact('Taxes and fees')];
  const all = groups.flatMap((group) => [group, ...group.rows]);
  return {
    title: await detail.locator('h2').first().innerText(),
    number: (await detail.locator('header .selectable').count()) > 0 ? await detail.locator('header .selectable').innerText() : '',
    total, charges, tax, groups,
    has: (label, amount) => expect(all.filter((row) => row.label === label).map((row) => (row.amount === undefined ? 'no amount' : shown(row.amount))), `${label} on the bill`).toContain(amount),
    hasNot: (label) => expect(all.map((row) => row.label)).not.toContain(label),
    addsUp: () => {
      expect(groups.length, 'the bill has no service').toBeGreaterThan(0);
      for (const group of groups) expect(shown(sumOf(group.rows.map((row) => row.amount ?? 0))), `the charges of ${group.label}`).toBe(shown(group.amount));
      expect(shown(sumOf(groups.map((group) => group.amount))), 'the services of the bill').toBe(shown(total));
      expect(shown(charges + tax), 'charges and taxes').toBe(shown(total));
    },
  };
}

function groupsOf(rows: ReadonlyArray<SeenRow>, column: number): SeenBill['groups'] {
  const groups: Array<{ label: string; amount: number; rows: Array<{ label: string; amount: number | undefined }> }> = [];
  for (const { level, cells } of rows) {
    const [label = ''] = cells;
    const text = cells[column] ?? '';
    if (level === 1) groups.push({ label, amount: centsIn(text) ?? 0, rows: [] });
    else if (level === 2) groups.at(-1)?.rows.push({ label, amount: centsIn(text) });
  }
  return groups;
}
