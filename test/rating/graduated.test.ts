import { expect, test } from 'vitest';
import { compilePrice } from '../../src/main/rating/domain/price-usage.ts';
import { CENT, pricesOf } from './rating-kit.ts';

const tiers = [{ upTo: 10, price: 10 * CENT }, { upTo: 20, price: 5 * CENT }, { upTo: null, price: CENT }];
const rows = [
  { name: 'each unit at its own tier', per: 1, usage: [25], expect: [155 * CENT] },
  { name: 'a limit belongs to the tier it ends', per: 1, usage: [10, 1], expect: [100 * CENT, 5 * CENT] },
  { name: 'events go on where the last one stopped', per: 1, usage: [8, 4, 20], expect: [80 * CENT, 30 * CENT, 52 * CENT] },
  { name: 'events of no units take nothing', per: 1, usage: [0, 10, 0, 1], expect: [0, 100 * CENT, 0, 5 * CENT] },
  { name: 'by three units, what is rounded in one event is made good in the next', per: 3, usage: [1, 1, 1], expect: [3_333_333, 3_333_334, 3_333_333] },
];

test.each(rows)('graduated: $name', (row) => {
  expect(pricesOf({ kind: 'graduated', per: row.per, tiers }, row.usage)).toEqual(row.expect);
});

test('graduated: events are raised to whole increments before they are counted', () => {
  expect(pricesOf({ kind: 'graduated', per: 1, increment: 10, tiers }, [1, 1])).toEqual([100 * CENT, 50 * CENT]);
});

test('graduated: beyond the last limit the last tier goes on, and tiers may come in any order', () => {
  expect(pricesOf({ kind: 'graduated', per: 1, tiers: [{ upTo: 20, price: 1 }, { upTo: 10, price: 3 }] }, [30])).toEqual([50]);
});

test('graduated: sums beyond the safe integers stay exact, to the last half', () => {
  const price = compilePrice({ kind: 'graduated', per: 1000, increment: 1, tiers: [{ upTo: 1, price: 0 }, { upTo: null, price: 999_999_999_999_999 }] });
  expect(price.price(501, 0)).toBe(500_000_000_000_000);
});
