import type { Period } from '../../contract/dates.ts';
import type { UsagePlan } from './plan.ts';
import { randomOf, type Random } from './random.ts';
import { callsOf, dataOf, localNumbers, messagesOf, nationalNumbers, someTime } from './usage-of-home.ts';

/** What a line of the offer typically uses in a period; the same seed and period give the same usage. */
export function typicalUsage(offer: string, seed: number): (period: Period) => UsagePlan[] {
  const shape = shapes[offer];
  if (!shape) return () => [];
  return (period) => shape(randomOf(seed, Number(period.from.replaceAll('-', ''))), period);
}

/** Whether this person travels or calls abroad now and then is their own; most do not. */
function mobile(random: Random, period: Period, gigabytes: readonly [number, number], minutes: readonly [number, number]): UsagePlan[] {
  const usage = [
    ...dataOf(random, period, random.between(gigabytes[0] * 10, gigabytes[1] * 10) / 10, random.between(3, 5)),
    ...callsOf(random, period, random.between(minutes[0], minutes[1]) * 60 + random.between(0, 59), random.between(3, 5), [...localNumbers, ...nationalNumbers]),
    ...messagesOf(random, period, random.between(1, 3), localNumbers),
  ];
  if (random.chance(8)) usage.push(...callsOf(random, period, random.between(5, 25) * 60 + 20, random.between(1, 3), [random.pick(['525512345678', '390655501234', '639171234567', '919812345678', '14165550123'])]));
  if (random.chance(3)) usage.push(...dataOf(random, period, random.between(5, 40) / 100, random.between(2, 4)).map((event) => ({ ...event, visited: 'CA Northcell' })));
  if (random.chance(2)) usage.push({ ...someTime(random, period), usage: 'content', units: 1, to: random.pick(['CineNorth', 'Tune Harbor', 'Bluefin Games']) });
  return usage;
}

const fibre = (low: number, high: number) => (random: Random, period: Period) => dataOf(random, period, random.between(low, high), 3);

const shapes: Readonly<Record<string, (random: Random, period: Period) => UsagePlan[]>> = {
  'fiber-300': fibre(120, 420), 'fiber-500': fibre(220, 700), 'fiber-1000': fibre(400, 1400), 'business-fiber-1000': fibre(600, 1800), 'business-fiber-2000': fibre(1200, 3600),
  'unlimited-plus': (random, period) => mobile(random, period, [8, 34], [60, 400]),
  unlimited: (random, period) => mobile(random, period, [4, 18], [50, 320]),
  'share-10': (random, period) => mobile(random, period, [4, 11], [40, 240]),
  'talk-300': (random, period) => mobile(random, period, [0, 2], [180, 330]),
  'business-mobile': (random, period) => [...mobile(random, period, [9, 38], [120, 500]), ...callsOf(random, period, random.between(20, 90) * 60, 2, ['442055501234', '493055501234'])],
  'home-phone': (random, period) => [...callsOf(random, period, random.between(15, 90) * 60, random.between(2, 4), localNumbers), ...callsOf(random, period, random.between(10, 60) * 60 + random.between(0, 59), random.between(1, 2), nationalNumbers)],
  'cloud-pbx': (random, period) => callsOf(random, period, random.between(700, 1180) * 60, 8, [...localNumbers, ...nationalNumbers]),
  'tv-start': (random, period) => (random.chance(12) ? [{ ...someTime(random, period), usage: 'content', units: 1, to: 'CineNorth' }] : []),
  'tv-plus': (random, period) => (random.chance(18) ? [{ ...someTime(random, period), usage: 'content', units: 1, to: 'CineNorth' }] : []),
};
