import { expect, test } from '@playwright/test';
import { monthName } from '../../src/contract/dates.ts';
import { stories } from '../../src/main/demo/stories.ts';
import { shown } from './support/amounts.ts';
import { type RunningApp, startApp, stopApp } from './support/app.ts';
import { endCall, expectView, signIn, takeCall, verify } from './support/desk.ts';
import { readExplanation } from './support/explanation.ts';
import { press } from './support/keys.ts';

/** What the story says in words, as causes on the screen with their amounts where the story names one. */
const expected: Readonly<Record<string, ReadonlyArray<readonly [words: string, amount?: string]>>> = {
  elena: [['Roaming data in Mexico', '42.60'], ['Premium download', '24.99'], ['Fiber 1000 plan', '20.00'], ['Part-month upgrade', '9.67'], ['Welcome offer ended', '15.00'], ['More calls to Italy', '10.65'], ['More extra data', '10.00'], ['Late payment fee', '7.50']],
  roaming: [['Roaming data in Spain', '61.30']],
  promotion: [['Welcome offer ended', '15.00']],
  planSwitch: [['Fiber 500 plan', '15.00'], ['Part-month upgrade', '6.00']],
  overdue: [['Late payment fee', '7.50']],
  unallocated: [['Late payment fee', '7.50']],
  dispute: [['Premium download', '19.99']],
  corporate: [['Cloud PBX seats'], ['Installation visit', '125.00']],
  vip: [['Roaming data in Japan', '118.60'], ['Roaming calls in Japan', '9.00']],
  late: [['Late payment fee', '7.50']],
  quiet: [],
};
let running: RunningApp;

test.beforeAll(async () => {
  running = await startApp();
  await signIn(running.page);
});
test.afterAll(() => stopApp(running));

for (const story of stories) {
  const { key, title, name, phone, pin, compare } = story;
  if (!compare) continue;
  test(`compare and explain: ${title} (${name})`, async () => {
    const { page } = running;
    await takeCall(page, phone, name);
    await verify(page, pin);
    await press(page, 'c');
    await expectView(page, 'Compare');
    const [before, after] = [monthName(compare.before), monthName(compare.after)];
    // The pair of the story may be the one before the newest; the key goes from pair to pair.
    let seen = await readExplanation(page);
    const wanted = `What changed, ${before} to ${after}`;
    for (let turn = 0; turn < 3 && !(await page.getByRole('heading', { name: wanted }).isVisible()); turn += 1) {
      await press(page, ']');
      await page.waitForTimeout(100);
      seen = await readExplanation(page);
    }
    await expect(page.getByRole('heading', { name: wanted })).toBeVisible();
    expect(seen.residual, 'unexplained').toBe(0);
    seen.addsUp();
    const [from, to] = [seen.columns.indexOf(before), seen.columns.indexOf(after)];
    expect(shown(seen.totals[to]! - seen.totals[from]!), 'the difference of the two bills').toBe(shown(seen.difference));
    const causes = expected[key];
    expect(causes, `no causes are expected of the story ${key}`).toBeDefined();
    for (const [words, amount] of causes!) seen.has(words, amount);
    if (causes!.length === 0) {
      expect(seen.causes).toEqual([]);
      await expect(page.getByRole('tabpanel')).toContainText('Nothing changed');
    } else {
      expect(seen.say).toContain(`$${shown(Math.abs(seen.difference))}`);
      // The evidence of the largest cause is open and sums to it.
      await expect(page.locator('.cmp-cause').first()).toHaveAttribute('aria-expanded', 'true');
    }
    await endCall(page);
  });
}

test('every story with two bills was compared', () => {
  expect(Object.keys(expected).toSorted()).toEqual(stories.filter((story) => story.compare).map((story) => story.key).toSorted());
});
