import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { taxOn } from '../../src/main/billing/domain/tax-item.ts';
import { taxedLines, taxShares } from '../../src/main/billing/domain/taxes.ts';
import { catalogOf, price, propertyRuns } from './billing-kit.ts';
import { itemCharges } from '../../src/main/billing/domain/one-time.ts';

const catalog = catalogOf([], { taxes: [{ code: 'sales', label: 'Sales tax', jurisdiction: 'WA', versions: price(86_000, [['2026-12-01', 91_000]]) }] });
const linesOf = (amounts: ReadonlyArray<readonly [number, string | null]>) => itemCharges(amounts.map(([amount, taxCode], id) => ({ id, serviceId: 1, charge: 'item', label: 'Item', amount, day: '2026-10-10', taxCode, cause: null })), '2026-11-05');

describe('taxes', () => {
  it('are taken once from the sum and not from each line', () => {
    const { taxes, lines } = taxedLines(linesOf([[105, 'sales'], [105, 'sales'], [105, 'sales'], [1000, null]]), catalog, '2026-11-05');
    expect(taxes).toMatchObject([{ code: 'sales', label: 'Sales tax', jurisdiction: 'WA', version: 'v1', rate: 86_000, base: 315, amount: 27, included: 0, note: null }]);
    expect(lines.map((line) => line.tax)).toEqual([9, 9, 9, 0]);
  });

  it('use the rate of the days that a charge is for, or of the bill day where the tax says so', () => {
    const byBillDay = { ...catalog, taxes: catalog.taxes.map((tax) => ({ ...tax, rateOf: 'billDay' as const })) };
    const rates = (of: typeof catalog) => taxedLines(linesOf([[10_000, 'sales']]), of, '2026-12-05').taxes.map((tax) => [tax.version, tax.amount]);
    expect([rates(catalog), rates(byBillDay)]).toEqual([[['v1', 860]], [['v2', 910]]]);
  });

  it('give tax back on a negative base', () => {
    expect(taxedLines(linesOf([[-1000, 'sales'], [250, 'sales']]), catalog, '2026-11-05')).toMatchObject({ taxes: [{ base: -750, amount: -65 }], lines: [{ tax: -86 }, { tax: 21 }] });
  });

  it('refuse a code that the catalog does not know', () => {
    expect(() => taxedLines(linesOf([[1, 'moon']]), catalog, '2026-11-05')).toThrow('no tax moon');
  });

  it('share to the whole, each line within a unit of its own tax, charges and credits mixed', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -2_000_000, max: 2_000_000 }), { minLength: 1, maxLength: 30 }), fc.integer({ min: 0, max: 1_000_000 }), (amounts, rate) => {
      const tax = taxOn(amounts.reduce((a, b) => a + b, 0), rate);
      const shares = taxShares(amounts, rate, tax);
      expect(shares.reduce((a, b) => a + b, 0)).toBe(tax);
      shares.forEach((share, index) => expect(Math.abs(share - ((amounts[index] ?? 0) * rate) / 1_000_000)).toBeLessThanOrEqual(1));
    }), { numRuns: propertyRuns });
  });
});
