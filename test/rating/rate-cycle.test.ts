import { expect, test } from 'vitest';
import { CENT, eventOf, offerOf, productOf, rate, ruleOf } from './rating-kit.ts';

const perMinute = (cents: number) => ({ kind: 'perUnit' as const, price: cents * CENT, per: 60, increment: 60 });
const included = (minutes: number) => [{ code: 'minutes', label: 'Minutes', usage: 'voice' as const, units: minutes * 60 }];
const calls = (cents: number) => ruleOf('calls', perMinute(cents), { allowance: 'minutes' });

test('an event that the allowance covers in part is split, after rounding', () => {
  const events = [eventOf('2026-11-10T18:00:00Z', 118 * 60), eventOf('2026-11-10T21:00:00Z', 200), eventOf('2026-11-10T22:00:00Z', 30)];
  const { rated } = rate([offerOf('plan', [calls(15)], { allowances: included(120) })], [productOf('plan')], events);
  expect(rated.map(({ micros, trace }) => [trace.rounded, trace.charged, trace.allowance?.before, trace.allowance?.after, micros])).toEqual([
    [7080, 0, 7200, 120, 0], [240, 120, 120, 0, 30 * CENT], [60, 60, 0, 0, 15 * CENT],
  ]);
});

test('covered units do not count for tiers, and an event wholly covered has no set-up', () => {
  const rules = [
    ruleOf('graduated', { kind: 'graduated', per: 60, tiers: [{ upTo: 60, price: 50 * CENT }, { upTo: null, price: 10 * CENT }] }, { zones: ['US'], allowance: 'minutes' }),
    ruleOf('set-up', { kind: 'perUnit', price: CENT, per: 60, setup: 9 * CENT }, { zones: ['IT'], allowance: 'minutes' }),
  ];
  const events = [eventOf('2026-11-10T18:00:00Z', 60, { destination: '3906' }), eventOf('2026-11-10T18:10:00Z', 120), eventOf('2026-11-10T18:20:00Z', 60), eventOf('2026-11-10T18:30:00Z', 60, { destination: '3906' })];
  const { rated } = rate([offerOf('plan', rules, { allowances: included(2) })], [productOf('plan')], events);
  expect(rated.map(({ micros, trace }) => [micros, trace.countedBefore])).toEqual([[0, 0], [50 * CENT, 0], [10 * CENT, 60], [10 * CENT, 0]]);
});

test('an allowance held by two products counts together, on the days of each, and starts anew for each service', () => {
  const offers = [offerOf('plan', [calls(10)], { allowances: included(2) }), offerOf('more', [], { kind: 'addon', allowances: included(3) })];
  const products = [productOf('plan'), productOf('more', { productId: 2, from: '2026-11-11', to: '2026-11-12' }), productOf('plan', { productId: 3, serviceId: 2 })];
  const events = ['10', '11', '12'].map((day) => eventOf(`2026-11-${day}T20:00:00Z`, 180));
  const { rated } = rate(offers, products, [...events, eventOf('2026-11-11T21:00:00Z', 60, { serviceId: 2 })]);
  expect(rated.map(({ serviceId, trace }) => [serviceId, trace.charged, trace.allowance?.included])).toEqual([[1, 60, 120], [1, 0, 300], [2, 0, 120], [1, 180, 120]]);
});

test('rules of an add-on come before those of the plan', () => {
  const offers = [offerOf('plan', [ruleOf('italy', perMinute(15))]), offerOf('italy pack', [ruleOf('cheap italy', perMinute(2), { zones: ['IT'] })], { kind: 'addon' })];
  const products = [productOf('plan'), productOf('italy pack', { productId: 2 })];
  const { rated } = rate(offers, products, [eventOf('2026-11-10T18:00:00Z', 60, { destination: '3906' }), eventOf('2026-11-10T19:00:00Z', 60)]);
  expect(rated.map(({ rule, productId }) => [rule, productId])).toEqual([['cheap italy', 2], ['italy', 1]]);
});

