import { expect, test } from 'vitest';
import { CENT, DOLLAR, pricesOf } from './rating-kit.ts';

const rows = [
  { name: '2.50 % of $20.00', price: { rate: 250 }, usage: [2000], expect: [50 * CENT] },
  { name: 'a cent of value at a hundredth of a percent is exact', price: { rate: 1 }, usage: [1], expect: [100] },
  { name: 'each event of any value has the fee', price: { rate: 250, fee: 30 * CENT }, usage: [2000, 1, 0], expect: [80 * CENT, 30 * CENT + 25_000, 0] },
  { name: 'the free part is of the cycle and has no percentage, but its fee', price: { rate: 1000, fee: 5 * CENT, free: 1500 }, usage: [1000, 1000, 1000], expect: [5 * CENT, 55 * CENT, 105 * CENT] },
  { name: 'all of it', price: { rate: 10_000 }, usage: [199], expect: [1.99 * DOLLAR] },
];

test.each(rows)('percent: $name', (row) => {
  expect(pricesOf({ kind: 'percent', ...row.price }, row.usage)).toEqual(row.expect);
});
