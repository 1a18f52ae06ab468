import { type Catalog, versionOn } from '../../contract/catalog.ts';
import type { AllowanceCrossed, AllowanceUse, ServiceRow } from '../../contract/customers.ts';
import { type Day, dayOf, type Instant } from '../../contract/dates.ts';
import { shownLine } from '../../contract/phone.ts';
import type { BillingInputs } from '../billing/billing-inputs.ts';
import type { RatedInTurn } from '../billing/domain/rate-in-turn.ts';
import { soldFor, topUpOffer } from '../billing/domain/top-up-sold.ts';
import { standingUse } from '../billing/standing-use.ts';
import type { CatalogInForce } from '../catalog/catalog-in-force.ts';

const kinds = { fibre: 'Fibre', mobile: 'Mobile', phone: 'Home phone', tv: 'TV' } as const;

/** What an offer costs a month today, before tax: its plan, add-on and discount charges. */
export function monthlyOf(catalog: Catalog, offerCode: string, quantity: number, today: Day): number {
  const offer = catalog.offers.find((candidate) => candidate.code === offerCode);
  return (offer?.recurring ?? []).filter((charge) => charge.category !== 'fee').reduce((sum, charge) => sum + (versionOn(charge.versions, today)?.price ?? 0) * quantity, 0);
}

/** A product that is nothing but a fee is told on the bill, not among what the customer chose. */
function onlyFees(catalog: Catalog, offerCode: string): boolean {
  const charges = catalog.offers.find((candidate) => candidate.code === offerCode)?.recurring ?? [];
  return charges.length > 0 && charges.every((charge) => charge.category === 'fee');
}

/** A threshold that the running cycle reached, as it was noticed; `serviceId` null is a shared allowance. */
export type NoticedCrossing = { readonly crossingId: number; readonly serviceId: number | null; readonly code: string; readonly percent: number; readonly words: string; readonly crossedAt: Instant; readonly toldAt: Instant | null };

/** The services of an account (and of those it pays for) with their products of today and their use in this cycle; the usage is all of the inputs, rated. */
export function servicesInUse(inForce: CatalogInForce, inputs: BillingInputs, { rated, ended }: Pick<RatedInTurn, 'rated' | 'ended'>, crossings: ReadonlyArray<NoticedCrossing>, today: Day): ServiceRow[] {
  const { catalog } = inForce;
  const use = standingUse(inForce, inputs, { rated, ended }, today);
  const day = (at: Instant) => dayOf(at, catalog.zone);
  const crossedOf = (serviceId: number, code: string) => crossings.filter((one) => one.code === code && (one.serviceId === null || one.serviceId === serviceId)).map(({ crossingId, percent, crossedAt, toldAt }): AllowanceCrossed => ({ crossingId, percent, on: day(crossedAt), told: toldAt && day(toldAt) }));
  return inputs.services.map((service): ServiceRow => {
    const products = inputs.products.filter((product) => product.serviceId === service.serviceId && !onlyFees(catalog, product.offer)).map((product) => {
      const offer = catalog.offers.find((candidate) => candidate.code === product.offer);
      return { offer: product.offer, label: offer ? (product.quantity > 1 ? `${offer.label}, ${product.quantity}` : offer.label) : product.offer, kind: offer?.kind ?? 'plan', from: product.from, to: product.to, monthly: monthlyOf(catalog, product.offer, product.quantity, today) };
    });
    const held = products.filter((product) => product.from <= today && (product.to === null || product.to > today));
    const plan = held.find((product) => product.kind === 'plan') ?? products.filter((product) => product.kind === 'plan').at(-1);
    const sold = service.status === 'active' ? soldFor(catalog, inputs.products.filter((product) => product.serviceId === service.serviceId), today) : [];
    return {
      serviceId: service.serviceId, kind: service.kind, label: plan?.label ?? kinds[service.kind], reference: shownLine(service.reference), user: service.customer ?? service.user, status: service.status, since: service.since,
      monthly: held.reduce((sum, product) => sum + product.monthly, 0), products,
      use: use.filter((row) => row.serviceId === service.serviceId).map(({ code, label, usage, used, included, more, toppedUp, reserved, overOn }): AllowanceUse => ({ code, label, usage, used, included, more, toppedUp, reserved, topUps: sold.filter(({ topUp }) => topUp.allowance === code).map((one) => topUpOffer(one, inputs.cycles, today)), crossed: crossedOf(service.serviceId, code), currency: inputs.currency, overOn })),
    };
  });
}
