import { expect, test } from 'vitest';
import { CENT, pricesOf } from './rating-kit.ts';

const tiers = [{ upTo: 10_000, rate: 500 }, { upTo: 50_000, rate: 300 }, { upTo: null, rate: 100 }];
const rows = [
  { name: 'the last cent of a tier has its rate, the next one the next rate', usage: [9_999, 1, 1], expect: [49_995_0000, 50_000, 30_000] },
  { name: 'one event over all tiers', usage: [60_000], expect: [(500 + 1200 + 100) * CENT] },
  { name: 'each event of any value has the fee', fee: 20 * CENT, usage: [10_000, 10_000, 0], expect: [520 * CENT, 320 * CENT, 0] },
];

test.each(rows)('graduated percentage: $name', ({ fee = 0, usage, expect: prices }) => {
  expect(pricesOf({ kind: 'graduatedPercent', fee, tiers }, usage)).toEqual(prices);
});
