import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../../src/contract/explanation.ts';
import { chargedThroughOf } from '../../src/main/billing/domain/charged-through.ts';
import { explainDifference } from '../../src/main/billing/domain/explain.ts';
import type { ExplainedBill } from '../../src/main/billing/domain/explained-bill.ts';
import type { HeldProduct } from '../../src/main/billing/domain/held-product.ts';
import { busyCatalog, busyServices, generatedBills } from './generated-bills.ts';
import { asRead, billOf, held, propertyRuns, usageOf } from './billing-kit.ts';
import type { UsageCharge } from '../../src/main/billing/domain/usage-charge.ts';

const context = { services: busyServices, currency: 'USD', catalog: busyCatalog };
const sum = (items: ReadonlyArray<{ readonly amount: number }>) => items.reduce((total, item) => total + item.amount, 0);
const told = ({ causes }: Explanation) => causes.filter((cause) => cause.category !== 'tax').map((cause) => `${cause.kind}: ${cause.title} (${cause.detail}) ${cause.amount}${cause.repeats ? ' every month' : ''}`);

/** The bills of 5 March and 5 April of an account, the second made from the lines of the first; usage by bill. */
function pair(products: (month: 'March' | 'April') => HeldProduct[], usage: { March?: UsageCharge[]; April?: UsageCharge[] } = {}): readonly [ExplainedBill, ExplainedBill] {
  const first = billOf({ catalog: busyCatalog, billDay: '2026-03-05', period: { from: '2026-02-05', to: '2026-03-05' }, products: products('March'), usage: usage.March ?? [], since: '2026-03-05' });
  const second = billOf({ catalog: busyCatalog, billDay: '2026-04-05', period: { from: '2026-03-05', to: '2026-04-05' }, products: products('April'), usage: usage.April ?? [], since: '2026-03-05', chargedThrough: chargedThroughOf(first.lines) });
  return [asRead(first), asRead(second)];
}
const explain = (...[before, after]: ReturnType<typeof pair>) => explainDifference(before, after, context);
const always = (products: HeldProduct[]) => () => products;
const calls = (units: number, micros: number, more: Partial<UsageCharge> = {}) => usageOf(2, 'calls', 'National calls', 'voice', [['2026-03-01T10:00:00.000Z', units, micros]], more);
const CENT = 1_000_000;

