import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { billRun } from './b1-bill-run.ts';
import { billRunGrowth } from './b3-bill-run-growth.ts';
import { customer360 } from './c1-customer-360.ts';
import { growth } from './c2-growth.ts';
import { explain } from './e1-explain.ts';
import { shellGap } from './g1-shell-gap.ts';
import { roundTrip } from './i1-round-trip.ts';
import { start as startUp } from './p1-start.ts';
import { memory } from './p2-memory.ts';
import { ratingKernel } from './r1-rating-kernel.ts';
import { usageTable } from './r2-usage-table.ts';
import { ratingMemory } from './r4-rating-memory.ts';
import { searchExact } from './s1-search-exact.ts';
import { searchNames } from './s2-search-names.ts';
import { longList } from './u1-long-list.ts';
import type { Plan } from './support/plan.ts';
import { type Result, table, writeResults } from './support/result.ts';
import { type Server, startServer } from './support/server.ts';
import { openWorld, type World } from './support/world.ts';

/** Every promise of the product by its id, in the order of the table. */
const benches: Readonly<Record<string, (plan: Plan) => Promise<Result[]>>> = {
  P1: startUp, P2: memory, C1: customer360, C2: growth, S1: searchExact, S2: searchNames, E1: explain, I1: roundTrip, U1: longList, G1: shellGap, R1: ratingKernel, R2: usageTable, R4: ratingMemory, B1: billRun, B3: billRunGrowth,
};

const { values: asked } = parseArgs({
  options: { only: { type: 'string' }, customers: { type: 'string' }, quick: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false }, out: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (asked.help) {
  process.stdout.write(`npm run bench -- [--only C1,S1] [--customers 10000,200000] [--quick] [--keep] [--out FILE]

  --only       these promises alone: ${Object.keys(benches).join(', ')}
  --customers  sizes of the worlds; 1000000 takes a quarter of an hour and 15 GB to make
  --quick      small and short: shows that everything works, its figures mean nothing
  --keep       takes a world as it is, though the schema changed since it was made
  --out        where the results are written (default bench/results.json; with --quick .runtime)
`);
  process.exit(0);
}
process.exitCode = await run();

async function run(): Promise<number> {
  const say = (text: string) => process.stdout.write(`bench: ${text}\n`);
  const sizes = (asked.customers ?? (asked.quick ? '1000,4000' : '10000,200000')).split(',').map(Number).sort((a, b) => a - b);
  const ids = asked.only?.split(',') ?? Object.keys(benches);
  const unknown = ids.filter((id) => !benches[id]);
  if (unknown.length > 0 || sizes.some((size) => !Number.isSafeInteger(size) || size < 1000)) throw new Error(unknown.length > 0 ? `There is no promise ${unknown.join(', ')}.` : 'Sizes are numbers from 1,000 up.');
  let server: Promise<Server> | undefined;
  const worlds = new Map<number, Promise<World>>();
  const start = () => (server ??= startServer(join(process.cwd(), '.runtime', 'bench-pg'), Math.max(...sizes) > 300_000 ? 6144 : 2048));
  const plan: Plan = {
    quick: asked.quick, sizes, rounds: asked.quick ? 2 : 7, samples: asked.quick ? 20 : 100, say, server: start,
    world: (customers) => {
      const known = worlds.get(customers) ?? start().then((running) => openWorld(running, customers, asked.keep, say));
      worlds.set(customers, known);
      return known;
    },
  };
  const results: Result[] = [];
  const failed: string[] = [];
  try {
    for (const id of ids) {
      say(`${id} ...`);
      try {
        results.push(...((await benches[id]?.(plan)) ?? []));
      } catch (failure) {
        failed.push(`${id} did not run: ${failure instanceof Error ? failure.stack ?? failure.message : String(failure)}`);
      }
    }
  } finally {
    for (const world of worlds.values()) await world.then((open) => open.close(), () => undefined);
    await server?.then((running) => running.stop(), () => undefined);
  }
  const out = asked.out ?? (asked.quick ? join('.runtime', 'bench-quick.json') : join('bench', 'results.json'));
  // R3 and R5 are measured in the same run as R2.
  writeResults(out, results, [...Object.keys(benches).filter((id) => id !== 'R4'), 'R3', 'R4', 'R5']);
  process.stdout.write(`\n${table(results)}\n\n`);
  for (const text of failed) process.stdout.write(`${text}\n`);
  say(`written to ${out}`);
  return failed.length > 0 ? 1 : 0;
}
