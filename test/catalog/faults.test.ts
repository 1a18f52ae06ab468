import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '../../src/contract/catalog.ts';
import { checkCatalog, wholeCatalog } from '../../src/main/catalog/domain/check-catalog.ts';
import { catalogOf, offerOf, propertyRuns, ruleOf } from '../rating/rating-kit.ts';

/** A catalog with everything that can be wrong in it, and nothing wrong. */
const v1 = <T>(price: T) => [{ version: 'v1', from: '2026-01-01', price }];
const two = <T>(price: T) => [...v1(price), { version: 'v2', from: '2026-06-01', price }];
const flat = { kind: 'flat' as const, price: 1 };
const tiers = { kind: 'graduated' as const, per: 60, tiers: [{ upTo: 600, price: 9 }, { upTo: 1200, price: 8 }, { upTo: null, price: 7 }] };
const free = ['rescue', 'free'];
const whole = catalogOf([
  offerOf('plan', [
    ruleOf('emergency', { kind: 'flat', price: 0 }, { zones: free }),
    ruleOf('italy', tiers, { zones: ['IT', 'IT-mobile'], allowance: 'minutes', versions: two(tiers) }),
    ruleOf('work', { kind: 'perUnit', price: 5, per: 60, setup: 2, cap: 900 }, { band: 'work', bundle: 'national', allowance: 'minutes', versions: v1({ kind: 'perUnit', price: 5, per: 60, setup: 2, cap: 900 }) }),
    ruleOf('rest', flat, { band: 'rest', boundary: 'timed' }), ruleOf('feast', flat, { band: 'feast' }),
    ruleOf('texts', flat, { usage: 'sms', allowances: ['points'], points: { per: 1, points: 1 } }),
    ruleOf('data', { kind: 'package', size: 1000, price: 5 }, { usage: 'data', bundle: 'all-data', shared: true }), ruleOf('content', { kind: 'percent', rate: 500 }, { usage: 'content' }),
  ], {
    recurring: [{ code: 'fee', label: 'Fee', timing: 'advance', category: 'plan', tax: 'sales', versions: two(3000) }],
    activation: [{ code: 'start', label: 'Start', tax: 'sales', versions: v1(500) }],
    percentOff: [{ code: 'half', label: 'Half', tax: 'sales', charges: ['fee'], versions: v1(5000) }], amountOff: [{ code: 'ten', label: 'Ten', tax: 'sales', charges: ['fee'], versions: v1(1000) }],
    volumeOff: [{ code: 'volume', label: 'Volume', tax: 'sales', measure: 'charges', versions: v1([{ from: 1000, rate: 500 }, { from: 2000, rate: 900 }]) }],
    commitments: [{ code: 'least', label: 'Least', tax: 'sales', counts: 'usage', versions: v1(500) }],
    allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice', units: 6000, from: '2026-01-01', to: '2027-01-01' }, { code: 'points', label: 'Points', measure: 'points', units: 100 }],
    topUps: [{ code: 'more', label: 'More', allowance: 'minutes', units: 600, tax: 'sales', versions: v1(900) }],
  }),
  offerOf('family', [ruleOf('family-data', { kind: 'package', size: 1000, price: 5 }, { usage: 'data', bundle: 'all-data', shared: true })], { kind: 'addon', allowances: [{ code: 'points', label: 'Points', measure: 'points', units: 50 }] }),
], {
  zones: [
    { code: 'rescue', label: 'Emergency', prefixes: [], exact: ['112', '911'], kind: 'emergency' }, { code: 'free', label: 'Free-phone', prefixes: ['1800'], kind: 'freePhone' },
    { code: 'US', label: 'United States', prefixes: ['1'] }, { code: 'IT', label: 'Italy', prefixes: ['39'] }, { code: 'IT-mobile', label: 'Italy, mobile', prefixes: ['393'] },
  ],
  bands: [{ code: 'work', label: 'Work', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00', except: 'feasts' }, { code: 'rest', label: 'Rest', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '08:00', except: 'feasts' }, { code: 'feast', label: 'Feast', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', only: 'feasts' }],
  specialDays: [{ code: 'feasts', label: 'Feasts', days: [{ every: '12-25' }, { month: 11, weekday: 4, nth: 4 }] }],
  lateFee: { code: 'late', label: 'Late', tax: 'sales', versions: v1(500), percent: two(100) },
  partners: [{ code: 'harbor', label: 'Harbor', measure: 'charges', places: ['WA'], charges: ['italy'], usage: [ruleOf('share', { kind: 'percent', rate: 2500 }, { tax: null })] }],
});

