import type { PriceModel } from '../../../contract/catalog.ts';
import { roundedProduct } from '../../../contract/money.ts';
import { marginalPrice, roundUp, type PriceFunction } from './price-function.ts';
import { tierOf, tierSteps } from './tiers.ts';

/**
 * All units of the cycle at the price of the tier that their sum reaches ("top tier" of product.md 2.14). Events share
 * the cycle's price by their units, which is done when all are known (settle-cycle.ts).
 */
export function volumePrice(model: Extract<PriceModel, { kind: 'volume' }>): PriceFunction {
  const steps = tierSteps(model.tiers);
  const total = (units: number) => roundedProduct(tierOf(steps, units).price, units, model.per);
  return { kind: 'volume', round: (units) => roundUp(units, model.increment), price: marginalPrice(total), total };
}
