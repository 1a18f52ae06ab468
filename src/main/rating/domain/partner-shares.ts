import type { Catalog, Offer, PartnerTerms } from '../../../contract/catalog.ts';
import { chargesOfUsage, type UsageCharge } from './charges-of-usage.ts';
import { compileCatalog } from './compile-catalog.ts';
import type { CycleEvent, UnratedUsage } from './cycle-usage.ts';
import { rateCycle } from './rate-cycle.ts';

/** What one partner gets of a cycle. Amounts are as positive as the charges that they are of. */
export type PartnerShare = { readonly partner: PartnerTerms; readonly charges: ReadonlyArray<UsageCharge>; readonly unrated: ReadonlyArray<UnratedUsage> };

/** The catalog with the terms of partners in the place of offers, for compiling, checking and explaining them. */
export function partnerCatalog(catalog: Catalog): Catalog {
  const offers = (catalog.partners ?? []).map(({ code, label, usage }): Offer => ({ code, label, kind: 'plan', service: 'mobile', recurring: [], percentOff: [], activation: [], allowances: [], usage }));
  return { ...catalog, offers };
}

/**
 * Revenue share and partner cost of one cycle: the same engine rates the charged usage a second time, by the terms of the
 * partners. `placeOf` names the place of a service, null where it has none; then only partners of everywhere have a share. What
 * was a credit has none. Usage that no rule of the partner prices is told in `unrated`.
 */
export function partnerShares(catalog: Catalog, zone: string, charges: ReadonlyArray<UsageCharge>, placeOf: (serviceId: number) => string | null): PartnerShare[] {
  const compiled = compileCatalog(partnerCatalog(catalog));
  return (catalog.partners ?? []).map((partner) => {
    const own = charges.filter(({ charge, serviceId }) => (partner.charges?.includes(charge) ?? true) && isAt(partner, placeOf(serviceId)));
    const events = own.flatMap((charge) => charge.events.filter(({ amount }) => amount >= 0).map((event): CycleEvent => ({
      usageId: event.usageId, key: event.key, serviceId: 1, start: event.start, usage: event.usage, units: partner.measure === 'charges' ? event.amount : event.trace.rounded,
      destination: event.destination, visited: event.visited, billed: null,
    })));
    const { rated, unrated } = rateCycle(compiled, { zone, products: [{ productId: 1, serviceId: 1, offer: partner.code, from: '0001-01-01', to: null }], events });
    return { partner, charges: chargesOfUsage(rated), unrated };
  });
}

function isAt({ places }: PartnerTerms, place: string | null): boolean {
  if (!places) return true;
  return place !== null && places.some((one) => place === one || place.startsWith(`${one}/`));
}