type Open<T> = T extends ReadonlyArray<infer One> ? Open<One>[] : T extends object ? { -readonly [K in keyof T]: Open<T[K]> } : T;
type Draft = Open<Catalog>;
const at = <T>(list: ReadonlyArray<T> | undefined, index: number): T => {
  const one = list?.[index];
  if (one === undefined) throw new Error(`Nothing at ${index}.`);
  return one;
};
const plan = (draft: Draft) => at(draft.offers, 0);
const rule = (draft: Draft, code: string) => at(plan(draft).usage.filter((one) => one.code === code), 0);
const versionsOf = (draft: Draft): { version: string; from: string }[][] => [
  ...draft.offers.flatMap((offer) => [...offer.recurring, ...offer.usage].map(({ versions }) => versions)), draft.lateFee?.percent ?? [],
].filter((list) => list.length > 1);
const taxed = (draft: Draft) => [...plan(draft).recurring, ...plan(draft).percentOff, ...(plan(draft).amountOff ?? []), ...(plan(draft).volumeOff ?? []), ...(plan(draft).commitments ?? []), ...plan(draft).activation, ...plan(draft).usage];

/** One thing put wrong, and a word that the place of the fault has in it; `pick` chooses among the things of a kind. */
const faults: Record<string, (draft: Draft, pick: number) => string> = {
  'a zone that is not there': (draft) => { rule(draft, 'italy').zones = ['IT', 'Atlantis']; return 'offers.plan.usage.italy'; },
  'a zone taken away': (draft) => { draft.zones = draft.zones.filter(({ code }) => code !== 'IT'); return 'offers.plan.usage.italy'; },
  'a band that is not there': (draft) => { rule(draft, 'rest').band = 'tea'; return 'offers.plan.usage.rest'; },
  'hours that no band holds': (draft, pick) => { at(draft.bands, 0).to = `${String(9 + (pick % 9)).padStart(2, '0')}:30`; return 'offers.plan.usage.work'; },
  'hours of two bands': (draft, pick) => { at(draft.bands, 0).from = `0${pick % 8}:15`; return 'offers.plan.usage.work'; },
  'hours that are none': (draft, pick) => { at(draft.bands, pick % 2).to = '24:30'; return `bands.${at(draft.bands, pick % 2).code}`; },
  'special days that are not there': (draft, pick) => { at(draft.bands, pick % 2).except = 'fairs'; return `bands.${at(draft.bands, pick % 2).code}`; },
  'a day that never comes': (draft, pick) => { at(draft.specialDays, 0).days.push({ every: at(['02-30', '02-31', '04-31', '06-31', '09-31', '11-31'], pick % 6) }); return 'specialDays.feasts'; },
  'a gap in tiers': (draft) => { rule(draft, 'italy').versions = v1({ ...tiers, increment: 1, tiers: tiers.tiers.slice(0, 2) }); return 'usage.italy.v1.tiers.2'; },
  'tiers that overlap': (draft, pick) => { rule(draft, 'italy').versions = v1({ ...tiers, increment: 1, tiers: [{ upTo: 1200 + pick, price: 9 }, ...tiers.tiers.slice(1)] }); return 'usage.italy.v1.tiers.2'; },
  'a price below zero': (draft, pick) => { rule(draft, 'rest').versions = v1({ kind: 'flat', price: -1 - pick }); return 'usage.rest.v1'; },
  'a cap below the set-up fee': (draft) => { rule(draft, 'work').versions = v1({ kind: 'perUnit', price: 5, per: 60, increment: 1, minimum: 0, setup: 901, cap: 900 }); return 'usage.work.v1.cap'; },
  'a tax code that no tax is for': (draft, pick) => { const all = taxed(draft); const one = at(all, pick % all.length); one.tax = 'salt'; return one.code; },
  'a tax that begins late': (draft) => { at(at(draft.taxes, 0).versions, 0).from = '2026-02-01'; return 'taxes.sales'; },
  'versions out of order': (draft, pick) => { const all = versionsOf(draft); const one = at(all, pick % all.length); at(one, 1).from = '2025-12-31'; return 'v2'; },
  'a version twice': (draft, pick) => { const all = versionsOf(draft); const one = at(all, pick % all.length); at(one, 1).version = 'v1'; return 'v1'; },
  'a code twice': (draft, pick) => {
    const lists: [string, { code: string }[]][] = [['zones', draft.zones], ['bands', draft.bands], ['specialDays', draft.specialDays ?? []], ['taxes', draft.taxes], ['offers', draft.offers], ['partners', draft.partners ?? []], ['offers.plan.allowances', plan(draft).allowances], ['offers.plan.topUps', plan(draft).topUps ?? []], ['offers.plan.usage', plan(draft).usage], ['offers.plan', plan(draft).recurring], ['offers.plan', plan(draft).commitments ?? []]];
    const [place, list] = at(lists, pick % lists.length);
    const one = at(list, pick % list.length);
    list.push(structuredClone(one));
    return `${place}.${one.code}`;
  },
  'an allowance that is not there': (draft) => { rule(draft, 'work').allowance = 'hours'; return 'offers.plan.usage.work'; },
  'an allowance of another kind': (draft) => { rule(draft, 'content').allowance = 'minutes'; return 'offers.plan.usage.content'; },
  'an allowance in two ways': (draft) => { at(at(draft.offers, 1).allowances, 0).shared = true; return 'offers.family.allowances.points'; },
  'an allowance that ends before it begins': (draft) => { at(plan(draft).allowances, 0).to = '2025-12-31'; return 'offers.plan.allowances.minutes'; },
  'points without how many': (draft) => { delete rule(draft, 'texts').points; return 'offers.plan.usage.texts'; },
  'a boundary within messages': (draft) => { rule(draft, 'texts').boundary = 'end'; return 'offers.plan.usage.texts'; },
  'a bundle of two kinds': (draft) => { rule(draft, 'texts').bundle = 'national'; return 'bundle.national'; },
  'a bundle of two prices': (draft, pick) => { rule(draft, 'data').versions.push({ version: 'v2', from: '2026-07-01', price: { kind: 'package', size: 1000, price: 6 + pick, free: 0 } }); return 'bundle.all-data'; },
  'a bundle that is shared in part': (draft) => { delete rule(draft, 'data').shared; return 'bundle.all-data'; },
  'a discount on nothing': (draft, pick) => { const one = pick % 2 ? at(plan(draft).percentOff, 0) : at(plan(draft).amountOff, 0); one.charges = ['gone']; return `offers.plan.${one.code}`; },
  'falling tiers of a volume discount': (draft) => { at(plan(draft).volumeOff, 0).versions = v1([{ from: 2000, rate: 500 }, { from: 2000, rate: 900 }]); return 'offers.plan.volume.v1.tiers.2'; },
  'a top-up of nothing': (draft) => { at(plan(draft).topUps, 0).allowance = 'gone'; return 'offers.plan.topUps.more'; },
  'a partner’s share of nothing': (draft) => { at(draft.partners, 0).charges = ['gone']; return 'partners.harbor'; },
  'a rule that never prices': (draft, pick) => { const one = structuredClone(rule(draft, 'italy')); one.code = 'italy-again'; one.zones = pick % 2 ? ['IT'] : ['IT-mobile']; plan(draft).usage.push(one); return 'offers.plan.usage.italy-again'; },
  'emergency calls that cost': (draft) => { rule(draft, 'emergency').versions = v1(flat); return 'offers.plan.usage'; },
  'emergency calls below a price': (draft) => { plan(draft).usage.reverse(); return 'offers.plan.usage'; },
  'one prefix in two zones': (draft, pick) => { const { prefixes } = at(draft.zones, 3 + (pick % 2)); at(draft.zones, 2).prefixes.push(at(prefixes, 0)); return 'zones.IT'; },
  'a prefix with a plus': (draft, pick) => { at(draft.zones, 2 + (pick % 3)).prefixes.push('+447'); return `zones.${at(draft.zones, 2 + (pick % 3)).code}`; },
  'an unknown currency': (draft) => { draft.currency = 'XQQ'; return 'currency'; },
  'an unknown time zone': (draft) => { draft.zone = 'Mars/Olympus'; return 'zone'; },
  'usage that says where it came from': (draft) => { rule(draft, 'rest').direction = 'in'; return 'offers.plan.usage.rest'; },
};

test('a catalog with all of it is whole', () => {
  expect(checkCatalog(whole)).toEqual([]);
  expect(wholeCatalog(whole)).toBe(whole);
});

test.each(Object.entries(faults))('is refused with the place: %s', (_, put) => {
  fc.assert(fc.property(fc.nat(999), (pick) => {
    const draft = structuredClone(whole) as Draft;
    const place = put(draft, pick);
    expect(() => wholeCatalog(draft)).toThrow(place);
  }), { numRuns: 12 });
});

test('two faults at once are both told', () => {
  const names = Object.keys(faults);
  const apart = fc.uniqueArray(fc.constantFrom(...names.filter((name) => !/hours|band|zone|prefix|emergency|version|code twice|bundle|special/.test(name))), { minLength: 2, maxLength: 2 });
  fc.assert(fc.property(apart, fc.nat(999), (two, pick) => {
    const draft = structuredClone(whole) as Draft;
    const places = two.map((name) => faults[name]?.(draft, pick) ?? '');
    let said = '';
    try {
      wholeCatalog(draft);
    } catch (failure) {
      said = String(failure);
    }
    for (const place of places) expect(said, two.join(' and ')).toContain(place);
  }), { numRuns: propertyRuns });
});
