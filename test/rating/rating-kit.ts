import fc from 'fast-check';
import { Catalog, type PriceModel } from '../../src/contract/catalog.ts';
import type { z } from 'zod';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent, CycleUsage, HeldProduct } from '../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';

export const ZONE = 'America/Los_Angeles';
/** One dollar in micros. */
export const DOLLAR = 100_000_000;
export const CENT = 1_000_000;
export const propertyRuns = Number(process.env.CARELINE_PROPERTY_RUNS ?? 300);

type CatalogInput = z.input<typeof Catalog>;
type OfferInput = CatalogInput['offers'][number];
type RuleInput = NonNullable<OfferInput['usage']>[number];

/** A catalog of these offers, with what every test of zones and bands needs. */
export function catalogOf(offers: readonly OfferInput[], more: Partial<CatalogInput> = {}) {
  return Catalog.parse({
    name: 'Test', currency: 'USD', zone: ZONE, dueDays: 21, taxes: [{ code: 'sales', label: 'Sales tax', jurisdiction: 'WA', versions: [{ version: 'v1', from: '2026-01-01', price: 86_000 }] }],
    zones: [
      { code: 'US', label: 'United States', prefixes: ['1'] },
      { code: 'IT', label: 'Italy', prefixes: ['39'] },
      { code: 'IT-mobile', label: 'Italy, mobile', prefixes: ['393'] },
      { code: 'arcadia', label: 'Arcadia', prefixes: ['Arcadia'] },
      { code: 'MX', label: 'Mexico', prefixes: ['MX'] },
    ],
    bands: [
      { code: 'peak', label: 'Peak', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00' },
      { code: 'night', label: 'Night', weekdays: [5], from: '22:00', to: '06:00' },
    ],
    offers: [...offers], ...more,
  });
}

export function offerOf(code: string, usage: RuleInput[], more: Partial<OfferInput> = {}): OfferInput {
  return { code, label: code, kind: 'plan', service: 'mobile', usage, ...more };
}

export function ruleOf(code: string, price: z.input<typeof PriceModel>, more: Partial<RuleInput> = {}): RuleInput {
  return { code, label: code, usage: 'voice', tax: 'sales', versions: [{ version: 'v1', from: '2026-01-01', price }], ...more };
}

export function productOf(offer: string, more: Partial<HeldProduct> = {}): HeldProduct {
  return { productId: 1, serviceId: 1, offer, from: '2026-01-01', to: null, ...more };
}

let lastId = 0;
/** A voice call of `units` seconds to Seattle. */
export function eventOf(start: string, units: number, more: Partial<CycleEvent> = {}): CycleEvent {
  lastId += 1;
  return { usageId: lastId, key: `k${String(lastId).padStart(6, '0')}`, serviceId: 1, start, usage: 'voice', units, destination: '12065550142', visited: null, billed: null, ...more };
}

export function rate(offers: readonly OfferInput[], products: readonly HeldProduct[], events: readonly CycleEvent[], zone = ZONE) {
  return rateCycle(compileCatalog(catalogOf(offers)), { zone, products, events });
}

/** The price of each of these events of one rule, one a minute. */
export function pricesOf(price: z.input<typeof PriceModel>, units: readonly number[]): number[] {
  const events = units.map((size, index) => eventOf(new Date(Date.UTC(2026, 10, 10, 18, index)).toISOString(), size));
  return rate([offerOf('plan', [ruleOf('calls', price)])], [productOf('plan')], events).rated.map((usage) => usage.micros);
}

const tiers = fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 3, maxLength: 3 }))
  .map(([first, second, prices]) => [{ upTo: first, price: prices[0] ?? 0 }, { upTo: first + second, price: prices[1] ?? 0 }, { upTo: null, price: prices[2] ?? 0 }]);
const per = fc.integer({ min: 1, max: 7 });
const price = fc.integer({ min: 0, max: 3_000_000 });

