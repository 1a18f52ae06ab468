import { customerOverview } from '../src/main/customers/overview.ts';
import { agentOf, numbers } from './support/agent.ts';
import { billTheDay, unbilledDay } from './support/bill-day.ts';
import { median, percentile, timed } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byRatio, type Result } from './support/result.ts';
import type { World } from './support/world.ts';

/** Accounts that are billed in every world, spread over all of it. */
const BILLED = 2000;
const PART = 500;
const OPEN_AT_ONCE = 5;
/** An agent reads a customer that often. */
const PAUSE_MS = 20;

/** Reads customers at the desk, over and over, while something goes on; at least so many times. Returns the 95th percentile in ms. */
async function readsDuring(world: World, least: number, work: () => Promise<void>): Promise<number> {
  const agent = await agentOf(world);
  const next = numbers(world.customers);
  try {
    const open = Array.from({ length: OPEN_AT_ONCE }, () => 1 + next(world.customers));
    await agent.open([...new Set(open)], 2);
    for (const customer of open) await agent.person.read((db) => customerOverview(db, customer));
    const times: number[] = [];
    let busy = true;
    const done = work().finally(() => {
      busy = false;
    });
    for (let at = 0; busy || times.length < least; at += 1) {
      times.push(await timed(() => agent.person.read((db) => customerOverview(db, open[at % OPEN_AT_ONCE] ?? 0))));
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    await done;
    return percentile(times, 0.95);
  } finally {
    await agent.close();
  }
}

/** B3: how a bill of a run grows from the smallest world to the largest, and what an agent at the desk feels of the run. */
export async function billRunGrowth(plan: Plan): Promise<Result[]> {
  const [small, large] = [plan.sizes[0] ?? 0, largest(plan)];
  const times: Record<'small' | 'large', number[]> = { small: [], large: [] };
  const reads: Record<'idle' | 'during', number[]> = { idle: [], during: [] };
  for (let round = 0; round < Math.min(plan.rounds, 5); round += 1) {
    for (const [side, customers] of Object.entries({ small, large }) as Array<['small' | 'large', number]>) {
      const world = await unbilledDay(plan, customers);
      try {
        const billed = Math.min(BILLED, customers / 2);
        const numbersOf = (from: number) => Array.from({ length: billed }, (_, at) => String(8_800_000_000 + 1 + from + Math.floor((at * customers) / billed)));
        times[side].push((await billTheDay(world, { workers: 1, part: PART, accounts: numbersOf(0) })) / billed);
        if (side === 'large') {
          reads.idle.push(await readsDuring(world, plan.samples, () => Promise.resolve()));
          reads.during.push(await readsDuring(world, plan.samples, async () => void (await billTheDay(world, { workers: 1, part: PART, accounts: numbersOf(1) }))));
        }
      } finally {
        await world.close();
      }
      plan.say(`B3 round ${round + 1}, ${customers} accounts: ${(times[side].at(-1) ?? 0).toFixed(2)} ms a bill`);
    }
  }
  const ratio = (of: number[], by: number[]) => median(of.map((value, round) => value / (by[round] ?? Number.NaN)));
  return [
    byRatio({ id: 'B3', name: 'time of a bill, growth', size: `${small.toLocaleString('en-US')} to ${large.toLocaleString('en-US')} accounts`, unit: 'ms', value: median(times.large), reference: median(times.small), ratio: ratio(times.large, times.small), goal: 1.1, note: `${BILLED.toLocaleString('en-US')} accounts spread over each world` }),
    byRatio({ id: 'B3', name: 'Customer 360 during a run, p95', size: sizeName(large), unit: 'ms', value: median(reads.during), reference: median(reads.idle), ratio: ratio(reads.during, reads.idle), goal: 2, note: 'one worker in a process of its own' }),
  ];
}
