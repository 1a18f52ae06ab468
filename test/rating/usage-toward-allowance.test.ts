import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent } from '../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { overWords, projectedDay, usageTowardAllowance, useWords } from '../../src/main/rating/domain/usage-toward-allowance.ts';
import { catalogOf, CENT, DOLLAR, eventOf, offerOf, productOf, ruleOf, ZONE } from './rating-kit.ts';

const GB = 1_000_000;
const period = { from: '2026-11-05', to: '2026-12-05' };
const catalog = catalogOf([
  offerOf('share', [ruleOf('extra', { kind: 'package', size: GB, price: 10 * DOLLAR }, { usage: 'data', allowance: 'data' })], { allowances: [{ code: 'data', label: 'Data', usage: 'data', units: 10 * GB }] }),
  offerOf('unlimited', [ruleOf('roam', { kind: 'perUnit', price: 5 * CENT, per: 1000 }, { usage: 'data', network: 'roaming' }), ruleOf('data', { kind: 'perUnit', price: 0, per: 1 }, { usage: 'data', network: 'home' }), ruleOf('calls', { kind: 'flat', price: 1 })]),
]);

function standing(events: readonly CycleEvent[], today: string) {
  const compiled = compileCatalog(catalog);
  const products = [productOf('share'), productOf('unlimited', { productId: 2, serviceId: 2 })];
  const { rated } = rateCycle(compiled, { zone: ZONE, products, events });
  return usageTowardAllowance(compiled, { rated, products, zone: ZONE, period, today })
    .map((use) => [use.serviceId, use.code, useWords(use), overWords(use, today)]);
}
const data = (day: string, units: number, more: Partial<CycleEvent> = {}) => eventOf(`2026-11-${day}T20:00:00Z`, units, { usage: 'data', destination: '', ...more });

test('an allowance says what is used and the day it will be over; unlimited data says what is used', () => {
  const events = [data('06', 6_800_000), data('07', 412 * GB, { serviceId: 2 }), data('08', 5 * GB, { serviceId: 2, visited: 'MX Movilsur' })];
  expect(standing(events, '2026-11-17')).toEqual([[1, 'data', '6.8 of 10 GB', 'Over by 24 Nov'], [2, 'data', '412 GB, no limit', null]]);
});

test('an allowance that lasts the cycle has no day, and nothing used has no pace', () => {
  expect(standing([data('06', 3 * GB)], '2026-11-17')[0]).toEqual([1, 'data', '3 of 10 GB', null]);
  expect(standing([], '2026-11-17')).toEqual([[1, 'data', '0 of 10 GB', null], [2, 'data', '0 kB, no limit', null]]);
});

test('an allowance that is exceeded says since when, in the customer\'s zone', () => {
  expect(standing([data('06', 9 * GB), eventOf('2026-11-12T07:30:00Z', 2 * GB, { usage: 'data', destination: '' })], '2026-11-17')[0]).toEqual([1, 'data', '11 of 10 GB', 'Over since 11 Nov']);
});

test.each([
  { used: 10, today: '2026-11-05', day: '2026-11-15' }, { used: 100, today: '2026-11-05', day: '2026-11-06' }, { used: 100, today: '2026-12-04', day: null },
  { used: 34, today: '2026-11-14', day: '2026-12-04' }, { used: 33, today: '2026-11-14', day: null }, { used: 0, today: '2026-11-14', day: null },
])('$used of 100 used by $today is over on $day', ({ used, today, day }) => { expect(projectedDay(used, 100, period, today)).toBe(day); });
