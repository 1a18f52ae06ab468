import type { UsageKind } from '../../../contract/catalog.ts';
import { startOfDay, type Day, type Instant, type Period } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';
import type { HeldProduct } from './held-product.ts';
import type { UsageCharge } from './usage-charge.ts';

/** Usage that a bill within the cycle charged already. */
export type UsedBefore = { readonly serviceId: number; readonly usage: UsageKind; readonly start: Instant; readonly units: number; readonly amount: Minor };

/**
 * The cycle that a bill ends, with all its usage, whenever billed: what is settled once a cycle (a discount by volume, a
 * minimum) looks at all of it. Null on a bill within a cycle.
 */
export type ClosingCycle = { readonly days: Period; readonly zone: string; readonly used: ReadonlyArray<UsedBefore> };

/** All usage of a cycle: what was billed within it and what this bill charges. */
export function closingCycle(days: Period, zone: string, before: ReadonlyArray<UsedBefore>, now: ReadonlyArray<UsageCharge>): ClosingCycle {
  const here = now.flatMap(({ serviceId, events }) => events.map(({ usage, start, amount, trace }) => ({ serviceId, usage, start, units: trace.rounded, amount })));
  return { days, zone, used: [...before, ...here] };
}

/** The days of the cycle on which a product was held; undefined where on none. */
export function heldDays({ days }: ClosingCycle, product: HeldProduct): Period | undefined {
  const from = product.from > days.from ? product.from : days.from;
  const to = product.to !== null && product.to < days.to ? product.to : days.to;
  return from < to ? { from, to } : undefined;
}

/** The usage of some days of the cycle; of one service, or of all. */
export function usedOn({ used, zone }: ClosingCycle, days: Period, serviceId: number | null): UsedBefore[] {
  const [from, to]: [Instant, Instant] = [startOfDay(days.from, zone), startOfDay(days.to, zone)];
  return used.filter((event) => event.start >= from && event.start < to && (serviceId === null || event.serviceId === serviceId));
}

/** A period as the part of a line that is settled once for it. */
export function cyclePart({ from, to }: { readonly from: Day; readonly to: Day }): string {
  return `cycle ${from}..${to}`;
}
