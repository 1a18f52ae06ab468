import { describe, expect, it } from 'vitest';
import { billPeriod } from '../../src/main/billing/domain/bill-scope.ts';
import { chargedThroughOf } from '../../src/main/billing/domain/charged-through.ts';
import { itemIdOf } from '../../src/main/billing/domain/one-time.ts';
import { verifyDraft } from '../../src/main/billing/domain/verify-draft.ts';
import { formatMinor } from '../../src/contract/money.ts';
import { taxOn } from '../../src/main/billing/domain/tax-item.ts';
import type { DraftBill } from '../../src/contract/bill.ts';
import { billOf, brief, catalogOf, held, offer, price, recurring, usageOf } from './billing-kit.ts';

const catalog = catalogOf([
  offer('mobile', { service: 'mobile', recurring: [recurring('mobile', 'Mobile', 3100)], activation: [{ code: 'sim', label: 'SIM card', tax: 'sales', versions: price(500) }] }),
  offer('rental', { kind: 'addon', recurring: [recurring('rental', 'Rental', 3100, { timing: 'arrears', category: 'addon' })] }),
]);
const products = [held(1, 'mobile', '2026-10-05'), held(2, 'rental', '2026-10-05', { serviceId: 2 })];
const items = [{ id: 17, serviceId: null, charge: 'credit', label: 'Goodwill', amount: -1000, day: '2026-10-08', taxCode: 'sales', cause: 'Missed visit' }, { id: 18, serviceId: 2, charge: 'visit', label: 'Visit', amount: 4000, day: '2026-10-09', taxCode: 'sales', cause: null }];
const usage = [usageOf(1, 'calls', 'Calls', 'voice', [['2026-10-07T10:00:00.000Z', 60, 4_400_000], ['2026-10-07T09:00:00.000Z', 60, 4_400_000]]), usageOf(2, 'data', 'Data', 'data', [['2026-10-09T10:00:00.000Z', 1000, 5_000_000]])];
const unpaid = [{ billId: 3, number: '2609-00003', dueDay: '2026-09-26', openAtDue: 10 }];
const before = new Map([['1|mobile', '2026-11-05'], ['1|sim', '2026-10-06']]);
const base = { catalog, products, items, usage, unpaid, chargedThrough: before, billDay: '2026-10-12', period: billPeriod('2026-10-05', '2026-10-12') };

