import type { Catalog } from '../../../../contract/catalog.ts';
import { BAND_BITS } from './moment-table.ts';
import { priceRefusal } from './price-table.ts';

/**
 * Why usage of these offers cannot be rated in columns, or null where it can. Rated are all prices but those by volume, any zones,
 * bands, versions, bundles and shared plans, and allowances of units. Left to rating by objects (`rateCycle`), which is told here and
 * before anything is rated: prices by volume, rules where the end of a call counts or each part, allowances of points or money, and
 * allowances whose rest goes on into later cycles. So are, by the shape of the columns, billed and pinned events, top-ups and reservations.
 */
export function columnRefusal(catalog: Catalog, offers: Iterable<string>): string | null {
  const held = new Set(offers);
  const used = catalog.offers.filter(({ code }) => held.has(code));
  const allowances = catalog.offers.flatMap((offer) => offer.allowances);
  for (const { code: offer, usage } of used) for (const rule of usage) {
    const where = `The rule "${rule.code}" of "${offer}"`;
    if (rule.boundary === 'end' || rule.boundary === 'timed') return `${where} counts the end of a call, or each part.`;
    for (const { price, version } of rule.versions) {
      const why = priceRefusal(price);
      if (why !== null) return `${where}, version ${version}: ${why}.`;
    }
    for (const code of [...(rule.allowance === undefined ? [] : [rule.allowance]), ...(rule.allowances ?? [])]) {
      const own = allowances.filter((allowance) => allowance.code === code);
      if (own.some(({ measure = 'units' }) => measure !== 'units')) return `${where} uses the allowance "${code}" of points or money.`;
      if (own.some(({ rollover }) => rollover)) return `${where} uses the allowance "${code}", whose rest goes on into later cycles.`;
    }
  }
  const bands = new Set(used.flatMap(({ usage }) => usage.flatMap(({ band }) => band ?? [])));
  return bands.size > BAND_BITS ? `More than ${BAND_BITS} bands are in use.` : null;
}
