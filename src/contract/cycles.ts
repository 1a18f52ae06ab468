import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { addDays, cycleOf, cycleStartInMonth, daysBetween, type Day, type Period } from './dates.ts';

/** How often something is billed or charged, shortest first. */
export const cycleUnits = ['week', 'twoWeeks', 'fourWeeks', 'month', 'quarter', 'year'] as const;
export const CycleUnit = z.enum(cycleUnits);
export type CycleUnit = z.infer<typeof CycleUnit>;

const monthsOf: Readonly<Partial<Record<CycleUnit, number>>> = { month: 1, quarter: 3, year: 12 };
const daysOf: Readonly<Partial<Record<CycleUnit, number>>> = { week: 7, twoWeeks: 14, fourWeeks: 28 };

/** "2 months", "1 quarter", "8 weeks" for twice four weeks. */
export function cyclesText(count: number, unit: CycleUnit): string {
  const days = daysOf[unit];
  const [size, name] = days === undefined ? [count, unit] : [(count * days) / 7, 'week'];
  return `${size} ${name}${size === 1 ? '' : 's'}`;
}

/** What one of them is called after "a": "month", "four weeks". */
export const cycleNames: Readonly<Record<CycleUnit, string>> = { week: 'week', twoWeeks: 'two weeks', fourWeeks: 'four weeks', month: 'month', quarter: 'quarter', year: 'year' };

/**
 * A cycle that goes on for ever. By months it starts on `day` (29-31 is the last day of a shorter month), quarters and years
 * count from the month of `anchor`; by weeks it starts on `anchor` and every so many weeks before and after.
 */
export type Cycle = { readonly unit: CycleUnit; readonly day: number; readonly anchor: Day };

/**
 * The cycles of an account, oldest first, each in force from its day; the first also before it. Where a new one begins within
 * a cycle of its own, its first period is short, or `long`: joined with the cycle after it.
 */
export type Cycles = readonly [CycleSince, ...CycleSince[]];
export type CycleSince = { readonly from: Day; readonly first: 'short' | 'long'; readonly cycle: Cycle };

/** A whole cycle, and the days of it on which it was in force. */
export type HeldCycle = { readonly whole: Period; readonly held: Period };

/** Monday, and the first month of a year: where cycles are counted from unless told otherwise. */
export const USUAL_ANCHOR: Day = '2024-01-01';

/** What nearly every account has: a month from the given day on, for ever. */
export function monthlyOn(day: number): Cycles {
  return [{ from: USUAL_ANCHOR, first: 'short', cycle: { unit: 'month', day, anchor: USUAL_ANCHOR } }];
}

/** The remainder that is never negative. */
const modulo = (a: number, b: number) => ((a % b) + b) % b;
const monthNumber = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));

function countedCycle(day: Day, { unit, day: cycleDay, anchor }: Cycle): Period {
  const days = daysOf[unit];
  if (days !== undefined) {
    const from = addDays(day, 0 - modulo(daysBetween(anchor, day), days));
    return { from, to: addDays(from, days) };
  }
  const month = cycleOf(day, cycleDay);
  const months = monthsOf[unit] ?? 1;
  if (months === 1) return month;
  const first = Temporal.PlainDate.from(month.from).with({ day: 1 }).subtract({ months: modulo(monthNumber(month.from) - monthNumber(anchor), months) });
  return { from: cycleStartInMonth(first.toString(), cycleDay), to: cycleStartInMonth(first.add({ months }).toString(), cycleDay) };
}

const known = new Map<string, Period>();

/** The whole cycle that holds the day, remembered: a run asks for the same few for every charge of every account. */
export function wholeCycle(day: Day, cycle: Cycle): Period {
  const key = `${day}|${cycle.unit}|${cycle.day}|${cycle.anchor}`;
  const found = known.get(key);
  if (found) return found;
  if (known.size > 5000) known.clear();
  const counted = countedCycle(day, cycle);
  known.set(key, counted);
  return counted;
}

const min = (a: Day, b: Day) => (a < b ? a : b);
const max = (a: Day, b: Day) => (a > b ? a : b);

function inForce(day: Day, cycles: Cycles): { readonly since: CycleSince; readonly from: Day | null; readonly to: Day | null } {
  let at = 0;
  while (cycles[at + 1] !== undefined && (cycles[at + 1]?.from ?? day) <= day) at += 1;
  const since = cycles[at] ?? cycles[0];
  return { since, from: at === 0 ? null : since.from, to: cycles[at + 1]?.from ?? null };
}

/** The cycle in force on a day. */
export function cycleOn(day: Day, cycles: Cycles): Cycle {
  return inForce(day, cycles).since.cycle;
}

/**
 * The cycle that holds the day, or the time of another length that runs with it from the same day: the month of a charge on
 * an account that is billed by quarters.
 */
export function cycleHolding(day: Day, cycles: Cycles, unit?: CycleUnit): HeldCycle {
  const { since, from, to } = inForce(day, cycles);
  const whole = wholeCycle(day, unit === undefined || unit === since.cycle.unit ? since.cycle : { ...since.cycle, unit });
  return { whole, held: { from: from === null ? whole.from : max(whole.from, from), to: to === null ? whole.to : min(whole.to, to) } };
}

/** The days that one bill of a cycle covers: a cycle as far as it is in force, with a long first period joined to the next. */
export function billingPeriod(day: Day, cycles: Cycles): Period {
  const { held } = cycleHolding(day, cycles);
  const { since, from } = inForce(day, cycles);
  if (from === null || since.first === 'short') return held;
  const first = cycleHolding(from, cycles);
  if (first.whole.from === from || inForce(first.held.to, cycles).since !== since) return held;
  const joined = { from, to: cycleHolding(first.held.to, cycles).held.to };
  return day < joined.to ? joined : held;
}

/** Whether a billing period of the account starts on the day. */
export function billsOn(day: Day, cycles: Cycles): boolean {
  return billingPeriod(day, cycles).from === day;
}

/** True where one lasts longer than the other. */
export function lastsLonger(unit: CycleUnit, than: CycleUnit): boolean {
  return cycleUnits.indexOf(unit) > cycleUnits.indexOf(than);
}

/** The day on which a run of so many times the unit ends that began on `from`. */
export function afterCycles(from: Day, count: number, unit: CycleUnit): Day {
  const days = daysOf[unit];
  return days === undefined ? Temporal.PlainDate.from(from).add({ months: count * (monthsOf[unit] ?? 1) }).toString() : addDays(from, count * days);
}
