import { expect, test } from 'vitest';
import { checkCatalog, wholeCatalog } from '../../src/main/catalog/domain/check-catalog.ts';
import { demoCatalog } from '../../src/main/demo/catalog.ts';
import { catalogOf, offerOf, ruleOf } from '../rating/rating-kit.ts';

const flat = { kind: 'flat' as const, price: 1 };
const tiered = (...ends: Array<number | null>) => ruleOf('calls', { kind: 'graduated', per: 1, tiers: ends.map((upTo) => ({ upTo, price: 1 })) });
const week = [1, 2, 3, 4, 5, 6, 7];
const halves = (until: string, from: string) => [{ code: 'day', label: 'Day', weekdays: week, from: '06:00', to: until }, { code: 'dark', label: 'Night', weekdays: week, from, to: '06:00' }];
const inBands = [ruleOf('by-day', flat, { band: 'day' }), ruleOf('by-night', flat, { band: 'dark' })];
const minutes = { code: 'minutes', label: 'Minutes', usage: 'voice' as const, units: 60 };
const versions = (...days: string[]) => ({ versions: days.map((from, index) => ({ version: `v${index + 1}`, from, price: flat })) });

type Case = { name: string; offers?: Parameters<typeof catalogOf>[0]; more?: Parameters<typeof catalogOf>[1]; place: string; says: string };
const rules = (...usage: Parameters<typeof offerOf>[1]) => [offerOf('plan', usage)];
const cases: Case[] = [
  { name: 'tiers that end', offers: rules(tiered(60, 120)), place: 'offers.plan.usage.calls.v1.tiers.2', says: 'Nothing is priced beyond 120' },
  { name: 'tiers out of order', offers: rules(tiered(120, 60, null)), place: 'offers.plan.usage.calls.v1.tiers.2', says: 'they overlap' },
  { name: 'a tier without an end before the last', offers: rules(tiered(null, null)), place: 'offers.plan.usage.calls.v1.tiers.1', says: 'overlaps the tiers below' },
  { name: 'a cap below the set-up fee', offers: rules(ruleOf('calls', { kind: 'perUnit', price: 1, per: 1, setup: 9, cap: 8 })), place: 'offers.plan.usage.calls.v1.cap', says: 'below the set-up fee' },
  { name: 'bands that leave an hour', offers: rules(...inBands), more: { bands: halves('21:00', '22:00') }, place: 'offers.plan.usage.by-day', says: 'No band holds Monday 21:00' },
  { name: 'bands that overlap', offers: rules(...inBands), more: { bands: halves('22:00', '21:00') }, place: 'offers.plan.usage.by-day', says: 'overlap on Monday 21:00' },
  { name: 'hours that are none', more: { bands: halves('25:00', '21:00') }, place: 'bands.day', says: '"25:00" is no time of day' },
  { name: 'an unknown zone', offers: rules(ruleOf('calls', flat, { zones: ['Atlantis'] })), place: 'offers.plan.usage.calls', says: 'names the zone "Atlantis"' },
  { name: 'an unknown band', offers: rules(ruleOf('calls', flat, { band: 'tea' })), place: 'offers.plan.usage.calls', says: 'names the band "tea"' },
  { name: 'an allowance of nothing', offers: rules(ruleOf('calls', flat, { allowance: 'gone' })), place: 'offers.plan.usage.calls', says: 'names the allowance "gone"' },
  { name: 'an allowance of another kind', offers: [offerOf('plan', [ruleOf('data', flat, { usage: 'data', allowance: 'minutes' })], { allowances: [minutes] })], place: 'offers.plan.usage.data', says: 'is of voice' },
  { name: 'versions out of order', offers: rules(ruleOf('calls', flat, versions('2026-05-01', '2026-01-01'))), place: 'offers.plan.calls.v2', says: 'before "v1" (2026-05-01)' },
  { name: 'a rule twice', offers: rules(ruleOf('calls', flat), ruleOf('calls', flat)), place: 'offers.plan.usage.calls', says: 'is there twice' },
  { name: 'one prefix in two zones', more: { zones: [{ code: 'a', label: 'A', prefixes: ['44'] }, { code: 'b', label: 'B', prefixes: ['447', '44'] }] }, place: 'zones.b', says: 'The prefix "44" is in the zones "a" and "b"' },
  { name: 'an unknown currency', more: { currency: 'XQQ' }, place: 'currency', says: '"XQQ" is no currency' },
  { name: 'an unknown time zone', more: { zone: 'Mars/Olympus' }, place: 'zone', says: '"Mars/Olympus" is no time zone' },
  { name: 'a bundle of two kinds', offers: rules(ruleOf('calls', flat, { bundle: 'all' }), ruleOf('texts', flat, { usage: 'sms', bundle: 'all' })), place: 'bundle.all', says: 'counts voice and sms together' },
  { name: 'a discount on nothing', offers: [offerOf('plan', [], { percentOff: [{ code: 'off', label: 'Off', tax: null, charges: ['gone'], versions: [{ version: 'v1', from: '2026-01-01', price: 100 }] }] })], place: 'offers.plan.off', says: 'names the charge "gone"' },
  { name: 'a top-up of nothing', offers: [offerOf('plan', [], { topUps: [{ code: 'more', label: 'More', allowance: 'gone', units: 60, tax: null, versions: [{ version: 'v1', from: '2026-01-01', price: 100 }] }] })], place: 'offers.plan.topUps.more', says: 'names the allowance "gone"' },
  { name: 'unknown special days', more: { bands: [{ code: 'feast', label: 'Feast', weekdays: week, from: '00:00', to: '24:00', only: 'feasts' }] }, place: 'bands.feast', says: 'names the special days "feasts"' },
  {
    name: 'special days that no band holds', offers: rules(ruleOf('work', flat, { band: 'work' })), place: 'offers.plan.usage.work', says: 'No band holds Monday 00:00 of the special days "feasts"',
    more: { bands: [{ code: 'work', label: 'Work', weekdays: week, from: '00:00', to: '24:00', except: 'feasts' }], specialDays: [{ code: 'feasts', label: 'Feasts', days: [{ every: '12-25' }] }] },
  },
  { name: 'a boundary within messages', offers: rules(ruleOf('texts', flat, { usage: 'sms', boundary: 'timed' })), place: 'offers.plan.usage.texts', says: 'only calls last' },
  { name: 'points without a price in points', offers: [offerOf('plan', [ruleOf('calls', flat, { allowances: ['points'] })], { allowances: [{ code: 'points', label: 'Points', units: 9, measure: 'points' }] })], place: 'offers.plan.usage.calls', says: 'give it points' },
  { name: 'one allowance in two ways', offers: [offerOf('plan', [], { allowances: [minutes] }), offerOf('more', [], { allowances: [{ ...minutes, shared: true }] })], place: 'offers.more.allowances.minutes', says: 'differs from the one of that code' },
  { name: 'an allowance that ends before it begins', offers: [offerOf('plan', [], { allowances: [{ ...minutes, from: '2026-05-01', to: '2026-05-01' }] })], place: 'offers.plan.allowances.minutes', says: 'before it begins' },
];

