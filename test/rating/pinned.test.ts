import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { anyWorld, CENT, eventOf, offerOf, productOf, rate, ruleOf } from './rating-kit.ts';

const runs = { numRuns: Number(process.env.CARELINE_PROPERTY_RUNS ?? 300) };
const perMinute = (cents: number) => ({ kind: 'perUnit' as const, price: cents * CENT, per: 60, increment: 60 });

test('a pinned event keeps its rule and version though a newer one is in force, and follows its neighbours in the allowance', () => {
  const versions = [{ version: 'v1', from: '2026-01-01', price: perMinute(10) }, { version: 'v2', from: '2026-11-01', price: perMinute(30) }];
  const offers = [offerOf('plan', [ruleOf('italy', perMinute(5), { zones: ['IT'] }), ruleOf('calls', perMinute(10), { allowance: 'minutes', versions })], { allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 120 }] })];
  const [before] = rate(offers, [productOf('plan')], [eventOf('2026-10-10T18:00:00Z', 180)]).rated;
  const first = eventOf('2026-11-10T18:00:00Z', 60, { destination: '3906' });
  const later = eventOf('2026-11-10T19:00:00Z', 180, { pinned: before!.trace });
  const { rated } = rate(offers, [productOf('plan')], [first, later]);
  // The first call is no longer one of the allowance, so that the later one has both minutes of it.
  expect(rated.map(({ rule, version, micros, trace }) => [rule, version, trace.charged, micros])).toEqual([['italy', 'v1', 60, 5 * CENT], ['calls', 'v1', 60, 10 * CENT]]);
});

test('rating, backing out and rating again by the rules of the first time comes to the same, to the millionth', () => {
  fc.assert(fc.property(anyWorld, ({ catalog, usage }) => {
    const compiled = compileCatalog(catalog);
    const once = rateCycle(compiled, usage);
    const again = rateCycle(compiled, { ...usage, events: usage.events.map((event) => {
      const trace = once.rated.find(({ usageId }) => usageId === event.usageId)?.trace;
      return trace ? { ...event, pinned: trace } : event;
    }) });
    expect(again.rated.map(({ usageId, micros, trace }) => [usageId, micros, trace])).toEqual(once.rated.map(({ usageId, micros, trace }) => [usageId, micros, trace]));
    expect(again.unrated).toEqual(once.unrated);
  }), runs);
});
