import { row } from '../src/main/platform/database.ts';
import { agentOf, numbers } from './support/agent.ts';
import { interleaved, valueOf } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byValue, type Result } from './support/result.ts';

/** S2: search by two parts of a name, and by a name with a typing mistake. */
export async function searchNames(plan: Plan): Promise<Result[]> {
  const customers = largest(plan);
  const world = await plan.world(customers);
  const agent = await agentOf(world);
  const next = numbers(11);
  const ids = Array.from({ length: plan.samples }, () => 1 + next(customers));
  const known = (await world.owner.query<{ given: string; family: string }>('select k.given_name as given, k.family_name as family from care.customers k where k.id = any($1)', [ids])).rows;
  const search = async (text: string) => {
    const answer = await agent.person.write((db) => row<{ answer: { hits: ReadonlyArray<unknown> } }>(db, 'select api.search(?) as answer', [text]));
    if (!answer || answer.answer.hits.length === 0) throw new Error(`nothing found for ${text}`);
  };
  const nameOf = (sample: number) => known[sample % known.length] ?? { given: '', family: '' };
  try {
    const sides = await interleaved({ rounds: plan.rounds, samples: plan.samples, prepare: () => agent.freshHour() }, {
      whole: (sample) => search(`${nameOf(sample).given} ${nameOf(sample).family}`),
      parts: (sample) => search(`${nameOf(sample).family.slice(0, 4)} ${nameOf(sample).given.slice(0, 3)}`),
      typo: (sample) => search(`${nameOf(sample).given} ${mistyped(nameOf(sample).family)}`),
    });
    const size = sizeName(customers);
    return [
      byValue({ id: 'S2', name: 'search by given and family name, p95', size, unit: 'ms', value: valueOf(sides.whole, 'p95'), goal: 50, aim: 25 }),
      byValue({ id: 'S2', name: 'search by the beginnings of two name parts, p95', size, unit: 'ms', value: valueOf(sides.parts, 'p95'), goal: 50, aim: 25 }),
      byValue({ id: 'S2', name: 'search by a name with a typing mistake, p95', size, unit: 'ms', value: valueOf(sides.typo, 'p95'), goal: 100, aim: 25 }),
    ];
  } finally {
    await agent.close();
  }
}

/** A letter doubled in the middle: nothing begins like that, but it is close. */
function mistyped(name: string): string {
  const middle = Math.ceil(name.length / 2);
  return name.slice(0, middle) + name.slice(middle - 1);
}
