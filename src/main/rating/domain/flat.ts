import type { PriceModel } from '../../../contract/catalog.ts';
import type { PriceFunction } from './price-function.ts';

/** One price for each event, whatever its size; an event of no units costs it too. */
export function flatPrice(model: Extract<PriceModel, { kind: 'flat' }>): PriceFunction {
  return { kind: 'flat', round: (units) => units, price: () => model.price, laterPart: () => 0 };
}
