import type { PriceModel } from '../../../contract/catalog.ts';
import { marginalPrice, roundUp, type PriceFunction } from './price-function.ts';
import { roundedSum, tierSteps, unitsByTier } from './tiers.ts';

/** Each unit at the price of the tier it falls in, counted over the cycle ("all tier" of product.md 2.14). */
export function graduatedPrice(model: Extract<PriceModel, { kind: 'graduated' }>): PriceFunction {
  const steps = tierSteps(model.tiers);
  const total = (units: number) => roundedSum(unitsByTier(steps, 0, units), model.per);
  return { kind: 'graduated', round: (units) => roundUp(units, model.increment), price: marginalPrice(total), total };
}
