import type { Catalog, Offer } from '../../../contract/catalog.ts';
import type { Day } from '../../../contract/dates.ts';

/** An offer that a service holds for [from, to); `to` null while it goes on. Ended products stay in the list: they may be owed a refund. */
export type HeldProduct = {
  readonly productId: number;
  readonly serviceId: number | null;
  readonly offer: string;
  readonly from: Day;
  readonly to: Day | null;
  readonly quantity: number;
};

const indexes = new WeakMap<Catalog, Map<string, Offer>>();

/** The offer of a product. Throws where the catalog does not know it: billing such a product as nothing would hide it. */
export function offerOf(catalog: Catalog, product: HeldProduct): Offer {
  let index = indexes.get(catalog);
  if (!index) {
    index = new Map(catalog.offers.map((offer) => [offer.code, offer]));
    indexes.set(catalog, index);
  }
  const offer = index.get(product.offer);
  if (!offer) throw new Error(`The catalog has no offer ${product.offer} of product ${product.productId}`);
  return offer;
}

/** True while the product was ended before it began: it was taken back and nothing of it is charged. */
export function neverBegan(product: HeldProduct): boolean {
  return product.to !== null && product.to <= product.from;
}
