import { type Day, formatDay } from './dates.ts';
import { decimalsOf, formatMinor, LARGEST_MINOR, type Minor } from './money.ts';

/** What one whole unit of a currency (not its smallest one) was worth in another from a day on, in billionths: 1 JPY = 0.006701 USD is 6,701,000. */
export type ConversionRate = { readonly from: string; readonly to: string; readonly day: Day; readonly rate: number };
export type CurrencySum = { readonly currency: string; readonly amount: Minor };
/** Sums of several currencies in one: what was converted with its rate, and the currencies for which there is no rate, which `total` leaves out. */
export type Together = { readonly currency: string; readonly total: Minor; readonly converted: ReadonlyArray<CurrencySum & { readonly into: Minor; readonly rate: ConversionRate }>; readonly missing: ReadonlyArray<string> };

const RATE_DIGITS = 9;
const RATE_SCALE = 10 ** RATE_DIGITS;

/** An amount of `rate.from` in the smallest unit of `rate.to`, half away from zero, exact. Throws a RangeError where it exceeds the largest amount. */
export function converted(amount: Minor, { from, to, rate }: ConversionRate): Minor {
  const up = BigInt(10 ** decimalsOf(to));
  const down = BigInt(10 ** decimalsOf(from)) * BigInt(RATE_SCALE);
  const exact = BigInt(Math.abs(amount)) * BigInt(rate) * up;
  const into = Number((exact * 2n + down) / (down * 2n));
  if (into > LARGEST_MINOR) throw new RangeError(`${formatMinor(amount, from)} is too much to be shown in ${to}.`);
  return amount < 0 && into !== 0 ? -into : into;
}

/** Sums of currencies as one sum in `currency`: each is converted and rounded once. `rates` has at most one rate of each currency. */
export function togetherIn(currency: string, sums: ReadonlyArray<CurrencySum>, rates: ReadonlyArray<ConversionRate>): Together {
  const own = sums.filter((sum) => sum.currency === currency).reduce((all, { amount }) => all + amount, 0);
  const others = sums.filter((sum) => sum.currency !== currency);
  const parts = others.flatMap((sum) => rates.filter(({ from, to }) => from === sum.currency && to === currency).slice(0, 1).map((rate) => ({ ...sum, into: converted(sum.amount, rate), rate })));
  const missing = others.map((sum) => sum.currency).filter((code) => !parts.some((part) => part.currency === code));
  return { currency, total: parts.reduce((all, { into }) => all + into, own), converted: parts, missing: [...new Set(missing)] };
}

/** "1 JPY = 0.006701 USD of 27 Nov 2026". */
export function rateWords({ from, to, day, rate }: ConversionRate): string {
  const digits = String(rate).padStart(RATE_DIGITS + 1, '0');
  const fraction = digits.slice(-RATE_DIGITS).replace(/0+$/, '');
  return `1 ${from} = ${digits.slice(0, -RATE_DIGITS)}${fraction === '' ? '' : `.${fraction}`} ${to} of ${formatDay(day)}`;
}

/** "together $133.02 at 1 JPY = 0.006701 USD of 27 Nov 2026"; currencies without a rate are named. Undefined where nothing is to be converted. */
export function togetherWords({ currency, total, converted: parts, missing }: Together): string | undefined {
  if (parts.length === 0 && missing.length === 0) return undefined;
  const without = missing.join(', ');
  if (parts.length === 0) return `not added up: there is no rate for ${without}`;
  return `together ${formatMinor(total, currency)} at ${parts.map(({ rate }) => rateWords(rate)).join(' and ')}${without === '' ? '' : `, without ${without}, for which there is no rate`}`;
}

/** "0.006701" as a rate in billionths; undefined where it is no positive number of at most nine decimals. */
export function parseRate(text: string): number | undefined {
  const found = /^(\d{1,6})(?:\.(\d{1,9}))?$/.exec(text.trim());
  const rate = found ? Number(`${found[1]}${(found[2] ?? '').padEnd(RATE_DIGITS, '0')}`) : 0;
  return rate > 0 && Number.isSafeInteger(rate) ? rate : undefined;
}
