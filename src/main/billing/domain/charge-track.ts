import type { Category, DiscountSteps } from '../../../contract/bill.ts';
import { versionOn, type Catalog, type Recurring } from '../../../contract/catalog.ts';
import { afterCycles, cycleOn, type Cycles, type CycleUnit } from '../../../contract/cycles.ts';
import type { Day } from '../../../contract/dates.ts';
import { chargeKey } from './charged-through.ts';
import { offerOf, type HeldProduct } from './held-product.ts';
import { WHOLE } from './prorate.ts';

/** A price in force: per cycle with its sign, times `rate` hundredths of a percent, until the next version. */
export type PriceInForce = { readonly price: number; readonly rate: number; readonly version: string; readonly until: Day | null; readonly steps?: DiscountSteps };

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
  /** Set where the charge is a discount of another one: the base and its charge code. */
  readonly base: { readonly id: string; readonly charge: string; readonly kind: 'percent' | 'amountOff' } | null;
  readonly priceOn: (day: Day) => PriceInForce;
};

type Versions<T> = ReadonlyArray<{ readonly version: string; readonly from: Day; readonly price: T }>;

/** The version in force on a day and the day on which the next one begins. Throws where there is none. */
export function inForce<T>(versions: Versions<T>, day: Day, what: string) {
  const found = versionOn(versions, day);
  if (!found) throw new Error(`${what} has no price on ${day}`);
  let until: Day | null = null;
  for (const { from } of versions) if (from > day && (until === null || from < until)) until = from;
  return { ...found, until };
}

/** The earlier of two days of which null is never. */
export const earlier = (a: Day | null, b: Day | null) => (a === null || (b !== null && b < a) ? b : a);

/** The day on which a charge of a product ends: with the product, or after its number of cycles. */
export function endOf(product: HeldProduct, charge: { readonly cycles?: number; readonly per?: CycleUnit }, cycles: Cycles): Day | null {
  return charge.cycles === undefined ? product.to : earlier(product.to, afterCycles(product.from, charge.cycles, charge.per ?? cycleOn(product.from, cycles).unit));
}

function recurringTrack(product: HeldProduct, recurring: Recurring, cycles: Cycles): ChargeTrack {
  return {
    key: chargeKey(product.productId, recurring.code), product, charge: recurring.code, label: recurring.label, category: recurring.category,
    taxCode: recurring.tax, timing: recurring.timing, unit: recurring.per ?? null, prorated: recurring.prorated, from: product.from, to: endOf(product, recurring, cycles), quantity: product.quantity, base: null,
    priceOn(day) {
      const { price, version, until } = inForce(recurring.versions, day, `Charge ${recurring.code} of offer ${product.offer}`);
      return { price: price * product.quantity, rate: WHOLE, version, until };
    },
  };
}

/** The charges of the products that stand by themselves; discounts of them are in discount-tracks.ts. */
export function ownTracks(catalog: Catalog, products: ReadonlyArray<HeldProduct>, cycles: Cycles): ChargeTrack[] {
  return products.flatMap((product) => offerOf(catalog, product).recurring.map((recurring) => recurringTrack(product, recurring, cycles)));
}
