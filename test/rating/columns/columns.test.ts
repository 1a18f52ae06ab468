import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Catalog, PriceModel } from '../../../src/contract/catalog.ts';
import { columnRefusal } from '../../../src/main/rating/domain/columns/column-refusal.ts';
import { digitTrie, zoneOfBytes } from '../../../src/main/rating/domain/columns/digit-trie.ts';
import { microsOf, priceTable, roundedUnits } from '../../../src/main/rating/domain/columns/price-table.ts';
import { epochMsOf } from '../../../src/main/rating/domain/columns/usage-columns.ts';
import { compilePrice } from '../../../src/main/rating/domain/price-usage.ts';
import { zoneLookup } from '../../../src/main/rating/domain/zones.ts';
import { anyPrice, catalogOf, eventOf, offerOf, productOf, propertyRuns, ruleOf } from '../rating-kit.ts';
import { rateInColumns } from './columns-kit.ts';

const number = fc.string({ unit: fc.constantFrom('0', '1', '1', '2', '9', 'a', 'É'), minLength: 1, maxLength: 6 });
const digits = fc.string({ unit: fc.constantFrom('0', '1', '1', '2', '9'), minLength: 1, maxLength: 6 });

test('a number finds the zone that the look-up by text finds: whole numbers, then the longest prefix, then the earlier zone', () => {
  const zones = (numbers: fc.Arbitrary<string>) => fc.array(fc.record({ prefixes: fc.array(numbers, { minLength: 1, maxLength: 6 }), exact: fc.array(numbers, { maxLength: 3 }) }), { minLength: 1, maxLength: 6 });
  fc.assert(fc.property(fc.oneof(zones(digits), zones(number)), fc.array(fc.oneof(number, digits, fc.constant('')), { minLength: 20, maxLength: 20 }), (found, texts) => {
    const list = found.map((zone, index) => ({ code: `z${index}`, label: '', ...zone }));
    const lookup = zoneLookup(list);
    const trie = digitTrie(list, new Map(list.map(({ code }, index) => [code, index])), lookup);
    for (const text of texts) {
      const bytes = new TextEncoder().encode(`7${text}7`);
      const zone = zoneOfBytes(trie, bytes, 1, bytes.length - 1);
      expect(zone < 0 ? null : list[zone]?.code).toBe(lookup(text));
    }
  }), { numRuns: propertyRuns });
});

/** Figures up to the end of exact numbers, where columns ask the functions. */
const large = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 1_000_000_000 }), fc.integer({ min: 999_999_999_000, max: 1_000_000_000_000 }));
const dear = fc.oneof(fc.constant(0), fc.integer({ min: -3_000_000, max: 3_000_000 }), fc.integer({ min: -1e15, max: 1e15 }));
const anyLarge: fc.Arbitrary<PriceModel> = fc.oneof(
  anyPrice.filter(({ kind }) => kind !== 'volume'),
  fc.record({ kind: fc.constant('perUnit' as const), price: dear, per: fc.integer({ min: 1, max: 3_000_000 }), increment: fc.integer({ min: 1, max: 1_000_000 }), minimum: large, setup: dear }),
  fc.record({ kind: fc.constant('graduated' as const), per: fc.integer({ min: 1, max: 3_000_000 }), increment: fc.integer({ min: 1, max: 100 }), tiers: fc.tuple(large, large, dear, dear, dear).map(([a, b, x, y, z]) => [{ upTo: a + 1, price: x }, { upTo: b + 1, price: y }, { upTo: null, price: z }]) }),
  fc.record({ kind: fc.constant('package' as const), size: fc.integer({ min: 1, max: 1_000_000 }), price: dear, free: large }),
  fc.record({ kind: fc.constant('capacity' as const), price: dear, per: fc.integer({ min: 1, max: 3_000_000 }), increment: fc.integer({ min: 1, max: 100 }), free: large }),
);

