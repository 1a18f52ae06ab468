import type { PriceModel } from '../../../contract/catalog.ts';
import { capacityPrice } from './capacity.ts';
import { flatPrice } from './flat.ts';
import { graduatedPrice } from './graduated.ts';
import { graduatedPercentPrice } from './graduated-percent.ts';
import { packagePrice } from './package.ts';
import { percentPrice } from './percent.ts';
import { perUnitPrice } from './per-unit.ts';
import type { PriceFunction } from './price-function.ts';
import { volumePrice } from './volume.ts';

/** Makes a price model ready for use; every model of the catalog has its line here. */
export function compilePrice(model: PriceModel): PriceFunction {
  switch (model.kind) {
    case 'flat': return flatPrice(model);
    case 'perUnit': return perUnitPrice(model);
    case 'graduated': return graduatedPrice(model);
    case 'volume': return volumePrice(model);
    case 'package': return packagePrice(model);
    case 'percent': return percentPrice(model);
    case 'graduatedPercent': return graduatedPercentPrice(model);
    case 'capacity': return capacityPrice(model);
  }
}

/** True where the price never costs anything, however much is used. */
export function costsNothing(model: PriceModel): boolean {
  switch (model.kind) {
    case 'flat': return model.price === 0;
    case 'perUnit': return model.cap === 0 || (model.price === 0 && model.setup === 0);
    case 'graduated':
    case 'volume': return model.tiers.every((tier) => tier.price === 0);
    case 'package':
    case 'capacity': return model.price === 0;
    case 'percent': return model.rate === 0 && model.fee === 0;
    case 'graduatedPercent': return model.fee === 0 && model.tiers.every((tier) => tier.rate === 0);
  }
}
