import { expect, test } from 'vitest';
import { CENT, pricesOf } from './rating-kit.ts';

const rows = [
  { name: 'one price whatever the size', price: 2499 * CENT, usage: [1, 500, 1], expect: [2499 * CENT, 2499 * CENT, 2499 * CENT] },
  { name: 'an event of no units costs it too', price: 10 * CENT, usage: [0], expect: [10 * CENT] },
  { name: 'a price of nothing', price: 0, usage: [7], expect: [0] },
];

test.each(rows)('flat: $name', (row) => {
  expect(pricesOf({ kind: 'flat', price: row.price }, row.usage)).toEqual(row.expect);
});
