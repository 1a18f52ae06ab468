import { expect, test } from '@playwright/test';
import { type RunningApp, startApp, stopApp } from './support/app.ts';

let running: RunningApp;

test.beforeAll(async () => {
  running = await startApp();
});
test.afterAll(() => stopApp(running));

test('every registered screen is reached, and axe finds nothing serious, light and dark, wide and narrow', async () => {
  test.setTimeout(240_000);
  const { findings, places, registered, shape, shapes } = await import('../../scripts/lib/catalogue.mjs');
  const { app, page } = running;
  const found: string[] = [];
  const seen: string[] = [];
  for await (const name of places(page)) {
    seen.push(name);
    // Each screen once; light and wide, dark and narrow in turn, and both for the views of a customer.
    const turns = registered().includes(name) ? [shapes[0]!, shapes[3]!] : [seen.length % 2 === 0 ? shapes[0]! : shapes[3]!];
    for (const one of turns) {
      await shape(app, page, one);
      found.push(...(await findings(page, `${name}, ${one[0]}, ${one[1]}`)));
    }
  }
  expect(found).toEqual([]);
  expect(registered().length).toBeGreaterThan(10);
  expect(registered().filter((name) => !seen.includes(name)), 'registered and not seen').toEqual([]);
});
