import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DraftBill } from '../../src/contract/bill.ts';
import { addDays } from '../../src/contract/dates.ts';
import { verifyDraft } from '../../src/main/billing/domain/verify-draft.ts';
import { anyone, type Taxpayer } from '../../src/main/billing/domain/tax-rules.ts';
import { billOf, catalogOf, held, offer, price, propertyRuns, recurring, usageOf } from './billing-kit.ts';
import { generatedBills } from './generated-bills.ts';

type Tax = NonNullable<Parameters<typeof catalogOf>[1]>['taxes'];
const period = { from: '2026-10-05', to: '2026-11-05' };
const rate = (percent: number, more: ReadonlyArray<readonly [string, number]> = []) => price(percent * 10_000, more.map(([from, later]) => [from, later * 10_000] as const));
const tax = (code: string, percent: number, more: object = {}) => ({ code, label: code, jurisdiction: code, versions: rate(percent), ...more });
/** A month of a plan from 5 November on, taxed as the tax code `goods`, billed on that day. */
function billed(taxes: Tax, taxpayer: Partial<Taxpayer> = {}, more: { readonly amount?: number; readonly included?: boolean; readonly billDay?: string; readonly items?: Parameters<typeof billOf>[0]['items']; readonly usage?: Parameters<typeof billOf>[0]['usage'] } = {}): DraftBill {
  const catalog = catalogOf([offer('plan', { taxIncluded: more.included, recurring: [recurring('plan', 'Plan', more.amount ?? 10_000, { tax: 'goods' })] })], { taxes });
  return billOf({ catalog, billDay: '2026-11-05', period, products: more.items || more.usage ? [] : [held(1, 'plan', '2026-11-05')], taxpayer: { ...anyone, ...taxpayer }, items: more.items ?? [], usage: more.usage ?? [] });
}
const told = (bill: DraftBill) => bill.taxes.map((item) => [item.code, item.rate / 10_000, item.base, item.amount, ...(item.included ? [`${item.included} in the price`] : []), ...(item.note ? [item.note] : [])]);
const goods = (percent: number, more: object = {}) => tax('vat', percent, { of: ['goods'], ...more });

describe('which taxes apply', () => {
  const stateAndCity = [tax('city', 2, { of: ['goods'], places: ['WA/Seattle'] }), tax('state', 6.5, { of: ['goods', 'services'], places: ['WA'] }), tax('oregon', 1, { of: ['goods'], places: ['OR'] })];

  it('goes by the place of the service, with all places around it', () => {
    expect(told(billed(stateAndCity, { place: 'WA/Seattle/Ballard' }))).toEqual([['city', 2, 10_000, 200], ['state', 6.5, 10_000, 650]]);
    expect(told(billed(stateAndCity, { place: 'WA/Seattle', places: new Map([[1, 'WA/Spokane']]) }))).toEqual([['state', 6.5, 10_000, 650]]);
    expect(told(billed(stateAndCity, { place: 'WAX' }))).toEqual([]);
  });

  it('goes by the class of the customer', () => {
    const levies = [goods(5, { classes: ['consumer'] }), tax('fund', 1, { of: ['goods'], classes: ['business', 'government'] })];
    expect([told(billed(levies)), told(billed(levies, { taxClass: 'government' }))]).toEqual([[['vat', 5, 10_000, 500]], [['fund', 1, 10_000, 100]]]);
  });

  it('goes by the code of the charge, and a code of no tax at all is refused', () => {
    expect(() => billed([tax('other', 5)])).toThrow('The catalog has no tax goods');
    expect(() => billed([goods(5, { versions: [{ version: 'v1', from: '2027-01-01', price: 1 }] })])).toThrow('The catalog has no tax vat on 2026-11-05');
  });
});

describe('a compound tax', () => {
  it('is taken of the price and of the taxes before it, and rounded once', () => {
    expect(told(billed([tax('second', 10, { of: ['goods'], order: 2, compound: true }), tax('first', 5, { of: ['goods'], order: 1 })]))).toEqual([['first', 5, 10_000, 500], ['second', 10, 10_500, 1050]]);
  });

  it('leaves those of its own order alone', () => {
    expect(told(billed([tax('a', 5, { of: ['goods'] }), tax('b', 10, { of: ['goods'], compound: true })]))).toEqual([['a', 5, 10_000, 500], ['b', 10, 10_000, 1000]]);
  });
});

describe('prices with the tax in them', () => {
  it('are split once into the price and its tax; the customer pays the price', () => {
    const bill = billed([goods(19)], {}, { amount: 11_900, included: true });
    expect(told(bill)).toEqual([['vat', 19, 10_000, 1900, '1900 in the price']]);
    expect([bill.lines[0]?.amount, bill.charges, bill.tax, bill.total]).toEqual([11_900, 10_000, 1900, 11_900]);
  });

  it('with taxes on taxes still sum to the price', () => {
    const bill = billed([tax('first', 5, { of: ['goods'], order: 1 }), tax('second', 10, { of: ['goods'], order: 2, compound: true })], {}, { amount: 11_550, included: true });
    expect(told(bill)).toEqual([['first', 5, 10_000, 500, '500 in the price'], ['second', 10, 10_500, 1050, '1050 in the price']]);
    expect(bill.total).toBe(11_550);
  });

  it('are charged without it where it is not owed', () => {
    const exempt = billed([goods(19)], { exemptions: [{ certificate: 'D-7', taxes: null, from: '2026-01-01', to: null }] }, { amount: 11_900, included: true });
    expect(told(exempt)).toEqual([['vat', 0, 10_000, 0, '1900 in the price', 'Exempt by certificate D-7']]);
    expect([exempt.charges, exempt.tax, exempt.total]).toEqual([10_000, 0, 10_000]);
    expect(verifyDraft(exempt)).toEqual([]);
  });
});

