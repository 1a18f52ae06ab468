import { billInSql } from './support/bill-reference.ts';
import { billTheDay, printOfDay, unbilledDay, updatedRows } from './support/bill-day.ts';
import { EVENTS } from './support/bill-world.ts';
import { median } from './support/measure.ts';
import { largest, type Plan } from './support/plan.ts';
import { byGain, type Result } from './support/result.ts';
import type { World } from './support/world.ts';

/** Accounts of the promise, and of one transaction. */
const ACCOUNTS = 100_000;
const PART = 1000;

/** B1 and B2: a bill run with one worker and with two against set-based SQL that makes the same bills, each on a copy of the same unbilled day. */
export async function billRun(plan: Plan): Promise<Result[]> {
  const accounts = Math.min(ACCOUNTS, largest(plan));
  const sides: Readonly<Record<string, (world: World) => Promise<number>>> = {
    sql: (world) => billInSql(world, false), sqlWithEvents: (world) => billInSql(world, true),
    one: (world) => billTheDay(world, { workers: 1, part: PART }), two: (world) => billTheDay(world, { workers: 2, part: PART }),
  };
  const speeds: Record<string, number[]> = {};
  const prints = new Set<string>();
  for (let round = 0; round < Math.min(plan.rounds, 5); round += 1) {
    for (const [side, bill] of Object.entries(sides)) {
      const world = await unbilledDay(plan, accounts);
      try {
        (speeds[side] ??= []).push((accounts / (await bill(world))) * 1000);
        prints.add(await printOfDay(world));
        const updated = await updatedRows(world);
        if (prints.size > 1 || updated > 0) throw new Error(updated > 0 ? `${updated} rows were updated` : `the sides do not agree: ${[...prints].join(' and ')}`);
      } finally {
        await world.close();
      }
      plan.say(`B1 round ${round + 1}, ${side}: ${Math.round(speeds[side]?.at(-1) ?? 0)} bills/s`);
    }
  }
  const speed = (side: string) => median(speeds[side] ?? []);
  const against = (side: string, reference: string) => ({
    size: `${accounts.toLocaleString('en-US')} accounts, ${(accounts * EVENTS).toLocaleString('en-US')} charges`, unit: 'bills/s', value: speed(side), reference: speed(reference),
    ratio: median((speeds[side] ?? []).map((value, round) => value / (speeds[reference]?.[round] ?? Number.NaN))),
  });
  return [
    byGain({ id: 'B1', name: 'bill run, one worker', ...against('one', 'sql'), goal: 1.1, aim: 1.5, note: `against bills and lines alone; ${[...prints].join()}; no row of usage, prices, lines or bills updated` }),
    byGain({ id: 'B1', name: 'the same against SQL that keeps the price of each event', ...against('one', 'sqlWithEvents'), note: 'without traces, taxes by place, balances, ledger, audit and what a bill is made again from, which the run writes' }),
    byGain({ id: 'B1', name: 'two workers, a commit every 1,000 accounts', ...against('two', 'sql'), goal: 0.8, aim: 1, note: 'B2: the restartable run' }),
    byGain({ id: 'B1', name: 'the same against SQL that keeps the price of each event', ...against('two', 'sqlWithEvents'), note: 'B2' }),
  ];
}
