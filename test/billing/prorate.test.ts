import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, cycleOf, daysBetween } from '../../src/contract/dates.ts';
import { proratedAmount } from '../../src/main/billing/domain/prorate.ts';
import { propertyRuns } from './billing-kit.ts';

describe('proration', () => {
  it('G-13: half an interval of a fee of 100 is 50, and a span longer than the interval is charged in the same scale', () => {
    const april = { from: '2026-04-01', to: '2026-05-01' };
    expect(proratedAmount(10_000, april, { from: '2026-04-01', to: '2026-04-16' })).toBe(5000);
    expect(proratedAmount(10_000, april, { from: '2026-04-16', to: '2026-05-01' })).toBe(5000);
    expect(proratedAmount(10_000, april, { from: '2026-04-01', to: '2026-05-16' })).toBe(15_000);
  });

  it('charges by the actual days of the month, the start day in and the end day out', () => {
    expect(proratedAmount(3100, { from: '2026-02-01', to: '2026-03-01' }, { from: '2026-02-15', to: '2026-03-01' })).toBe(1550);
    expect(proratedAmount(3100, { from: '2026-01-01', to: '2026-02-01' }, { from: '2026-01-31', to: '2026-02-01' })).toBe(100);
    expect(proratedAmount(2900, { from: '2028-02-01', to: '2028-03-01' }, { from: '2028-02-29', to: '2028-03-01' })).toBe(100);
  });

  it('rounds half away from zero on both sides', () => {
    const twoDays = { from: '2026-01-01', to: '2026-01-03' };
    expect(proratedAmount(101, twoDays, { from: '2026-01-01', to: '2026-01-02' })).toBe(51);
    expect(proratedAmount(-101, twoDays, { from: '2026-01-01', to: '2026-01-02' })).toBe(-51);
  });

  it('sums to the whole however a cycle is cut, at any cycle day and percent', () => {
    fc.assert(fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 10_000 }), fc.array(fc.nat(40), { maxLength: 12 }),
      (price, offset, cycleDay, rate, cuts) => {
        const cycle = cycleOf(addDays('2026-01-01', offset), cycleDay);
        const length = daysBetween(cycle.from, cycle.to);
        const days = [0, ...cuts.map((cut) => cut % length).sort((a, b) => a - b), length].map((day) => addDays(cycle.from, day));
        let sum = 0;
        days.slice(1).forEach((to, index) => (sum += proratedAmount(price, cycle, { from: days[index] ?? to, to }, rate)));
        expect(sum).toBe(proratedAmount(price, cycle, cycle, rate));
        if (rate === 10_000) expect(sum).toBe(price);
        // No part is more than a unit away from its own exact share.
        const part = { from: days[1] ?? cycle.from, to: cycle.to };
        expect(Math.abs(proratedAmount(price, cycle, part, rate) - (price * rate * daysBetween(part.from, part.to)) / (10_000 * length))).toBeLessThanOrEqual(1);
      }), { numRuns: propertyRuns });
  });
});