test('the version in force on the local day of the start prices a call, also where the call runs past midnight', () => {
  const rule = ruleOf('calls', perMinute(10), { versions: [{ version: 'v1', from: '2026-01-01', price: perMinute(10) }, { version: 'v2', from: '2026-11-10', price: perMinute(12) }] });
  const { rated } = rate([offerOf('plan', [rule])], [productOf('plan')], [eventOf('2026-11-10T07:59:00Z', 600), eventOf('2026-11-10T08:00:00Z', 600)]);
  expect(rated.map(({ version, micros }) => [version, micros])).toEqual([['v1', 100 * CENT], ['v2', 120 * CENT]]);
});

test('of two versions from the same day the later of the list is in force', () => {
  const rule = ruleOf('calls', perMinute(10), { versions: [{ version: 'v1', from: '2026-01-01', price: perMinute(10) }, { version: 'v2', from: '2026-01-01', price: perMinute(12) }] });
  expect(rate([offerOf('plan', [rule])], [productOf('plan')], [eventOf('2026-11-10T20:00:00Z', 60)]).rated[0]?.version).toBe('v2');
});

test('tiers start anew with a new version', () => {
  const price = { kind: 'graduated' as const, per: 1, tiers: [{ upTo: 5, price: CENT }, { upTo: null, price: 0 }] };
  const rule = ruleOf('calls', price, { versions: [{ version: 'v1', from: '2026-01-01', price }, { version: 'v2', from: '2026-11-10', price }] });
  const { rated } = rate([offerOf('plan', [rule])], [productOf('plan')], [eventOf('2026-11-09T20:00:00Z', 9), eventOf('2026-11-10T20:00:00Z', 9)]);
  expect(rated.map((line) => line.micros)).toEqual([5 * CENT, 5 * CENT]);
});

test('usage without an active product, and usage without a rule or before its first version, is not rated and says why', () => {
  const late = ruleOf('data', perMinute(1), { usage: 'data', versions: [{ version: 'v1', from: '2026-12-01', price: perMinute(1) }] });
  const events = [
    eventOf('2026-11-01T20:00:00Z', 1, { usageId: 1 }), eventOf('2026-11-10T20:00:00Z', 1, { usageId: 2, serviceId: 7 }), eventOf('2026-11-10T20:00:00Z', 1, { usageId: 3, usage: 'sms' }),
    eventOf('2026-11-10T20:00:00Z', 1, { usageId: 4, usage: 'data' }), eventOf('2026-11-11T08:00:00Z', 1, { usageId: 5 }),
  ];
  const { rated, unrated } = rate([offerOf('plan', [calls(1), late])], [productOf('plan', { from: '2026-11-02', to: '2026-11-11' })], events);
  expect(rated).toEqual([]);
  expect(unrated).toEqual([{ usageId: 1, reason: 'inactiveService' }, { usageId: 2, reason: 'inactiveService' }, { usageId: 3, reason: 'noPrice' }, { usageId: 4, reason: 'noPrice' }, { usageId: 5, reason: 'inactiveService' }]);
});

test('events at the same moment count in order of their keys', () => {
  const events = [eventOf('2026-11-10T20:00:00.000Z', 60, { usageId: 1, key: 'b' }), eventOf('2026-11-10T20:00:00Z', 60, { usageId: 2, key: 'a' })];
  const { rated } = rate([offerOf('plan', [calls(15)], { allowances: included(1) })], [productOf('plan')], events);
  expect(rated.map(({ usageId, micros }) => [usageId, micros])).toEqual([[2, 0], [1, 15 * CENT]]);
});

test('an offer that the catalog does not have is refused', () => {
  expect(() => rate([], [productOf('gone')], [eventOf('2026-11-10T20:00:00Z', 1)])).toThrow('"gone"');
});
