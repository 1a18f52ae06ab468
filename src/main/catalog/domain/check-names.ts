import type { Catalog, Offer, UsageRule } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

/** What one part of a catalog names must be in it: zones, bands, allowances, and the charges of discounts. */
export function checkRuleNames(place: string, rule: UsageRule, catalog: Catalog): CatalogFault[] {
  const faults: CatalogFault[] = [];
  const unknown = (what: string, code: string) => faults.push({ place, sentence: `The rule "${rule.code}" names the ${what} "${code}", which the catalog does not have.` });
  for (const code of rule.zones ?? []) if (!catalog.zones.some((zone) => zone.code === code)) unknown('zone', code);
  if (rule.band !== undefined && !catalog.bands.some((band) => band.code === rule.band)) unknown('band', rule.band);
  if (rule.allowance === undefined) return faults;
  const allowances = catalog.offers.flatMap((offer) => offer.allowances).filter(({ code }) => code === rule.allowance);
  if (allowances.length === 0) unknown('allowance', rule.allowance);
  else if (!allowances.some(({ usage }) => usage === rule.usage)) faults.push({ place, sentence: `The rule "${rule.code}" prices ${rule.usage}, but its allowance "${rule.allowance}" is of ${allowances[0]?.usage}.` });
  return faults;
}

/** Discounts take off charges that some offer has. */
export function checkDiscountNames(place: string, offer: Offer, catalog: Catalog): CatalogFault[] {
  const charges = new Set(catalog.offers.flatMap(({ recurring }) => recurring.map(({ code }) => code)));
  return [...offer.percentOff, ...(offer.amountOff ?? [])].flatMap((discount) => (discount.charges ?? []).filter((code) => !charges.has(code)).map((code) => ({
    place: `${place}.${discount.code}`, sentence: `The discount "${discount.code}" names the charge "${code}", which no offer of the catalog has.`,
  })));
}

/** Rules of a bundle count together, so they must be of one kind of usage. */
export function checkBundles(rules: ReadonlyArray<UsageRule>): CatalogFault[] {
  const kinds = new Map<string, UsageRule>();
  return rules.flatMap((rule) => {
    if (rule.bundle === undefined) return [];
    const first = kinds.get(rule.bundle) ?? rule;
    kinds.set(rule.bundle, first);
    return first.usage === rule.usage ? [] : [{ place: `bundle.${rule.bundle}`, sentence: `The bundle "${rule.bundle}" counts ${first.usage} and ${rule.usage} together. Give each kind of usage a bundle of its own.` }];
  });
}
