import { expect, test } from 'vitest';
import { thresholdsCrossed } from '../../src/main/rating/domain/allowance-thresholds.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { catalogOf, eventOf, offerOf, productOf, ruleOf, ZONE } from './rating-kit.ts';

/** Which percent each call of so many minutes crosses, of an allowance of 100 minutes. */
function crossed(sizes: number[], thresholds?: number[]) {
  const allowance = { code: 'a', label: 'A', usage: 'voice' as const, units: 6000, ...(thresholds ? { thresholds } : {}) };
  const compiled = compileCatalog(catalogOf([offerOf('plan', [ruleOf('calls', { kind: 'flat', price: 1 }, { allowance: 'a' })], { allowances: [allowance] })]));
  const events = sizes.map((size, index) => eventOf(`2026-11-1${index}T18:00:00Z`, size * 60, { usageId: index + 1 }));
  const { rated } = rateCycle(compiled, { zone: ZONE, products: [productOf('plan')], events });
  return thresholdsCrossed(compiled, rated).map(({ usageId, percent, left }) => [usageId, percent, left / 60]);
}

test.each([
  { name: 'nothing before 80 %', sizes: [79], expect: [] },
  { name: 'exactly 80 %, and 100 % later', sizes: [50, 30, 10, 10, 5], expect: [[2, 80, 20], [4, 100, 0]] },
  { name: 'both by one call', sizes: [10, 200], expect: [[2, 80, 0], [2, 100, 0]] },
  { name: 'own percents', sizes: [50, 50], thresholds: [50], expect: [[1, 50, 50]] },
])('an allowance tells once that it is used to 80 and 100 percent: $name', ({ sizes, thresholds, expect: told }) => {
  expect(crossed(sizes, thresholds)).toEqual(told);
});
