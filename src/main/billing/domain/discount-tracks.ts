import type { AmountOff, Catalog, PercentOff } from '../../../contract/catalog.ts';
import type { Cycles } from '../../../contract/cycles.ts';
import type { Day } from '../../../contract/dates.ts';
import { roundedProduct, type Minor } from '../../../contract/money.ts';
import { baseOf, chargeKey, type ChargedThrough } from './charged-through.ts';
import { earlier, endOf, inForce, ownTracks, type ChargeTrack, type PriceInForce } from './charge-track.ts';
import { offerOf, type HeldProduct } from './held-product.ts';
import { WHOLE } from './prorate.ts';

/** A discount that a product brings, for [from, to). */
type Discount = { readonly product: HeldProduct; readonly from: Day; readonly to: Day | null } & ({ readonly kind: 'percent'; readonly of: PercentOff } | { readonly kind: 'amountOff'; readonly of: AmountOff });
type Steps = NonNullable<PriceInForce['steps']>['off'];

const later = (a: Day, b: Day) => (a > b ? a : b);

/** The fixed order: percents before amounts, then by `order`, by start, by product. */
function inOrder(a: Discount, b: Discount): number {
  const rank = ({ kind }: Discount) => (kind === 'percent' ? 0 : 1);
  return rank(a) - rank(b) || a.of.order - b.of.order || (a.from < b.from ? -1 : a.from > b.from ? 1 : a.product.productId - b.product.productId || (a.of.code < b.of.code ? -1 : 1));
}

function discountsOf(catalog: Catalog, products: ReadonlyArray<HeldProduct>, cycles: Cycles): Discount[] {
  const found = products.flatMap((product): Discount[] => {
    const offer = offerOf(catalog, product);
    const held = (of: PercentOff | AmountOff) => ({ product, from: product.from, to: endOf(product, of, cycles) });
    return [...offer.percentOff.map((of) => ({ kind: 'percent' as const, of, ...held(of) })), ...(offer.amountOff ?? []).map((of) => ({ kind: 'amountOff' as const, of, ...held(of) }))];
  });
  return found.sort(inOrder);
}

function takesOff({ product, kind, of }: Discount, base: ChargeTrack): boolean {
  if (base.product.serviceId !== product.serviceId) return false;
  return kind === 'percent' && !of.charges ? base.category === 'plan' || base.category === 'addon' : of.charges?.includes(base.charge) ?? false;
}

const idOf = ({ product, of }: Discount) => `${product.productId}:${of.code}`;

/** What stands before a discount on some days: those in force that are taken first, in their order, and the name of just this state. */
type State = { readonly from: Day; readonly to: Day | null; readonly before: ReadonlyArray<Discount>; readonly name: string };

const LESS = ' less ';
const AFTER = ' after ';
const nameOf = (inForceThen: ReadonlyArray<Discount>, over: ReadonlyArray<Discount>) => `${inForceThen.map((one) => `${LESS}${idOf(one)}`).join('')}${over.map((one) => `${AFTER}${idOf(one)}`).join('')}`;

/** The names of all states in the order of time, from before the first begins until the last is over. */
function namesInTime(first: ReadonlyArray<Discount>): string[] {
  const turns = first.flatMap((one) => [{ one, day: one.from, begins: true }, ...(one.to === null ? [] : [{ one, day: later(one.from, one.to), begins: false }])]);
  turns.sort((a, b) => (a.day === b.day ? Number(b.begins) - Number(a.begins) : a.day < b.day ? -1 : 1));
  return Array.from({ length: turns.length + 1 }, (_, count) => {
    const past = turns.slice(0, count);
    const over = first.filter((one) => past.some((turn) => turn.one === one && !turn.begins));
    return nameOf(first.filter((one) => past.some((turn) => turn.one === one) && !over.includes(one)), over);
  });
}

