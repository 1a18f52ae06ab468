import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/contract/dates.ts';
import type { UntaxedLine } from '../../src/contract/bill.ts';
import { monthlyOn } from '../../src/contract/cycles.ts';
import { chargedThroughOf } from '../../src/main/billing/domain/charged-through.ts';
import { recurringCharges } from '../../src/main/billing/domain/recurring.ts';
import { workingOf } from '../../src/main/billing/working.ts';
import { billOf, brief, catalogOf, held, offer, price, propertyRuns, recurring, usageOf } from './billing-kit.ts';

const percent = (code: string, rate: number, more: object = {}) => ({ code, label: code, tax: 'sales', versions: price(rate), ...more });
const catalog = catalogOf([
  offer('plan', { recurring: [recurring('plan', 'Plan', 1200)] }),
  offer('box', { kind: 'addon', recurring: [recurring('box', 'Box', 500, { category: 'addon' })] }),
  offer('tenth', { kind: 'discount', percentOff: [percent('tenth', 1000)] }),
  offer('half', { kind: 'discount', percentOff: [percent('half', 5000, { order: 1 })] }),
  offer('first', { kind: 'discount', percentOff: [percent('first', 2500, { order: -1, charges: ['plan'] })] }),
  offer('two', { kind: 'discount', amountOff: [{ code: 'two', label: 'Two off', tax: 'sales', charges: ['plan'], versions: price(200) }] }),
  offer('much', { kind: 'discount', amountOff: [{ code: 'much', label: 'Much off', tax: 'sales', charges: ['plan', 'box'], order: 1, versions: price(99_900) }] }),
  offer('season', { kind: 'discount', percentOff: [percent('season', 1000, { cycles: 3 })], recurring: [recurring('gift', 'Gift', -300, { category: 'discount', cycles: 2 })] }),
  offer('volume', { kind: 'discount', volumeOff: [{ code: 'volume', label: 'Volume', tax: 'sales', measure: 'charges', versions: price([{ from: 5000, rate: 500 }, { from: 10_000, rate: 1000 }]) }] }),
  offer('minutes', { kind: 'discount', volumeOff: [{ code: 'minutes', label: 'Many minutes', tax: null, measure: 'units', usage: 'voice', over: 'account', versions: price([{ from: 6000, rate: 2000 }]) }] }),
  offer('minimum', { kind: 'addon', commitments: [{ code: 'minimum', label: 'Minimum of calls', tax: 'sales', counts: 'usage', versions: price(3100) }] }),
  offer('spend', { kind: 'addon', commitments: [{ code: 'spend', label: 'Minimum spend', tax: 'sales', counts: 'all', versions: price(6200) }] }),
]);
const from = '2026-11-05';
const lines = (...codes: string[]) => recurringCharges({ catalog, products: ['plan', ...codes].map((code, index) => held(index + 1, code, from)), chargedThrough: new Map(), cycles: monthlyOn(5), billDay: from });
const amounts = (...codes: string[]) => lines(...codes).map((line) => `${line.charge} ${line.amount}`);
const working = (line: UntaxedLine | undefined) => line && workingOf({ ...line, tax: 0, included: 0 }, 0, catalog);

describe('discounts of a charge', () => {
  it('are taken percents first, then amounts, each of what is left', () => {
    expect(amounts('two', 'tenth')).toEqual(['plan 1200', 'tenth -120', 'two -200']);
    expect(working(lines('two', 'tenth')[2])).toBe('$12.00 less 10% = $10.80, less $2.00 = $8.80');
    expect(working(lines('tenth')[1])).toBe('10% of $12.00');
  });

  it('go by their order among percents, and by the start of the product in one order', () => {
    expect(amounts('half', 'tenth', 'first')).toEqual(['plan 1200', 'first -300', 'tenth -90', 'half -405']);
    expect(working(lines('half', 'tenth', 'first')[3])).toBe('50% of $8.10; $12.00 less 25% = $9.00, less 10% = $8.10, less 50% = $4.05');
  });

  it('never take off more than there is', () => {
    expect(amounts('tenth', 'two', 'much')).toEqual(['plan 1200', 'tenth -120', 'two -200', 'much -880']);
    expect(amounts('much', 'box').sort()).toEqual(['box 500', 'much -1200', 'much -500', 'plan 1200']);
  });

  it('end after their number of cycles, counted from their start', () => {
    const told = (billDay: string, chargedTo: string) => recurringCharges({
      catalog, products: [held(1, 'plan', from), held(2, 'season', '2026-11-20')], cycles: monthlyOn(5), billDay,
      chargedThrough: new Map([['1|plan', '2027-04-05'], ['2|season|1:plan', chargedTo], ['2|gift', chargedTo < '2027-01-20' ? chargedTo : '2027-01-20']]),
    }).map(brief);
    expect(told('2027-01-05', '2027-01-05')).toEqual(['gift 2027-01-05..2027-01-20 -145', 'season 2027-01-05..2027-02-05 -120']);
    expect(told('2027-02-05', '2027-02-05')).toContain('season 2027-02-05..2027-02-20 -64');
    expect(told('2027-03-05', '2027-02-20')).toEqual([]);
  });

  it('come to the same however late the end of an earlier one is told', () => {
    const day = fc.integer({ min: 0, max: 150 }).map((offset) => addDays('2026-01-05', offset));
    const discount = fc.record({ offer: fc.constantFrom('tenth', 'half', 'first', 'two', 'much'), from: day, length: fc.option(fc.integer({ min: 0, max: 90 })), late: fc.nat(60) });
    fc.assert(fc.property(fc.array(discount, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 31 }), (drawn, cycleDay) => {
      const known = (today: string) => [held(1, 'plan', '2026-01-01'), ...drawn.filter((one) => one.from <= today).map((one, index) => {
        const to = one.length === null ? null : addDays(one.from, one.length);
        return held(index + 2, one.offer, one.from, { to: to !== null && addDays(to, one.late) <= today ? to : null });
      })];
      const found: UntaxedLine[] = [];
      const cycles = monthlyOn(cycleDay);
      const last = '2026-12-31';
      // The products keep their numbers, so they are drawn in the order in which they begin.
      drawn.sort((a, b) => (a.from < b.from ? -1 : 1));
      for (let billDay = '2026-01-09'; billDay <= last; billDay = addDays(billDay, 11)) {
        found.push(...recurringCharges({ catalog, products: known(billDay), cycles, billDay, chargedThrough: chargedThroughOf(found) }));
      }
      const end = recurringCharges({ catalog, products: known(last), cycles, billDay: last, chargedThrough: chargedThroughOf(found) });
      const once = recurringCharges({ catalog, products: known(last), cycles, billDay: last, chargedThrough: new Map() });
      const sums = (all: ReadonlyArray<UntaxedLine>) => Object.fromEntries([1, 2, 3, 4, 5].map((id) => [id, all.filter((line) => line.productId === id).reduce((sum, line) => sum + line.amount, 0)]));
      expect(sums([...found, ...end])).toEqual(sums(once));
    }), { numRuns: propertyRuns });
  });
});

