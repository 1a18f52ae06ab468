import type { Catalog, Offer } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

type Charge = { readonly place: string; readonly tax: string | null; readonly from: string };

/**
 * What a charge is to the tax office must be a code that some tax is for, and each such tax must have a rate from the first day of
 * the charge's prices: else no bill with that charge could be made.
 */
export function checkTaxes(catalog: Catalog): CatalogFault[] {
  const late = new Map<string, CatalogFault>();
  const faults = chargesOf(catalog).flatMap(({ place, tax, from }): CatalogFault[] => {
    if (tax === null) return [];
    const taxes = catalog.taxes.filter(({ code, of }) => (of ?? [code]).includes(tax));
    if (taxes.length === 0) return [{ place, sentence: `Its tax code is "${tax}", which no tax of the catalog is for. Name one of its taxes, or null where nothing is taxed.` }];
    for (const { code, versions } of taxes) {
      const [first] = versions;
      if (first && first.from > from) late.set(code, { place: `taxes.${code}`, sentence: `The tax "${code}" has no rate before ${first.from}, but ${place} is charged from ${from}. Begin the tax then, with a rate of 0 for the days without it.` });
    }
    return [];
  });
  return [...faults, ...late.values()];
}

const firstDay = (versions: ReadonlyArray<{ readonly from: string }>) => versions[0]?.from ?? '';

function chargesOf({ offers, lateFee }: Catalog): Charge[] {
  return [...offers.flatMap(offerCharges), ...(lateFee ? [{ place: 'lateFee', tax: lateFee.tax, from: firstDay(lateFee.versions) }] : [])];
}

function offerCharges(offer: Offer): Charge[] {
  const ofAccount = [...offer.recurring, ...offer.percentOff, ...(offer.amountOff ?? []), ...(offer.volumeOff ?? []), ...(offer.commitments ?? []), ...offer.activation];
  return [
    ...ofAccount.map(({ code, tax, versions }) => ({ place: `offers.${offer.code}.${code}`, tax, from: firstDay(versions) })),
    ...offer.usage.map(({ code, tax, versions }) => ({ place: `offers.${offer.code}.usage.${code}`, tax, from: firstDay(versions) })),
  ];
}