/** The days of a state by what is known now; none where it turned out never to have been. */
function stateOf(name: string, first: ReadonlyArray<Discount>): State {
  const parts = new Set(name.split(/(?= less | after )/));
  let from = '0000-01-01';
  let to: Day | null = null;
  const before = first.filter((one) => {
    const isInForce = parts.has(`${LESS}${idOf(one)}`);
    if (isInForce) [from, to] = [later(from, one.from), earlier(to, one.to)];
    else if (parts.has(`${AFTER}${idOf(one)}`)) from = later(from, later(one.from, one.to ?? '9999-12-31'));
    else to = earlier(to, one.from);
    return isInForce;
  });
  return { from, to, before, name };
}

/**
 * The days cut where a discount that is taken first begins or ends. A state names what is in force and what is over, so that
 * it never comes twice, and its days keep their own coverage: where an earlier discount turns out to have ended before, the
 * later ones are given back at what they were and charged at what they are. So the states that were charged are among them.
 */
function statesOf(first: ReadonlyArray<Discount>, charged: ReadonlyArray<string>): State[] {
  return [...new Set([...namesInTime(first), ...charged])].map((name) => stateOf(name, first));
}

/** A whole price after the discounts of a day, step by step. */
function stepsOn(day: Day, price: Minor, discounts: ReadonlyArray<Discount>, quantity: number): { readonly off: Steps; readonly left: Minor; readonly until: Day | null } {
  let left = price;
  let until: Day | null = null;
  const off = discounts.map(({ kind, of, product }) => {
    const found = inForce(of.versions, day, `Discount ${of.code} of offer ${product.offer}`);
    until = earlier(until, found.until);
    const rate = kind === 'percent' ? found.price : null;
    const taken = rate === null ? Math.min(found.price * quantity, Math.max(left, 0)) : roundedProduct(left, rate, WHOLE);
    left -= taken;
    return { rate, off: taken, left };
  });
  return { off, left, until };
}

/** A discount runs like a charge of its own over the days on which both it and its base are held, in each state by itself. */
function tracksOf(own: Discount, first: ReadonlyArray<Discount>, base: ChargeTrack, chargedThrough: ChargedThrough): ChargeTrack[] {
  const { product, of, kind } = own;
  const plain = baseOf(base.product.productId, base.charge);
  const key = chargeKey(product.productId, of.code, plain);
  const charged = first.length === 0 ? [] : [...chargedThrough.keys()].filter((other) => other.startsWith(key)).map((other) => other.slice(key.length)).filter((name) => name === '' || name.startsWith(LESS) || name.startsWith(AFTER));
  return statesOf(first, charged).map((state): ChargeTrack => {
    const id = `${plain}${state.name}`;
    const from = later(later(own.from, base.from), state.from);
    const to = earlier(earlier(own.to, base.to), state.to);
    return {
      key: chargeKey(product.productId, of.code, id), product, charge: of.code, label: of.label, category: 'discount', taxCode: of.tax, timing: base.timing, unit: base.unit, prorated: base.prorated, from, to, quantity: 1,
      base: { id, charge: base.charge, kind },
      priceOn(day) {
        const { price, version, until } = inForce(of.versions, day, `Discount ${of.code} of offer ${product.offer}`);
        const whole = base.priceOn(day);
        const before = stepsOn(day, whole.price, state.before, base.quantity);
        const [step] = stepsOn(day, before.left, [own], base.quantity).off;
        const ends = earlier(earlier(until, whole.until), before.until);
        const steps = { price: whole.price, off: step ? [...before.off, step] : before.off };
        if (kind === 'percent') return { price: 0 - before.left, rate: price, version, until: ends, ...(before.off.length > 0 ? { steps } : {}) };
        return { price: 0 - (step?.off ?? 0), rate: WHOLE, version, until: ends, steps };
      },
    };
  });
}

/** All recurring charges of the products: their own, and the discounts taken off them. */
export function chargeTracks(catalog: Catalog, products: ReadonlyArray<HeldProduct>, cycles: Cycles, chargedThrough: ChargedThrough): ChargeTrack[] {
  const own = ownTracks(catalog, products, cycles);
  const discounts = discountsOf(catalog, products, cycles);
  return [...own, ...own.flatMap((base) => {
    const on = discounts.filter((discount) => takesOff(discount, base));
    return on.flatMap((discount, index) => tracksOf(discount, on.slice(0, index), base, chargedThrough));
  })];
}
