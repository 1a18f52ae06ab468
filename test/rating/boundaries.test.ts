import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent } from '../../src/main/rating/domain/cycle-usage.ts';
import { explainEvent } from '../../src/main/rating/domain/explain-event.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { catalogOf, CENT, eventOf, offerOf, productOf, propertyRuns, ruleOf, ZONE } from './rating-kit.ts';

type Boundary = 'start' | 'end' | 'timed';
const price = (cents: number, more = {}) => ({ kind: 'perUnit' as const, price: cents * CENT, per: 60, ...more });
const bands = [{ code: 'day', label: 'Daytime', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }, { code: 'night', label: 'Night', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }];

function world(boundary: Boundary, day: object = {}, night: object = {}) {
  const rules = [ruleOf('by-day', price(10, day), { band: 'day', boundary }), ruleOf('by-night', price(1, night), { band: 'night', boundary })];
  return catalogOf([offerOf('plan', rules)], { bands });
}
const ratedBy = (catalog: ReturnType<typeof catalogOf>, events: CycleEvent[], zone = ZONE) => rateCycle(compileCatalog(catalog), { zone, products: [productOf('plan')], events }).rated;

/** A call of 21:58 to 22:03 in Los Angeles. */
const overTen = () => eventOf('2026-11-11T05:58:00Z', 300);
test.each([
  { boundary: 'start' as const, line: 'by-day', cents: 50 }, { boundary: 'end' as const, line: 'by-night', cents: 5 }, { boundary: 'timed' as const, line: 'by-day', cents: 23 },
])('a call over 22:00 is priced by its $boundary', ({ boundary, line, cents }) => {
  const [rated] = ratedBy(world(boundary), [overTen()]);
  expect([rated?.rule, (rated?.micros ?? 0) / CENT]).toEqual([line, cents]);
});

test('a call that ends as the band ends has not been in the next one', () => {
  for (const boundary of ['end', 'timed'] as const) expect(ratedBy(world(boundary), [eventOf('2026-11-11T05:58:00Z', 120)]).map(({ micros, trace }) => [micros, trace.parts])).toEqual([[20 * CENT, undefined]]);
});

test('the working of a split call tells its parts, the set-up once, and what rounding adds in the last part', () => {
  const catalog = world('timed', { setup: 5 * CENT, increment: 60 }, { setup: 7 * CENT, increment: 60 });
  const [rated] = ratedBy(catalog, [eventOf('2026-11-11T05:58:30Z', 200)]);
  expect(rated && explainEvent(catalog, rated.trace, 200, rated.micros)).toBe('3 min 20 s rounded up to 4 min; Daytime, 1 min 30 s: $0.05 set-up and 1 min 30 s at $0.10 per min = $0.20; Night, 2 min 30 s: 2 min 30 s at $0.01 per min = $0.025; $0.225 together');
});

test.each([
  { name: 'no change', start: '2026-11-11T05:00:00Z', parts: [3600, 3600] },
  { name: 'forward: the night has an hour less', start: '2026-03-08T05:00:00Z', parts: [3600, 7 * 3600, 3600], hours: 9 },
  { name: 'back: the night has an hour more', start: '2026-11-01T04:00:00Z', parts: [3600, 9 * 3600, 3600], hours: 11 },
])('the hours of a split call are those of the clock on the wall, $name', ({ start, parts, hours = 2 }) => {
  expect(ratedBy(world('timed'), [eventOf(start, hours * 3600)])[0]?.trace.parts?.map(({ rounded }) => rounded)).toEqual(parts);
});

test('a tariff that changes at midnight prices each part of a call by its version', () => {
  const rule = ruleOf('calls', price(10), { boundary: 'timed', versions: [{ version: 'v1', from: '2026-01-01', price: price(10) }, { version: 'v2', from: '2026-11-10', price: price(20) }] });
  const [rated] = ratedBy(catalogOf([offerOf('plan', [rule])]), [eventOf('2026-11-10T07:59:00Z', 180)]);
  expect([rated?.micros, rated?.version, rated?.trace.parts?.map(({ version, rounded }) => [version, rounded])]).toEqual([50 * CENT, 'v1', [['v1', 60], ['v2', 120]]]);
});

test('an allowance covers the parts one after the other', () => {
  const minutes = { code: 'm', label: 'M', usage: 'voice' as const, units: 180 };
  const rules = [ruleOf('by-day', price(10), { band: 'day', boundary: 'timed', allowance: 'm' }), ruleOf('by-night', price(1), { band: 'night', allowance: 'm' })];
  const [rated] = ratedBy(catalogOf([offerOf('plan', rules, { allowances: [minutes] })], { bands }), [overTen()]);
  expect([rated?.micros, rated?.trace.charged, rated?.trace.parts?.map(({ allowance }) => [allowance?.before, allowance?.after])]).toEqual([2 * CENT, 120, [[180, 60], [60, 0]]]);
});

const calls = fc.array(fc.record({ minute: fc.integer({ min: 0, max: 14 * 1440 }), units: fc.integer({ min: 0, max: 90_000 }) }), { maxLength: 6 })
  .map((all) => all.map(({ minute, units }) => eventOf(new Date(Date.UTC(2026, 9, 26) + minute * 60_000).toISOString(), units)));

test('parts sum to their call, and a bill that carries it early leaves the others as they are', () => {
  fc.assert(fc.property(calls, fc.integer({ min: 1, max: 40_000 }), (events, upTo) => {
    const tiers = { kind: 'graduated' as const, per: 60, tiers: [{ upTo, price: 9 * CENT }, { upTo: null, price: 2 * CENT }] };
    const catalog = catalogOf([offerOf('plan', [ruleOf('by-day', tiers, { band: 'day', boundary: 'timed' }), ruleOf('by-night', price(1), { band: 'night', boundary: 'timed' })])], { bands });
    const once = ratedBy(catalog, events);
    for (const { trace, event, micros } of once) if (trace.parts) expect([trace.parts.reduce((sum, part) => sum + part.rounded, 0), trace.parts.reduce((sum, part) => sum + part.micros, 0)]).toEqual([event.units, micros]);
    const early = once.slice(0, 3).map(({ event, micros, trace }) => ({ ...event, billed: { micros, amount: 0, trace } }));
    const again = ratedBy(catalog, [...early, ...once.slice(3).map(({ event }) => event)]);
    expect(again.map(({ micros, trace }) => [micros, trace])).toEqual(once.map(({ micros, trace }) => [micros, trace]));
    const pinned = ratedBy(catalog, once.map(({ event, trace }) => ({ ...event, pinned: trace })));
    expect(pinned.map(({ micros, trace }) => [micros, trace])).toEqual(once.map(({ micros, trace }) => [micros, trace]));
  }), { numRuns: Math.min(propertyRuns, 100) });
});
