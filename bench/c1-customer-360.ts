import { customerOverview } from '../src/main/customers/overview.ts';
import { overviewStatement } from '../src/main/customers/overview-statement.ts';
import { agentOf, numbers } from './support/agent.ts';
import { interleaved, ratioOf, type Side, valueOf } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byRatio, type Result } from './support/result.ts';
import { HEAVY_EVERY } from './support/world-tables.ts';

/** Customers open at the desk while one is read. */
const OPEN_AT_ONCE = 5;

/** Reads of verified customers through the data layer, and the same statement plain, sample by sample. */
export async function measured360(plan: Plan, customers: number, which: 'any' | 'heavy' = 'any'): Promise<{ layer: Side; plain: Side }> {
  const world = await plan.world(customers);
  const agent = await agentOf(world);
  const next = numbers(customers);
  const one = () => (which === 'heavy' ? (1 + next(Math.floor(customers / HEAVY_EVERY))) * HEAVY_EVERY : 1 + next(customers));
  let open: number[] = [];
  let position = 0;
  const text = overviewStatement.replaceAll('?', () => `$${(position += 1)}`);
  try {
    return await interleaved({
      rounds: plan.rounds, samples: plan.samples,
      prepare: async () => {
        open = Array.from({ length: OPEN_AT_ONCE }, one);
        await agent.open([...new Set(open)], 2);
      },
    }, {
      layer: (sample) => agent.person.read((db) => customerOverview(db, open[sample % OPEN_AT_ONCE] ?? 0)),
      plain: async (sample) => {
        const customer = open[sample % OPEN_AT_ONCE];
        const found = await agent.plain.query<{ overview: string }>({ name: 'overview', text, values: [customer, customer] });
        if (!found.rows[0]?.overview.includes('"level" : 2')) throw new Error('the reference did not see the customer');
      },
    });
  } finally {
    await agent.close();
  }
}

/** C1: the Customer 360 through the data layer against its own statement, raw. */
export async function customer360(plan: Plan): Promise<Result[]> {
  const customers = largest(plan);
  const size = sizeName(customers);
  const any = await measured360(plan, customers);
  const heavy = await measured360(plan, customers, 'heavy');
  return [
    byRatio({ id: 'C1', name: 'Customer 360, p50', size, unit: 'ms', value: valueOf(any.layer, 'p50'), reference: valueOf(any.plain, 'p50'), ratio: ratioOf(any.layer, any.plain, 'p50'), goal: 1.3, aim: 1.15 }),
    byRatio({ id: 'C1', name: 'Customer 360, p95', size, unit: 'ms', value: valueOf(any.layer, 'p95'), reference: valueOf(any.plain, 'p95'), ratio: ratioOf(any.layer, any.plain, 'p95'), goal: 1.5, aim: 1.15 }),
    byRatio({ id: 'C1', name: 'the same with 60 calls in the cycle, p50', size, unit: 'ms', value: valueOf(heavy.layer, 'p50'), reference: valueOf(heavy.plain, 'p50'), ratio: ratioOf(heavy.layer, heavy.plain, 'p50'), note: 'the layer also rates the calls, which the reference does not' }),
  ];
}
