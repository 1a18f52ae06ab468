import type { Catalog } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

/**
 * What bills cannot give yet, though the engine rates it and a plan file may have it: taking such a catalog would promise what
 * no bill gives. Imported usage does not say whether it was received.
 */
export function checkBillable({ offers }: Catalog): CatalogFault[] {
  return offers.flatMap((offer) => offer.usage.filter(({ direction }) => direction).map(({ code }) => ({
    place: `offers.${offer.code}.usage.${code}`, sentence: `The rule "${code}" looks at the direction of usage, which imported usage does not have yet. Leave its direction out.`,
  })));
}
