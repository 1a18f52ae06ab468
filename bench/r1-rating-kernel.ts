import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { columnPlan } from '../src/main/rating/domain/columns/column-plan.ts';
import { holdersOf } from '../src/main/rating/domain/columns/holders-of.ts';
import { pricedColumns, rateColumns } from '../src/main/rating/domain/columns/rate-columns.ts';
import { ratingState } from '../src/main/rating/domain/columns/rating-state.ts';
import { fillColumns, type UsageColumns, usageColumns } from '../src/main/rating/domain/columns/usage-columns.ts';
import { compileCatalog } from '../src/main/rating/domain/compile-catalog.ts';
import { type Checksum, checksum } from './support/checksum.ts';
import { interleaved, ratioOf, valueOf } from './support/measure.ts';
import { plainRater } from './support/plain-rater.ts';
import type { Plan } from './support/plan.ts';
import { MONTH, ratingAccounts, ratingCatalog, ratingEvents } from './support/rating-world.ts';
import { byGain, type Result } from './support/result.ts';

const BATCH = 16_384;

/** R1: the rating kernel on one thread, 10,000 prefixes, against straightforward object code with money in BigInt; every event has the same price on all sides. */
export async function ratingKernel(plan: Plan): Promise<Result[]> {
  const size = { prefixes: 10_000, accounts: plan.quick ? 2000 : 20_000, events: plan.quick ? 20_000 : 500_000 };
  const catalog = ratingCatalog(size.prefixes);
  const events = ratingEvents(size);
  const parts = Array.from({ length: Math.ceil(size.events / BATCH) }, (_, part) => events.slice(part * BATCH, (part + 1) * BATCH));
  const plain = plainRater(catalog);
  const held = holdersOf(ratingAccounts(size.accounts), MONTH);
  const compiled = columnPlan({ catalog, compiled: compileCatalog(catalog), sets: held.sets, zones: held.zones, window: MONTH });
  const { serviceAt } = held;
  const [columns, priced] = [usageColumns(BATCH), pricedColumns(BATCH)];
  const filled = parts.map((part) => {
    const own = usageColumns(BATCH);
    fillColumns(own, part, serviceAt);
    return own;
  });
  const check = checksum();
  for (const { usageId, charged, micros } of plain(events)) check.add(usageId, charged, Number(micros));
  /** Rates all events; the prices are added up, so that nobody leaves anything out. */
  const inColumns = (from: (part: number) => UsageColumns, seen?: Checksum) => {
    const state = ratingState(compiled, held.holders);
    let micros = 0;
    for (let part = 0; part < parts.length; part += 1) {
      const batch = from(part);
      rateColumns(compiled, state, batch, priced);
      for (let row = 0; row < batch.count; row += 1) micros += priced.micros[row]!;
      if (seen) for (let row = 0; row < batch.count; row += 1) seen.add(batch.usageId[row]!, priced.charged[row]!, priced.micros[row]!);
    }
    return micros;
  };
  const fromObjects = (part: number) => {
    fillColumns(columns, parts[part]!, serviceAt);
    return columns;
  };
  const fromColumns = (part: number) => filled[part]!;
  for (const from of [fromObjects, fromColumns]) {
    const seen = checksum();
    inColumns(from, seen);
    if (seen.text() !== check.text()) throw new Error(`the sides do not agree: ${seen.text()} and ${check.text()}`);
  }
  const sums = new Set<string>();
  const sides = await interleaved({ rounds: plan.rounds, samples: 1, between: collected() }, {
    plain: async () => sums.add(String(plain(events).reduce((sum, { micros }) => sum + micros, 0n))),
    objects: async () => sums.add(String(inColumns(fromObjects))),
    columns: async () => sums.add(String(inColumns(fromColumns))),
  });
  if (sums.size !== 1) throw new Error(`the sides do not agree: ${[...sums].join(', ')}`);
  const speed = (ms: number) => size.events / ms;
  const of = (side: 'objects' | 'columns') => ({ size: `${size.events.toLocaleString('en-US')} events, 10,000 prefixes`, unit: 'events/ms', value: speed(valueOf(sides[side], 'p50')), reference: speed(valueOf(sides.plain, 'p50')), ratio: ratioOf(sides.plain, sides[side], 'p50') });
  return [
    byGain({ id: 'R1', name: 'rating kernel, objects in', ...of('objects'), goal: 5, note: `against plain objects with BigInt; checksum ${check.text()}` }),
    byGain({ id: 'R1', name: 'rating kernel, columns in', ...of('columns'), goal: 10, aim: 15, note: 'the same prices for every event' }),
  ];
}

/** Clears away what the side before left, so that nobody pays for another's objects. */
function collected(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
