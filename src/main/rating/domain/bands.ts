import type { Band } from '../../../contract/catalog.ts';
import type { LocalMoment } from './local-clock.ts';
import type { SpecialTest } from './special-days.ts';

const MINUTES_A_DAY = 1440;

/** True where the local moment lies in the band. */
export type BandTest = (moment: LocalMoment) => boolean;

/** "22:00" as minutes of the day; "24:00" is the day's end. Throws a RangeError for anything else. */
export function minutesOf(time: string): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (found) return Number(found[1]) * 60 + Number(found[2]);
  if (time === '24:00') return MINUTES_A_DAY;
  throw new RangeError(`"${time}" is no time of day; write it as 08:00 or 24:00.`);
}

/**
 * Hours are [from, to) by the local clock; a band that passes midnight (22:00-06:00) belongs to the day on which it began, its
 * weekday as well as whether it is special, and equal hours make a whole day.
 */
export function compileBand(band: Band, isSpecial: SpecialTest = () => false): BandTest {
  const from = minutesOf(band.from) % MINUTES_A_DAY;
  const to = minutesOf(band.to);
  const passesMidnight = to <= from;
  const { only, except } = band;
  const weekdays = new Set(band.weekdays);
  const begins = (day: number, weekday: number) => weekdays.has(weekday) && (only === undefined || isSpecial(only, day)) && (except === undefined || !isSpecial(except, day));
  return ({ day, weekday, minute }) => {
    if (minute >= from && (passesMidnight || minute < to)) return begins(day, weekday);
    return passesMidnight && minute < to && begins(day - 1, weekday === 1 ? 7 : weekday - 1);
  };
}
