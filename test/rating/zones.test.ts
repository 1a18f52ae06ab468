import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { checkCatalog } from '../../src/main/catalog/domain/check-catalog.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { compileZones, zoneLookup } from '../../src/main/rating/domain/zones.ts';
import { catalogOf, CENT, eventOf, offerOf, productOf, propertyRuns, rate, ruleOf, ZONE } from './rating-kit.ts';

const flat = { kind: 'flat' as const, price: 1 };

test.each([
  ['3906123456', 'IT'], ['393331234567', 'IT-mobile'], ['39', 'IT'], ['3', null], ['4420', null], ['', null], ['arcadia play', 'arcadia'], ['ARCADIA', 'arcadia'],
])('the destination %j lies in the zone %j: the longest prefix wins, in any case', (destination, zone) => {
  expect(compileZones(catalogOf([])).home(destination)).toBe(zone);
});

test('of two zones with one prefix the earlier of the list is found', () => {
  expect(zoneLookup([{ code: 'a', label: 'A', prefixes: ['44'] }, { code: 'b', label: 'B', prefixes: ['44', '447'] }])('4412')).toBe('a');
});

test('a roaming event is in the zone of the network visited, whatever it dialled', () => {
  const offers = [offerOf('plan', [ruleOf('roam', flat, { network: 'roaming', zones: ['MX'] }), ruleOf('italy', flat, { network: 'home', zones: ['IT'] })])];
  const events = [eventOf('2026-11-10T18:00:00Z', 1, { destination: '3906', visited: 'MX Movilsur' }), eventOf('2026-11-10T19:00:00Z', 1, { destination: '3906' })];
  expect(rate(offers, [productOf('plan')], events).rated.map(({ rule, trace }) => [rule, trace.zone])).toEqual([['roam', 'MX'], ['italy', 'IT']]);
});

test('a zone of roaming rules does not catch a content partner with the same letters', () => {
  const offers = [offerOf('plan', [ruleOf('roam', flat, { network: 'roaming', zones: ['MX'] }), ruleOf('partner', flat, { usage: 'content' })])];
  const { rated } = rate(offers, [productOf('plan')], [eventOf('2026-11-10T18:00:00Z', 1, { usage: 'content', destination: 'MXtra Games' })]);
  expect(rated.map(({ rule, trace }) => [rule, trace.zone])).toEqual([['partner', null]]);
});

test('a longer prefix without a price is not taken for the shorter one with a price', () => {
  const offers = [offerOf('plan', [ruleOf('italy', flat, { zones: ['IT'] })])];
  expect(rate(offers, [productOf('plan')], [eventOf('2026-11-10T18:00:00Z', 1, { usageId: 9, destination: '39333' })]).unrated).toEqual([{ usageId: 9, reason: 'noPrice' }]);
});

test('a rule that names an unknown zone is refused', () => {
  expect(() => rate([offerOf('plan', [ruleOf('x', flat, { zones: ['Atlantis'] })])], [], [])).toThrow('"Atlantis"');
});

/** Zones of so many different prefixes, 1, 2, 3 and on. */
function manyZones(prefixes: number) {
  return Array.from({ length: prefixes / 100 }, (_, zone) => ({ code: `z${zone}`, label: 'Z', prefixes: Array.from({ length: 100 }, (__, index) => String(zone * 100 + index + 1)) }));
}

test('a look-up asks no more often among 50,000 prefixes than among 500 of the same lengths', () => {
  const questions = (prefixes: number) => {
    const lookup = zoneLookup([...manyZones(prefixes), { code: 'long', label: 'Long', prefixes: ['00000', '0000', '0'] }]);
    const asked = vi.spyOn(Map.prototype, 'get');
    const found = lookup('09998765432');
    const times = asked.mock.calls.length;
    asked.mockRestore();
    expect(found).toBe('long');
    return times;
  };
  expect(questions(50_000)).toBeLessThanOrEqual(6);
  expect(questions(50_000)).toBe(questions(500));
});

test('the look-up and a plain search agree on any prefixes', () => {
  const digits = fc.string({ unit: fc.constantFrom('1', '2', '3'), minLength: 1, maxLength: 5 });
  fc.assert(fc.property(fc.uniqueArray(digits, { minLength: 1, maxLength: 30 }), digits, (prefixes, dialled) => {
    const zones = prefixes.map((prefix) => ({ code: prefix, label: prefix, prefixes: [prefix] }));
    expect(zoneLookup(zones)(dialled)).toBe(prefixes.filter((prefix) => dialled.startsWith(prefix)).sort((a, b) => b.length - a.length)[0] ?? null);
  }), { numRuns: propertyRuns });
});

