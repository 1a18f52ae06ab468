import { Temporal } from 'temporal-polyfill';

/** A business date as '2026-11-05'. */
export type Day = string;
/** A moment as an ISO string in UTC, '2026-11-05T10:42:00.000Z'. */
export type Instant = string;
/** A half-open range of days: `from` is in it, `to` is not (product.md 9.4). */
export type Period = { readonly from: Day; readonly to: Day };

/** Whole days from a to b; negative when b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);
}

/** The day `days` later (earlier where negative). */
export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The common part of two periods, or undefined where they do not meet. */
export function overlap(a: Period, b: Period): Period | undefined {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from < to ? { from, to } : undefined;
}

/**
 * The cycle start in the given month: cycle day 29-31 is the last day of a shorter month and returns to its own day
 * afterwards (product.md 9.4). `month` may be any day of that month.
 */
export function cycleStartInMonth(month: Day, cycleDay: number): Day {
  const date = Temporal.PlainDate.from(month);
  return date.with({ day: Math.min(cycleDay, date.daysInMonth) }).toString();
}

/** The monthly cycle that holds the day. */
export function cycleOf(day: Day, cycleDay: number): Period {
  const here = cycleStartInMonth(day, cycleDay);
  const first = Temporal.PlainDate.from(day).with({ day: 1 });
  if (day >= here) return { from: here, to: cycleStartInMonth(first.add({ months: 1 }).toString(), cycleDay) };
  return { from: cycleStartInMonth(first.subtract({ months: 1 }).toString(), cycleDay), to: here };
}

/** The cycle after the one that ends at `cycleEnd`. */
export function nextCycle(cycleEnd: Day, cycleDay: number): Period {
  return cycleOf(cycleEnd, cycleDay);
}

const dayInZone = new Map<string, Intl.DateTimeFormat>();

/** The calendar day of a moment in a zone; bill days are in the operator's zone (architecture.md 10.7). */
export function dayOf(instant: Instant, zone: string): Day {
  let format = dayInZone.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dayInZone.set(zone, format);
  }
  return format.format(Date.parse(instant));
}

/** The first moment of a day in a zone. */
export function startOfDay(day: Day, zone: string): Instant {
  const start = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
  return new Date(start).toISOString();
}

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const shortNames = monthNames.map((name) => name.slice(0, 3));

/** "November"; the month a bill is named after is the month of its bill day. */
export function monthName(day: Day): string {
  return monthNames[Number(day.slice(5, 7)) - 1] ?? day;
}

/** "5 Nov 2026", or without the year where it is within six months of `today` (design.md 9). */
export function formatDay(day: Day, today?: Day): string {
  const short = `${Number(day.slice(8, 10))} ${shortNames[Number(day.slice(5, 7)) - 1] ?? ''}`;
  return today && Math.abs(daysBetween(day, today)) < 184 ? short : `${short} ${day.slice(0, 4)}`;
}

/** "5 Oct – 4 Nov": people read the last day as included, so the half-open end is shown a day earlier. */
export function formatPeriod(period: Period, today?: Day): string {
  const last = addDays(period.to, -1);
  if (last <= period.from) return formatDay(period.from, today);
  if (last.slice(0, 7) === period.from.slice(0, 7)) return `${Number(period.from.slice(8, 10))} – ${formatDay(last, today)}`;
  return `${formatDay(period.from, today ?? last)} – ${formatDay(last, today)}`;
}
