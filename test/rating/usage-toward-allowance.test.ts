import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent } from '../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { storesAtEnd } from '../../src/main/rating/domain/rollover.ts';
import { projectedDay, usageTowardAllowance } from '../../src/main/rating/domain/usage-toward-allowance.ts';
import { moreTexts, usedText } from '../../src/renderer/customers/usage-words.ts';
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
    .map((use) => [use.serviceId, use.code, usedText({ ...use, currency: 'USD' }), use.overOn]);
}
const data = (day: string, units: number, more: Partial<CycleEvent> = {}) => eventOf(`2026-11-${day}T20:00:00Z`, units, { usage: 'data', destination: '', ...more });

test('an allowance says what is used and the day it will be over; unlimited data says what is used', () => {
  const events = [data('06', 6_800_000), data('07', 412 * GB, { serviceId: 2 }), data('08', 5 * GB, { serviceId: 2, visited: 'MX Movilsur' })];
  expect(standing(events, '2026-11-17')).toEqual([[1, 'data', '6.8 of 10 GB', '2026-11-24'], [2, 'data', '412 GB, no limit', null]]);
});

test('an allowance that lasts the cycle has no day, and nothing used has no pace', () => {
  expect(standing([data('06', 3 * GB)], '2026-11-17')[0]).toEqual([1, 'data', '3 of 10 GB', null]);
  expect(standing([], '2026-11-17')).toEqual([[1, 'data', '0 of 10 GB', null], [2, 'data', '0 MB, no limit', null]]);
});

test('an allowance that is exceeded says since when, in the customer\'s zone', () => {
  expect(standing([data('06', 9 * GB), eventOf('2026-11-12T07:30:00Z', 2 * GB, { usage: 'data', destination: '' })], '2026-11-17')[0]).toEqual([1, 'data', '11 of 10 GB', '2026-11-11']);
});

test.each([
  { used: 10, today: '2026-11-05', day: '2026-11-15' }, { used: 100, today: '2026-11-05', day: '2026-11-06' }, { used: 100, today: '2026-12-04', day: null },
  { used: 34, today: '2026-11-14', day: '2026-12-04' }, { used: 33, today: '2026-11-14', day: null }, { used: 0, today: '2026-11-14', day: null },
])('$used of 100 used by $today is over on $day', ({ used, today, day }) => { expect(projectedDay(used, 100, period, today)).toBe(day); });

// Of 150 units the carried points cover 70, the own ones 25 and 20, the rest is 35 at 2 cents.
test('points and money are shown too, and what an earlier cycle left is counted with the cycle\'s own', () => {
  const plan = catalogOf([offerOf('plan', [ruleOf('calls', { kind: 'perUnit', price: 2 * CENT, per: 1 }, { allowances: ['points', 'purse'], points: { per: 10, points: 1 } })], {
    allowances: [{ code: 'points', label: 'Points', measure: 'points', units: 5 }, { code: 'purse', label: 'Purse', measure: 'money', units: 300 }],
  })]);
  const compiled = compileCatalog(plan);
  const products = [productOf('plan')];
  const carried = { kind: 'rollover' as const, code: 'points', serviceId: 1, from: '2026-11-05T08:00:00Z', to: null };
  const usage = { zone: ZONE, products, events: [eventOf('2026-11-06T20:00:00Z', 95), eventOf('2026-11-07T20:00:00Z', 55)], grants: [{ ...carried, id: 'what October left', units: 7 }] };
  const { rated } = rateCycle(compiled, usage);
  const stores = storesAtEnd(compiled, { usage, rated, lastDay: Date.UTC(2026, 11, 4) / 86_400_000, from: period.from, at: '2026-12-05T08:00:00Z', ends: [] });
  const uses = usageTowardAllowance(compiled, { rated, stores, products, zone: ZONE, period, today: '2026-11-17' }).map((use) => ({ ...use, currency: 'USD' }));
  expect(uses.slice(0, 2).map((use) => [usedText(use), ...moreTexts(use)])).toEqual([['12 of 12 points', 'Carried over: 7 of 7 points used'], ['$0.70 of $3.00']]);
});

test('what is carried over or topped up says how much of it is used, by its kind, and nothing where there is none', () => {
  const more = { brought: 2 * GB, used: 1_500_000 };
  expect(moreTexts({ usage: 'data', more, toppedUp: { brought: 5 * GB, used: 0 }, currency: 'USD' })).toEqual(['Carried over: 1.5 of 2 GB used', 'Topped up: 0 of 5 GB used']);
  expect(moreTexts({ usage: 'money', more: { brought: 300, used: 70 }, toppedUp: null, currency: 'USD' })).toEqual(['Carried over: $0.70 of $3.00 used']);
  expect(moreTexts({ usage: 'data', more: null, toppedUp: null, currency: 'USD' })).toEqual([]);
  expect(usedText({ usage: 'data', used: 0, included: 10 * GB, more, toppedUp: { brought: 5 * GB, used: GB }, currency: 'USD' })).toBe('2.5 of 17 GB');
});