const october = { days: { from: '2026-10-05', to: from }, used: [] };
const calls = (micros: number, start = '2026-10-20T10:00:00.000Z', units = 3000) => usageOf(1, 'calls', 'Calls', 'voice', [[start, units, micros]]);
const CENT = 1_000_000;
const bill = (code: string, more: Partial<Parameters<typeof billOf>[0]> = {}) => billOf({ catalog, billDay: from, period: october.days, closes: october, products: [held(1, code, '2026-10-05')], ...more }).lines.filter((line) => line.charge !== 'calls' && line.charge !== 'plan');
const told = (...input: Parameters<typeof bill>) => bill(...input).map((line) => [line.charge, line.amount, working(line)]);

describe('a discount by volume', () => {
  it('takes the percent of the tier that the charges of the cycle reach off all of them', () => {
    expect(told('volume', { usage: [calls(4999 * CENT)] })).toEqual([]);
    expect(told('volume', { usage: [calls(5000 * CENT)] })).toEqual([['volume', -250, '5% of $50.00 usage, from $50.00 on; $50.00 reached']]);
    expect(told('volume', { usage: [calls(12_345 * CENT)] })).toEqual([['volume', -1235, '10% of $123.45 usage, from $100.00 on; $123.45 reached']]);
  });

  it('counts what a bill within the cycle charged before, and nothing of another cycle', () => {
    const used = [{ serviceId: 1, usage: 'voice' as const, start: '2026-10-08T10:00:00.000Z', units: 3000, amount: 4000 }, { serviceId: 1, usage: 'voice' as const, start: '2026-09-08T10:00:00.000Z', units: 3000, amount: 9000 }];
    expect(told('volume', { usage: [calls(1000 * CENT), calls(7000 * CENT, '2026-10-05T06:59:59.000Z')], closes: { ...october, used } })).toEqual([['volume', -250, '5% of $50.00 usage, from $50.00 on; $50.00 reached']]);
    expect(told('volume', { usage: [calls(9000 * CENT)], closes: undefined })).toEqual([]);
    expect(told('volume', { usage: [calls(9000 * CENT)], scope: { services: [1] } })).toEqual([]);
  });

  it('counts units of one kind, over all services of the account where it says so', () => {
    const other = { serviceId: 2, usage: 'voice' as const, start: '2026-10-08T10:00:00.000Z', units: 3000, amount: 1000 };
    expect(told('minutes', { usage: [calls(1000 * CENT)], closes: { ...october, used: [other, { ...other, usage: 'data' }] } })).toEqual([['minutes', -400, '20% of $20.00 usage, from 100 min on; 100 min reached']]);
    expect(told('minutes', { usage: [calls(1000 * CENT)], closes: { ...october, used: [{ ...other, usage: 'data' }] } })).toEqual([]);
  });
});

describe('a minimum commitment', () => {
  it('charges what is missing as a line of its own, by the days on which it was held', () => {
    expect(told('minimum', { usage: [calls(1000 * CENT)] })).toEqual([['minimum', 2100, '$31.00 agreed, $10.00 charged']]);
    expect(told('minimum', { usage: [calls(3100 * CENT)] })).toEqual([]);
    expect(told('minimum', { usage: [calls(1000 * CENT)], products: [held(1, 'minimum', '2026-10-20')] })).toEqual([['minimum', 600, '$16.00 agreed, $10.00 charged']]);
  });

  it('of all charges counts those of the same days, whenever they were billed, less discounts', () => {
    const products = [held(1, 'plan', '2026-01-05'), held(2, 'tenth', '2026-01-05'), held(3, 'spend', '2026-01-05')];
    const chargedThrough = new Map([['1|plan', from], ['2|tenth|1:plan', from]]);
    expect(told('spend', { products, chargedThrough, usage: [calls(1000 * CENT)] }).filter(([charge]) => charge === 'spend')).toEqual([['spend', 4120, '$62.00 agreed, $20.80 charged']]);
  });
});
