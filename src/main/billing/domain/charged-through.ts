import { type BillLine, recurs } from '../../../contract/bill.ts';
import { addDays, type Day } from '../../../contract/dates.ts';

/** Up to which day each charge of each product is charged already, by `chargeKey`. */
export type ChargedThrough = ReadonlyMap<string, Day>;

/** Where a percent line's part names the charge it is taken off: "2026-11-05..2026-12-05 of 12:plan". */
const BASE = ' of ';

/** What a percent line is taken off: the product and its charge. */
export function baseOf(productId: number, charge: string): string {
  return `${productId}:${charge}`;
}

/** A line's period as its part; a percent discount adds what it is taken off, so that each base keeps its own days. */
export function partText(from: Day, to: Day, base: string | null): string {
  return base === null ? `${from}..${to}` : `${from}..${to}${BASE}${base}`;
}

/** The key under which coverage is kept: product and charge, and the base where the charge is a percent of another. */
export function chargeKey(productId: number, charge: string, base: string | null = null): string {
  return base === null ? `${productId}|${charge}` : `${productId}|${charge}|${base}`;
}

type Earlier = Pick<BillLine, 'productId' | 'charge' | 'part' | 'period' | 'trace'>;

/**
 * Coverage from the lines of all earlier bills, oldest bill first (any order within one bill). A charge moves the day
 * forward to its end, a refund back to its start; an activation charge is known by its presence alone.
 */
export function chargedThroughOf(lines: Iterable<Earlier>): Map<string, Day> {
  const through = new Map<string, Day>();
  for (const { productId, charge, part, period, trace } of lines) {
    if (productId === null) continue;
    if (trace.kind === 'oneTime') {
      through.set(chargeKey(productId, charge), addDays(trace.day, 1));
      continue;
    }
    // A cycle's usage, discount or shortfall says nothing of the days that a charge covers.
    if (!recurs(trace)) continue;
    const at = part.indexOf(BASE);
    const key = chargeKey(productId, charge, at < 0 ? null : part.slice(at + BASE.length));
    const now = through.get(key);
    if (trace.refund) through.set(key, now && now < period.from ? now : period.from);
    else through.set(key, now && now > period.to ? now : period.to);
  }
  return through;
}
