/**
 * Money is a whole number of minor units (cents) with its currency; never a fraction. Inside rating an amount is
 * carried in micros: one minor unit is 1,000,000 micros (product.md 9.5).
 */
export type Minor = number;
/** A finer amount used only while rating; rounded once per bill line. */
export type Micros = number;

export const MICROS_PER_MINOR = 1_000_000;
/** The largest amount accepted anywhere, in minor units; the database domain `care.minor` has the same bound. */
export const LARGEST_MINOR = 1_000_000_000_000_000;

/** Digits after the decimal sign by ISO 4217; Intl disagrees for some currencies, so the table is our own. */
const digitsByCurrency: Readonly<Record<string, number>> = {
  BHD: 3, CLF: 4, CLP: 0, ISK: 0, JOD: 3, JPY: 0, KRW: 0, KWD: 3, OMR: 3, PYG: 0, TND: 3, UGX: 0, VND: 0, XAF: 0, XOF: 0,
};

/** How many decimals the currency is written with. */
export function decimalsOf(currency: string): number {
  return digitsByCurrency[currency] ?? 2;
}

/**
 * numerator / denominator as a whole number, half away from zero. Both are safe integers, the denominator is positive.
 * Exact for every product of safe integers: pass `roundedProduct` when the numerator itself is a product.
 */
export function roundedQuotient(numerator: number, denominator: number): number {
  const rest = numerator % denominator;
  const whole = (numerator - rest) / denominator;
  if (Math.abs(rest) * 2 < denominator) return whole + 0;
  return whole + Math.sign(numerator);
}

/** a * b / denominator, half away from zero, exact even where a * b leaves the safe integers. */
export function roundedProduct(a: number, b: number, denominator: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return roundedQuotient(product, denominator);
  const exact = BigInt(a) * BigInt(b);
  const size = exact < 0n ? -exact : exact;
  const divisor = BigInt(denominator);
  const rounded = (size * 2n + divisor) / (divisor * 2n);
  return Number(exact < 0n ? -rounded : rounded);
}

/** Micros to minor units, half away from zero (product.md 9.5). */
export function minorOfMicros(micros: Micros): Minor {
  return roundedQuotient(micros, MICROS_PER_MINOR);
}

/**
 * Splits a whole amount over weights so that the parts sum to it exactly: floors first, then one unit each to the largest
 * remainders, ties to the earlier part (product.md 9.5). Weights of one sign; all zero splits evenly from the first.
 */
export function splitByLargestRemainder(total: number, weights: ReadonlyArray<number>): number[] {
  if (weights.length === 0) return [];
  const sizes = weights.map((weight) => BigInt(Math.abs(weight)));
  let sum = sizes.reduce((a, b) => a + b, 0n);
  if (sum === 0n) {
    sizes.fill(1n);
    sum = BigInt(sizes.length);
  }
  const size = BigInt(Math.abs(total));
  const floors = sizes.map((weight) => (size * weight) / sum);
  const remainders = sizes.map((weight, index) => ({ index, rest: (size * weight) % sum }));
  let left = Number(size - floors.reduce((a, b) => a + b, 0n));
  remainders.sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  const parts = floors.map(Number);
  for (const { index } of remainders) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return total < 0 ? parts.map((part) => 0 - part) : parts;
}

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£' };

export type MoneyStyle = {
  /** Leave the symbol to the column header. */
  readonly bare?: boolean;
  /** Changes always carry a sign. */
  readonly signed?: boolean;
};

/** The amount as people read it: symbol before, comma thousands, U+2212 for minus (design.md 9). */
export function formatMinor(amount: Minor, currency: string, style: MoneyStyle = {}): string {
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const fraction = decimals ? `.${digits.slice(-decimals)}` : '';
  const sign = amount < 0 ? '\u2212' : style.signed && amount > 0 ? '+' : '';
  if (style.bare) return `${sign}${whole}${fraction}`;
  const symbol = symbols[currency];
  return symbol ? `${sign}${symbol}${whole}${fraction}` : `${sign}${whole}${fraction} ${currency}`;
}

/** A rate finer than a cent, at least two and at most four decimals: micros 4,995,000 of USD is "$0.04995" cut to "$0.05". */
export function formatRate(micros: Micros, currency: string): string {
  const decimals = decimalsOf(currency);
  const scaled = roundedQuotient(micros, 100);
  const digits = String(Math.abs(scaled)).padStart(decimals + 5, '0');
  const whole = digits.slice(0, digits.length - decimals - 4).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const fine = digits.slice(-(decimals + 4)).slice(0, Math.max(decimals, 4));
  const fraction = fine.replace(/0+$/, '').padEnd(decimals, '0');
  const sign = scaled < 0 ? '\u2212' : '';
  return `${sign}${symbols[currency] ?? ''}${whole}${fraction ? `.${fraction}` : ''}${symbols[currency] ? '' : ` ${currency}`}`;
}

/** "1,234.5" or "12" typed by a person, to minor units; undefined where it is no amount of this currency. */
export function parseMinor(text: string, currency: string): Minor | undefined {
  const decimals = decimalsOf(currency);
  const found = /^\s*[$€£]?\s*(-?)(\d{1,3}(?:,\d{3})+|\d{1,13})(?:\.(\d+))?\s*$/.exec(text);
  if (!found) return undefined;
  const [, sign = '', whole = '0', fraction = ''] = found;
  if (fraction.length > decimals) return undefined;
  const amount = Number(whole.replaceAll(',', '') + fraction.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(amount) || amount > LARGEST_MINOR) return undefined;
  return sign ? -amount : amount;
}