test.each(cases)('a catalog is refused, with place and sentence, for $name', ({ offers = [], more, place, says }) => {
  const faults = checkCatalog(catalogOf(offers, more));
  expect(faults.map((fault) => fault.place)).toEqual([place]);
  expect(faults[0]?.sentence).toContain(says);
  expect(() => wholeCatalog(catalogOf(offers, more))).toThrow(`${place}: `);
});

test.each([
  ['bands that meet', rules(...inBands), { bands: halves('21:00', '21:00') }],
  ['a gap that a rule without a band catches', rules(...inBands, ruleOf('else', flat)), { bands: halves('20:00', '21:00') }],
  ['an allowance that rolls over', [offerOf('plan', [], { allowances: [{ ...minutes, rollover: { cycles: 1 } }] })], {}],
  ['two versions of one day', rules(ruleOf('calls', flat, versions('2026-01-01', '2026-01-01'))), {}],
])('%s are whole', (_, offers, more) => {
  expect(checkCatalog(catalogOf(offers, more))).toEqual([]);
});

test('a rule for received calls is rated, but no bill can give it yet; an allowance that rolls over is billed', () => {
  const received = rules(ruleOf('received', flat, { direction: 'in' }));
  expect(checkCatalog(catalogOf(received))).toEqual([]);
  expect(() => wholeCatalog(catalogOf(received))).toThrow(/offers.plan.usage.received: .*Leave its direction out/);
  expect(wholeCatalog(catalogOf([offerOf('plan', [], { allowances: [{ ...minutes, rollover: { cycles: 1 } }] })])).offers).toHaveLength(1);
});

test('the demo operator sells from a whole catalog', () => {
  expect(checkCatalog(demoCatalog)).toEqual([]);
});
