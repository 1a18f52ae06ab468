import { daysBetween, type Day, type Period } from '../../../contract/dates.ts';
import { roundedProduct, type Minor } from '../../../contract/money.ts';

/** A whole share, in hundredths of a percent: what a percent discount's rate is counted in. */
export const WHOLE = 10_000;

/**
 * The charge for `part` of a cycle whose full price is `price` (minor units, may be negative), optionally at `rate`
 * hundredths of a percent of it. Amounts are cumulated from the start of the cycle and rounded half away from zero, so the
 * parts of one cycle always sum to the whole, however it is cut (product.md 9.4, 9.5). A part longer than its cycle is
 * charged in the same scale: 45 days of 30 are one and a half times the price.
 */
export function proratedAmount(price: Minor, cycle: Period, part: Period, rate: number = WHOLE): Minor {
  const denominator = daysBetween(cycle.from, cycle.to) * WHOLE;
  const upTo = (day: Day) => roundedProduct(price, rate * daysBetween(cycle.from, day), denominator);
  return upTo(part.to) - upTo(part.from);
}
