import { Temporal } from 'temporal-polyfill';
import { addDays, cycleStartInMonth, type Day, type Instant } from '../../contract/dates.ts';

export const DEMO_ZONE = 'America/Los_Angeles';
/** The demo opens at 10:42 in Seattle on Wednesday, 18 November 2026, and ticks from there. */
export const DEMO_NOW: Instant = '2026-11-18T18:42:00.000Z';
export const DEMO_TODAY: Day = '2026-11-18';
/** The month of the first bills: fifteen months of them, of which customers billed late in the month have fourteen. */
const FIRST_MONTH: Day = '2025-09-01';

const midnights = new Map<Day, number>();

/** Local wall time in Seattle, "19:14" or "19:14:05", as a moment. */
export function localInstant(day: Day, time: string): Instant {
  return new Date(localMs(day, secondsOf(time))).toISOString();
}

/** The same by seconds after midnight, in milliseconds since 1970. On a day on which clocks change, noon's offset counts. */
export function localMs(day: Day, seconds: number): number {
  let midnight = midnights.get(day);
  if (midnight === undefined) {
    midnight = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: DEMO_ZONE, plainTime: '12:00' }).epochMilliseconds - 12 * 3_600_000;
    midnights.set(day, midnight);
  }
  return midnight + seconds * 1000;
}

function secondsOf(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return hours * 3600 + minutes * 60 + seconds;
}

/** The bill days of a cycle day (1 to 28) up to today, oldest first. */
export function billDays(cycleDay: number): Day[] {
  const days: Day[] = [];
  for (let month = FIRST_MONTH; ; month = nextMonth(month)) {
    const day = cycleStartInMonth(month, cycleDay);
    if (day > DEMO_TODAY) return days;
    days.push(day);
  }
}

/** Where billing of an older customer begins: the day before the first bill. */
export function openedFor(cycleDay: number): Day {
  return addDays(cycleStartInMonth(FIRST_MONTH, cycleDay), -1);
}

function nextMonth(month: Day): Day {
  return Temporal.PlainDate.from(month).add({ months: 1 }).toString();
}
