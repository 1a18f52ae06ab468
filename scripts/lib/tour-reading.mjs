/** What the tour reads from the screen, and the sums it checks. Runs against a Playwright page; amounts are cents. */

/** "1,234.56", "+$150.59", "−10.00" or "≈ $223.89" as cents; undefined where there is no amount. */
export function centsIn(text) {
  const found = /([−-]?)\+?\s*\$?(\d{1,3}(?:,\d{3})*|\d+)\.(\d{2})(?!\d)/.exec(text);
  if (!found) return undefined;
  const cents = Number(found[2].replaceAll(',', '') + found[3]);
  return found[1] ? -cents : cents;
}

/** "−150.59" of -15059. */
export function written(cents) {
  const sign = cents < 0 ? '−' : '';
  const size = Math.abs(cents);
  return `${sign}${String(Math.floor(size / 100)).replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${String(size % 100).padStart(2, '0')}`;
}

export const sumOf = (amounts) => amounts.reduce((sum, amount) => sum + (amount ?? 0), 0);

/** The rows of a table by its name: depth, words of the cells, and its head and foot. */
export async function readTable(page, label) {
  const table = page.locator(`[role=treegrid][aria-label="${label}"], [role=grid][aria-label="${label}"]`);
  await table.waitFor();
  return table.evaluate((element) => {
    const seen = (node) => {
      const copy = node.cloneNode(true);
      for (const hidden of copy.querySelectorAll('.sr-only, svg')) hidden.remove();
      return copy.textContent.replace(/\s+/g, ' ').trim();
    };
    const cells = (row) => (row ? [...row.querySelectorAll('[role=gridcell], [role=columnheader]')].map(seen) : []);
    return {
      head: cells(element.querySelector('.grid-head')),
      foot: cells(element.querySelector('.grid-foot')),
      rows: [...element.querySelectorAll('.grid-rows > [role=row]')].map((row) => ({ level: Number(row.getAttribute('aria-level') ?? 1), closed: row.getAttribute('aria-expanded') === 'false', cells: cells(row) })),
    };
  });
}

/** Opens the first level of a tree with the keys. */
export async function openTable(page, label) {
  const table = page.locator(`[role=treegrid][aria-label="${label}"]`);
  await table.focus();
  await page.keyboard.press('Home');
  for (let index = 0; ; index += 1) {
    const row = (await readTable(page, label)).rows[index];
    if (!row) break;
    if (row.closed && row.level === 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Home');
}

/** The bill in front: title, number, total, and its services with their charges. */
export async function readBill(page) {
  const { head, rows, foot } = await readTable(page, 'Charges');
  const column = head.findIndex((title) => title.startsWith('Amount'));
  const services = [];
  for (const { level, cells } of rows) {
    const item = { label: cells[0], amount: centsIn(cells[column] ?? '') };
    if (level === 1) services.push({ ...item, amount: item.amount ?? 0, charges: [] });
    else if (level === 2 && item.amount !== undefined) services.at(-1)?.charges.push(item);
  }
  const header = page.locator('section.bills-detail header');
  return { title: await header.locator('h2').innerText(), number: await header.locator('.selectable').innerText(), total: centsIn(foot[column] ?? ''), services };
}

/** The comparison in front: bills with totals, the chosen difference, its causes, both sentences. */
export async function readComparison(page) {
  const { head, foot } = await readTable(page, 'Bills side by side');
  const causes = await page.locator('.cmp-cause').evaluateAll((buttons) =>
    buttons.map((button) => {
      const text = (selector) => button.querySelector(selector)?.textContent?.trim() ?? '';
      return { title: text('.cmp-title'), detail: text('.cmp-detail'), amount: text('.money [aria-hidden]') };
    }),
  );
  const [say, write] = await page.locator('.cmp-say p').allInnerTexts();
  return {
    bills: head.slice(1, -1).map((label, index) => ({ label, total: centsIn(foot[index + 1] ?? '') })),
    difference: centsIn(foot.at(-1) ?? ''),
    causes: causes.map((cause) => ({ ...cause, amount: centsIn(cause.amount) })),
    unexplained: await page.locator('.cmp-unexplained').count(),
    say, write,
  };
}

/** What does not add up, in sentences; none is the only good answer. */
export function faultsIn({ bill, comparison }) {
  const faults = [];
  const must = (true_, sentence) => {
    if (!true_) faults.push(sentence);
  };
  const [before, after] = comparison.bills.slice(-2);
  must(bill.services.length > 0 && comparison.causes.length > 0, 'The bill or the explanation is empty.');
  for (const { label, amount, charges } of bill.services) must(sumOf(charges.map((charge) => charge.amount)) === amount, `The charges of ${label} sum to ${written(sumOf(charges.map((charge) => charge.amount)))} and not to ${written(amount)}.`);
  must(sumOf(bill.services.map((service) => service.amount)) === bill.total, `The services sum to ${written(sumOf(bill.services.map((service) => service.amount)))} and the bill says ${written(bill.total)}.`);
  must(after?.total === bill.total, 'The bill has another total in the comparison than by itself.');
  must(after.total - before.total === comparison.difference, 'The difference is not that of the two totals.');
  must(comparison.unexplained === 0, 'The screen says that a part is unexplained.');
  must(sumOf(comparison.causes.map((cause) => cause.amount)) === comparison.difference, `The causes sum to ${written(sumOf(comparison.causes.map((cause) => cause.amount)))} and the difference is ${written(comparison.difference)}.`);
  return faults;
}
