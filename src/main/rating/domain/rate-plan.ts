import { cycleOf, type Day, dayOf, startOfDay } from '../../../contract/dates.ts';
import type { PlanFile } from '../../../contract/plan.ts';
import type { UsageEvent } from '../../../contract/usage.ts';
import { thresholdsCrossed, type ThresholdCrossed } from './allowance-thresholds.ts';
import { chargesOfUsage, type UsageCharge } from './charges-of-usage.ts';
import { compileCatalog } from './compile-catalog.ts';
import type { CycleEvent, CycleUsage, Grant, UnratedUsage } from './cycle-usage.ts';
import { partnerShares, type PartnerShare } from './partner-shares.ts';
import { rateCycle } from './rate-cycle.ts';
import { grantsAfter } from './rollover.ts';

/** One cycle of a plan file; services are the lines, counted from 1, and usage ids the events, counted from 1. */
export type PlanCycle = { readonly from: Day; readonly charges: ReadonlyArray<UsageCharge>; readonly unrated: ReadonlyArray<UnratedUsage>; readonly crossed: ReadonlyArray<ThresholdCrossed>; readonly shares: ReadonlyArray<PartnerShare> };

/**
 * Rates usage against a plan file, cycle by cycle: what allowances leave goes on into the next cycle. Events of lines that the
 * plan does not have are for the caller to leave out. Throws a RangeError for prices beyond exact numbers.
 */
export function ratePlan(plan: PlanFile, usage: ReadonlyArray<UsageEvent>): PlanCycle[] {
  const { catalog, cycleDay, zone = catalog.zone } = plan;
  const compiled = compileCatalog(catalog);
  const serviceOf = new Map(plan.lines.map(({ line }, index) => [line, index + 1]));
  const products = plan.lines.flatMap(({ offers, from, pricesOf }, index) => offers.map((offer, place) => ({ productId: (index + 1) * 1000 + place, serviceId: index + 1, offer, from, to: null, ...(pricesOf ? { pricesOf } : {}) })));
  const reservations = (plan.reservations ?? []).map(({ allowance, line, ...one }) => ({ ...one, code: allowance, serviceId: serviceIn(serviceOf, line) }));
  let grants = (plan.topUps ?? []).map(({ allowance, line, to, ...one }): Grant => ({ ...one, kind: 'topUp', code: allowance, serviceId: serviceIn(serviceOf, line), to: to ?? null }));
  const events = usage.map(({ line, ...event }, index): CycleEvent => ({ ...event, usageId: index + 1, serviceId: serviceOf.get(line) ?? 0, billed: null }));
  const ahead = Math.max(0, ...[...compiled.allowances.values()].map(({ rollover }) => rollover?.cycles ?? 0));
  return cyclesOf(events, catalog.zone, cycleDay, ahead > 0).map(([cycle, own]) => {
    const input: CycleUsage = { zone, products, events: own, grants, reservations };
    const { rated, unrated } = rateCycle(compiled, input);
    const ends = endsAfter(cycle.to, cycleDay, ahead).map((day) => startOfDay(day, catalog.zone));
    grants = grantsAfter(compiled, { usage: input, rated, lastDay: Date.parse(cycle.to) / 86_400_000 - 1, from: cycle.from, at: startOfDay(cycle.to, catalog.zone), ends });
    const charges = chargesOfUsage(rated);
    return { from: cycle.from, charges, unrated, crossed: thresholdsCrossed(compiled, rated), shares: partnerShares(catalog, zone, charges, (serviceId) => plan.lines[serviceId - 1]?.place ?? null) };
  });
}

function serviceIn(serviceOf: ReadonlyMap<string, number>, line: string | undefined): number | null {
  return line === undefined ? null : (serviceOf.get(line) ?? 0);
}

type Cycle = { readonly from: Day; readonly to: Day };

/** The cycles that have events, in order; with `each` also those between them, because what is left goes on through them. */
function cyclesOf(events: ReadonlyArray<CycleEvent>, zone: string, cycleDay: number, each: boolean): Array<readonly [Cycle, CycleEvent[]]> {
  const found = new Map<Day, readonly [Cycle, CycleEvent[]]>();
  for (const event of events) {
    const cycle = cycleOf(dayOf(event.start, zone), cycleDay);
    const known = found.get(cycle.from);
    if (known) known[1].push(event);
    else found.set(cycle.from, [cycle, [event]]);
  }
  const sorted = [...found.values()].sort(([a], [b]) => (a.from < b.from ? -1 : 1));
  if (!each) return sorted;
  return sorted.flatMap(([cycle, own], index): Array<readonly [Cycle, CycleEvent[]]> => {
    const next = sorted[index + 1]?.[0].from;
    const between: Array<readonly [Cycle, CycleEvent[]]> = [];
    for (let day = cycle.to; next !== undefined && day < next; day = cycleOf(day, cycleDay).to) between.push([cycleOf(day, cycleDay), []]);
    return [[cycle, own], ...between];
  });
}

function endsAfter(day: Day, cycleDay: number, count: number): Day[] {
  const ends: Day[] = [];
  for (let from = day; ends.length < count; from = ends.at(-1) ?? from) ends.push(cycleOf(from, cycleDay).to);
  return ends;
}
