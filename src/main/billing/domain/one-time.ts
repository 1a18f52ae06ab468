import type { BillLine, UntaxedLine } from '../../../contract/bill.ts';
import { versionOn, type Catalog } from '../../../contract/catalog.ts';
import { addDays, type Day } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';
import { chargeKey, type ChargedThrough } from './charged-through.ts';
import { type HeldProduct, neverBegan, offerOf } from './held-product.ts';

/** A charge or credit that waits to be billed once. `cause` is shown as the reason: "Bill 2610-04377 was due 26 Oct 2026". */
export type OneTimeItem = {
  readonly id: number;
  readonly serviceId: number | null;
  readonly charge: string;
  readonly label: string;
  readonly amount: Minor;
  readonly day: Day;
  readonly taxCode: string | null;
  readonly cause: string | null;
};

export type OneTimeLine = UntaxedLine;

const ITEM = 'item ';

function oneTimeLine(item: Omit<OneTimeItem, 'id'>, key: { version: string; part: string; productId: number | null; offer: string | null; units: number | null }): OneTimeLine {
  const { serviceId, charge, label, amount, day, taxCode, cause } = item;
  return { serviceId, charge, label, amount, taxCode, ...key, category: 'oneoff', period: { from: day, to: addDays(day, 1) }, unit: null, trace: { kind: 'oneTime', day, cause } };
}

/** Lines of the waiting items whose day has come. */
export function itemCharges(items: ReadonlyArray<OneTimeItem>, billDay: Day): OneTimeLine[] {
  return items.filter((item) => item.day <= billDay).map((item) => oneTimeLine(item, { version: '', part: `${ITEM}${item.id}`, productId: null, offer: null, units: null }));
}

/** The waiting item that a line bills, or null. */
export function itemIdOf(line: Pick<BillLine, 'part' | 'trace'>): number | null {
  return line.trace.kind === 'oneTime' && line.part.startsWith(ITEM) ? Number(line.part.slice(ITEM.length)) : null;
}

export type ActivationInput = { readonly catalog: Catalog; readonly products: ReadonlyArray<HeldProduct>; readonly chargedThrough: ChargedThrough; readonly billDay: Day; readonly since?: Day };

/**
 * What is charged once when a product starts, on the first bill of its start day or later, times the quantity. A product
 * that started before `since` was activated before its billing began here.
 */
export function activationCharges({ catalog, products, chargedThrough, billDay, since }: ActivationInput): OneTimeLine[] {
  const started = products.filter((product) => product.from <= billDay && !neverBegan(product) && (since === undefined || product.from >= since));
  return started.flatMap((product) =>
    offerOf(catalog, product).activation.filter((charge) => !chargedThrough.has(chargeKey(product.productId, charge.code))).map((charge) => {
      const price = versionOn(charge.versions, product.from);
      if (!price) throw new Error(`Charge ${charge.code} of offer ${product.offer} has no price on ${product.from}`);
      return oneTimeLine(
        { serviceId: product.serviceId, charge: charge.code, label: charge.label, amount: price.price * product.quantity, day: product.from, taxCode: charge.tax, cause: null },
        { version: price.version, part: `start ${product.from}`, productId: product.productId, offer: product.offer, units: product.quantity > 1 ? product.quantity : null },
      );
    }),
  );
}
