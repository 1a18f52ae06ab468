import type { PriceModel } from '../../../contract/catalog.ts';
import { roundedProduct } from '../../../contract/money.ts';
import { exactMicros, roundUp, type PriceFunction } from './price-function.ts';

/**
 * The peak of the cycle, beyond its free part: an event that raises the peak pays the rise, any other nothing. What is
 * counted is the peak so far and not a sum ("capacity" of product.md 2.14).
 */
export function capacityPrice(model: Extract<PriceModel, { kind: 'capacity' }>): PriceFunction {
  const total = (peak: number) => exactMicros(roundedProduct(model.price, Math.max(0, peak - model.free), model.per));
  return {
    kind: 'capacity', round: (units) => roundUp(units, model.increment), total, count: Math.max,
    price: (units, before) => exactMicros(total(Math.max(before, units)) - total(before)),
  };
}
