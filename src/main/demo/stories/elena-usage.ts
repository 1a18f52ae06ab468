import type { Day, Period } from '../../../contract/dates.ts';
import type { UsagePlan } from '../plan.ts';
import { KILOBYTES_A_MEGABYTE, SECONDS_A_MINUTE } from '../prices.ts';
import { randomOf } from '../random.ts';
import { at, callsOf, dataOf, localNumbers, messagesOf, nationalNumbers } from '../usage-of-home.ts';

type Month = {
  /** Gigabytes on the shared line and cents of national calls from the home phone: what decides the months before. */
  readonly shared: number;
  readonly national: number;
  readonly events?: ReadonlyArray<UsagePlan>;
};

const italy = (day: Day, time: string, minutes: number, seconds: number): UsagePlan => ({ ...at(day, time), usage: 'voice', units: (minutes - 1) * SECONDS_A_MINUTE + seconds, to: '390655501942' });
const mexico = (day: Day, time: string, megabytes: number, kilobytes: number): UsagePlan => ({ ...at(day, time), usage: 'data', units: (megabytes - 1) * KILOBYTES_A_MEGABYTE + kilobytes, visited: 'MX Movilsur' });

/** By the bill that carries it. */
const months: Readonly<Record<Day, Month>> = {
  '2025-10-05': { shared: 7.4, national: 132 }, '2025-11-05': { shared: 8.1, national: 88 }, '2025-12-05': { shared: 6.9, national: 145 }, '2026-01-05': { shared: 9.3, national: 201 },
  '2026-02-05': { shared: 7.7, national: 76 }, '2026-03-05': { shared: 8.8, national: 118 }, '2026-04-05': { shared: 7.1, national: 93 }, '2026-05-05': { shared: 8.2, national: 95 },
  '2026-06-05': { shared: 9.6, national: 110 }, '2026-07-05': { shared: 8.4, national: 160 }, '2026-08-05': { shared: 7.9, national: 89 }, '2026-09-05': { shared: 9.1, national: 214 },
  '2026-10-05': { shared: 10.6, national: 302, events: [italy('2026-09-20', '18:45', 5, 12), italy('2026-09-27', '19:20', 3, 41)] },
  '2026-11-05': {
    shared: 11.7, national: 187,
    events: [
      mexico('2026-10-18', '14:22', 96, 412), mexico('2026-10-19', '09:05', 184, 730), mexico('2026-10-20', '11:48', 212, 95), mexico('2026-10-21', '08:31', 148, 608), mexico('2026-10-22', '16:10', 131, 274), mexico('2026-10-23', '07:54', 81, 866),
      italy('2026-10-07', '19:02', 22, 37), italy('2026-10-12', '18:40', 18, 5), italy('2026-10-16', '20:15', 14, 52), italy('2026-10-26', '19:33', 9, 18), italy('2026-11-02', '18:58', 16, 44),
      { ...at('2026-10-24', '19:14'), usage: 'content', units: 1, to: 'Arcadia Play' },
    ],
  },
};
/** What no bill carries yet. */
const open: Month = { shared: 6.8, national: 62, events: [italy('2026-11-08', '18:35', 8, 20), italy('2026-11-14', '19:10', 6, 47)] };

const monthOf = (period: Period): Month => months[period.to] ?? open;
const seedOf = (line: number, period: Period) => randomOf(0xe1e4a, line, Number(period.from.replaceAll('-', '')));
const isOpen = (period: Period) => !(period.to in months);

export function fibreUsage(period: Period): UsagePlan[] {
  return dataOf(seedOf(1, period), period, isOpen(period) ? 412 : 780, 6);
}

export function herMobile(period: Period): UsagePlan[] {
  const random = seedOf(2, period);
  return [...dataOf(random, period, isOpen(period) ? 11.4 : random.between(190, 260) / 10, 6), ...callsOf(random, period, 4900, 4, localNumbers), ...messagesOf(random, period, 3, localNumbers), ...(monthOf(period).events ?? [])];
}

/** The line of her son Leo. */
export function sharedMobile(period: Period): UsagePlan[] {
  const random = seedOf(3, period);
  return [...dataOf(random, period, monthOf(period).shared, 8), ...callsOf(random, period, 1500, 3, localNumbers)];
}

/** National calls by the second at 3 cents a minute: 20 seconds a cent. Local calls stay within the 120 minutes. */
export function homePhone(period: Period): UsagePlan[] {
  const random = seedOf(4, period);
  const local = [700, 535, 810, 348];
  return [
    ...local.flatMap((seconds) => callsOf(random, period, isOpen(period) ? seconds : seconds * 2, 1, localNumbers)),
    ...callsOf(random, period, monthOf(period).national * 20, 3, nationalNumbers),
  ];
}
