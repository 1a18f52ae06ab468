import type { HeldProduct } from '../cycle-usage.ts';
import type { ProductSet } from './column-plan.ts';
import { dayText } from '../local-clock.ts';
import { daysOf, firstDayOf, type Window } from './moment-table.ts';
import { placesById } from './places-by-id.ts';
import type { Holders } from './rating-state.ts';

/** One account with its services' products, its customer's zone, and the moments at which its cycles begin, the end of the last one too. */
export type HoldingAccount = { readonly zone: string; readonly products: ReadonlyArray<HeldProduct>; readonly cycles: ReadonlyArray<number> };

/**
 * What a plan and a state are made of, with the ids. `productIds` are those of all services one after the other, those of a service
 * from its place in `productsFrom` on, in the order of its set.
 */
export type Held = {
  readonly sets: ReadonlyArray<ProductSet>; readonly zones: ReadonlyArray<string>; readonly holders: Holders; readonly serviceAt: (serviceId: number) => number | undefined;
  readonly serviceIds: ReadonlyArray<number>; readonly productIds: ReadonlyArray<number>; readonly productsFrom: ReadonlyArray<number>;
};

/** Gives each value a place: the same for the same key. */
export function placing<T>(): { readonly placeOf: (key: string, value: () => T) => number; readonly list: T[] } {
  const known = new Map<string, number>();
  const list: T[] = [];
  return {
    list,
    placeOf: (key, value) => {
      const at = known.get(key) ?? list.push(value()) - 1;
      known.set(key, at);
      return at;
    },
  };
}

/** Days at which nothing is held any more, or not yet, are no different from the window's ends: services with the same products in the window share a set. */
export function productSet(products: ReadonlyArray<HeldProduct>, window: Window): { readonly key: string; readonly set: ProductSet; readonly productIds: ReadonlyArray<number> } {
  const [first, last] = [dayText(firstDayOf(window)), dayText(firstDayOf(window) + daysOf(window))];
  const within = products.filter(({ from, to }) => from <= last && (to === null || to > first)).sort((a, b) => a.productId - b.productId);
  const set = within.map(({ offer, from, to, pricesOf }) => ({ offer, from: from < first ? first : from, to: to === null || to > last ? null : to, ...(pricesOf === undefined ? {} : { pricesOf }) }));
  return { key: JSON.stringify(set), set, productIds: within.map(({ productId }) => productId) };
}

/** The holders of these accounts in this order, and the sets of products that they have in the window. A service is of one account only. Accounts may come one at a time: they are not kept. */
export function holdersOf(accounts: Iterable<HoldingAccount>, window: Window): Held {
  const [sets, zones, cycles] = [placing<ProductSet>(), placing<string>(), placing<Float64Array>()];
  const [setOf, accountOf, clockOf, cyclesOf, serviceIds, productIds, productsFrom]: [number[], number[], number[], number[], number[], number[], number[]] = [[], [], [], [], [], [], []];
  for (const { zone, products, cycles: own } of accounts) {
    const account = clockOf.push(zones.placeOf(zone, () => zone)) - 1;
    cyclesOf.push(cycles.placeOf(own.join(), () => Float64Array.from(own)));
    for (const serviceId of new Set(products.map((product) => product.serviceId))) {
      const { key, set, productIds: ids } = productSet(products.filter((product) => product.serviceId === serviceId), window);
      setOf.push(sets.placeOf(key, () => set));
      serviceIds.push(serviceId);
      accountOf.push(account);
      productsFrom.push(productIds.length);
      productIds.push(...ids);
    }
  }
  const holders = { count: setOf.length, accountCount: clockOf.length, setOf: Int32Array.from(setOf), accountOf: Int32Array.from(accountOf), clockOf: Int32Array.from(clockOf), cyclesOf: Int32Array.from(cyclesOf), cycles: cycles.list };
  return { sets: sets.list, zones: zones.list, holders, serviceAt: placesById(serviceIds, 'service'), serviceIds, productIds, productsFrom };
}