test('a price in columns is the price by its function for figures of any size, or neither has one', () => {
  let beyond = 0;
  fc.assert(fc.property(anyLarge, large, large, (model, units, counted) => {
    const exact = compilePrice(model);
    const table = priceTable([model], [exact]);
    const rounded = roundedUnits(table, 0, units);
    expect(rounded).toBe(exact.round(units));
    let expected: number | null = null;
    try {
      const micros = exact.price(rounded, counted);
      expected = Number.isSafeInteger(micros) ? micros + 0 : null;
    } catch (failure) {
      expect(failure).toBeInstanceOf(RangeError);
    }
    if (expected === null) {
      beyond += 1;
      expect(() => microsOf(table, 0, rounded, counted)).toThrow(RangeError);
    } else expect(microsOf(table, 0, rounded, counted)).toBe(expected);
  }), { numRuns: propertyRuns * 5 });
  expect(beyond).toBeGreaterThan(0);
});

test('an instant is the moment that Date reads in it', () => {
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
    expect(epochMsOf(date.toISOString())).toBe(date.getTime());
  }), { numRuns: propertyRuns });
  expect(epochMsOf('2026-11-05T10:42:00Z')).toBe(Date.UTC(2026, 10, 5, 10, 42));
  for (const wrong of ['2026-11-05T10:42:00.0x0Z', '2026-13-05T10:42:00.000Z', 'soon']) expect(() => epochMsOf(wrong)).toThrow('is no moment');
});

const flat = (more: object = {}) => ruleOf('calls', { kind: 'flat', price: 1 }, more);
const minutes = (more: object) => ({ allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice' as const, units: 5, ...more }] });
test.each<[string, Catalog, string | null]>([
  ['a price by volume', catalogOf([offerOf('plan', [ruleOf('calls', { kind: 'volume', per: 1, tiers: [{ upTo: null, price: 1 }] })])]), 'The rule "calls" of "plan", version v1: a price by volume is known only when its cycle is over.'],
  ['the end of a call', catalogOf([offerOf('plan', [flat({ boundary: 'end' })])]), 'counts the end of a call'],
  ['parts of a call', catalogOf([offerOf('plan', [flat({ boundary: 'timed' })])]), 'or each part'],
  ['an allowance of money', catalogOf([offerOf('plan', [flat({ allowance: 'minutes' })], minutes({ measure: 'money', usage: undefined }))]), 'of points or money'],
  ['an allowance that rolls over', catalogOf([offerOf('plan', [flat({ allowance: 'minutes' })], minutes({ rollover: { cycles: 1 } }))]), 'goes on into later cycles'],
  ['an allowance of units', catalogOf([offerOf('plan', [flat({ allowance: 'minutes' })], minutes({}))]), null],
  ['a price by volume of an offer that nobody holds', catalogOf([offerOf('plan', [flat()]), offerOf('other', [ruleOf('calls', { kind: 'volume', per: 1, tiers: [{ upTo: null, price: 1 }] })])]), null],
])('%s', (_, catalog, refusal) => {
  const found = columnRefusal(catalog, ['plan']);
  if (refusal === null) expect(found).toBeNull();
  else expect(found).toContain(refusal);
});

test('events of nobody, or outside the cycles, are refused', () => {
  const catalog = catalogOf([offerOf('plan', [flat()])]);
  const account = (cycles: number[]) => [{ zone: 'UTC', products: [productOf('plan')], cycles }];
  const event = eventOf('2026-11-10T18:00:00.000Z', 60);
  expect(() => rateInColumns(catalog, account([0, Date.UTC(2027, 0, 1)]), [event, { ...event, serviceId: 7 }])).toThrow('The service 7 is not among those');
  expect(() => rateInColumns(catalog, account([0, Date.UTC(2026, 10, 10)]), [event])).toThrow('outside the cycles');
  expect(rateInColumns(catalog, account([0, Date.UTC(2026, 10, 10, 18), Date.UTC(2026, 11, 1)]), [event]).rated).toHaveLength(1);
});