const special = [
  { code: 'world', label: 'World', prefixes: ['1', '4'] }, { code: 'own', label: 'Own network', prefixes: ['1206555'], kind: 'onNet' as const },
  { code: 'premium', label: 'Premium', prefixes: ['1900'], kind: 'premium' as const }, { code: 'free', label: 'Free-phone', prefixes: ['1800'], kind: 'freePhone' as const },
  { code: 'help', label: 'Emergency', prefixes: [], exact: ['112', '911'], kind: 'emergency' as const }, { code: 'abroad', label: 'Abroad', prefixes: ['MX'] },
];
const cents = (amount: number) => ({ kind: 'flat' as const, price: amount * CENT });
const specialRules = [
  ruleOf('help', cents(0), { zones: ['help'] }), ruleOf('free', cents(0), { zones: ['free'], network: 'home' }), ruleOf('premium', cents(199), { zones: ['premium'], network: 'home' }),
  ruleOf('received', cents(0), { network: 'home', direction: 'in' }), ruleOf('received abroad', cents(5), { network: 'roaming', direction: 'in' }),
  ruleOf('own', cents(1), { zones: ['own'], network: 'home' }), ruleOf('abroad', cents(50), { zones: ['abroad'], network: 'roaming' }), ruleOf('world', cents(9), { zones: ['world'], network: 'home' }),
];

test.each([
  ['own network', { destination: '12065550142' }, 'own'], ['premium', { destination: '19005550142' }, 'premium'], ['free-phone', { destination: '18005550142' }, 'free'], ['any other', { destination: '12125550142' }, 'world'],
  ['emergency', { destination: '112' }, 'help'], ['a number that begins like it', { destination: '1125550142' }, 'world'], ['emergency abroad', { destination: '911', visited: 'MX Movilsur' }, 'help'],
  ['own network from abroad', { destination: '12065550142', visited: 'MX Movilsur' }, 'abroad'], ['received', { destination: '19005550142', direction: 'in' as const }, 'premium'], ['received from own network', { destination: '12065550142', direction: 'in' as const }, 'received'],
  ['received abroad', { destination: '12065550142', direction: 'in' as const, visited: 'MX Movilsur' }, 'received abroad'],
])('%s', (_, more, rule) => {
  const catalog = catalogOf([offerOf('plan', specialRules)], { zones: special });
  expect(checkCatalog(catalog)).toEqual([]);
  expect(rateCycle(compileCatalog(catalog), { zone: ZONE, products: [productOf('plan')], events: [eventOf('2026-11-10T18:00:00Z', 60, more)] }).rated.map((line) => line.rule)).toEqual([rule]);
});

test.each([
  ['a price', ruleOf('help', cents(1), { zones: ['help'] })], ['a band', ruleOf('help', cents(0), { zones: ['help'], band: 'peak' })], ['the home network only', ruleOf('help', cents(0), { zones: ['help'], network: 'home' })],
])('a plan whose emergency rule has %s is refused', (_, rule) => {
  const faults = checkCatalog(catalogOf([offerOf('plan', [rule, ...specialRules.slice(1)])], { zones: special }));
  expect(faults.some(({ sentence }) => sentence.includes('Calls to "Emergency"') && sentence.includes('must cost nothing'))).toBe(true);
});

test.each([
  ['prices any call', ruleOf('any', cents(1)), true], ['prices calls to one zone', ruleOf('italy', cents(1), { zones: ['world'] }), false], ['gives any call away', ruleOf('any', cents(0)), false],
])('an add-on that %s is refused where it would catch emergency calls', (_, rule, refused) => {
  const faults = checkCatalog(catalogOf([offerOf('plan', specialRules), offerOf('more', [rule], { kind: 'addon' })], { zones: special }));
  expect(faults.some(({ place }) => place === 'offers.more.usage')).toBe(refused);
});

test('a product that keeps the prices of a day is not touched by later versions', () => {
  const rule = ruleOf('calls', cents(1), { versions: [{ version: 'v1', from: '2026-01-01', price: cents(1) }, { version: 'v2', from: '2026-06-01', price: cents(2) }] });
  const events = [eventOf('2026-11-10T18:00:00Z', 60)];
  expect([{}, { pricesOf: '2026-03-01' }].map((more) => rate([offerOf('plan', [rule])], [productOf('plan', more)], events).rated[0]?.version)).toEqual(['v2', 'v1']);
});
