import type { PriceModel } from '../../../contract/catalog.ts';
import type { Micros } from '../../../contract/money.ts';

/**
 * A price model ready for use. All models have the same cumulative shape, so that a part of a cycle may be billed early
 * and the rest later: the price of an event depends on its own units and on the units counted before it in the cycle.
 */
export type PriceFunction = {
  readonly kind: PriceModel['kind'];
  /** Units after minimum and increment; this happens before any allowance is used (product.md 2.14). */
  readonly round: (units: number) => number;
  /** The micros of `units` charged units that come after `before` charged units of the same cycle. */
  readonly price: (units: number, before: number) => Micros;
  /** The same for a later part of a call that was split in time; absent means `price`. */
  readonly laterPart?: (units: number, before: number) => Micros;
  /** The micros of a whole cycle of `units`; absent where events do not depend on each other. */
  readonly total?: (units: number) => Micros;
  /** What each event with charged units costs beside its part of the total. */
  readonly fee?: Micros;
  /** What is counted after an event of `units`; absent means their sum. */
  readonly count?: (before: number, units: number) => number;
};

/** `units` raised to a whole number of increments. */
export function roundUp(units: number, increment: number): number {
  const rest = units % increment;
  return rest === 0 ? units : units - rest + increment;
}

/** The same micros, or a RangeError where they have left the range in which whole numbers are exact. */
export function exactMicros(micros: Micros): Micros {
  if (!Number.isSafeInteger(micros)) throw new RangeError('The price of this usage is too large to be exact; check the price and the units.');
  return micros + 0;
}

/** The price of a step of a cumulative total: what the cycle costs after it, less what it cost before. */
export function marginalPrice(total: (units: number) => Micros): (units: number, before: number) => Micros {
  return (units, before) => (units === 0 ? 0 : exactMicros(exactMicros(total(before + units)) - exactMicros(total(before))));
}

/** The price of a cumulative total with a fee for each event of any units. */
export function feeAndStep(fee: Micros, total: (units: number) => Micros): Pick<PriceFunction, 'fee' | 'total' | 'price'> {
  const step = marginalPrice(total);
  return { fee, total, price: (units, before) => (units === 0 ? 0 : exactMicros(fee + step(units, before))) };
}
