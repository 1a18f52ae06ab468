import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { chargesOfUsage } from '../../src/main/rating/domain/charges-of-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { shareAmount } from '../../src/main/rating/domain/share-amount.ts';
import { minorOfMicros } from '../../src/contract/money.ts';
import { anyWorld, CENT, eventOf, offerOf, productOf, propertyRuns, rate, ruleOf } from './rating-kit.ts';

test('shares sum to the line, the line is its exact events rounded once, and every event is on one line', () => {
  fc.assert(fc.property(anyWorld, ({ catalog, usage }) => {
    const { rated } = rateCycle(compileCatalog(catalog), usage);
    const lines = chargesOfUsage(rated);
    for (const line of lines) {
      expect(line.events.reduce((sum, event) => sum + event.amount, 0)).toBe(line.amount);
      expect(minorOfMicros(line.events.reduce((sum, event) => sum + event.micros, 0))).toBe(line.amount);
      for (const event of line.events) expect(Math.abs(event.amount * CENT - event.micros)).toBeLessThan(CENT);
      expect(line.units).toBe(line.freeUnits + line.chargedUnits);
    }
    expect(lines.flatMap((line) => line.events.map((event) => event.usageId)).sort((a, b) => a - b)).toEqual(rated.map((line) => line.usageId).sort((a, b) => a - b));
    const keys = lines.map((line) => JSON.stringify([line.serviceId, line.charge, line.version, line.part]));
    expect(new Set(keys).size).toBe(keys.length);
  }), { numRuns: propertyRuns });
});

test.each([
  { name: 'three halves make two, the first two get them', prices: [500_000, 500_000, 500_000], amount: 2, shares: [1, 1, 0] },
  { name: 'the largest remainder first', prices: [100_000, 10_400_000], amount: 11, shares: [0, 11] },
  { name: 'a credit mirrors its charge', prices: [-500_000, -500_000, -500_000], amount: -2, shares: [-1, -1, 0] },
  { name: 'charges and credits in one line stay what they are', prices: [-2_000_000, 3_000_000], amount: 1, shares: [-2, 3] },
  { name: 'free events have no share', prices: [0, 2_600_000, 0], amount: 3, shares: [0, 3, 0] },
])('shares: $name', ({ prices, amount, shares }) => {
  const found = shareAmount(prices);
  expect([found.amount, found.shares]).toEqual([amount, shares]);
});

test('free usage has its line of amount 0 with its units', () => {
  const plan = offerOf('plan', [ruleOf('calls', { kind: 'perUnit', price: CENT, per: 1, increment: 60 }, { allowance: 'm' })], { allowances: [{ code: 'm', label: 'M', usage: 'voice', units: 100 }] });
  const { rated } = rate([plan], [productOf('plan')], [eventOf('2026-11-10T20:00:00Z', 30)]);
  expect(chargesOfUsage(rated, '2026-11-05').map(({ amount, units, freeUnits, chargedUnits, part, offer, taxCode }) => ({ amount, units, freeUnits, chargedUnits, part, offer, taxCode })))
    .toEqual([{ amount: 0, units: 60, freeUnits: 60, chargedUnits: 0, part: '2026-11-05', offer: 'plan', taxCode: 'sales' }]);
});

test('one rule of two offers in one cycle makes two lines, told apart by their part', () => {
  const rule = ruleOf('calls', { kind: 'flat', price: 600_000 });
  const products = [productOf('old', { to: '2026-11-11' }), productOf('new', { productId: 2, from: '2026-11-11' })];
  const { rated } = rate([offerOf('old', [rule]), offerOf('new', [rule])], products, [eventOf('2026-11-12T20:00:00Z', 1), eventOf('2026-11-10T20:00:00Z', 1)]);
  expect(chargesOfUsage(rated).map(({ offer, part, amount }) => [offer, part, amount])).toEqual([['old', '', 1], ['new', 'new', 1]]);
});

test.each([
  { name: 'per unit, the units of its events', price: { kind: 'perUnit' as const, price: 1, per: 1 }, counted: [900, 900] },
  { name: 'by percentage, the events, since their units are money', price: { kind: 'percent' as const, rate: 100 }, counted: [3, 3] },
  { name: 'by capacity, the peak', price: { kind: 'capacity' as const, price: 1, per: 1 }, counted: [500, 500] },
])('a line counts $name', ({ price, counted }) => {
  const events = [300, 500, 100].map((units, index) => eventOf(`2026-11-1${index}T18:00:00Z`, units));
  expect(chargesOfUsage(rate([offerOf('plan', [ruleOf('calls', price)])], [productOf('plan')], events).rated).map(({ units, chargedUnits }) => [units, chargedUnits])).toEqual([counted]);
});
