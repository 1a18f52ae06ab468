import type { PriceModel } from '../../../contract/catalog.ts';
import { roundedProduct } from '../../../contract/money.ts';
import { roundUp, type PriceFunction } from './price-function.ts';

/**
 * `price` micros for each `per` units, and the set-up price of the event, no more than the cap in all. Units are raised to
 * the minimum, then to whole increments, the first of which may have a size of its own ("30/6"); an event of no units is
 * raised to the minimum as well, because it was answered, but begins no increment.
 */
export function perUnitPrice(model: Extract<PriceModel, { kind: 'perUnit' }>): PriceFunction {
  const { price, per, increment, minimum, setup, first = increment, cap = Infinity } = model;
  return {
    kind: 'perUnit',
    round: (units) => roundedBy(first, increment, Math.max(units, minimum)),
    price: (units) => Math.min(cap, setup + roundedProduct(price, units, per)),
    laterPart: (units) => Math.min(cap, roundedProduct(price, units, per)),
  };
}

function roundedBy(first: number, next: number, units: number): number {
  if (units === 0) return 0;
  return first + roundUp(Math.max(0, units - first), next);
}