describe('a bill', () => {
  it('adds up: lines from all sources in order, taxed once, due after the days of the catalog', () => {
    const bill = billOf({ ...base, chargedThrough: new Map(), billDay: '2026-11-05', period: billPeriod('2026-10-05', '2026-11-05') });
    expect(bill.lines.map((line) => `${line.serviceId} ${brief(line)}`)).toEqual([
      '1 mobile 2026-10-05..2026-11-05 3100', '1 mobile 2026-11-05..2026-12-05 3100', '1 calls 2026-10-07..2026-10-08 9', '1 sim 2026-10-05..2026-10-06 500',
      '2 rental 2026-10-05..2026-11-05 3100', '2 data 2026-10-09..2026-10-10 5', '2 visit 2026-10-09..2026-10-10 4000', 'null credit 2026-10-08..2026-10-09 -1000', 'null late-fee 2026-09-27..2026-09-28 750',
    ]);
    expect([bill.charges, bill.tax, bill.total, bill.dueDay]).toEqual([13_564, 1102, 14_666, '2026-11-26']);
    expect(verifyDraft(bill)).toEqual([]);
  });

  it('made now of everything takes usage and arrears up to now and leaves the charged month alone', () => {
    const bill = billOf(base);
    expect(bill.period).toEqual({ from: '2026-10-05', to: '2026-10-12' });
    expect(bill.lines.map(brief)).toEqual(['calls 2026-10-07..2026-10-08 9', 'rental 2026-10-05..2026-10-12 700', 'data 2026-10-09..2026-10-10 5', 'visit 2026-10-09..2026-10-10 4000', 'credit 2026-10-08..2026-10-09 -1000', 'late-fee 2026-09-27..2026-09-28 750']);
  });

  it('made now of chosen services leaves out the rest and what is charged in arrears', () => {
    expect(billOf({ ...base, scope: { services: [2] } }).lines.map(brief)).toEqual(['data 2026-10-09..2026-10-10 5', 'visit 2026-10-09..2026-10-10 4000']);
    expect(billOf({ ...base, scope: { services: [null] } }).lines.map((line) => line.charge)).toEqual(['credit', 'late-fee']);
    expect(billOf({ ...base, scope: { kinds: ['usage'] } }).lines.map((line) => line.charge)).toEqual(['calls', 'data']);
  });

  it('of the cycle charges after bill now only what is left', () => {
    const now = billOf(base);
    const cycle = billOf({ ...base, billDay: '2026-11-05', period: billPeriod(now.period.to, '2026-11-05'), items: [], usage: [], unpaid: [], chargedThrough: chargedThroughOf([...billOf({ ...base, scope: { kinds: ['activation'] }, chargedThrough: new Map() }).lines, ...now.lines].concat()) });
    expect(now.lines.concat(cycle.lines).filter((line) => line.charge === 'rental').map(brief)).toEqual(['rental 2026-10-05..2026-10-12 700', 'rental 2026-10-12..2026-11-05 2400']);
  });

  it('charges an activation once, and none for what began before billing did', () => {
    const first = billOf({ ...base, chargedThrough: new Map() });
    expect(first.lines.filter((line) => line.charge === 'sim')).toHaveLength(1);
    expect(billOf({ ...base, chargedThrough: chargedThroughOf(first.lines) }).lines.filter((line) => line.charge === 'sim')).toHaveLength(0);
    expect(billOf({ ...base, chargedThrough: new Map(), since: '2026-10-06' }).lines.filter((line) => line.charge === 'sim')).toHaveLength(0);
  });

  it('names the waiting item behind a line', () => {
    expect(billOf(base).lines.map(itemIdOf)).toEqual([null, null, null, 18, 17, null]);
  });

  it('is the same whatever the order of its input', () => {
    const turned = billOf({ ...base, products: [...products].reverse(), items: [...items].reverse(), usage: [...usage].reverse() });
    expect(turned).toEqual(billOf(base));
  });
});

describe('a bill in a currency with another number of decimals', () => {
  it.each([['JPY', 3100, '1,500 JPY'], ['KWD', 31_255, '15.123 KWD']])('%s counts its own smallest unit and is read in it', (currency, monthly, half) => {
    const of = catalogOf([offer('mobile', { recurring: [recurring('mobile', 'Mobile', monthly)] })], { currency });
    const bill = billOf({ catalog: of, billDay: '2026-11-05', period: billPeriod('2026-10-21', '2026-11-05'), products: [held(1, 'mobile', '2026-10-21')], since: '2026-10-21' });
    expect(bill.currency).toBe(currency);
    expect(verifyDraft(bill)).toEqual([]);
    expect(formatMinor(bill.lines[0]?.amount ?? 0, currency)).toBe(half);
    expect(bill.tax).toBe(taxOn(bill.charges, 86_000));
  });
});

describe('the check of a bill', () => {
  const sound = billOf(base);
  const withLine = (index: number, change: Partial<DraftBill['lines'][number]>): DraftBill => ({ ...sound, lines: sound.lines.map((line, at) => (at === index ? { ...line, ...change } : line)) });
  it.each<readonly [string, DraftBill, string]>([
    ['a total that is not charges and tax', { ...sound, total: sound.total + 1 }, 'Total is'],
    ['charges that are not the lines', { ...sound, charges: sound.charges + 1, total: sound.total + 1 }, 'Charges are'],
    ['tax that is not its items', { ...sound, tax: sound.tax + 1, total: sound.total + 1 }, 'Tax is'],
    ['a line that is not its events', withLine(0, { amount: 10 }), 'its events round to 9'],
    ['tax shares that do not sum', withLine(3, { tax: 0 }), 'its shares sum to'],
    ['tax on an untaxed line', withLine(5, { tax: 5 }), 'carries tax of no tax item'],
    ['a tax that is not its base', { ...sound, taxes: sound.taxes.map((tax) => ({ ...tax, amount: tax.amount + 1 })) }, 'its base makes'],
    ['an event on two lines', withLine(2, { events: sound.lines[0]?.events ?? [] }), 'is charged twice'],
  ])('finds %s', (_, draft, sentence) => {
    expect(verifyDraft(draft).join('\n')).toContain(sentence);
    expect(verifyDraft(sound)).toEqual([]);
  });
});
