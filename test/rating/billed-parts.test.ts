import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCatalog, type CompiledCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { chargesOfUsage } from '../../src/main/rating/domain/charges-of-usage.ts';
import type { CycleUsage } from '../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { anyPrice, anyWorld, catalogOf, anyEvents, CENT, eventOf, offerOf, productOf, propertyRuns, rate, ruleOf, ZONE } from './rating-kit.ts';

/** Rates the usage and marks what `chosen` says as billed at the price it has now. */
function bill(compiled: CompiledCatalog, usage: CycleUsage, chosen: (usageId: number) => boolean, withTrace: boolean): CycleUsage {
  const priced = new Map(rateCycle(compiled, usage).rated.map((line) => [line.usageId, line]));
  const events = usage.events.map((event) => {
    const line = priced.get(event.usageId);
    if (event.billed || !line || !chosen(event.usageId)) return event;
    return { ...event, billed: { micros: line.micros, amount: 0, ...(withTrace ? { trace: line.trace } : {}) } };
  });
  return { ...usage, events };
}

const sumOf = (compiled: CompiledCatalog, usage: CycleUsage) => rateCycle(compiled, usage).rated.reduce((sum, line) => sum + line.micros, 0);

test('rated parts sum to the whole, whichever events are billed early', () => {
  fc.assert(fc.property(anyWorld, fc.integer({ min: 2, max: 5 }), fc.boolean(), ({ catalog, usage }, share, withTrace) => {
    const compiled = compileCatalog(catalog);
    const once = bill(compiled, usage, (usageId) => usageId % share === 0, withTrace);
    const twice = bill(compiled, once, (usageId) => usageId % share === 1, withTrace);
    expect(sumOf(compiled, once)).toBe(sumOf(compiled, usage));
    expect(sumOf(compiled, twice)).toBe(sumOf(compiled, usage));
  }), { numRuns: propertyRuns });
});

test('rated parts sum to the whole for every price, though some events are only known after the first bill', () => {
  fc.assert(fc.property(anyPrice, anyEvents, fc.integer({ min: 2, max: 5 }), (price, all, share) => {
    const compiled = compileCatalog(catalogOf([offerOf('plan', [ruleOf('calls', price), ruleOf('data', price, { usage: 'data' })])]));
    const products = [productOf('plan'), productOf('plan', { productId: 2, serviceId: 2 })];
    const usage = { zone: ZONE, products, events: all };
    const known = bill(compiled, { ...usage, events: all.filter((event) => event.usageId % share === 0) }, () => true, true);
    const later = { ...usage, events: [...known.events, ...all.filter((event) => event.usageId % share !== 0)] };
    const left = rateCycle(compiled, later).rated.filter((line) => line.event.billed === null && line.trace.charged > 0);
    const groups = new Set(left.map((line) => `${line.serviceId} ${line.rule}`));
    for (const group of groups) {
      const ofGroup = (input: CycleUsage) => rateCycle(compiled, input).rated.filter((line) => `${line.serviceId} ${line.rule}` === group).reduce((sum, line) => sum + line.micros, 0);
      expect(ofGroup(later)).toBe(ofGroup(usage));
    }
  }), { numRuns: propertyRuns });
});

test('billed events keep their price and are on no further line', () => {
  const events = [eventOf('2026-11-10T18:00:00Z', 60, { billed: { micros: 7 * CENT, amount: 7 } }), eventOf('2026-11-10T19:00:00Z', 60)];
  const { rated } = rate([offerOf('plan', [ruleOf('calls', { kind: 'perUnit', price: 15 * CENT, per: 60 })])], [productOf('plan')], events);
  expect(rated.map((line) => line.micros)).toEqual([7 * CENT, 15 * CENT]);
  expect(chargesOfUsage(rated).map((line) => line.events.map((event) => event.usageId))).toEqual([[events[1]?.usageId]]);
});

test('a volume tier reached after an early bill gives back what was billed too much', () => {
  const price = { kind: 'volume' as const, per: 1, tiers: [{ upTo: 10, price: 10 * CENT }, { upTo: null, price: CENT }] };
  const events = [eventOf('2026-11-10T18:00:00Z', 10, { billed: { micros: 100 * CENT, amount: 100 } }), eventOf('2026-11-11T18:00:00Z', 1), eventOf('2026-11-12T18:00:00Z', 3)];
  const { rated } = rate([offerOf('plan', [ruleOf('calls', price)])], [productOf('plan')], events);
  expect(rated.map((line) => line.micros)).toEqual([100 * CENT, -21_500_000, -64_500_000]);
});

test('units that a bill took from an allowance are gone, though an earlier event comes late', () => {
  const offers = [offerOf('plan', [ruleOf('calls', { kind: 'perUnit', price: CENT, per: 1 }, { allowance: 'a' })], { allowances: [{ code: 'a', label: 'A', usage: 'voice', units: 100 }] })];
  const known = eventOf('2026-11-12T18:00:00Z', 100);
  const [first] = rate(offers, [productOf('plan')], [known]).rated;
  const late = eventOf('2026-11-11T18:00:00Z', 30);
  const billed = { ...known, billed: { micros: first?.micros ?? -1, amount: 0, trace: first?.trace } };
  expect(rate(offers, [productOf('plan')], [billed, late]).rated.map((line) => [line.usageId, line.micros, line.trace.charged])).toEqual([[late.usageId, 30 * CENT, 30], [known.usageId, 0, 0]]);
});

test('what bills took from a shrinking allowance leaves a late event only the rest', () => {
  const allowances = (units: number) => [{ code: 'a', label: 'A', usage: 'voice' as const, units }];
  const offers = [offerOf('plan', [ruleOf('calls', { kind: 'perUnit', price: CENT, per: 1 }, { allowance: 'a' })], { allowances: allowances(100) }), offerOf('more', [], { kind: 'addon', allowances: allowances(200) })];
  const products = [productOf('plan'), productOf('more', { productId: 2, to: '2026-11-13' })];
  const known = [eventOf('2026-11-12T20:00:00Z', 40), eventOf('2026-11-14T20:00:00Z', 50)];
  const billed = rate(offers, products, known).rated.map(({ event, trace, micros }) => ({ ...event, billed: { micros, amount: 0, trace } }));
  const late = rate(offers, products, [eventOf('2026-11-10T20:00:00Z', 200), ...billed]).rated[0];
  expect([late?.trace.charged, late?.trace.allowance?.before]).toEqual([190, 10]);
});

test('a billed event counts for the rule of its bill, though another would price it now', () => {
  const tiers = [{ upTo: 10, price: 10 * CENT }, { upTo: null, price: CENT }];
  const offers = [offerOf('plan', [ruleOf('calls', { kind: 'graduated', per: 1, tiers })]), offerOf('italy pack', [ruleOf('italy', { kind: 'flat', price: 0 }, { zones: ['IT'] })], { kind: 'addon' })];
  const known = eventOf('2026-11-10T20:00:00Z', 10, { destination: '3906' });
  const [first] = rate(offers, [productOf('plan')], [known]).rated;
  const billed = { ...known, billed: { micros: first?.micros ?? 0, amount: 0, trace: first?.trace } };
  const { rated } = rate(offers, [productOf('plan'), productOf('italy pack', { productId: 2 })], [billed, eventOf('2026-11-11T20:00:00Z', 1)]);
  expect(rated.map(({ rule, micros }) => [rule, micros])).toEqual([['calls', 100 * CENT], ['calls', CENT]]);
});
