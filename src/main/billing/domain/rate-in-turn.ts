import { cycleHolding, type Cycles } from '../../../contract/cycles.ts';
import { type Day, type Period, startOfDay } from '../../../contract/dates.ts';
import { MICROS_PER_MINOR } from '../../../contract/money.ts';
import type { CompiledCatalog } from '../../rating/domain/compile-catalog.ts';
import type { CycleEvent, CycleUsage, Grant, RatedCycle, Reservation } from '../../rating/domain/cycle-usage.ts';
import { rateCycle } from '../../rating/domain/rate-cycle.ts';
import { grantsOf, type StoreEnd, storesAtEnd } from '../../rating/domain/rollover.ts';

/** A store of an allowance as a bill keeps it, with its cycle. */
export type KeptEnd = StoreEnd & { readonly cycleFrom: Day; readonly cycleTo: Day };

/**
 * An account whose allowances go on: what earlier bills kept of them, what was bought beside them, and the day from which cycles are still open (where the
 * last bill of a cycle ended, or the account began; null where none is open). `again` is that the events of a closed cycle are all
 * there and rated again, not only those that come late. `zone` is the customer's.
 */
export type GoingOn = Pick<CycleUsage, 'zone' | 'products' | 'reservations'> & { readonly cycles: Cycles; readonly kept: ReadonlyArray<KeptEnd>; readonly topUps: ReadonlyArray<Grant>; readonly openFrom: Day | null; readonly again?: boolean };

export type RatedInTurn = RatedCycle & { readonly ended: ReadonlyArray<KeptEnd> };

/**
 * Rates cycles one after the other where something of an allowance may go on: each open one has what the one before left, also
 * through cycles without usage, and what was bought in it. A cycle that a bill ended is never worked out again: it has what was kept before it, and usage
 * that comes late finds what went, not what was carried on. `ended` is how each open cycle up to the day `through` was left;
 * `operatorZone` is that of bill days, `events` are by first day of their cycle.
 */
export function rateInTurn(catalog: CompiledCatalog, operatorZone: string, account: GoingOn, events: ReadonlyMap<Day, ReadonlyArray<CycleEvent>>, through: Day): RatedInTurn {
  const { cycles, kept, topUps, openFrom, again = false, zone, products, reservations = [] } = account;
  const open = openFrom === null ? null : cycleHolding(openFrom, cycles).held.from;
  const leftAt = (day: Day) => grantsOf(kept.filter((end) => end.cycleTo === day));
  const boughtIn = ({ from, to }: Period) => topUps.filter((topUp) => topUp.from >= startOfDay(from, operatorZone) && topUp.from < startOfDay(to, operatorZone));
  const parts: RatedCycle[] = [];
  for (const [from, late] of events) {
    if (open !== null && from >= open) continue;
    parts.push(rateCycle(catalog, { zone, products, events: late, grants: [...leftAt(from), ...boughtIn(cycleHolding(from, cycles).held)], reservations: heldBack(catalog, kept.filter((end) => end.cycleFrom === from), again, operatorZone) }));
  }
  const ended: KeptEnd[] = [];
  const last = [...events.keys(), ...(open === null ? [] : [open])].reduce((a, b) => (a > b ? a : b), '');
  let left: ReadonlyArray<Grant> = open === null ? [] : leftAt(open);
  for (let day = open; day !== null && (day <= last || day < through); ) {
    const cycle: Period = cycleHolding(day, cycles).held;
    const usage: CycleUsage = { zone, products, events: events.get(cycle.from) ?? [], grants: [...left, ...boughtIn(cycle)], reservations };
    const rated = rateCycle(catalog, usage);
    const ends = storesAtEnd(catalog, { usage, rated: rated.rated, lastDay: Date.parse(cycle.to) / 86_400_000 - 1, from: cycle.from, at: startOfDay(cycle.to, operatorZone), ends: endsAfter(catalog, cycle.to, cycles, operatorZone) });
    parts.push(rated);
    if (cycle.to <= through) ended.push(...ends.map((end) => ({ ...end, cycleFrom: cycle.from, cycleTo: cycle.to })));
    left = grantsOf(ends);
    day = cycle.to;
  }
  return { rated: parts.flatMap((part) => part.rated), unrated: parts.flatMap((part) => part.unrated), ended };
}

/**
 * What events of a closed cycle may not take: what it carried on and, where its other events are not there, what they used.
 * Money in micros, as stores count.
 */
function heldBack(catalog: CompiledCatalog, ends: ReadonlyArray<KeptEnd>, again: boolean, zone: string): Reservation[] {
  return ends.map(({ code, serviceId, carried, used, cycleFrom, cycleTo }) => {
    const size = catalog.allowances.get(code)?.measure === 'money' ? MICROS_PER_MINOR : 1;
    return { code, serviceId, units: (again ? carried : carried + used) * size, from: startOfDay(cycleFrom, zone), to: startOfDay(cycleTo, zone), key: '' };
  });
}

/** The ends of the cycles to come, as many as the longest rollover lasts. */
function endsAfter(catalog: CompiledCatalog, from: Day, cycles: Cycles, zone: string): ReadonlyArray<string> {
  const count = Math.max(0, ...[...catalog.allowances.values()].map(({ rollover }) => rollover?.cycles ?? 0));
  const ends: string[] = [];
  for (let day = from; ends.length < count; ) {
    day = cycleHolding(day, cycles).held.to;
    ends.push(startOfDay(day, zone));
  }
  return ends;
}