describe('the explanation names', () => {
  it('a service that came, its part month apart', () => {
    const found = explain(...pair((month) => [held(1, 'small', '2026-01-05'), ...(month === 'April' ? [held(2, 'cover', '2026-03-21', { serviceId: 2 }), held(3, 'large', '2026-03-21', { serviceId: 2 })] : [])]));
    expect(told(found)).toEqual([
      'serviceAdded: Mobile added ((206) 555-0142, $72.98 a month, since 21 Mar) 7298 every month', 'oneTime: Set-up (21 Mar) 4900', 'prorationDays: Part month of Large (15 of 31 days, 21 Mar – 4 Apr) 3290',
      'prorationDays: Old price of Large for part of the month (5 of 30 days, 5 – 9 Apr) -83',
    ]);
    expect(found.residual).toBe(0);
  });

  it('a service that went, and the credit for its unused days', () => {
    expect(told(explain(...pair((month) => [held(1, 'cover', '2026-01-05'), held(2, 'small', '2026-01-05', { serviceId: 2, to: month === 'April' ? '2026-03-21' : null })])))).toEqual([
      'serviceRemoved: Mobile removed ((206) 555-0142, $31.24 a month, last charged on March bill) -3124 every month', 'prorationDays: Credit for unused days of Small (15 of 31 days, 21 Mar – 4 Apr) -1451',
    ]);
  });

  it('a switch of plan under one charge code, its part month, and the percent that follows it', () => {
    expect(told(explain(...pair((month) => [held(1, 'small', '2026-01-05', { to: month === 'April' ? '2026-03-21' : null }), ...(month === 'April' ? [held(2, 'large', '2026-03-21')] : []), held(3, 'loyal', '2026-01-05')])))).toEqual([
      'oneTime: Set-up (21 Mar) 4900', 'planSwitch: Large plan ($64.99, was $29.99, since 21 Mar) 3500 every month', 'prorationDays: Part-month upgrade (15 of 31 days, 21 Mar – 4 Apr) 1271',
      'discount: Loyalty changed (−$8.12, was −$3.75) -437 every month', 'fee: Line fee removed (last charged on March bill) -125 every month', 'prorationDays: Old price of Large for part of the month (5 of 30 days, 5 – 9 Apr) -83', 'prorationDays: Part month of Loyalty (5 of 30 days, 5 – 9 Apr) 10',
    ]);
  });

  it('a new price from its day on, the old price of the first days apart', () => {
    expect(told(explain(...pair(always([held(1, 'large', '2026-01-05')]))))).toEqual([
      'priceChange: New price of Large ($64.99, was $59.99, since 10 Apr) 500 every month', 'prorationDays: Old price of Large for part of the month (5 of 30 days, 5 – 9 Apr) -83',
    ]);
  });

  it('a promotion that ended, and one that began', () => {
    expect(told(explain(...pair((month) => [held(1, 'small', '2026-01-05'), held(2, 'welcome', '2025-04-05', { to: '2026-04-05' }), ...(month === 'April' ? [held(3, 'loyal', '2026-04-05')] : [])])))).toEqual([
      'promotionEnded: Welcome offer ended (12 months, last used on March bill) 1000 every month', 'promotionStarted: Loyalty started (−$3.75 a month, since 5 Apr) -375 every month',
    ]);
  });

  it('add-ons that came and went, in their number too', () => {
    expect(told(explain(...pair((month) => (month === 'March' ? [held(1, 'small', '2026-01-05'), held(2, 'box', '2026-02-05', { to: '2026-03-05' })] : [held(1, 'small', '2026-01-05'), held(3, 'cover', '2026-04-05', { quantity: 2 })]))))).toEqual([
      'addonAdded: Cover added ($15.98 a month, since 5 Apr) 1598 every month',
    ]);
  });

  it('an allowance used up, apart from more of what was charged before', () => {
    const within = calls(600, 0, { freeUnits: 600, chargedUnits: 0 });
    const over = calls(900, 45 * CENT, { freeUnits: 600, chargedUnits: 300 });
    const more = calls(1200, 90 * CENT, { freeUnits: 600, chargedUnits: 600 });
    const none = always([]);
    expect(told(explain(...pair(none, { March: [within], April: [over] })))).toEqual(['allowanceExhausted: National calls over the allowance (5 min over, was within it) 45']);
    expect(told(explain(...pair(none, { March: [over], April: [more] })))).toEqual(['usageVolume: More national calls (10 min, was 5 over the allowance) 45']);
    expect(told(explain(...pair(none, { March: [over], April: [within] })))).toEqual(['allowanceExhausted: National calls within the allowance (5 min over on March bill) -45']);
  });

  it('a rule that was not used before, and one that is not any more', () => {
    const roaming = usageOf(3, 'roaming', 'Roaming data, Mexico', 'data', [['2026-03-20T10:00:00.000Z', 2000, 10 * CENT]]);
    expect(told(explain(...pair(always([]), { April: [roaming] })))).toEqual(['usageMix: Roaming data in Mexico on 0187 (2 MB at $0.05 per MB) 10']);
    expect(told(explain(...pair(always([]), { March: [roaming] })))).toEqual(['usageMix: No roaming data in Mexico on 0187 (2 MB on March bill) -10']);
  });

  it('a new price of usage apart from its volume', () => {
    expect(told(explain(...pair(always([]), { March: [calls(600, 100 * CENT)], April: [calls(1200, 300 * CENT, { version: 'v2' })] })))).toEqual([
      'priceChange: New price of national calls (at $0.15 per min, was $0.10 per min) 100 every month', 'usageVolume: More national calls (20 min, was 10) 100',
    ]);
  });

  it('the base and the rate of a tax exactly', () => {
    const products = [held(1, 'small', '2026-01-05')];
    const april = billOf({ catalog: busyCatalog, billDay: '2026-04-05', period: { from: '2026-03-05', to: '2026-04-05' }, products, chargedThrough: new Map([['1|plan', '2026-04-05'], ['1|fee', '2026-04-05']]) });
    const may = billOf({ catalog: busyCatalog, billDay: '2026-05-05', period: { from: '2026-04-05', to: '2026-05-05' }, products: [...products, held(2, 'cover', '2026-05-05')], chargedThrough: new Map([['1|plan', '2026-05-05'], ['1|fee', '2026-05-05']]) });
    const { causes } = explainDifference(asRead(april), asRead(may), context);
    expect(causes.filter((cause) => cause.category === 'tax').map((cause) => [cause.kind, cause.detail, cause.amount])).toEqual([['taxBase', 'on higher charges', 69], ['taxRate', '9.125%, was 8.60%', 17]]);
    expect([april.tax, april.taxes.map((item) => item.amount), may.tax]).toEqual([261, [224, 37], 347]);
  });

  it('an amount off, what a cycle lacks or earns, a yearly charge and a deposit, each by itself', () => {
    const closes = (month: 'March' | 'April') => ({ days: month === 'March' ? { from: '2026-02-05', to: '2026-03-05' } : { from: '2026-03-05', to: '2026-04-05' }, used: [] });
    const bills = (['March', 'April'] as const).map((month) => billOf({
      catalog: busyCatalog, billDay: month === 'March' ? '2026-03-05' : '2026-04-05', period: closes(month).days, closes: closes(month), since: closes(month).days.to, chargedThrough: new Map(),
      products: [held(1, 'small', '2026-01-05'), ...(month === 'April' ? [held(2, 'backup', '2026-04-05'), held(3, 'spell', '2026-04-05'), held(4, 'often', '2026-01-05'), held(5, 'least', '2026-01-05', { serviceId: 2 })] : [])],
      usage: [usageOf(2, 'calls', 'National calls', 'voice', [[month === 'March' ? '2026-02-20T10:00:00.000Z' : '2026-03-20T10:00:00.000Z', 600, 1000 * CENT]])],
      deposits: month === 'April' ? [{ id: 1, amount: 5000, day: '2026-04-01', cause: 'New phone', back: false }] : [],
    }));
    const [march, april] = bills.map((bill) => asRead(bill));
    if (!march || !april) throw new Error('Two bills were made');
    const found = explainDifference(march, april, context);
    expect(told(found)).toEqual([
      'commitment: Minimum spend ($75.00 agreed, $10.00 charged) 6500', 'deposit: Deposit (New phone) 5000', 'longCharge: Backup (for the year, 5 Apr – 4 Jan 2027) 4512', 'commitment: Minimum of calls ($25.00 agreed, $10.00 charged) 1500',
      'promotionStarted: Spring offer started (−$2.50 a month, since 5 Apr) -250 every month', 'promotionStarted: Two off started (−$2.33 a month, since 5 Apr) -233 every month', 'discount: Volume discount (5% of $10.00 usage) -50',
    ]);
    expect(found.residual).toBe(0);
  });

  it('nothing where nothing changed', () => {
    const [before] = pair(always([held(1, 'small', '2026-01-05')]));
    expect(explainDifference(before, before, context)).toMatchObject({ difference: 0, causes: [], residual: 0, agentSentence: 'March is the same as March.' });
  });
});

