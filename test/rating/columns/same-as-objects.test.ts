import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog } from '../../../src/contract/catalog.ts';
import { columnPlan } from '../../../src/main/rating/domain/columns/column-plan.ts';
import { columnRefusal } from '../../../src/main/rating/domain/columns/column-refusal.ts';
import { compileCatalog } from '../../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent, HeldProduct } from '../../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../../src/main/rating/domain/rate-cycle.ts';
import { naiveRate } from '../naive-rater.ts';
import { anyWorld, propertyRuns, ZONE } from '../rating-kit.ts';
import { rateInColumns, recordedOf, withoutVolume } from './columns-kit.ts';

const ALWAYS = [Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)];
const byId = <T extends { readonly usageId: number }>(list: ReadonlyArray<T>) => [...list].sort((a, b) => a.usageId - b.usageId);

test('columns, objects and a plain slow rater in BigInt agree on every event, and the trace by objects has the recorded figures', () => {
  let priced = 0;
  fc.assert(fc.property(anyWorld, fc.integer({ min: 1, max: 12 }), ({ catalog: any, usage }, batch) => {
    const catalog = withoutVolume(any);
    const objects = rateCycle(compileCatalog(catalog), usage);
    const columns = rateInColumns(catalog, [{ zone: usage.zone, products: usage.products, cycles: ALWAYS }], usage.events, batch);
    const slow = naiveRate(catalog, usage);
    expect(columns.rated).toEqual(recordedOf(objects));
    expect(columns.unrated).toEqual(objects.unrated);
    expect(columns.rated.map(({ usageId, rule, version, rounded, charged, micros }) => ({ usageId, rule, version, rounded, charged, micros: BigInt(micros) }))).toEqual(slow.rated);
    priced += slow.rated.filter((line) => line.micros !== 0n).length;
  }), { numRuns: propertyRuns });
  expect(priced).toBeGreaterThan(propertyRuns);
});

