import { MICROS_PER_MINOR, minorOfMicros, type Micros, type Minor } from '../../../contract/money.ts';

/**
 * A line's amount and the share of each of its events. The amount is the exact sum rounded once; every share is its own
 * price cut to minor units, and what is left goes one unit each to the largest remainders, ties to the earlier event, so
 * that shares sum to the amount (product.md 9.5, architecture.md 10.11). A credit is shared as its charge would be.
 */
export function shareAmount(prices: ReadonlyArray<Micros>): { readonly micros: Micros; readonly amount: Minor; readonly shares: Minor[] } {
  const micros = prices.reduce((sum, price) => sum + price, 0);
  if (!Number.isSafeInteger(micros)) throw new RangeError('The usage of this line is too large to be exact; check the prices.');
  const amount = minorOfMicros(micros);
  const sign = micros < 0 ? -1 : 1;
  const shares = prices.map((price) => Math.floor((sign * price) / MICROS_PER_MINOR));
  const remainders = prices.map((price, index) => sign * price - (shares[index] ?? 0) * MICROS_PER_MINOR);
  let left = sign * amount - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = [...remainders.keys()].sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b);
  for (const index of byRemainder) {
    if (left <= 0) break;
    shares[index] = (shares[index] ?? 0) + 1;
    left -= 1;
  }
  return { micros, amount, shares: shares.map((share) => sign * share + 0) };
}