describe('the residual', () => {
  it('is zero for any two bills of an account, each cause the sum of its evidence', () => {
    fc.assert(fc.property(generatedBills, fc.nat(7), fc.nat(7), (bills, one, other) => {
      const [before, after] = [bills[one], bills[other]];
      if (!before || !after) throw new Error('Eight bills were made');
      const found = explainDifference(asRead(before, 'One'), asRead(after, 'Other'), context);
      expect(found.residual).toBe(0);
      expect(sum(found.causes)).toBe(after.total - before.total);
      for (const cause of found.causes) {
        expect(sum(cause.evidence)).toBe(cause.amount);
        expect(cause.title).not.toMatch(/undefined|null|NaN|^\W/);
        expect(cause.detail).not.toMatch(/undefined|null|NaN/);
      }
      const sizes = found.causes.map((cause) => Math.abs(cause.amount));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    }), { numRuns: propertyRuns });
  }, 600_000);

  it('and the causes do not depend on the order of lines, taxes or events', () => {
    const shuffled = generatedBills.chain((bills) => fc.record({ bills: fc.constant(bills), order: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }) }));
    const turn = <T>(items: ReadonlyArray<T>, order: ReadonlyArray<number>) => items.map((item, index) => ({ item, key: order[index % order.length] ?? 0 })).sort((a, b) => a.key - b.key).map(({ item }) => item);
    fc.assert(fc.property(shuffled, fc.nat(6), ({ bills, order }, month) => {
      const [before, after] = [bills[month], bills[month + 1]].map((bill) => bill && asRead(bill));
      if (!before || !after) throw new Error('Eight bills were made');
      const turned = [before, after].map((bill) => ({ ...bill, lines: turn(bill.lines, order), taxes: turn(bill.taxes, order) }));
      const [first, second] = turned;
      if (!first || !second) throw new Error('Both were turned');
      expect(explainDifference(first, second, context)).toEqual(explainDifference(before, after, context));
    }), { numRuns: Math.min(propertyRuns, 1000) });
  }, 600_000);

  it('is taken from the totals of the bills, so a bill that does not sum to its lines is found out', () => {
    const [before, after] = pair(always([held(1, 'small', '2026-01-05')]));
    const found = explainDifference(before, { ...after, total: after.total + 7 }, context);
    expect(found.residual).toBe(7);
    expect(found.agentSentence).toContain('+$0.07 is unexplained');
  });

  it('works both ways: backwards each sum is turned', () => {
    fc.assert(fc.property(generatedBills, fc.nat(6), (bills, month) => {
      const [before, after] = [bills[month], bills[month + 1]].map((bill) => bill && asRead(bill));
      if (!before || !after) throw new Error('Eight bills were made');
      expect(explainDifference(after, before, context).difference).toBe(0 - explainDifference(before, after, context).difference);
      expect(explainDifference(after, before, context).residual).toBe(0);
    }), { numRuns: Math.min(propertyRuns, 300) });
  }, 600_000);
});
