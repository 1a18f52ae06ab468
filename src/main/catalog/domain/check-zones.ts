import type { Catalog, Offer, Zone } from '../../../contract/catalog.ts';
import { costsNothing } from '../../rating/domain/price-usage.ts';
import { zonesOf } from '../../rating/domain/zones.ts';
import type { CatalogFault } from './catalog-fault.ts';

/** No two zones that are looked up for the same usage may hold one prefix, and prefixes are as numbers are kept. */
export function checkZones(catalog: Catalog): CatalogFault[] {
  const faults = (['home', 'roaming'] as const).flatMap((network) => samePrefixes(zonesOf(catalog, network)));
  const plus = catalog.zones.flatMap(({ code, prefixes, exact = [] }) => [...prefixes, ...exact].filter((prefix) => prefix.startsWith('+')).map((prefix) => ({
    place: `zones.${code}`, sentence: `No number begins with "${prefix}": numbers are kept without "+". Write ${prefix.slice(1)}.`,
  })));
  return [...plus, ...new Map(faults.map((fault) => [fault.sentence, fault])).values()];
}

function samePrefixes(zones: ReadonlyArray<Zone>): CatalogFault[] {
  const holder = new Map<string, string>();
  return zones.flatMap(({ code, prefixes, exact = [] }) => [...prefixes, ...exact.map((number) => `${number} (whole)`)].flatMap((prefix) => {
    const first = holder.get(prefix.toLowerCase()) ?? code;
    holder.set(prefix.toLowerCase(), first);
    return first === code ? [] : [{ place: `zones.${code}`, sentence: `The prefix "${prefix}" is in the zones "${first}" and "${code}": they overlap. Leave it in one of them.` }];
  }));
}

/**
 * Emergency and free-phone numbers cost nothing by any plan with calls, at any time, and use up no allowance; nor by an add-on,
 * whose rules are tried before those of the plan.
 */
export function checkFreeNumbers(catalog: Catalog): CatalogFault[] {
  const free = catalog.zones.filter(({ kind }) => kind === 'emergency' || kind === 'freePhone');
  const withCalls = catalog.offers.filter((offer) => offer.usage.some(({ usage }) => usage === 'voice'));
  return withCalls.flatMap((offer) => free.flatMap((zone) => {
    const networks = zone.kind === 'emergency' && offer.usage.some(({ network }) => network === 'roaming') ? (['home', 'roaming'] as const) : (['home'] as const);
    return networks.flatMap((network) => (isFree(offer, zone, network) ? [] : [{
      place: `offers.${offer.code}.usage`, sentence: `Calls to "${zone.label}" ${network === 'home' ? '' : 'abroad '}must cost nothing: put a rule for the zone "${zone.code}" with a price of 0, without a band or an allowance, above the others.`,
    }]));
  }));
}

/** The first rule that can price such a call outgoing has no band or direction that would let it pass to another, and no price. */
function isFree(offer: Offer, zone: Zone, network: 'home' | 'roaming'): boolean {
  const rule = offer.usage.find((one) => one.usage === 'voice' && one.direction !== 'in' && (one.network ?? network) === network && (one.zones?.includes(zone.code) ?? true));
  if (rule === undefined) return offer.kind !== 'plan';
  return rule.band === undefined && rule.allowance === undefined && rule.allowances === undefined && rule.versions.every(({ price }) => costsNothing(price));
}
