import type { PriceModel } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

/** Tiers begin at nothing, follow each other without a gap or an overlap, and the last has no end. */
export function checkTiers(place: string, tiers: ReadonlyArray<{ readonly upTo: number | null }>): CatalogFault[] {
  const faults: CatalogFault[] = [];
  let reached = 0;
  tiers.forEach(({ upTo }, index) => {
    const at = `${place}.tiers.${index + 1}`;
    const isLast = index === tiers.length - 1;
    if (upTo === null && !isLast) faults.push({ place: at, sentence: `Tier ${index + 1} has no end and overlaps the tiers below it. Only the last tier may have none.` });
    if (upTo === null) return;
    if (upTo <= reached) faults.push({ place: at, sentence: `Tier ${index + 1} ends at ${upTo}, which the tiers above reach already (${reached}): they overlap. Put tiers in rising order.` });
    if (isLast) faults.push({ place: at, sentence: `Nothing is priced beyond ${upTo}: the tiers leave a gap. End the last tier with null.` });
    reached = Math.max(reached, upTo);
  });
  return faults;
}

/** What a price model may be wrong in beyond its shape. */
export function checkPrice(place: string, price: PriceModel): CatalogFault[] {
  if ('tiers' in price) return checkTiers(place, price.tiers);
  if (price.kind === 'perUnit' && price.cap !== undefined && price.cap < price.setup) return [{ place: `${place}.cap`, sentence: 'The cap is below the set-up fee. Raise the cap, or take the fee away.' }];
  return [];
}
