import { expect, test } from 'vitest';
import { compilePrice } from '../../src/main/rating/domain/price-usage.ts';
import { CENT, pricesOf } from './rating-kit.ts';

const rows = [
  { name: 'by the minute, 200 s are 4 min', price: { price: 15 * CENT, per: 60, increment: 60 }, usage: [200], expect: [60 * CENT] },
  { name: 'a whole number of increments is not raised', price: { price: 15 * CENT, per: 60, increment: 60 }, usage: [240], expect: [60 * CENT] },
  { name: 'by the second', price: { price: 15 * CENT, per: 60 }, usage: [61, 1], expect: [15_250_000, 250_000] },
  { name: 'the minimum first, then increments', price: { price: 6 * CENT, per: 60, increment: 6, minimum: 32 }, usage: [1, 32, 37], expect: [3_600_000, 3_600_000, 4_200_000] },
  { name: 'a third of a micro is rounded half away from zero', price: { price: 1, per: 2 }, usage: [1, 2, 3], expect: [1, 1, 2] },
  { name: 'a negative price is rounded away from zero too', price: { price: -1, per: 2 }, usage: [1, 3], expect: [-1, -2] },
  { name: 'set-up is added once an event', price: { price: 15 * CENT, per: 60, increment: 60, setup: 10 * CENT }, usage: [1, 61], expect: [25 * CENT, 40 * CENT] },
  { name: 'an answered call of no seconds pays minimum and set-up', price: { price: 15 * CENT, per: 60, minimum: 60, setup: CENT }, usage: [0], expect: [16 * CENT] },
  { name: 'an event of no units without a minimum costs nothing', price: { price: 15 * CENT, per: 60, increment: 60 }, usage: [0], expect: [0] },
  { name: '60/60', price: { price: 6 * CENT, per: 60, first: 60, increment: 60 }, usage: [0, 1, 60, 61], expect: [0, 6 * CENT, 6 * CENT, 12 * CENT] },
  { name: '30/6', price: { price: 6 * CENT, per: 60, first: 30, increment: 6 }, usage: [1, 30, 31, 36, 37], expect: [3 * CENT, 3 * CENT, 3_600_000, 3_600_000, 4_200_000] },
  { name: '1/1', price: { price: 6 * CENT, per: 60, first: 1, increment: 1 }, usage: [1, 61], expect: [100_000, 6_100_000] },
  { name: 'a minimum above the first increment goes on in the next ones', price: { price: 6 * CENT, per: 60, first: 30, increment: 6, minimum: 32 }, usage: [1], expect: [3_600_000] },
  { name: 'no event costs more than the cap, set-up included', price: { price: 15 * CENT, per: 60, increment: 60, setup: 10 * CENT, cap: 50 * CENT }, usage: [120, 180, 3600], expect: [40 * CENT, 50 * CENT, 50 * CENT] },
];

test.each(rows)('per unit: $name', (row) => {
  expect(pricesOf({ kind: 'perUnit', ...row.price }, row.usage)).toEqual(row.expect);
});

test('per unit: a product beyond the safe integers stays exact', () => {
  const price = compilePrice({ kind: 'perUnit', price: 999_999_999_999_999, per: 1_000_000_000, increment: 1, minimum: 0, setup: 0 });
  expect(price.price(1_000_000_001, 0)).toBe(1_000_000_000_999_999);
});

test('per unit: a price that is no longer exact is refused', () => {
  expect(() => pricesOf({ kind: 'perUnit', price: 1e15, per: 1 }, [1e6])).toThrow('too large to be exact');
});
