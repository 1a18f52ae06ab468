import type { PriceModel } from '../../../contract/catalog.ts';
import { roundedProduct } from '../../../contract/money.ts';
import { roundUp, type PriceFunction } from './price-function.ts';

/**
 * `price` micros for each `per` units, and the set-up price of the event. Units are raised to the minimum, then to whole
 * increments; an event of no units is raised to the minimum as well, because it was answered.
 */
export function perUnitPrice(model: Extract<PriceModel, { kind: 'perUnit' }>): PriceFunction {
  const { price, per, increment, minimum, setup } = model;
  return {
    kind: 'perUnit',
    round: (units) => roundUp(Math.max(units, minimum), increment),
    price: (units) => setup + roundedProduct(price, units, per),
  };
}
