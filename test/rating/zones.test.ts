import { expect, test } from 'vitest';
import { compileZones, zoneLookup } from '../../src/main/rating/domain/zones.ts';
import { catalogOf, eventOf, offerOf, productOf, rate, ruleOf } from './rating-kit.ts';

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
