import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownOf, sumsOf } from '../../src/main/billing/rerating-orders.ts';

const lines = fc.array(fc.record({ currency: fc.constantFrom('USD', 'JPY', 'KWD', 'EUR'), difference: fc.integer({ min: -1_000_000, max: 1_000_000 }) }), { maxLength: 30 });

test('differences of a re-rating are summed in their own currency, the operator’s first', () => {
  fc.assert(fc.property(lines, (all) => {
    const sums = sumsOf(all, 'USD');
    for (const { currency, total } of sums) expect(total).toBe(all.filter((line) => line.currency === currency).reduce((sum, { difference }) => sum + difference, 0));
    expect(sums.map(({ currency }) => currency)).toEqual([...new Set(all.map(({ currency }) => currency))].toSorted((one, other) => Number(other === 'USD') - Number(one === 'USD') || (one < other ? -1 : 1)));
  }));
});

test('an outcome in which nothing changes is nothing in the operator’s currency', () => {
  expect(shownOf({ accounts: [], looked: 3, failed: [], hash: 'x' }, 'USD')).toMatchObject({ looked: 3, changed: 0, total: 0, currency: 'USD', others: [], lines: [] });
});
