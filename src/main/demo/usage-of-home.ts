import { addDays, type Day, daysBetween, type Period } from '../../contract/dates.ts';
import type { UsagePlan } from './plan.ts';
import { KILOBYTES_A_GIGABYTE } from './prices.ts';
import type { Random } from './random.ts';

/** An event at a local time, written as people say it: "19:02". */
export function at(day: Day, time: string): { day: Day; second: number } {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { day, second: hours * 3600 + minutes * 60 };
}

/** Some moment of the waking hours of a day of the period. */
export function someTime(random: Random, period: Period): { day: Day; second: number } {
  return { day: addDays(period.from, random.between(0, Math.max(0, daysBetween(period.from, period.to) - 1))), second: random.between(7 * 3600, 22 * 3600) };
}

/** The sum in so many parts, none zero and no two quite alike. */
export function parts(random: Random, sum: number, count: number): number[] {
  const weights = Array.from({ length: count }, () => random.between(60, 140));
  const whole = weights.reduce((a, b) => a + b, 0);
  const cut = weights.slice(0, -1).map((weight) => Math.max(1, Math.floor((sum * weight) / whole)));
  return [...cut, Math.max(1, sum - cut.reduce((a, b) => a + b, 0))];
}

/** Data that sums to so many gigabytes, in a few sessions. */
export function dataOf(random: Random, period: Period, gigabytes: number, count: number): UsagePlan[] {
  return parts(random, Math.round(gigabytes * KILOBYTES_A_GIGABYTE), count).map((units) => ({ ...someTime(random, period), usage: 'data', units }));
}

/** Calls that sum to so many seconds. */
export function callsOf(random: Random, period: Period, seconds: number, count: number, numbers: ReadonlyArray<string>): UsagePlan[] {
  return parts(random, seconds, count).map((units) => ({ ...someTime(random, period), usage: 'voice', units, to: random.pick(numbers) }));
}

/** Messages, one each. */
export function messagesOf(random: Random, period: Period, count: number, numbers: ReadonlyArray<string>): UsagePlan[] {
  return Array.from({ length: count }, () => ({ ...someTime(random, period), usage: 'sms', units: 1, to: random.pick(numbers) }));
}

/** Numbers that are nobody's: fictitious 555 lines of the state and of the rest of the country. */
export const localNumbers: ReadonlyArray<string> = ['12065550151', '12065550163', '12535550112', '14255550147', '13605550139', '15095550128'];
export const nationalNumbers: ReadonlyArray<string> = ['15035550133', '14155550171', '13125550118', '12125550194', '16025550126', '18085550177'];