describe('a tax that is not owed', () => {
  const certificate = (more: object = {}) => ({ exemptions: [{ certificate: 'D-7', taxes: null, from: '2026-01-01', to: null, ...more }] });

  it('stands on the bill with nothing and the certificate', () => {
    expect(told(billed([goods(19)], certificate()))).toEqual([['vat', 0, 10_000, 0, 'Exempt by certificate D-7']]);
    expect(told(billed([goods(19), tax('fund', 1, { of: ['goods'] })], certificate({ taxes: ['fund'] })))).toEqual([['fund', 0, 10_000, 0, 'Exempt by certificate D-7'], ['vat', 19, 10_000, 1900]]);
  });

  it('is owed again from the day on which the certificate ends: 10 of 30 days are exempt', () => {
    expect(told(billed([goods(19)], certificate({ to: '2026-11-15' })))).toEqual([['vat', 0, 3333, 0, 'Exempt by certificate D-7'], ['vat', 19, 6667, 1267]]);
    expect(told(billed([goods(19)], certificate({ from: '2026-12-05' })))).toEqual([['vat', 19, 10_000, 1900]]);
  });

  it('is owed by a business with a tax number itself: reverse charge, nothing, and its note', () => {
    const reverse = goods(19, { reverseCharge: 'Reverse charge: the recipient owes the tax' });
    expect(told(billed([reverse], { taxClass: 'business', hasTaxNumber: true }))).toEqual([['vat', 0, 10_000, 0, 'Reverse charge: the recipient owes the tax']]);
    expect(told(billed([reverse], { taxClass: 'business' }))).toEqual([['vat', 19, 10_000, 1900]]);
    expect(told(billed([reverse], { hasTaxNumber: true }))).toEqual([['vat', 19, 10_000, 1900]]);
  });
});

describe('a new rate within a period', () => {
  const risen = goods(10, { versions: rate(10, [['2026-11-20', 20]]) });

  it('splits the base by the days before and after it', () => {
    expect(told(billed([risen]))).toEqual([['vat', 10, 5000, 500], ['vat', 20, 5000, 1000]]);
    expect(told(billed([{ ...risen, rateOf: 'billDay' }]))).toEqual([['vat', 10, 10_000, 1000]]);
  });

  it('splits usage by the day of each event, in the zone of the operator', () => {
    const calls = usageOf(1, 'calls', 'Calls', 'voice', [['2026-11-20T07:59:59.000Z', 60, 100_000_000], ['2026-11-20T08:00:00.000Z', 60, 300_000_000]], { taxCode: 'goods' });
    expect(told(billed([risen], {}, { usage: [calls] }))).toEqual([['vat', 10, 100, 10], ['vat', 20, 300, 60]]);
  });

  it('gives back at the rate of the days that are given back', () => {
    const item = (amount: number, day: string, id: number) => ({ id, serviceId: 1, charge: 'credit', label: 'Credit', amount, day, taxCode: 'goods', cause: null });
    const back = goods(10, { versions: rate(10, [['2026-10-20', 20]]) });
    expect(told(billed([back], {}, { items: [item(-1000, '2026-10-19', 1), item(-1000, '2026-10-20', 2)] }))).toEqual([['vat', 10, -1000, -100], ['vat', 20, -1000, -200]]);
  });
});

describe('whatever is taxed', () => {
  it('every generated bill is sound: the shares of each tax sum to it', () => {
    fc.assert(fc.property(generatedBills, (bills) => {
      for (const bill of bills) {
        expect(verifyDraft(bill)).toEqual([]);
        for (const item of bill.taxes) expect(item.shares.reduce((sum, share) => sum + share.tax, 0)).toBe(item.amount);
        expect(bill.total).toBe(bill.lines.reduce((sum, line) => sum + line.amount + line.tax - line.included, 0));
      }
    }), { numRuns: propertyRuns });
  }, 300_000);

  it('in prices or added, the sum of the shares is the tax, and no line is a unit from its own share', () => {
    const taxes = fc.array(fc.record({ percent: fc.integer({ min: 0, max: 30_000 }), order: fc.nat(2), compound: fc.boolean(), turn: fc.option(fc.integer({ min: 0, max: 40 })) }), { minLength: 1, maxLength: 3 });
    const amounts = fc.array(fc.integer({ min: -500_000, max: 500_000 }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(taxes, amounts, fc.boolean(), fc.boolean(), (drawn, lines, included, exempt) => {
      const codes = drawn.map((one, at) => ({ code: `t${at}`, label: `t${at}`, jurisdiction: 'X', of: ['goods'], order: one.order, compound: one.compound, versions: price(one.percent * 10, one.turn === null ? [] : [[addDays('2026-10-01', one.turn), 123_456]]) }));
      const catalog = catalogOf([], { taxes: codes, taxIncluded: included });
      const bill = billOf({ catalog, billDay: '2026-11-05', period, items: lines.map((amount, id) => ({ id, serviceId: 1, charge: `c${id}`, label: 'x', amount, day: addDays('2026-10-05', id), taxCode: 'goods', cause: null })), taxpayer: { ...anyone, exemptions: exempt ? [{ certificate: 'E', taxes: ['t0'], from: '2026-10-08', to: '2026-10-12' }] : [] } });
      expect(verifyDraft(bill).filter((sentence) => !/its base makes/.test(sentence) || !included)).toEqual([]);
      if (included && !exempt) expect(bill.total).toBe(lines.reduce((a, b) => a + b, 0));
    }), { numRuns: propertyRuns });
  });
});
