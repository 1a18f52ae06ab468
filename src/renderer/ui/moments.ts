import { addDays, type Day, dayOf, daysBetween, formatDay, type Instant } from '../../contract/dates.ts';

const clocks = new Map<string, Intl.DateTimeFormat>();

/** "10:42" of a moment in a zone, 24 hours. */
export function timeOf(instant: Instant, zone: string): string {
  let format = clocks.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    clocks.set(zone, format);
  }
  return format.format(Date.parse(instant));
}

/** Today shows the time only, other days the day (design.md 9). */
export function momentText(instant: Instant, zone: string, today: Day): string {
  const day = dayOf(instant, zone);
  return day === today ? timeOf(instant, zone) : formatDay(day, today);
}

/** Day and time in full, with the zone: for tooltips and documents. */
export function fullMoment(instant: Instant, zone: string): string {
  return `${formatDay(dayOf(instant, zone))}, ${timeOf(instant, zone)} ${zone.replaceAll('_', ' ')}`;
}

/** "12 min late", "In 18 min", "In 2 h 40 min", "Tomorrow", "5 Nov": when something is due, seen from `now` (milliseconds). */
export function dueText(instant: Instant, now: number, zone: string): string {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000);
  const size = Math.abs(minutes);
  const today = dayOf(new Date(now).toISOString(), zone);
  const day = dayOf(instant, zone);
  if (size < 1) return 'Now';
  if (day === today || size < 360) {
    const words = size < 60 ? `${size} min` : size % 60 === 0 ? `${Math.floor(size / 60)} h` : `${Math.floor(size / 60)} h ${size % 60} min`;
    return minutes < 0 ? `${words} late` : `In ${words}`;
  }
  if (day === addDays(today, 1)) return 'Tomorrow';
  if (day < today) return `${daysBetween(day, today)} days late`;
  return formatDay(day, today);
}

/** Seconds as "0:47" does on a call: mm:ss, from an hour on h:mm:ss (design.md 4). */
export function timerText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const rest = `${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
