import type { Catalog, Offer } from '../../../contract/catalog.ts';
import { partnerCatalog } from '../../rating/domain/partner-shares.ts';
import { localClock } from '../../rating/domain/local-clock.ts';
import { doubled, type CatalogFault } from './catalog-fault.ts';
import { checkBandCover, checkBandHours, checkSpecialDays } from './check-bands.ts';
import { checkBillable } from './check-billable.ts';
import { checkBundles } from './check-bundles.ts';
import { checkCharges, checkNotNegative, checkVolumeOff } from './check-charges.ts';
import { checkAllowances, checkPartnerCharges, checkDiscountNames, checkRuleNames, checkTopUps } from './check-names.ts';
import { checkOrder } from './check-order.ts';
import { checkTaxes } from './check-taxes.ts';
import { checkPrice } from './check-tiers.ts';
import { checkVersions } from './check-versions.ts';
import { checkFreeNumbers, checkZones } from './check-zones.ts';

/**
 * What keeps a catalog of the right shape from being whole: gaps and overlaps in tiers, bands and prefixes, names of nothing,
 * versions out of order, a currency or time zone that is none. An empty list is a whole catalog; all faults are told at once.
 */
export function checkCatalog(catalog: Catalog): CatalogFault[] {
  const hours = checkBandHours(catalog.bands);
  return [
    ...checkPlace(catalog), ...hours, ...checkSpecialDays(catalog), ...checkZones(catalog), ...checkFreeNumbers(catalog),
    ...doubled('zones', 'zone', catalog.zones.map(({ code }) => code)), ...doubled('bands', 'band', catalog.bands.map(({ code }) => code)),
    ...doubled('specialDays', 'set of special days', (catalog.specialDays ?? []).map(({ code }) => code)), ...doubled('taxes', 'tax', catalog.taxes.map(({ code }) => code)), ...doubled('offers', 'offer', catalog.offers.map(({ code }) => code)),
    ...catalog.taxes.flatMap(({ code, versions }) => checkVersions(`taxes.${code}`, versions)),
    ...(catalog.lateFee ? [...checkVersions('lateFee', catalog.lateFee.versions), ...checkVersions('lateFee.percent', catalog.lateFee.percent ?? [])] : []),
    ...catalog.offers.flatMap(({ code, usage }) => checkNotNegative(`offers.${code}.usage`, usage)),
    ...checkAllowances(catalog), ...checkBundles(catalog.offers.flatMap(({ usage }) => usage)),
    ...catalog.offers.flatMap((offer) => checkOffer(`offers.${offer.code}`, offer, catalog, hours.length === 0)),
    ...doubled('partners', 'partner', (catalog.partners ?? []).map(({ code }) => code)), ...checkPartnerCharges(catalog),
    ...partnerCatalog(catalog).offers.flatMap((terms) => checkOffer(`partners.${terms.code}`, terms, catalog, hours.length === 0)),
  ];
}

/** The catalog itself where it is whole, can be billed and taxed. Throws a RangeError with every place and sentence where not. */
export function wholeCatalog(catalog: Catalog): Catalog {
  const faults = [...checkCatalog(catalog), ...checkBillable(catalog), ...checkTaxes(catalog)];
  if (faults.length > 0) throw new RangeError(`The catalog "${catalog.name}" is not whole:\n${faultLines(faults).join('\n')}`);
  return catalog;
}

/** One line a fault, at most ten and how many more there are. */
export function faultLines(faults: ReadonlyArray<CatalogFault>): string[] {
  const lines = faults.slice(0, 10).map(({ place, sentence }) => `  ${place}: ${sentence}`);
  return faults.length > 10 ? [...lines, `  and ${faults.length - 10} more`] : lines;
}

function checkPlace({ currency, zone }: Catalog): CatalogFault[] {
  const faults: CatalogFault[] = [];
  if (!Intl.supportedValuesOf('currency').includes(currency)) faults.push({ place: 'currency', sentence: `"${currency}" is no currency. Write its three letters, as USD.` });
  try {
    localClock(zone);
  } catch {
    faults.push({ place: 'zone', sentence: `"${zone}" is no time zone. Write it as America/Los_Angeles.` });
  }
  return faults;
}

function checkOffer(place: string, offer: Offer, catalog: Catalog, hoursAreReal: boolean): CatalogFault[] {
  const versioned = [...offer.recurring, ...offer.percentOff, ...(offer.amountOff ?? []), ...(offer.volumeOff ?? []), ...(offer.commitments ?? []), ...offer.activation, ...(offer.topUps ?? []), ...offer.usage];
  return [
    ...checkCharges(place, offer), ...checkVolumeOff(place, offer), ...checkOrder(`${place}.usage`, offer.usage),
    ...doubled(`${place}.usage`, 'rule', offer.usage.map(({ code }) => code)),
    ...doubled(`${place}.allowances`, 'allowance', offer.allowances.map(({ code }) => code)),
    ...doubled(`${place}.topUps`, 'top-up', (offer.topUps ?? []).map(({ code }) => code)), ...checkTopUps(place, offer, catalog),
    ...versioned.flatMap(({ code, versions }) => checkVersions(`${place}.${code}`, versions)),
    ...offer.usage.flatMap((rule) => [
      ...checkRuleNames(`${place}.usage.${rule.code}`, rule, catalog),
      ...rule.versions.flatMap(({ version, price }) => checkPrice(`${place}.usage.${rule.code}.${version}`, price)),
    ]),
    ...checkDiscountNames(place, offer, catalog),
    ...(hoursAreReal ? checkBandCover(`${place}.usage`, offer.usage, catalog.bands) : []),
  ];
}
