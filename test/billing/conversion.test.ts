import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converted, parseRate, rateWords, togetherIn, togetherWords, type ConversionRate } from '../../src/contract/conversion.ts';
import { decimalsOf, formatMinor, parseMinor, roundedProduct } from '../../src/contract/money.ts';
import { taxShares } from '../../src/main/billing/domain/taxes.ts';
import { propertyRuns } from './billing-kit.ts';

const rateOf = (from: string, to: string, text: string): ConversionRate => ({ from, to, day: '2026-11-27', rate: parseRate(text) ?? 0 });
const currency = fc.constantFrom('USD', 'JPY', 'KWD', 'EUR');
const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });

describe('a conversion', () => {
  it.each([
    ['9,931 JPY', 9931, 'JPY', 'USD', '0.006701', '$66.55'], ['$66.47', 6647, 'USD', 'JPY', '149.235', '9,920 JPY'],
    ['27.234 KWD', 27_234, 'KWD', 'USD', '3.2551', '$88.65'], ['$0.01', 1, 'USD', 'KWD', '0.3072', '0.003 KWD'], ['half a cent away from zero', -1, 'JPY', 'USD', '0.005', '−$0.01'],
  ])('of %s minds the decimals of both currencies', (_, minor, from, to, text, read) => {
    expect(formatMinor(converted(minor, rateOf(from, to, text)), to)).toBe(read);
  });

  it('is off by at most half a unit, whatever the amount, the rate and the decimals', () => {
    fc.assert(fc.property(amount, fc.integer({ min: 1, max: 10 ** 12 }), currency, currency, (minor, rate, from, to) => {
      const into = converted(minor, { from, to, day: '2026-11-27', rate });
      const scale = 10n ** BigInt(9 + decimalsOf(from));
      const rest = BigInt(minor) * BigInt(rate) * 10n ** BigInt(decimalsOf(to)) - BigInt(into) * scale;
      expect(2n * (rest < 0n ? -rest : rest) <= scale).toBe(true);
      expect(converted(-minor, { from, to, day: '2026-11-27', rate })).toBe(into === 0 ? 0 : -into);
    }), { numRuns: propertyRuns });
  });

  it('into one sum keeps what needs none, names rate and day, and what could not be converted', () => {
    const sums = [{ currency: 'USD', amount: 6647 }, { currency: 'JPY', amount: 9931 }, { currency: 'KWD', amount: 27_234 }];
    const together = togetherIn('USD', sums, [rateOf('JPY', 'USD', '0.006701')]);
    expect([together.total, together.missing]).toEqual([13_302, ['KWD']]);
    expect(togetherWords(together)).toBe('together $133.02 at 1 JPY = 0.006701 USD of 27 Nov 2026, without KWD, for which there is no rate');
    expect(togetherWords(togetherIn('USD', sums.slice(0, 2), []))).toBe('not added up: there is no rate for JPY');
    expect(togetherWords(togetherIn('USD', sums.slice(0, 1), []))).toBeUndefined();
  });

  it('takes rates as people write them, and none that is no rate', () => {
    expect(['0.006701', '149', '1.5', '0.000000001'].map(parseRate)).toEqual([6_701_000, 149_000_000_000, 1_500_000_000, 1]);
    expect(['0', '-1', '1,5', '0.0000000001', 'abc', '', '12345678'].map(parseRate)).toEqual(Array(7).fill(undefined));
    expect(rateWords(rateOf('USD', 'JPY', '149'))).toBe('1 USD = 149 JPY of 27 Nov 2026');
  });
});

describe('money with 0, 2 and 3 decimals', () => {
  it('is read back as it is written', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 10 ** 12 }), fc.constantFrom('JPY', 'USD', 'KWD'), (minor, code) => {
      expect(parseMinor(formatMinor(minor, code, { bare: true }), code)).toBe(minor);
    }), { numRuns: propertyRuns });
  });

  it('is taxed once on the sum, and the shares of the lines make the tax, to the smallest unit', () => {
    fc.assert(fc.property(fc.array(amount, { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 300_000 }), (amounts, rate) => {
      const tax = roundedProduct(amounts.reduce((a, b) => a + b, 0), rate, 1_000_000);
      expect(taxShares(amounts, rate, tax).reduce((a, b) => a + b, 0)).toBe(tax);
    }), { numRuns: propertyRuns });
  });
});
