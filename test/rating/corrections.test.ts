import { describe, expect, it } from 'vitest';
import type { EventTrace } from '../../src/contract/bill.ts';
import { type BilledLine, type BilledPrice, correctionsOf } from '../../src/main/rating/domain/corrections.ts';
import type { RatedUsage } from '../../src/main/rating/domain/cycle-usage.ts';

const trace = (version: string): EventTrace => ({ offer: 'o', rule: 'r', version, zone: null, band: null, rounded: 60, charged: 60, countedBefore: 0, model: 'perUnit' });
const line = (lineId: number, amount: number, more: Partial<BilledLine> = {}): BilledLine => ({ lineId, billId: 1, billNumber: '2610-00001', serviceId: 1, charge: 'calls', label: 'Calls', amount, ...more });
const price = (usageId: number, lineId: number, cents: number, stays = false): BilledPrice => ({ usageId, lineId, micros: cents * 1_000_000, trace: trace('old'), stays });
const rated = (usageId: number, cents: number) => ({ usageId, micros: cents * 1_000_000, trace: trace('new') }) as RatedUsage;
const told = (found: ReturnType<typeof correctionsOf>) => found.map(({ line: { lineId }, before, after }) => [lineId, before, after]);

describe('what a re-rating corrects', () => {
  it('is nothing where every event costs what it did', () => {
    expect(correctionsOf([line(1, 30)], [price(1, 1, 10), price(2, 1, 20)], [rated(1, 10), rated(2, 20)])).toEqual([]);
  });
  it('is the rounded sum of all events of a line, those that stay included', () => {
    const [one] = correctionsOf([line(1, 30)], [price(1, 1, 10, true), price(2, 1, 20)], [rated(2, 5)]);
    expect([one?.before, one?.after]).toEqual([30, 15]);
    expect(one?.events.map(({ usageId, before, micros, trace: { version } }) => [usageId, before, micros, version])).toEqual([[1, 10_000_000, 10_000_000, 'old'], [2, 20_000_000, 5_000_000, 'new']]);
  });
  it('counts from what an earlier re-rating made of the line', () => {
    expect(told(correctionsOf([line(1, 15)], [price(2, 1, 15)], [rated(2, 20)]))).toEqual([[1, 15, 20]]);
  });
  it('rounds a line once, so that half a cent in two events is one', () => {
    const half = (usageId: number) => ({ usageId, micros: 500_000, trace: trace('new') }) as RatedUsage;
    expect(told(correctionsOf([line(1, 2)], [price(1, 1, 1), price(2, 1, 1)], [half(1), half(2)]))).toEqual([[1, 2, 1]]);
  });
  it('keeps prices that moved within a line though the line stays, as far as another line of the charge changes', () => {
    const found = correctionsOf([line(1, 30), line(2, 10, { billId: 2, billNumber: '2611-00001' })], [price(1, 1, 10), price(2, 1, 20), price(3, 2, 10)], [rated(1, 20), rated(2, 10), rated(3, 12)]);
    expect(told(found)).toEqual([[1, 30, 30], [2, 10, 12]]);
  });
  it('leaves lines that only pass an amount to each other as they were billed', () => {
    expect(correctionsOf([line(1, 30), line(2, 10)], [price(1, 1, 30), price(2, 2, 10)], [rated(1, 10), rated(2, 30)])).toEqual([]);
    expect(told(correctionsOf([line(1, 30), line(2, 10, { serviceId: 2 })], [price(1, 1, 30), price(2, 2, 10)], [rated(1, 10), rated(2, 30)]))).toEqual([[1, 30, 10], [2, 10, 30]]);
  });
  it('does not guess where an event has no price any more', () => {
    expect(() => correctionsOf([line(1, 30)], [price(1, 1, 30)], [])).toThrow('Bill 2610-00001, Calls: an event has no price any more.');
  });
});
