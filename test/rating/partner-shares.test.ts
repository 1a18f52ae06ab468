import { expect, test } from 'vitest';
import { checkCatalog } from '../../src/main/catalog/domain/check-catalog.ts';
import { chargesOfUsage } from '../../src/main/rating/domain/charges-of-usage.ts';
import { partnerShares } from '../../src/main/rating/domain/partner-shares.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { catalogOf, CENT, eventOf, offerOf, productOf, ruleOf, ZONE } from './rating-kit.ts';

type Terms = NonNullable<NonNullable<Parameters<typeof catalogOf>[1]>['partners']>[number];
const offers = [offerOf('plan', [ruleOf('italy', { kind: 'perUnit', price: 30 * CENT, per: 60 }, { zones: ['IT'] }), ruleOf('calls', { kind: 'perUnit', price: 10 * CENT, per: 60, increment: 60 })])];
const places = new Map([[1, 'WA/Seattle'], [2, 'WA/Tacoma']]);
const tiered = { kind: 'graduatedPercent' as const, tiers: [{ upTo: 100, rate: 1000 }, { upTo: null, rate: 5000 }] };

function amountsOf(terms: Partial<Terms> & Pick<Terms, 'usage'>): number[] {
  const catalog = catalogOf(offers, { partners: [{ code: 'p', label: 'P', measure: 'charges', ...terms }] });
  expect(checkCatalog(catalog)).toEqual([]);
  const events = [eventOf('2026-11-10T18:00:00Z', 570), eventOf('2026-11-10T19:00:00Z', 60, { destination: '3906' }), eventOf('2026-11-10T20:00:00Z', 600, { serviceId: 2 }), eventOf('2026-11-10T21:00:00Z', 60, { serviceId: 3 })];
  const products = [1, 2, 3].map((serviceId) => productOf('plan', { productId: serviceId, serviceId }));
  const charges = chargesOfUsage(rateCycle(compileCatalog(catalog), { zone: ZONE, products, events }).rated);
  return partnerShares(catalog, ZONE, charges, (serviceId) => places.get(serviceId) ?? null).flatMap((share) => share.charges.map(({ amount }) => amount));
}

test.each<{ name: string; terms: Parameters<typeof amountsOf>[0]; expect: number[] }>([
  { name: 'a tenth of all charges', terms: { usage: [ruleOf('share', { kind: 'percent', rate: 1000 })] }, expect: [24] },
  { name: 'of one place', terms: { places: ['WA/Seattle'], usage: [ruleOf('share', { kind: 'percent', rate: 1000 })] }, expect: [13] },
  { name: 'of a place with all in it, and of nowhere else', terms: { places: ['WA'], usage: [ruleOf('share', { kind: 'percent', rate: 1000 })] }, expect: [23] },
  { name: 'a place is not one that only begins like it', terms: { places: ['WA/Sea'], usage: [ruleOf('share', { kind: 'percent', rate: 1000 })] }, expect: [] },
  { name: 'of one charge', terms: { charges: ['italy'], usage: [ruleOf('share', { kind: 'percent', rate: 1000 })] }, expect: [3] },
  { name: 'tiers count over all services', terms: { usage: [ruleOf('share', tiered)] }, expect: [10 + 70] },
  { name: 'by the minute as charged, cheaper in a zone', terms: { measure: 'units', usage: [ruleOf('it', { kind: 'perUnit', price: 5 * CENT, per: 60 }, { zones: ['IT'] }), ruleOf('any', { kind: 'perUnit', price: CENT, per: 60 })] }, expect: [21, 5] },
])('a partner has its share: $name', ({ terms, expect: amounts }) => {
  expect(amountsOf(terms)).toEqual(amounts);
});

test('a share of a charge that nobody sells is refused', () => {
  const faults = checkCatalog(catalogOf(offers, { partners: [{ code: 'p', label: 'P', measure: 'charges', charges: ['gone'], usage: [ruleOf('share', tiered)] }] }));
  expect(faults.map(({ place, sentence }) => [place, sentence.includes('"gone"')])).toEqual([['partners.p', true]]);
});
