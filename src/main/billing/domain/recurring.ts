import type { LineTrace, UntaxedLine } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import { addDays, daysBetween, type Day, type Period } from '../../../contract/dates.ts';
import { billingPeriod, cycleHolding, cycleOn, type Cycles, lastsLonger } from '../../../contract/cycles.ts';
import { partText, type ChargedThrough } from './charged-through.ts';
import type { ChargeTrack, PriceInForce } from './charge-track.ts';
import { chargeTracks } from './discount-tracks.ts';
import { type HeldProduct, neverBegan } from './held-product.ts';
import { proratedAmount } from './prorate.ts';

export type RecurringInput = {
  readonly catalog: Catalog;
  readonly products: ReadonlyArray<HeldProduct>;
  readonly chargedThrough: ChargedThrough;
  readonly cycles: Cycles;
  readonly billDay: Day;
  /** Nothing before this day is charged: where the account's billing begins here but its products are older. */
  readonly since?: Day;
  /** Leaves out what is charged in arrears (bill now of chosen items, product.md 2.2). */
  readonly withoutArrears?: boolean;
};

/** A recurring line before tax. */
export type RecurringLine = UntaxedLine;

/** Days charged as one: `times` whole intervals where there are several, else a part or the whole of one. */
type Piece = { readonly part: Period; readonly ofDays: number; readonly price: PriceInForce; readonly times: number; readonly amount: number };

const min = (a: Day, b: Day) => (a < b ? a : b);
const max = (a: Day, b: Day) => (a > b ? a : b);

/** Whether the charge runs by a unit of its own beside the account's cycle. */
const ownUnit = (track: ChargeTrack, day: Day, cycles: Cycles) => track.unit !== null && track.unit !== cycleOn(day, cycles).unit;

/** Cuts a stretch of days at the ends of what the price is for and at price versions, and prices each piece in its cycle. */
function cut(track: ChargeTrack, stretch: Period, cycles: Cycles): Piece[] {
  const found: Piece[] = [];
  for (let day = stretch.from; day < stretch.to; ) {
    const { whole, held } = cycleHolding(day, cycles, track.unit ?? undefined);
    if (track.prorated) {
      const price = track.priceOn(day);
      const part = { from: day, to: min(min(held.to, stretch.to), price.until ?? held.to) };
      found.push({ part, ofDays: daysBetween(whole.from, whole.to), price, times: 1, amount: proratedAmount(price.price, whole, part, price.rate) });
      day = part.to;
    } else {
      const part = ownUnit(track, day, cycles) ? held : billingPeriod(day, cycles);
      const price = track.priceOn(max(part.from, track.from));
      found.push({ part, ofDays: daysBetween(part.from, part.to), price, times: 1, amount: proratedAmount(price.price, part, part, price.rate) });
      day = part.to;
    }
  }
  return found;
}

/** The pieces of a stretch; whole months of one price on a quarter's bill read as one. */
function pieces(track: ChargeTrack, stretch: Period, cycles: Cycles): Piece[] {
  const all = cut(track, stretch, cycles);
  if (!ownUnit(track, stretch.from, cycles)) return all;
  const joined: Piece[] = [];
  for (const piece of all) {
    const last = joined.at(-1);
    const wholes = last && daysBetween(last.part.from, last.part.to) === last.ofDays && daysBetween(piece.part.from, piece.part.to) === piece.ofDays;
    if (last && wholes && last.price.version === piece.price.version && last.price.price === piece.price.price && last.price.rate === piece.price.rate) {
      joined[joined.length - 1] = { ...last, part: { from: last.part.from, to: piece.part.to }, ofDays: last.ofDays + piece.ofDays, times: last.times + 1, amount: last.amount + piece.amount };
    } else joined.push(piece);
  }
  return joined;
}

function traceOf({ base }: ChargeTrack, { price, times }: Piece, span: Pick<Extract<LineTrace, { kind: 'recurring' }>, 'days' | 'ofDays' | 'refund' | 'unit' | 'times' | 'beyond'>): LineTrace {
  if (!base) return { kind: 'recurring', price: price.price * times, ...span };
  if (base.kind === 'percent') return { kind: 'percent', rate: price.rate, base: (0 - price.price) * times, baseCharge: base.charge, ...(price.steps ? { steps: price.steps } : {}), ...span };
  return { kind: 'amountOff', off: (0 - price.price) * times, baseCharge: base.charge, steps: price.steps ?? { price: 0, off: [] }, ...span };
}

