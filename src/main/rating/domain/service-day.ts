import type { Allowance, UsageKind } from '../../../contract/catalog.ts';
import type { Day } from '../../../contract/dates.ts';
import type { CompiledCatalog, CompiledOffer, CompiledRule, CompiledVersion } from './compile-catalog.ts';
import type { HeldProduct } from './cycle-usage.ts';

/** A rule with the version in force, and the product that brings it. */
export type Candidate = { readonly productId: number; readonly rule: CompiledRule; readonly version: CompiledVersion };

/** What prices the usage of one service on one day. */
export type ServiceDay = {
  readonly active: boolean;
  /** In the order in which they are tried. */
  readonly candidates: Readonly<Record<UsageKind, ReadonlyArray<Candidate>>>;
  /** Units included by allowance code: the sum over all products active that day. */
  readonly included: ReadonlyMap<string, number>;
  readonly allowances: ReadonlyArray<Allowance>;
};

/**
 * The products of one service on one local day. Rules of add-ons and discounts are tried before those of the plan, in
 * order of product; a rule without a version in force is not there yet. A product without its offer is a RangeError.
 */
export function serviceDay(catalog: CompiledCatalog, products: ReadonlyArray<HeldProduct>, day: Day): ServiceDay {
  const held = products
    .filter((product) => product.from <= day && (product.to === null || day < product.to))
    .map((product) => ({ productId: product.productId, pricesOf: product.pricesOf ?? day, offer: offerOf(catalog, product.offer) }))
    .sort((a, b) => rank(a.offer) - rank(b.offer) || a.productId - b.productId);
  const candidates: Record<UsageKind, Candidate[]> = { voice: [], sms: [], data: [], content: [] };
  const included = new Map<string, number>();
  const allowances: Allowance[] = [];
  for (const { productId, offer, pricesOf } of held) {
    for (const rule of offer.rules) {
      const version = rule.versions.find((candidate) => candidate.from <= pricesOf);
      if (version) candidates[rule.usage].push({ productId, rule, version });
    }
    for (const allowance of offer.allowances) {
      if ((allowance.from ?? day) > day || (allowance.to !== undefined && allowance.to <= day)) continue;
      if (!included.has(allowance.code)) allowances.push(allowance);
      included.set(allowance.code, (included.get(allowance.code) ?? 0) + allowance.units);
    }
  }
  return { active: held.length > 0, candidates, included, allowances };
}

function rank(offer: CompiledOffer): number {
  return offer.kind === 'plan' ? 1 : 0;
}

function offerOf(catalog: CompiledCatalog, code: string): CompiledOffer {
  const offer = catalog.offers.get(code);
  if (!offer) throw new RangeError(`The catalog does not have the offer "${code}".`);
  return offer;
}
