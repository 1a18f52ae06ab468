import { type Catalog, type TopUp, versionOn } from '../../../contract/catalog.ts';
import type { TopUpOffer } from '../../../contract/customers.ts';
import { cycleHolding, type Cycles } from '../../../contract/cycles.ts';
import type { Day } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';
import type { HeldProduct } from './held-product.ts';

/** A top-up that a product of a service sells, with its price of the day in minor units. */
export type SoldTopUp = { readonly offer: string; readonly topUp: TopUp; readonly price: Minor };

/** What can be bought on a day for a service that holds these products. */
export function soldFor(catalog: Catalog, products: ReadonlyArray<Pick<HeldProduct, 'offer' | 'from' | 'to'>>, day: Day): SoldTopUp[] {
  const held = new Set(products.filter(({ from, to }) => from <= day && (to === null || day < to)).map(({ offer }) => offer));
  return catalog.offers.filter(({ code }) => held.has(code)).flatMap(({ code, topUps = [] }) => topUps.flatMap((topUp) => {
    const price = versionOn(topUp.versions, day)?.price;
    return price === undefined ? [] : [{ offer: code, topUp, price }];
  }));
}

/** The day at whose start it is gone where it is bought on `day`: the end of its last cycle, the running one counted. Null: kept until used. */
export function goneOn({ cycles: count }: Pick<TopUp, 'cycles'>, cycles: Cycles, day: Day): Day | null {
  if (count === undefined) return null;
  let end = day;
  for (let nth = 0; nth < count; nth += 1) end = cycleHolding(end, cycles).held.to;
  return end;
}

/** The same as the desk shows it. */
export function topUpOffer({ offer, topUp, price }: SoldTopUp, cycles: Cycles, day: Day): TopUpOffer {
  return { offer, topUp: topUp.code, label: topUp.label, units: topUp.units, price, until: goneOn(topUp, cycles, day) };
}
