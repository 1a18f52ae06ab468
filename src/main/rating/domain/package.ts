import type { PriceModel } from '../../../contract/catalog.ts';
import { marginalPrice, type PriceFunction } from './price-function.ts';

/** How many whole blocks a cycle of `units` begins, after the free units. */
export function blocksOf(model: Extract<PriceModel, { kind: 'package' }>, units: number): number {
  return Math.ceil(Math.max(0, units - model.free) / model.size);
}

/** Whole blocks counted over the cycle: the event that begins a block pays it, the events that fill it pay nothing. */
export function packagePrice(model: Extract<PriceModel, { kind: 'package' }>): PriceFunction {
  const total = (units: number) => blocksOf(model, units) * model.price;
  return { kind: 'package', round: (units) => units, price: marginalPrice(total), total };
}
