import { expect, test } from '@playwright/test';
import { type RunningApp, startApp, stopApp } from './support/app.ts';

/** States beside the registered screens that are looked through here too; `npm run screenshots` takes all of them in four shapes. */
const also = new Set(['sign-in', 'chooser', 'new-contact', 'overview-not-known', 'bill-now', 'palette', 'wrap-up', 'locked']);
let running: RunningApp;

test.beforeAll(async () => {
  running = await startApp();
});
test.afterAll(() => stopApp(running));

test('every registered screen is reached, and axe finds nothing serious in it, light and wide or dark and narrow', async () => {
  test.setTimeout(300_000);
  const { findings, places, registered, shape, shapes } = await import('../../scripts/lib/catalogue.mjs');
  const { app, page } = running;
  const found: string[] = [];
  const seen: string[] = [];
  let looked = 0;
  for await (const name of places(page, app)) {
    seen.push(name);
    if (!registered().includes(name) && !also.has(name)) continue;
    looked += 1;
    const one = looked % 2 === 1 ? shapes[0]! : shapes[3]!;
    await shape(app, page, one);
    found.push(...(await findings(page, `${name}, ${one[0]}, ${one[1]}`)));
  }
  expect(found).toEqual([]);
  expect(registered().length).toBeGreaterThan(10);
  expect(registered().filter((name) => !seen.includes(name)), 'registered and not seen').toEqual([]);
  expect([...also].filter((name) => !seen.includes(name)), 'a state that is not there any more').toEqual([]);
});
