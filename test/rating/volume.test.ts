import { expect, test } from 'vitest';
import { CENT, pricesOf } from './rating-kit.ts';

const tiers = [{ upTo: 10, price: 10 * CENT }, { upTo: 20, price: 5 * CENT }, { upTo: null, price: CENT }];
const rows = [
  { name: 'all units at the tier reached', per: 1, usage: [25], expect: [25 * CENT] },
  { name: 'the limit itself is still the tier it ends', per: 1, usage: [4, 6], expect: [40 * CENT, 60 * CENT] },
  { name: 'one unit more reprices the whole cycle', per: 1, usage: [4, 7], expect: [20 * CENT, 35 * CENT] },
  { name: 'events share by units', per: 1, usage: [1, 0, 3], expect: [10 * CENT, 0, 30 * CENT] },
  { name: 'shares of a rounded sum go to the largest remainder', per: 3, usage: [1, 1, 2], expect: [3_333_333, 3_333_333, 6_666_667] },
];

test.each(rows)('volume: $name', (row) => {
  expect(pricesOf({ kind: 'volume', per: row.per, tiers }, row.usage)).toEqual(row.expect);
});
