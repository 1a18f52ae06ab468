import { describe, expect, it } from 'vitest';
import { type CycleUnit, type Cycles, monthlyOn } from '../../src/contract/cycles.ts';
import { chargedThroughOf, chargeKey } from '../../src/main/billing/domain/charged-through.ts';
import type { HeldProduct } from '../../src/main/billing/domain/held-product.ts';
import { recurringCharges, type RecurringInput } from '../../src/main/billing/domain/recurring.ts';
import { brief, catalogOf, held, offer, price, recurring } from './billing-kit.ts';

const catalog = catalogOf([
  offer('basic', { recurring: [recurring('basic', 'Basic', 3000)] }),
  offer('large', { recurring: [recurring('large', 'Large', 6200)] }),
  offer('later', { recurring: [recurring('later', 'Rental in arrears', 3000, { timing: 'arrears' })] }),
  offer('dearer', { recurring: [recurring('dearer', 'Dearer', 3000, { versions: price(3000, [['2026-11-20', 6000]]) })] }),
  offer('fee', { recurring: [recurring('fee', 'Line fee', 125, { category: 'fee', prorated: false })] }),
  offer('welcome', { kind: 'discount', recurring: [recurring('welcome', 'Welcome offer', -1500, { category: 'discount' })] }),
  offer('package', { recurring: [recurring('package', 'Package', 5000, { per: 'month' })] }),
  offer('term', { recurring: [recurring('term', 'Term', 15_000)] }),
  offer('backup', { recurring: [recurring('backup', 'Backup', 12_000, { per: 'year' })] }),
  offer('audit', { recurring: [recurring('audit', 'Audit', 12_000, { per: 'year', timing: 'arrears' })] }),
  offer('tenth', { kind: 'discount', percentOff: [{ code: 'tenth', label: '10% off', tax: 'sales', versions: price(1000) }] }),
]);
const run = (products: HeldProduct[], billDay: string, more: Partial<RecurringInput> = {}) => recurringCharges({ catalog, products, chargedThrough: new Map(), cycles: monthlyOn(5), billDay, ...more });
const told = (...input: Parameters<typeof run>) => run(...input).map(brief);
const yearly: Cycles = [{ from: '2020-01-01', first: 'short', cycle: { unit: 'month', day: 5, anchor: '2026-11-05' } }];
const through = (product: number, charge: string, day: string) => new Map([[chargeKey(product, charge), day]]);

