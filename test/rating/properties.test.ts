import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { correctionsOf } from '../../src/main/rating/domain/corrections.ts';
import { chargesOfUsage } from '../../src/main/rating/domain/charges-of-usage.ts';
import { readUsageFile } from '../../src/main/rating/domain/import/read-usage-file.ts';
import { compilePrice } from '../../src/main/rating/domain/price-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { careline, header } from './import/samples.ts';
import { anyPrice, anyWorld, propertyRuns } from './rating-kit.ts';

const runs = { numRuns: propertyRuns };
const price = fc.integer({ min: 0, max: 3_000_000 });
const tiersOf = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), price, price, price)
  .map(([first, second, a, b, c]) => [{ upTo: first, price: a }, { upTo: first + second, price: b }, { upTo: null, price: c }]);

test('a usage file gives the same events and prices as the many files into which it is split, in any order', () => {
  fc.assert(fc.property(anyWorld, fc.integer({ min: 1, max: 5 }), ({ catalog, usage }, parts) => {
    const compiled = compileCatalog(catalog);
    const fileOf = (events: typeof usage.events) => [header, ...events.map(({ key, serviceId, usage: kind, start, units, destination, visited }) => [key, `line-${serviceId}`, kind, start, units, destination, visited ?? ''].join(','))].join('\n');
    const eventsOf = (texts: string[]) => texts.flatMap((text) => readUsageFile(text, careline).events).map(({ event: { line, ...event } }) => ({ ...event, usageId: Number(event.key.slice(1)), serviceId: Number(line.slice(5)), billed: null }));
    const split = Array.from({ length: parts }, (_, part) => fileOf(usage.events.filter((__, index) => index % parts === part))).reverse();
    expect(rateCycle(compiled, { ...usage, events: eventsOf(split) })).toEqual(rateCycle(compiled, { ...usage, events: eventsOf([fileOf(usage.events)]) }));
  }), runs);
});

test('what is rated and backed out again leaves nothing: no correction, and no line but the ones that were there', () => {
  fc.assert(fc.property(anyWorld, ({ catalog, usage }) => {
    const compiled = compileCatalog(catalog);
    const { rated } = rateCycle(compiled, usage);
    const charges = chargesOfUsage(rated);
    const lines = charges.map(({ serviceId, charge, label, amount }, index) => ({ lineId: index + 1, billId: 1, billNumber: 'B1', serviceId, charge, label, amount }));
    const billed = charges.flatMap(({ events }, index) => events.map(({ usageId, micros, trace }) => ({ usageId, lineId: index + 1, micros, trace, stays: false })));
    const traces = new Map(billed.map((one) => [one.usageId, one]));
    const again = rateCycle(compiled, { ...usage, events: usage.events.map((event) => ({ ...event, ...(traces.has(event.usageId) ? { pinned: traces.get(event.usageId)!.trace } : {}) })) });
    expect(correctionsOf(lines, billed, again.rated)).toEqual([]);
    const onBills = rateCycle(compiled, { ...usage, events: usage.events.map((event) => {
      const one = traces.get(event.usageId);
      return one ? { ...event, billed: { micros: one.micros, amount: 0, trace: one.trace } } : event;
    }) });
    expect(chargesOfUsage(onBills.rated)).toEqual([]);
  }), runs);
});

test('a graduated price is continuous: one unit more costs its own price, also over the edge of a tier', () => {
  fc.assert(fc.property(tiersOf, fc.integer({ min: 0, max: 1200 }), (tiers, units) => {
    const { total } = compilePrice({ kind: 'graduated', per: 1, increment: 1, tiers });
    const own = tiers.find(({ upTo }) => upTo === null || units + 1 <= upTo)?.price;
    expect((total?.(units + 1) ?? 0) - (total?.(units) ?? 0)).toBe(own);
  }), runs);
});

test('volume and graduated agree within the first tier, whatever the tiers above', () => {
  fc.assert(fc.property(tiersOf, tiersOf, fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (tiers, others, per, share) => {
    const [first] = tiers;
    const units = Math.floor((first?.upTo ?? 0) * share);
    const graduated = compilePrice({ kind: 'graduated', per, increment: 1, tiers });
    const volume = compilePrice({ kind: 'volume', per, increment: 1, tiers: [first!, ...others.slice(1).map((tier) => ({ ...tier, upTo: tier.upTo === null ? null : tier.upTo + (first?.upTo ?? 0) }))] });
    expect(volume.total?.(units)).toBe(graduated.total?.(units));
  }), runs);
});

test('two parts of a cycle cost what the whole does, by every price that counts over the cycle', () => {
  fc.assert(fc.property(anyPrice, fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 200 }), (model, a, b) => {
    const { total, price: priceOf, fee = 0, count = (before: number, units: number) => before + units } = compilePrice(model);
    fc.pre(total !== undefined);
    expect(priceOf(a, 0) + priceOf(b, a) - 2 * fee).toBe(total?.(count(a, b)));
  }), runs);
});
