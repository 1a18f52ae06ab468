import type { Allowance, Catalog, Offer, UsageRule } from '../../../contract/catalog.ts';
import type { CatalogFault } from './catalog-fault.ts';

/** What one part of a catalog names must be in it: zones, bands, allowances, and the charges of discounts. */
export function checkRuleNames(place: string, rule: UsageRule, catalog: Catalog): CatalogFault[] {
  const faults: CatalogFault[] = [];
  const unknown = (what: string, code: string) => faults.push({ place, sentence: `The rule "${rule.code}" names the ${what} "${code}", which the catalog does not have.` });
  for (const code of rule.zones ?? []) if (!catalog.zones.some((zone) => zone.code === code)) unknown('zone', code);
  if (rule.band !== undefined && !catalog.bands.some((band) => band.code === rule.band)) unknown('band', rule.band);
  if (rule.boundary !== undefined && rule.boundary !== 'start' && rule.usage !== 'voice') faults.push({ place, sentence: `The rule "${rule.code}" looks at the time within usage, but only calls last: leave boundary out for ${rule.usage}.` });
  for (const code of [...(rule.allowance === undefined ? [] : [rule.allowance]), ...(rule.allowances ?? [])]) {
    const named = catalog.offers.flatMap((offer) => offer.allowances).filter((allowance) => allowance.code === code);
    const [first] = named;
    if (!first) unknown('allowance', code);
    else if (first.usage !== undefined && !named.some(({ usage }) => usage === rule.usage)) faults.push({ place, sentence: `The rule "${rule.code}" prices ${rule.usage}, but its allowance "${code}" is of ${first.usage}.` });
    else if (first.measure === 'points' && !rule.points) faults.push({ place, sentence: `The rule "${rule.code}" takes from the points of "${code}" but does not say how many: give it points.` });
  }
  return faults;
}

/** An allowance that several offers bring is one thing: of one measure, shared or not, and of one priority. */
export function checkAllowances({ offers }: Catalog): CatalogFault[] {
  const first = new Map<string, Allowance>();
  return offers.flatMap((offer) => offer.allowances.flatMap((allowance) => {
    const known = first.get(allowance.code) ?? allowance;
    first.set(allowance.code, known);
    const same = (['usage', 'measure', 'shared', 'priority'] as const).every((part) => known[part] === allowance[part]);
    const place = `offers.${offer.code}.allowances.${allowance.code}`;
    if (!same) return [{ place, sentence: `The allowance "${allowance.code}" differs from the one of that code in another offer in its usage, measure, priority or in being shared. Make them the same, or give it another code.` }];
    return allowance.from !== undefined && allowance.to !== undefined && allowance.to <= allowance.from ? [{ place, sentence: `The allowance "${allowance.code}" ends on ${allowance.to}, before it begins.` }] : [];
  }));
}

/** A top-up is of an allowance that some offer brings. */
export function checkTopUps(place: string, { topUps = [] }: Offer, { offers }: Catalog): CatalogFault[] {
  const known = new Set(offers.flatMap(({ allowances }) => allowances.map(({ code }) => code)));
  return topUps.filter(({ allowance }) => !known.has(allowance)).map(({ code, allowance }) => ({ place: `${place}.topUps.${code}`, sentence: `The top-up "${code}" names the allowance "${allowance}", which the catalog does not have.` }));
}

/** Discounts take off charges that some offer has. */
export function checkDiscountNames(place: string, offer: Offer, catalog: Catalog): CatalogFault[] {
  const charges = new Set(catalog.offers.flatMap(({ recurring }) => recurring.map(({ code }) => code)));
  return [...offer.percentOff, ...(offer.amountOff ?? [])].flatMap((discount) => (discount.charges ?? []).filter((code) => !charges.has(code)).map((code) => ({
    place: `${place}.${discount.code}`, sentence: `The discount "${discount.code}" names the charge "${code}", which no offer of the catalog has.`,
  })));
}

/** The terms of partners name usage that some offer charges. */
export function checkPartnerCharges({ offers, partners = [] }: Catalog): CatalogFault[] {
  const charges = new Set(offers.flatMap(({ usage }) => usage.map(({ code }) => code)));
  return partners.flatMap(({ code, charges: named = [] }) => named.filter((charge) => !charges.has(charge)).map((charge) => ({
    place: `partners.${code}`, sentence: `The partner "${code}" has a share of the charge "${charge}", which no offer of the catalog has.`,
  })));
}
