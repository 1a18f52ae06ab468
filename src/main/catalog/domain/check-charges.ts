import type { Offer, PriceModel, UsageRule } from '../../../contract/catalog.ts';
import { doubled, type CatalogFault } from './catalog-fault.ts';

/** Charges and discounts of one offer stand on bills by their codes, so each has its own. */
export function checkCharges(place: string, { recurring, percentOff, amountOff = [], volumeOff = [], commitments = [], activation }: Offer): CatalogFault[] {
  return doubled(place, 'charge', [...recurring, ...percentOff, ...amountOff, ...volumeOff, ...commitments, ...activation].map(({ code }) => code));
}

/** The tiers of a volume discount rise: the highest that is reached counts, and one that does not begin higher is never the highest. */
export function checkVolumeOff(place: string, { volumeOff = [] }: Offer): CatalogFault[] {
  return volumeOff.flatMap(({ code, versions }) => versions.flatMap(({ version, price: tiers }) => tiers.flatMap(({ from }, index) => {
    const before = tiers[index - 1];
    return before && from <= before.from ? [{ place: `${place}.${code}.${version}.tiers.${index + 1}`, sentence: `Tier ${index + 1} begins at ${from}, where the tier above it (${before.from}) has begun already. Put tiers in rising order.` }] : [];
  })));
}

/** Usage never earns money: a price below zero would be paid out by every call. Discounts and credit notes give money back. */
export function checkNotNegative(place: string, rules: ReadonlyArray<UsageRule>): CatalogFault[] {
  return rules.flatMap(({ code, versions }) => versions.filter(({ price }) => pricesOf(price).some((micros) => micros < 0)).map(({ version }) => ({
    place: `${place}.${code}.${version}`, sentence: `The rule "${code}" has a price below zero. Write 0 where usage is free, and a discount where something is taken off.`,
  })));
}

function pricesOf(price: PriceModel): number[] {
  if (price.kind === 'graduatedPercent' || price.kind === 'percent') return [];
  if ('tiers' in price) return price.tiers.map((tier) => tier.price);
  return price.kind === 'perUnit' ? [price.price, price.setup] : [price.price];
}
