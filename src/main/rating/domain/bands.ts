import type { Band } from '../../../contract/catalog.ts';

const MINUTES_A_DAY = 1440;

/** True where the minute (0-1439) of a weekday (1 is Monday) lies in the band. */
export type BandTest = (weekday: number, minute: number) => boolean;

/** "22:00" as minutes of the day; "24:00" is the day's end. Throws a RangeError for anything else. */
export function minutesOf(time: string): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (found) return Number(found[1]) * 60 + Number(found[2]);
  if (time === '24:00') return MINUTES_A_DAY;
  throw new RangeError(`"${time}" is no time of day; write it as 08:00 or 24:00.`);
}

/**
 * A band as one flag for each minute of the week. Hours are [from, to) by the local clock; a band that passes midnight
 * (22:00-06:00) belongs to the weekday on which it began, and equal hours make a whole day.
 */
export function compileBand(band: Band): BandTest {
  const from = minutesOf(band.from) % MINUTES_A_DAY;
  const to = minutesOf(band.to);
  const length = to > from ? to - from : to - from + MINUTES_A_DAY;
  const week = new Uint8Array(7 * MINUTES_A_DAY);
  for (const weekday of band.weekdays) {
    const start = (weekday - 1) * MINUTES_A_DAY + from;
    for (let minute = start; minute < start + length; minute += 1) week[minute % week.length] = 1;
  }
  return (weekday, minute) => week[(weekday - 1) * MINUTES_A_DAY + minute] === 1;
}
