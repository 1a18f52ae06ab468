import type { BillChoice } from '../src/contract/billing.ts';
import { BillId } from '../src/contract/ids.ts';
import { comparison } from '../src/main/billing/compare-bills.ts';
import { agentOf } from './support/agent.ts';
import { bigCustomer } from './support/big-bills.ts';
import { interleaved, ratioOf, valueOf } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byRatio, type Result } from './support/result.ts';

const billed = `select json_agg(json_build_array(u.id, u.key, u.kind, u.started_at, u.units, u.destination, u.visited, r.micros, r.amount, r.trace) order by r.started_at, r.usage_id)::text as rows from bill.rated_usage r join bill.usage u on u.id = r.usage_id where r.line_id = any($1)`;
const unbilled = `select json_agg(json_build_array(u.id, u.key, u.kind, u.started_at, u.units, u.destination, u.visited) order by u.started_at, u.key)::text as rows from bill.usage u where u.account_id = $1 and u.started_at >= '2026-11-01 07:00Z'`;

/** E1: compare and explain two bills of 50,000 events each, against reading the same events as JSON in the same role. */
export async function explain(plan: Plan): Promise<Result[]> {
  const customers = largest(plan);
  const world = await plan.world(customers);
  const agent = await agentOf(world);
  const issued = bigCustomer(customers, 'billed');
  const pending = bigCustomer(customers, 'unbilled');
  const compare = async (customer: number, choices: ReadonlyArray<BillChoice>) => {
    const made = await agent.person.read((db) => comparison(db, customer, choices, undefined));
    if (made.explanation.residual !== 0) throw new Error(`the explanation leaves ${made.explanation.residual}`);
  };
  const read = async (sql: string, values: ReadonlyArray<unknown>, count: number) => {
    const found = await agent.plain.query<{ rows: string }>({ text: sql, values: [...values] });
    const parsed = JSON.parse(found.rows[0]?.rows ?? '[]') as unknown[];
    if (parsed.length !== count) throw new Error(`the reference read ${parsed.length} events`);
  };
  const compared = { bills: issued.bills.slice(1, 3), lines: issued.lines.slice(1, 3), events: (issued.events[1] ?? 0) + (issued.events[2] ?? 0) };
  try {
    const sides = await interleaved({ rounds: plan.quick ? 1 : 5, samples: plan.quick ? 1 : 3, prepare: () => agent.open([issued.customerId, pending.customerId], 2) }, {
      issued: () => compare(issued.customerId, compared.bills.map((bill) => BillId.parse(bill))),
      'issued rows': () => read(billed, [compared.lines], compared.events),
      unbilled: () => compare(pending.customerId, [BillId.parse(pending.bills[0]), 'unbilled']),
      'unbilled rows': async () => {
        await read(billed, [pending.lines], pending.events[0] ?? 0);
        await read(unbilled, [pending.customerId], pending.unbilled);
      },
    });
    const size = `2 x 50,000 events, ${sizeName(customers)}`;
    return [
      byRatio({ id: 'E1', name: 'compare and explain two bills', size, unit: 'ms', value: valueOf(sides.issued, 'p50'), reference: valueOf(sides['issued rows'], 'p50'), ratio: ratioOf(sides.issued, sides['issued rows'], 'p50'), goal: 3, aim: 2, note: 'lines carry what the explanation needs; events are read when a cause is opened' }),
      byRatio({ id: 'E1', name: 'compare and explain a bill and what is not billed yet', size, unit: 'ms', value: valueOf(sides.unbilled, 'p50'), reference: valueOf(sides['unbilled rows'], 'p50'), ratio: ratioOf(sides.unbilled, sides['unbilled rows'], 'p50'), goal: 3, aim: 2, note: 'the events that are not billed yet are rated' }),
    ];
  } finally {
    await agent.close();
  }
}