describe('recurring charges', () => {
  it('charge the first bill its part month and the month ahead', () => {
    expect(told([held(1, 'large', '2026-10-21')], '2026-11-05')).toEqual(['large 2026-10-21..2026-11-05 3000', 'large 2026-11-05..2026-12-05 6200']);
  });

  it('charge nothing that is charged already', () => {
    expect(told([held(1, 'basic', '2026-01-05')], '2026-11-05', { chargedThrough: through(1, 'basic', '2026-12-05') })).toEqual([]);
  });

  it('switch a plan in mid-cycle by refund and charge of the same days', () => {
    const products = [held(1, 'basic', '2026-01-05', { to: '2026-10-21' }), held(2, 'large', '2026-10-21')];
    const lines = run(products, '2026-11-05', { chargedThrough: through(1, 'basic', '2026-11-05') });
    expect(lines.map(brief)).toEqual(['basic 2026-10-21..2026-11-05 -1452', 'large 2026-10-21..2026-11-05 3000', 'large 2026-11-05..2026-12-05 6200']);
    expect(lines[0]?.trace).toEqual({ kind: 'recurring', price: 3000, days: 15, ofDays: 31, refund: true });
  });

  it('give back all cycles after a backdated end, exactly what they were charged for', () => {
    const products = [held(1, 'basic', '2026-01-05', { to: '2026-09-20' })];
    const lines = run(products, '2026-11-05', { chargedThrough: through(1, 'basic', '2026-11-05') });
    expect(lines.map(brief)).toEqual(['basic 2026-09-20..2026-10-05 -1500', 'basic 2026-10-05..2026-11-05 -3000']);
  });

  it('give back everything of a product that never began', () => {
    const products = [held(1, 'basic', '2026-10-05', { to: '2026-10-05' })];
    expect(told(products, '2026-11-05', { chargedThrough: through(1, 'basic', '2026-11-05') })).toEqual(['basic 2026-10-05..2026-11-05 -3000']);
    expect(told(products, '2026-11-05')).toEqual([]);
  });

  it('end a promotion on its day and take no more off', () => {
    const products = [held(1, 'welcome', '2025-11-05', { to: '2026-11-20' })];
    expect(told(products, '2026-11-05', { chargedThrough: through(1, 'welcome', '2026-11-05') })).toEqual(['welcome 2026-11-05..2026-11-20 -750']);
    expect(told(products, '2026-12-05', { chargedThrough: through(1, 'welcome', '2026-11-20') })).toEqual([]);
  });

  it('charge in arrears only up to the bill day', () => {
    expect(told([held(1, 'later', '2026-10-21')], '2026-11-05')).toEqual(['later 2026-10-21..2026-11-05 1452']);
    expect(told([held(1, 'later', '2026-10-05', { to: '2026-10-21' })], '2026-11-05')).toEqual(['later 2026-10-05..2026-10-21 1548']);
    expect(told([held(1, 'later', '2026-10-05')], '2026-11-05', { withoutArrears: true })).toEqual([]);
  });

  it('split a cycle at a new price, each part at its own', () => {
    const lines = run([held(1, 'dearer', '2026-11-05')], '2026-11-05');
    expect(lines.map((line) => `${brief(line)} ${line.version}`)).toEqual(['dearer 2026-11-05..2026-11-20 1500 v1', 'dearer 2026-11-20..2026-12-05 3000 v2']);
  });

  it('charge a fee that is not prorated once a cycle, however many plans of the line carried it', () => {
    const both = [held(1, 'fee', '2026-01-05', { to: '2026-10-21' }), held(2, 'fee', '2026-10-21')];
    expect(told(both, '2026-11-05', { chargedThrough: through(1, 'fee', '2026-11-05') })).toEqual(['fee 2026-11-05..2026-12-05 125']);
    expect(told(both.map((product) => ({ ...product, from: product.productId === 1 ? '2026-10-05' : product.from })), '2026-11-05')).toEqual(['fee 2026-10-05..2026-11-05 125', 'fee 2026-11-05..2026-12-05 125']);
  });

  it('charge a fee that is not prorated whole in each cycle it touches and never give it back', () => {
    const product = held(1, 'fee', '2026-10-21', { to: '2026-11-10' });
    const lines = run([product], '2026-11-05');
    expect(lines.map(brief)).toEqual(['fee 2026-10-05..2026-11-05 125', 'fee 2026-11-05..2026-12-05 125']);
    expect(told([product], '2026-12-05', { chargedThrough: chargedThroughOf(lines.map((line) => ({ ...line, tax: 0 }))) })).toEqual([]);
  });

  it('multiply by the quantity before rounding', () => {
    expect(told([held(1, 'basic', '2026-10-21', { quantity: 3 })], '2026-11-05')[0]).toBe('basic 2026-10-21..2026-11-05 4355');
  });

  it('take a percent off the same days of the same service, and follow the plan when it changes', () => {
    const products = [held(1, 'basic', '2026-01-05', { to: '2026-10-21' }), held(2, 'large', '2026-10-21'), held(3, 'tenth', '2026-01-05'), held(4, 'large', '2026-01-05', { serviceId: 2 })];
    const chargedThrough = new Map([[chargeKey(1, 'basic'), '2026-11-05'], [chargeKey(3, 'tenth', '1:basic'), '2026-11-05'], [chargeKey(4, 'large'), '2026-12-05']]);
    const lines = run(products, '2026-11-05', { chargedThrough }).filter((line) => line.charge === 'tenth');
    expect(lines.map((line) => `${brief(line)} ${line.part}`)).toEqual([
      'tenth 2026-10-21..2026-11-05 145 2026-10-21..2026-11-05 of 1:basic', 'tenth 2026-10-21..2026-11-05 -300 2026-10-21..2026-11-05 of 2:large', 'tenth 2026-11-05..2026-12-05 -620 2026-11-05..2026-12-05 of 2:large',
    ]);
  });

  it('keep the 31st as cycle day: the last day of a shorter month, and back again', () => {
    const cycles = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'].map((billDay) => told([held(1, 'basic', billDay)], billDay, { cycles: monthlyOn(31) }));
    expect(cycles).toEqual([['basic 2026-01-31..2026-02-28 3000'], ['basic 2026-02-28..2026-03-31 3000'], ['basic 2026-03-31..2026-04-30 3000'], ['basic 2026-04-30..2026-05-31 3000']]);
  });

  describe('G-4: taken up again in the middle of a term', () => {
    const calendar = (unit: CycleUnit): Cycles => [{ from: '2020-01-01', first: 'short', cycle: { unit, day: 1, anchor: '2024-01-01' } }];
    const package50 = [held(1, 'package', '2026-04-16')];

    it('a month of 50 adds half a term to a full one: 25 + 50 = 75', () => {
      expect(told(package50, '2026-05-01', { cycles: calendar('month') })).toEqual(['package 2026-04-16..2026-05-01 2500', 'package 2026-05-01..2026-06-01 5000']);
      // The 15th itself is charged where service is taken up on it (product.md 9.4): 16 days of 30.
      expect(told([held(1, 'package', '2026-04-15')], '2026-05-01', { cycles: calendar('month') })[0]).toBe('package 2026-04-15..2026-05-01 2667');
    });

    it('a quarter of three months at 50, prorated inside the term: 25 + 100 = 125', () => {
      const lines = run(package50, '2026-04-16', { cycles: calendar('quarter') });
      expect(lines.map(brief)).toEqual(['package 2026-04-16..2026-05-01 2500', 'package 2026-05-01..2026-07-01 10000']);
      expect(lines[1]?.trace).toEqual({ kind: 'recurring', price: 10_000, days: 61, ofDays: 61, refund: false, unit: 'month', times: 2, beyond: false });
    });

    it('a quarter that begins after the part month, as one long first period: 25 + 150 = 175', () => {
      const cycles: Cycles = [...calendar('month'), { from: '2026-04-16', first: 'long', cycle: { unit: 'quarter', day: 1, anchor: '2026-05-01' } }];
      const [part, ...rest] = run([held(1, 'term', '2026-04-16')], '2026-04-16', { cycles });
      // A quarter's own price is prorated by the days of the quarter, so the half month of 50 is asked of a monthly price.
      expect(rest.map(brief)).toEqual(['term 2026-05-01..2026-08-01 15000']);
      expect(part?.period).toEqual({ from: '2026-04-16', to: '2026-05-01' });
      expect(told(package50, '2026-04-16', { cycles })).toEqual(['package 2026-04-16..2026-05-01 2500', 'package 2026-05-01..2026-08-01 15000']);
    });
  });

  it('charge a month that changed its day by the days of the whole new month, short or joined', () => {
    const cycles = (first: 'short' | 'long'): Cycles => [...monthlyOn(5), { from: '2026-11-05', first, cycle: { unit: 'month', day: 20, anchor: '2024-01-01' } }];
    const before = { chargedThrough: through(1, 'basic', '2026-11-05') };
    expect(told([held(1, 'basic', '2026-01-05')], '2026-11-05', { ...before, cycles: cycles('short') })).toEqual(['basic 2026-11-05..2026-11-20 1452']);
    expect(told([held(1, 'basic', '2026-01-05')], '2026-11-05', { ...before, cycles: cycles('long') })).toEqual(['basic 2026-11-05..2026-11-20 1452', 'basic 2026-11-20..2026-12-20 3000']);
  });

  it('charge a year whole where it begins, in arrears where it ends, and its rest when the product ends before', () => {
    expect(told([held(1, 'backup', '2026-11-05')], '2026-11-05', { cycles: yearly })).toEqual(['backup 2026-11-05..2027-11-05 12000']);
    expect(told([held(1, 'backup', '2026-11-05')], '2026-12-05', { cycles: yearly, chargedThrough: through(1, 'backup', '2027-11-05') })).toEqual([]);
    expect(told([held(1, 'backup', '2026-11-05', { to: '2027-05-05' })], '2027-05-05', { cycles: yearly, chargedThrough: through(1, 'backup', '2027-11-05') })).toEqual(['backup 2027-05-05..2027-11-05 -6049']);
    expect(told([held(1, 'audit', '2026-11-05')], '2027-10-05', { cycles: yearly })).toEqual([]);
    expect(told([held(1, 'audit', '2026-11-05')], '2027-11-05', { cycles: yearly })).toEqual(['audit 2026-11-05..2027-11-05 12000']);
    expect(told([held(1, 'audit', '2026-11-05', { to: '2027-05-05' })], '2027-05-05', { cycles: yearly })).toEqual(['audit 2026-11-05..2027-05-05 5951']);
  });

  it('charge a month in full on a bill of a week that reaches it', () => {
    const weekly: Cycles = [{ from: '2020-01-01', first: 'short', cycle: { unit: 'week', day: 5, anchor: '2024-01-01' } }];
    expect(told([held(1, 'package', '2026-11-05')], '2026-11-02', { cycles: weekly })).toEqual(['package 2026-11-05..2026-12-05 5000']);
    expect(told([held(1, 'basic', '2026-11-05')], '2026-11-02', { cycles: weekly })).toEqual(['basic 2026-11-05..2026-11-09 1714']);
  });

  it('charge nothing before the day billing began here', () => {
    expect(told([held(1, 'basic', '2017-03-02')], '2026-11-05', { since: '2026-11-05' })).toEqual(['basic 2026-11-05..2026-12-05 3000']);
  });

  it('refuse a product that the catalog does not sell', () => {
    expect(() => run([held(1, 'unknown', '2026-10-05')], '2026-11-05')).toThrow('no offer unknown');
    expect(() => run([held(1, 'basic', '2019-10-05')], '2026-11-05')).toThrow('no price on 2019-10-05');
  });
});

describe('charged through', () => {
  it('follows charges forward and refunds back, in any order within a bill', () => {
    const charged = run([held(1, 'basic', '2026-09-05')], '2026-11-05');
    const refunds = run([held(1, 'basic', '2026-09-05', { to: '2026-09-20' })], '2026-11-05', { chargedThrough: chargedThroughOf(charged) });
    expect(refunds).toHaveLength(3);
    expect(chargedThroughOf(charged).get('1|basic')).toBe('2026-12-05');
    for (const order of [refunds, [...refunds].reverse()]) expect(chargedThroughOf([...charged, ...order]).get('1|basic')).toBe('2026-09-20');
  });
});
