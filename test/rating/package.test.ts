import { expect, test } from 'vitest';
import { CENT, pricesOf } from './rating-kit.ts';

const rows = [
  { name: 'the event that begins a block pays it', free: 0, usage: [1, 99, 1], expect: [1000 * CENT, 0, 1000 * CENT] },
  { name: 'a full block does not begin the next', free: 0, usage: [100, 1], expect: [1000 * CENT, 1000 * CENT] },
  { name: 'one event may begin several', free: 0, usage: [250], expect: [3000 * CENT] },
  { name: 'free units come first', free: 50, usage: [50, 1, 99, 1], expect: [0, 1000 * CENT, 0, 1000 * CENT] },
  { name: 'events of no units begin nothing', free: 0, usage: [0, 1, 0], expect: [0, 1000 * CENT, 0] },
];

test.each(rows)('package: $name', (row) => {
  expect(pricesOf({ kind: 'package', size: 100, price: 1000 * CENT, free: row.free }, row.usage)).toEqual(row.expect);
});
