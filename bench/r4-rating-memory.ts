import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RatingDone, RatingTask } from './rating-process.ts';
import { median } from './support/measure.ts';
import type { Plan } from './support/plan.ts';
import { openRatingTables } from './support/rating-tables.ts';
import { byGain, byRatio, byValue, type Result } from './support/result.ts';

const ROUNDS = 5;
const GOAL_MEGABYTES = 200;

/**
 * R4: the process that rates a usage table, each time a new one: its memory at most, and how its speed goes with more records, prefixes
 * and accounts. More records are the same events several times over.
 */
export async function ratingMemory(plan: Plan): Promise<Result[]> {
  const size = plan.quick ? { prefixes: 10_000, accounts: 2000, events: 20_000 } : { prefixes: 10_000, accounts: 20_000, events: 1_000_000 };
  const tables = await openRatingTables(await plan.server(), size, plan.say);
  try {
    const run = async (more: Partial<RatingTask>): Promise<RatingDone> => {
      await tables.owner.query('truncate bench.priced');
      const task: RatingTask = { url: tables.workerUrl, prefixes: size.prefixes, accounts: size.accounts, times: 1, spread: false, ...more };
      const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'rating-process.mjs'), JSON.stringify(task)]);
      return JSON.parse(stdout) as RatingDone;
    };
    const tasks = { one: {}, four: { times: 4 }, prefixes: { prefixes: size.prefixes * 10 }, accounts: { accounts: size.accounts * 50, spread: true } } as const;
    const kept = Object.fromEntries(Object.keys(tasks).map((name) => [name, [] as RatingDone[]])) as Record<keyof typeof tasks, RatingDone[]>;
    for (let round = 0; round < (plan.quick ? plan.rounds : ROUNDS); round += 1) for (const name of Object.keys(tasks) as Array<keyof typeof tasks>) kept[name].push(await run(tasks[name]));
    const ten = await run({ times: 10 });
    const megabytes = (done: ReadonlyArray<RatingDone>) => median(done.map((each) => each.megabytes));
    const seconds = (name: keyof typeof tasks) => median(kept[name].map(({ ms }) => ms)) / 1000;
    const times = (name: keyof typeof tasks) => median(kept[name].map(({ ms }, round) => ms / (kept.one[round]?.ms ?? Number.NaN)));
    const named = (events: number) => `${events.toLocaleString('en-US')} events`;
    const speed = (name: 'prefixes' | 'accounts', what: string, goal: number) => byGain({ id: 'R4', name: what, size: named(size.events), unit: 'events/ms', value: size.events / seconds(name) / 1000, reference: size.events / seconds('one') / 1000, ratio: 1 / times(name), goal, note: `${Math.round(megabytes(kept[name]))} MB at most` });
    return [
      byValue({ id: 'R4', name: 'memory of the rating process', size: named(size.events), unit: 'MB', value: megabytes(kept.one), goal: GOAL_MEGABYTES, note: 'resident at most, the compiled plan and all accounts in it' }),
      byValue({ id: 'R4', name: 'memory of the rating process', size: named(size.events * 10), unit: 'MB', value: ten.megabytes, goal: GOAL_MEGABYTES, note: 'measured once; each event ten times over' }),
      byRatio({ id: 'R4', name: 'time for 4 times the records', size: named(size.events * 4), unit: 's', value: seconds('four'), reference: seconds('one'), ratio: times('four'), goal: 4.4, note: 'each event four times over' }),
      speed('prefixes', `${(size.prefixes * 10).toLocaleString('en-US')} prefixes`, 0.4),
      speed('accounts', `${(size.accounts * 50).toLocaleString('en-US')} accounts`, 0.35),
    ];
  } finally {
    await tables.close();
  }
}