/** What the worlds of the kit do not have: whole and partners' numbers, direction, special days, emergency calls abroad, prices that go down. */
function richer(catalog: Catalog): Catalog {
  const [one, ...others] = catalog.offers;
  const flat = (price: number) => [{ version: 'v1', from: '2026-01-01', price: { kind: 'flat' as const, price } }, { version: 'v2', from: '2026-11-03', price: { kind: 'perUnit' as const, price: -700_001, per: 3, increment: 6, minimum: 2, setup: price, first: 30 } }];
  const rule = (code: string, more: object, price: number) => ({ code, label: code, usage: 'voice' as const, tax: null, versions: flat(price), ...more });
  return {
    ...catalog,
    zones: [...catalog.zones, { code: 'sos', label: 'Emergency', prefixes: ['911x'], exact: ['112', '911'], kind: 'emergency' }, { code: 'short', label: 'Short', prefixes: ['11', '9', '3933'] }, { code: 'vanity', label: 'Vanity', prefixes: ['1800FLO', 'Ärztin', '44'], exact: ['4420', '1800FLOWERS'] }, { code: 'again', label: 'Again', prefixes: ['39', '11'] }],
    bands: [...catalog.bands, { code: 'holiday', label: 'Holiday', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', only: 'feasts' }, { code: 'workdays', label: 'Workdays', weekdays: [1, 2, 3, 4, 5], from: '07:30', to: '19:15', except: 'feasts' }],
    specialDays: [{ code: 'feasts', label: 'Feasts', days: [{ every: '11-02' }, { date: '2026-10-26' }, { every: '10-28' }, { month: 10, weekday: 5, nth: -1 }, { month: 11, weekday: 4, nth: 2 }] }],
    offers: one ? [{ ...one, usage: [
      rule('received', { direction: 'in', band: 'holiday' }, 5), rule('sos', { zones: ['sos'] }, 0), rule('holiday', { band: 'holiday', zones: ['US', 'IT'], allowance: 'minutes' }, 77), rule('workday', { band: 'workdays', zones: ['vanity', 'short', 'again'] }, 99), rule('vanity', { zones: ['vanity'], network: 'home' }, 12_345), ...one.usage,
    ] }, ...others] : others,
  };
}

const texts = ['12065550143', '12065550144', '112', '911', '911X', '9', '1128', '4420', '44201', '1800FLOWERS', '1800flow', '1800', 'ärztin 5', 'ARCADIA GAMES', '', '393331234567', '39', '12065550142'];

/** Several accounts and cycles of one world, their events mixed. */
const accountsOf = fc.record({
  world: anyWorld, more: fc.array(fc.record({ account: fc.nat(2), text: fc.constantFrom(...texts), incoming: fc.boolean(), visited: fc.constantFrom(null, null, 'MX Movilsur', 'mx other', 'nowhere') }), { minLength: 30, maxLength: 30 }), zones: fc.array(fc.constantFrom(ZONE, 'Asia/Kolkata', 'Australia/Lord_Howe'), { minLength: 3, maxLength: 3 }), turns: fc.integer({ min: 1, max: 27 }),
});

test('accounts, cycles and zones mixed in one stream of columns are rated as each is by objects', () => {
  const seen = new Set<string>();
  fc.assert(fc.property(accountsOf, fc.integer({ min: 1, max: 12 }), ({ world, more, zones, turns }, batch) => {
    const catalog = richer(withoutVolume(world.catalog));
    const compiled = compileCatalog(catalog);
    const turn = Date.UTC(2026, 9, 25) + turns * 86_400_000;
    const cycles = [ALWAYS[0]!, turn, ALWAYS[1]!];
    const accounts = [0, 1, 2].map((account) => ({ zone: zones[account]!, cycles, products: world.usage.products.map((product): HeldProduct => ({ ...product, productId: product.productId + 10 * account, serviceId: product.serviceId + 10 * account })) }));
    const events = world.usage.events.map((event, index): CycleEvent & { account: number } => {
      const { account, text, incoming, visited } = more[index]!;
      return { ...event, account, serviceId: event.serviceId + 10 * account, destination: text, visited, ...(incoming ? { direction: 'in' as const } : {}) };
    });
    const columns = rateInColumns(catalog, accounts, events, batch);
    const objects = accounts.flatMap(({ zone, products }, account) => [true, false].map((early) => rateCycle(compiled, { zone, products, events: events.filter((event) => event.account === account && (Date.parse(event.start) < turn) === early) })));
    expect(byId(columns.rated)).toEqual(byId(objects.flatMap(recordedOf)));
    expect(byId(columns.unrated)).toEqual(byId(objects.flatMap(({ unrated }) => unrated)));
    for (const { rule, zone } of columns.rated) seen.add(rule).add(`in ${zone}`);
  }), { numRuns: propertyRuns });
  for (const name of ['received', 'sos', 'holiday', 'workday', 'vanity', 'roam', 'in sos', 'in vanity', 'in short', 'in arcadia', 'in null']) expect(seen).toContain(name);
});

test('what is not rated in columns is refused before anything is rated, with its reason', () => {
  fc.assert(fc.property(anyWorld, ({ catalog, usage }) => {
    const held = [...new Set(usage.products.map(({ offer }) => offer))];
    const byVolume = catalog.offers.some((offer) => held.includes(offer.code) && offer.usage.some((rule) => rule.versions.some(({ price }) => price.kind === 'volume')));
    const refusal = columnRefusal(catalog, held);
    expect(refusal !== null).toBe(byVolume);
    const compile = () => columnPlan({ catalog, compiled: compileCatalog(catalog), sets: [usage.products], zones: [usage.zone], window: { fromMs: ALWAYS[0]!, toMs: ALWAYS[0]! + 86_400_000 } });
    if (refusal === null) expect(compile().tariffs).toEqual([]);
    else expect(compile).toThrow(refusal);
  }), { numRuns: Math.ceil(propertyRuns / 3) });
});
