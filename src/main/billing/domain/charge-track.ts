import type { Category } from '../../../contract/bill.ts';
import { versionOn, type Catalog, type PercentOff, type Recurring } from '../../../contract/catalog.ts';
import type { CycleUnit } from '../../../contract/cycles.ts';
import type { Day } from '../../../contract/dates.ts';
import { baseOf, chargeKey } from './charged-through.ts';
import { offerOf, type HeldProduct } from './held-product.ts';
import { WHOLE } from './prorate.ts';

/** A price in force: per cycle with its sign, times `rate` hundredths of a percent, until the next version. */
export type PriceInForce = { readonly price: number; readonly rate: number; readonly version: string; readonly until: Day | null };

/** One recurring charge of one product with the days it should cover, whatever has been charged so far. */
export type ChargeTrack = {
  readonly key: string;
  readonly product: HeldProduct;
  readonly charge: string;
  readonly label: string;
  readonly category: Category;
  readonly taxCode: string | null;
  readonly timing: Recurring['timing'];
  /** What the price is for; null is the cycle of the account. */
  readonly unit: CycleUnit | null;
  readonly prorated: boolean;
  readonly from: Day;
  readonly to: Day | null;
  readonly quantity: number;
  /** Set where the charge is a percent of another one: the base and its charge code. */
  readonly base: { readonly id: string; readonly charge: string } | null;
  readonly priceOn: (day: Day) => PriceInForce;
};

type Versions<T> = ReadonlyArray<{ readonly version: string; readonly from: Day; readonly price: T }>;

function inForce<T>(versions: Versions<T>, day: Day, what: string) {
  const found = versionOn(versions, day);
  if (!found) throw new Error(`${what} has no price on ${day}`);
  let until: Day | null = null;
  for (const { from } of versions) if (from > day && (until === null || from < until)) until = from;
  return { ...found, until };
}

const earlier = (a: Day | null, b: Day | null) => (a === null || (b !== null && b < a) ? b : a);
const later = (a: Day, b: Day) => (a > b ? a : b);

function recurringTrack(product: HeldProduct, recurring: Recurring): ChargeTrack {
  return {
    key: chargeKey(product.productId, recurring.code), product, charge: recurring.code, label: recurring.label, category: recurring.category,
    taxCode: recurring.tax, timing: recurring.timing, unit: recurring.per ?? null, prorated: recurring.prorated, from: product.from, to: product.to, quantity: product.quantity, base: null,
    priceOn(day) {
      const { price, version, until } = inForce(recurring.versions, day, `Charge ${recurring.code} of offer ${product.offer}`);
      return { price: price * product.quantity, rate: WHOLE, version, until };
    },
  };
}

/** A percent runs like a charge of its own over the days on which both it and its base are held. */
function percentTrack(product: HeldProduct, percent: PercentOff, base: ChargeTrack): ChargeTrack {
  const id = baseOf(base.product.productId, base.charge);
  return {
    key: chargeKey(product.productId, percent.code, id), product, charge: percent.code, label: percent.label, category: 'discount',
    taxCode: percent.tax, timing: base.timing, unit: base.unit, prorated: base.prorated, from: later(product.from, base.from), to: earlier(product.to, base.to), quantity: 1,
    base: { id, charge: base.charge },
    priceOn(day) {
      const { price, version, until } = inForce(percent.versions, day, `Discount ${percent.code} of offer ${product.offer}`);
      const whole = base.priceOn(day);
      return { price: 0 - whole.price, rate: price, version, until: earlier(until, whole.until) };
    },
  };
}

/** All recurring charges of the products: their own, and the percents on plan and add-on charges of the same service. */
export function chargeTracks(catalog: Catalog, products: ReadonlyArray<HeldProduct>): ChargeTrack[] {
  const own: ChargeTrack[] = [];
  const percents: Array<{ product: HeldProduct; percent: PercentOff }> = [];
  for (const product of products) {
    const offer = offerOf(catalog, product);
    for (const recurring of offer.recurring) own.push(recurringTrack(product, recurring));
    for (const percent of offer.percentOff) percents.push({ product, percent });
  }
  const reduced = percents.flatMap(({ product, percent }) =>
    own.filter((base) => base.product.serviceId === product.serviceId && (base.category === 'plan' || base.category === 'addon')).map((base) => percentTrack(product, percent, base)),
  );
  return [...own, ...reduced];
}
