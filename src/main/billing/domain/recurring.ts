import type { BillLine } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import { daysBetween, type Day, type Period } from '../../../contract/dates.ts';
import { partText, type ChargedThrough } from './charged-through.ts';
import { chargeTracks, type ChargeTrack, type PriceInForce } from './charge-track.ts';
import { type HeldProduct, neverBegan } from './held-product.ts';
import { cycleHolding, proratedAmount } from './prorate.ts';

export type RecurringInput = {
  readonly catalog: Catalog;
  readonly products: ReadonlyArray<HeldProduct>;
  readonly chargedThrough: ChargedThrough;
  readonly cycleDay: number;
  readonly billDay: Day;
  /** Nothing before this day is charged: where the account's billing begins here but its products are older. */
  readonly since?: Day;
  /** Leaves out what is charged in arrears (bill now of chosen items, product.md 2.2). */
  readonly withoutArrears?: boolean;
};

/** A recurring line before tax. */
export type RecurringLine = Omit<BillLine, 'tax'>;

type Piece = { readonly cycle: Period; readonly part: Period; readonly price: PriceInForce; readonly amount: number };

const min = (a: Day, b: Day) => (a < b ? a : b);
const max = (a: Day, b: Day) => (a > b ? a : b);

/** Cuts a stretch of days at cycle starts and price versions, and prices each piece in its cycle. */
function pieces(track: ChargeTrack, stretch: Period, cycleDay: number): Piece[] {
  const found: Piece[] = [];
  for (let day = stretch.from; day < stretch.to; ) {
    const cycle = cycleHolding(day, cycleDay);
    const price = track.priceOn(track.prorated ? day : max(cycle.from, track.from));
    const end = track.prorated ? min(min(cycle.to, stretch.to), price.until ?? cycle.to) : cycle.to;
    const part = track.prorated ? { from: day, to: end } : cycle;
    found.push({ cycle, part, price, amount: proratedAmount(price.price, cycle, part, price.rate) });
    day = end;
  }
  return found;
}

function lineOf(track: ChargeTrack, piece: Piece, refund: boolean): RecurringLine {
  const { product, base } = track;
  const { price, part, cycle } = piece;
  const days = daysBetween(part.from, part.to);
  const ofDays = daysBetween(cycle.from, cycle.to);
  return {
    serviceId: product.serviceId, productId: product.productId, offer: product.offer, charge: track.charge, version: price.version,
    part: partText(part.from, part.to, base?.id ?? null), label: track.label, category: track.category, period: part,
    units: track.quantity > 1 ? track.quantity : null, unit: null, amount: refund ? 0 - piece.amount : piece.amount, taxCode: track.taxCode,
    trace: base
      ? { kind: 'percent', rate: price.rate, base: 0 - price.price, baseCharge: base.charge, days, ofDays, refund }
      : { kind: 'recurring', price: price.price, days, ofDays, refund },
  };
}

/** Up to where a charge that is not prorated is charged for a service, whichever product it came with: two plans of one cycle pay it once. */
type Wholes = Map<string, Day>;
const wholeOf = (track: ChargeTrack) => `${track.product.serviceId}|${track.charge}`;

function wholesOf(tracks: ReadonlyArray<ChargeTrack>, chargedThrough: ChargedThrough): Wholes {
  const wholes: Wholes = new Map();
  for (const track of tracks) {
    const through = chargedThrough.get(track.key);
    if (!track.prorated && through !== undefined) wholes.set(wholeOf(track), max(through, wholes.get(wholeOf(track)) ?? through));
  }
  return wholes;
}

/** What one charge still owes on the bill day, or has to give back. */
function linesOf(track: ChargeTrack, input: RecurringInput, wholes: Wholes): RecurringLine[] {
  const { billDay, cycleDay, since } = input;
  const limit = track.timing === 'advance' ? cycleHolding(billDay, cycleDay).to : billDay;
  const own = input.chargedThrough.get(track.key) ?? max(track.from, since ?? track.from);
  const through = track.prorated ? own : max(own, wholes.get(wholeOf(track)) ?? own);
  const end = track.to === null ? null : max(track.from, track.to);
  const target = end === null ? limit : min(end, limit);
  if (through < target) return pieces(track, { from: through, to: target }, cycleDay).map((piece) => lineOf(track, piece, false));
  if (end !== null && through > end && track.prorated && input.chargedThrough.has(track.key)) {
    return pieces(track, { from: end, to: through }, cycleDay).map((piece) => lineOf(track, piece, true));
  }
  return [];
}

/**
 * The recurring lines of a bill. Each charge should cover [product.from, product.to), as far as the end of the cycle that
 * holds the bill day (in advance) or the bill day itself (in arrears). What is not charged yet is charged, what is charged
 * beyond a product's end is given back at the price it was charged for, by days of its cycle (product.md 9.4). A charge that
 * is not prorated is charged whole in each cycle it touches and never given back. Throws where the catalog has no price.
 */
export function recurringCharges(input: RecurringInput): RecurringLine[] {
  const { catalog, products, chargedThrough, withoutArrears } = input;
  const tracks = chargeTracks(catalog, products)
    .filter((track) => !(withoutArrears && track.timing === 'arrears'))
    .filter((track) => chargedThrough.has(track.key) || !neverBegan(track.product));
  const wholes = wholesOf(tracks, chargedThrough);
  return tracks.flatMap((track) => {
    const lines = linesOf(track, input, wholes);
    const last = lines.at(-1);
    if (!track.prorated && last) wholes.set(wholeOf(track), last.period.to);
    return lines;
  });
}
