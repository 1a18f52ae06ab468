import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { naiveRate } from './naive-rater.ts';
import { anyWorld, propertyRuns } from './rating-kit.ts';

test('the rating engine and a plain slow rater agree on every event', () => {
  let priced = 0;
  fc.assert(fc.property(anyWorld, fc.infiniteStream(fc.nat(9)), ({ catalog, usage }, dice) => {
    const events = usage.events.map((event) => {
      const [roll = 0, micros = 0] = dice.take(2);
      return roll < 7 ? event : { ...event, billed: { micros: micros * 100_000, amount: 0 } };
    });
    const fast = rateCycle(compileCatalog(catalog), { ...usage, events });
    const slow = naiveRate(catalog, { ...usage, events });
    priced += slow.rated.filter((line) => line.micros !== 0n).length;
    expect(fast.rated.map(({ usageId, rule, version, trace, micros }) => ({ usageId, rule, version, rounded: trace.rounded, charged: trace.charged, micros: BigInt(micros) }))).toEqual(slow.rated);
    expect(fast.unrated.map(({ usageId, reason }) => `${usageId} ${reason}`)).toEqual(slow.unrated);
  }), { numRuns: propertyRuns });
  expect(priced).toBeGreaterThan(propertyRuns);
});

test('the order of the input does not matter', () => {
  fc.assert(fc.property(anyWorld, fc.nat(), ({ catalog, usage }, seed) => {
    const compiled = compileCatalog(catalog);
    const shuffled = [...usage.events].sort((a, b) => ((a.usageId * 7919 + seed) % 101) - ((b.usageId * 7919 + seed) % 101));
    const once = rateCycle(compiled, usage);
    expect(rateCycle(compiled, { ...usage, events: shuffled, products: [...usage.products].reverse() })).toEqual(once);
  }), { numRuns: propertyRuns });
});
