import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareBills } from '../../src/main/billing/domain/compare.ts';
import { busyServices, generatedBills } from './generated-bills.ts';
import { asRead, propertyRuns } from './billing-kit.ts';

it('columns foot to the bills, categories to their service', () => {
  fc.assert(fc.property(generatedBills, fc.integer({ min: 2, max: 6 }), (bills, count) => {
    const chosen = bills.slice(0, count);
    const { rows, totals, difference } = compareBills(chosen.map((bill) => asRead(bill)), busyServices);
    expect(totals).toEqual(chosen.map((bill) => bill.total));
    expect(difference).toBe((totals[count - 1] ?? 0) - (totals[count - 2] ?? 0));
    const groups = rows.filter((row) => row.category === null);
    expect(groups.reduce((sum, row) => sum + row.difference, 0)).toBe(difference);
    for (const group of groups) {
      const kinds = rows.filter((row) => row.serviceId === group.serviceId && row.category !== null);
      if (kinds.length === 0) continue;
      group.amounts.forEach((amount, column) => {
        const parts = kinds.map((row) => row.amounts[column] ?? null).filter((part) => part !== null);
        expect(amount).toBe(parts.length ? parts.reduce((sum, part) => sum + part, 0) : null);
      });
    }
  }), { numRuns: propertyRuns });
}, 600_000);

it('differences turn their sign with the pair, and with the order of the bills', () => {
  fc.assert(fc.property(generatedBills, fc.nat(5), fc.nat(5), (bills, one, other) => {
    const chosen = bills.slice(0, 6).map((bill) => asRead(bill));
    const forth = compareBills(chosen, busyServices, [one, other]);
    const back = compareBills(chosen, busyServices, [other, one]);
    expect(back.rows.map((row) => row.difference + 0)).toEqual(forth.rows.map((row) => 0 - row.difference));
    expect(back.difference).toBe(0 - forth.difference);
  }), { numRuns: Math.min(propertyRuns, 1000) });
}, 600_000);

it('two to six bills can be compared, and only a pair that is there', () => {
  const [bill] = fc.sample(generatedBills, { numRuns: 1, seed: 1 })[0] ?? [];
  if (!bill) throw new Error('A bill was made');
  const read = asRead(bill);
  expect(() => compareBills([read], busyServices)).toThrow(RangeError);
  expect(() => compareBills(Array.from({ length: 7 }, () => read), busyServices)).toThrow(RangeError);
  expect(() => compareBills([read, read], busyServices, [0, 2])).toThrow(RangeError);
});