function lineOf(track: ChargeTrack, piece: Piece, refund: boolean, cycles: Cycles): RecurringLine {
  const { product, base } = track;
  const { price, part, ofDays, times } = piece;
  const days = daysBetween(part.from, part.to);
  const span = { days, ofDays, refund, ...(ownUnit(track, part.from, cycles) && track.unit ? { unit: track.unit, times, beyond: lastsLonger(track.unit, cycleOn(part.from, cycles).unit) } : {}) };
  return {
    serviceId: product.serviceId, productId: product.productId, offer: product.offer, charge: track.charge, version: price.version,
    part: partText(part.from, part.to, base?.id ?? null), label: track.label, category: track.category, period: part,
    units: track.quantity > 1 ? track.quantity : null, unit: null, amount: refund ? 0 - piece.amount : piece.amount, taxCode: track.taxCode,
    trace: traceOf(track, piece, span),
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

/**
 * Up to where a charge is due on the bill day. In advance: to the end of the bill's period, and of whatever the price is for
 * that begins in it, so a year is charged whole by the bill that reaches it. In arrears: to the bill day, or to the last
 * whole year or month where that lasts longer than the account's cycle, until the product ends.
 */
function dueThrough(track: ChargeTrack, billDay: Day, cycles: Cycles): Day {
  const unit = track.unit ?? cycleOn(billDay, cycles).unit;
  if (track.timing === 'advance') return cycleHolding(addDays(billingPeriod(billDay, cycles).to, -1), cycles, unit).held.to;
  const over = track.to !== null && track.to <= billDay;
  return over || !lastsLonger(unit, cycleOn(billDay, cycles).unit) ? billDay : cycleHolding(billDay, cycles, unit).held.from;
}

/** What one charge still owes on the bill day, or has to give back. */
function linesOf(track: ChargeTrack, input: RecurringInput, wholes: Wholes): RecurringLine[] {
  const { billDay, cycles, since } = input;
  const limit = dueThrough(track, billDay, cycles);
  const own = input.chargedThrough.get(track.key) ?? max(track.from, since ?? track.from);
  const through = track.prorated ? own : max(own, wholes.get(wholeOf(track)) ?? own);
  const end = track.to === null ? null : max(track.from, track.to);
  const target = end === null ? limit : min(end, limit);
  if (through < target) return pieces(track, { from: through, to: target }, cycles).map((piece) => lineOf(track, piece, false, cycles));
  if (end !== null && through > end && track.prorated && input.chargedThrough.has(track.key)) {
    return pieces(track, { from: end, to: through }, cycles).map((piece) => lineOf(track, piece, true, cycles));
  }
  return [];
}

/** What the charges of a service come to for some days, whatever of it was billed when. */
export function chargesOfDays(input: Pick<RecurringInput, 'catalog' | 'products' | 'cycles'>, serviceId: number | null, days: Period): number {
  const tracks = chargeTracks(input.catalog, input.products, input.cycles, new Map()).filter(({ product }) => product.serviceId === serviceId && !neverBegan(product));
  return tracks.reduce((sum, track) => {
    const from = max(track.from, days.from);
    const to = track.to === null ? days.to : min(track.to, days.to);
    return sum + (from < to ? cut(track, { from, to }, input.cycles).reduce((total, piece) => total + piece.amount, 0) : 0);
  }, 0);
}

/**
 * The recurring lines of a bill. Each charge should cover [product.from, product.to), as far as the end of the cycle that
 * holds the bill day (in advance) or the bill day itself (in arrears). What is not charged yet is charged, what is charged
 * beyond a product's end is given back at the price it was charged for, by days of its cycle (product.md 9.4). A charge that
 * is not prorated is charged whole in each cycle it touches and never given back. Throws where the catalog has no price.
 */
export function recurringCharges(input: RecurringInput): RecurringLine[] {
  const { catalog, products, cycles, chargedThrough, withoutArrears } = input;
  const tracks = chargeTracks(catalog, products, cycles, chargedThrough)
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
