import { row } from '../src/main/platform/database.ts';
import { agentOf, numbers } from './support/agent.ts';
import { interleaved, ratioOf, valueOf } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byRatio, type Result } from './support/result.ts';

type Known = { readonly id: number; readonly number: string; readonly account: string; readonly phone: string; readonly email: string; readonly address: string };
/** What an agent types, by what is searched. */
const typed: Readonly<Record<'account' | 'phone ending' | 'e-mail' | 'address', (known: Known) => string>> = {
  account: (known) => known.account, 'phone ending': (known) => known.phone.slice(-6), 'e-mail': (known) => known.email, address: (known) => known.address,
};

/**
 * S1: search by what is exact. A search also counts itself and writes its audit row, and waits until they are on the disk,
 * which a lookup does not. So there are two references, both as the agent: a lookup by primary key, and a lookup in a
 * transaction that leaves one small row behind.
 */
export async function searchExact(plan: Plan): Promise<Result[]> {
  const customers = largest(plan);
  const world = await plan.world(customers);
  const agent = await agentOf(world);
  const next = numbers(7);
  const ids = Array.from({ length: plan.samples }, () => 1 + next(customers));
  const found = await world.owner.query<Known>(`select k.id::int, k.number, a.number as account, p.normal as phone, e.value as email, d.value as address from care.customers k join bill.accounts a on a.customer_id = k.id join care.contacts p on p.customer_id = k.id and p.kind = 'phone'
    join care.contacts e on e.customer_id = k.id and e.kind = 'email' join care.contacts d on d.customer_id = k.id and d.kind = 'address' where k.id = any($1)`, [ids]);
  const known = found.rows;
  const of = (sample: number): Known => known[sample % known.length] as Known;
  const search = (kind: keyof typeof typed) => async (sample: number) => {
    const wanted = of(sample);
    const answer = await agent.person.write((db) => row<{ answer: { hits: ReadonlyArray<{ customerId: number }> } }>(db, 'select api.search(?) as answer', [typed[kind](wanted)]));
    if (!answer?.answer.hits.some((hit) => hit.customerId === wanted.id)) throw new Error(`the search by ${kind} did not find ${typed[kind](wanted)}`);
  };
  const lookup = 'select k.id, k.number, k.name, k.segment, k.active, k.city, k.state from care.customers k where k.id = ?';
  try {
    const sides = await interleaved({
      rounds: plan.rounds, samples: plan.samples,
      prepare: async () => {
        await agent.freshHour();
        await agent.open(known.slice(0, 5).map(({ id }) => id), 1);
      },
    }, {
      lookup: (sample) => agent.person.read((db) => row(db, lookup, [of(sample % 5).id])),
      'written lookup': (sample) => agent.person.write(async (db) => {
        await row(db, `with kept as (insert into care.drafts as d (key, title, body) values ('bench', '', ?) on conflict (login, key) do update set body = excluded.body, saved_at = care.now()) ${lookup}`, [String(sample), of(sample % 5).id]);
      }),
      account: search('account'), 'phone ending': search('phone ending'), 'e-mail': search('e-mail'), address: search('address'),
    });
    const size = sizeName(customers);
    return (Object.keys(typed) as Array<keyof typeof typed>).flatMap((kind) => [
      byRatio({ id: 'S1', name: `search by ${kind}, p95`, size, unit: 'ms', value: valueOf(sides[kind], 'p95'), reference: valueOf(sides.lookup, 'p95'), ratio: ratioOf(sides[kind], sides.lookup, 'p95'), goal: 3, aim: 2, note: 'against a lookup by primary key, which writes nothing' }),
      byRatio({ id: 'S1', name: `search by ${kind}, p50, work alone`, size, unit: 'ms', value: valueOf(sides[kind], 'p50'), reference: valueOf(sides['written lookup'], 'p50'), ratio: ratioOf(sides[kind], sides['written lookup'], 'p50'), note: 'against a lookup in a transaction that writes one row' }),
    ]);
  } finally {
    await agent.close();
  }
}
