import { expect, test } from 'vitest';
import { CENT, eventOf, offerOf, pricesOf, productOf, rate, ruleOf } from './rating-kit.ts';

const rows = [
  { name: 'only what raises the peak is paid', usage: [5, 3, 8, 8, 2], expect: [50 * CENT, 0, 30 * CENT, 0, 0] },
  { name: 'the free part comes off the peak once', free: 4, usage: [3, 5, 9], expect: [0, 10 * CENT, 40 * CENT] },
  { name: 'the peak is in whole increments', increment: 10, usage: [5, 10, 11], expect: [100 * CENT, 0, 100 * CENT] },
];

test.each(rows)('capacity: $name', ({ free = 0, increment = 1, usage, expect: prices }) => {
  expect(pricesOf({ kind: 'capacity', price: 10 * CENT, per: 1, free, increment }, usage)).toEqual(prices);
});

test('capacity: a late event under a peak that is billed costs nothing, one above it the rise', () => {
  const rule = ruleOf('peak', { kind: 'capacity', price: 10 * CENT, per: 1 });
  const events = [eventOf('2026-11-10T18:00:00Z', 7), eventOf('2026-11-10T19:00:00Z', 9, { billed: { micros: 90 * CENT, amount: 90 } }), eventOf('2026-11-10T20:00:00Z', 10)];
  const { rated } = rate([offerOf('plan', [rule])], [productOf('plan')], events);
  expect(rated.reduce((sum, { micros }) => sum + micros, 0)).toBe(100 * CENT);
});