/** Every price model with small units, so that tiers and blocks are crossed often. */
export const anyPrice: fc.Arbitrary<PriceModel> = fc.oneof(
  fc.record({ kind: fc.constant('flat' as const), price }),
  fc.record({ kind: fc.constant('perUnit' as const), price, per, increment: per, minimum: fc.integer({ min: 0, max: 9 }), setup: fc.integer({ min: 0, max: 500_000 }) }),
  fc.record({ kind: fc.constant('perUnit' as const), price, per, increment: per, minimum: fc.integer({ min: 0, max: 9 }), setup: fc.integer({ min: 0, max: 500_000 }), first: fc.integer({ min: 1, max: 30 }), cap: fc.integer({ min: 0, max: 30_000_000 }) }),
  fc.record({ kind: fc.constant('percent' as const), rate: fc.integer({ min: 0, max: 10_000 }), fee: price, free: fc.integer({ min: 0, max: 50 }) }),
  fc.record({ kind: fc.constant('graduatedPercent' as const), fee: price, tiers: tiers.map((steps) => steps.map(({ upTo, price: rate }) => ({ upTo, rate: rate % 10_001 }))) }),
  fc.record({ kind: fc.constant('capacity' as const), price, per, increment: per, free: fc.integer({ min: 0, max: 20 }) }),
  fc.record({ kind: fc.constant('graduated' as const), per, increment: per, tiers }),
  fc.record({ kind: fc.constant('volume' as const), per, increment: per, tiers }),
  fc.record({ kind: fc.constant('package' as const), size: fc.integer({ min: 1, max: 40 }), price, free: fc.integer({ min: 0, max: 30 }) }),
);

const weekStart = Date.UTC(2026, 9, 25);
/** Events of two services over four weeks with a change of the clocks in them, some at the same moment. */
export const anyEvents: fc.Arbitrary<CycleEvent[]> = fc.uniqueArray(
  fc.record({
    usageId: fc.integer({ min: 1, max: 100_000 }), serviceId: fc.constantFrom(1, 1, 1, 2), usage: fc.constantFrom('voice' as const, 'voice' as const, 'data' as const),
    minute: fc.integer({ min: 0, max: 28 * 1440 }), units: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })),
    destination: fc.constantFrom('12065550142', '393331234567', '3906123456', '4420'), visited: fc.constantFrom(null, null, null, 'MX Movilsur'),
  }),
  { selector: (event) => event.usageId, maxLength: 30 },
).map((events) => events.map(({ minute, ...event }) => ({ ...event, key: `k${event.usageId}`, start: new Date(weekStart + Math.floor(minute / 30) * 30 * 60_000).toISOString(), billed: null })));

/** A catalog with two versions of each price, an add-on, bands, zones and a shared allowance; and the products that use it. */
export const anyWorld: fc.Arbitrary<{ readonly catalog: Catalog; readonly usage: CycleUsage }> = fc.record({
  prices: fc.array(anyPrice, { minLength: 8, maxLength: 8 }), events: anyEvents, included: fc.integer({ min: 1, max: 80 }), extra: fc.integer({ min: 1, max: 40 }),
  switched: fc.integer({ min: 1, max: 27 }), shared: fc.boolean(), bundled: fc.boolean(), family: fc.option(fc.integer({ min: 1, max: 90 })), priority: fc.integer({ min: -1, max: 1 }),
}).map(({ prices, events, included, extra, switched, shared, bundled, family, priority }) => {
  const at = (index: number) => prices[index] ?? { kind: 'flat' as const, price: 1 };
  const two = (a: number, b: number) => [{ version: 'v1', from: '2026-01-01', price: at(a) }, { version: 'v2', from: '2026-11-05', price: at(b) }];
  const day = new Date(weekStart + switched * 86_400_000).toISOString().slice(0, 10);
  const counting = { ...(shared ? { shared } : {}), ...(bundled ? { bundle: 'national' } : {}), ...(family === null ? {} : { allowances: ['family'] }) };
  const familys = family === null ? [] : [{ code: 'family', label: 'Family minutes', usage: 'voice' as const, units: family, shared: true, priority }];
  const catalog = catalogOf([
    offerOf('one', [
      ruleOf('roam', at(0), { network: 'roaming', zones: ['MX'], versions: two(0, 1) }), ruleOf('peak', at(bundled ? 5 : 2), { network: 'home', band: 'peak', allowance: 'minutes', ...counting }),
      ruleOf('italy', at(3), { network: 'home', zones: ['IT', 'IT-mobile'], versions: two(3, 4) }), ruleOf('calls', at(5), { network: 'home', zones: ['US', 'IT'], allowance: 'minutes', ...counting }),
    ], { allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: included }] }),
    offerOf('two', [ruleOf('calls', at(5), { allowance: 'minutes', ...counting }), ruleOf('data', at(6), { usage: 'data' })], { allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: included + 5 }, ...familys] }),
    offerOf('extra', [ruleOf('mobile-italy', at(7), { zones: ['IT-mobile'], network: 'home' })], { kind: 'addon', allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: extra }] }),
  ]);
  const products = [productOf('one', { to: day }), productOf('two', { productId: 2, from: day }), productOf('extra', { productId: 3, from: '2026-11-01', to: '2026-11-12' }), productOf('two', { productId: 4, serviceId: 2, from: '2026-10-28' })];
  return { catalog, usage: { zone: ZONE, products, events } };
});
