import { rateUsageTable } from '../src/main/rating/columns/rate-usage-table.ts';
import { pricesToCopy } from '../src/main/rating/columns/copy-prices.ts';
import { usageInOrder, usageToCopy } from '../src/main/rating/columns/copy-usage.ts';
import { columnPlan } from '../src/main/rating/domain/columns/column-plan.ts';
import { holdersOf } from '../src/main/rating/domain/columns/holders-of.ts';
import { ratingState } from '../src/main/rating/domain/columns/rating-state.ts';
import { compileCatalog } from '../src/main/rating/domain/compile-catalog.ts';
import { copyIn, copyOut } from '../src/main/platform/copy.ts';
import { checksum } from './support/checksum.ts';
import { interleaved, ratioOf, valueOf } from './support/measure.ts';
import type { Plan } from './support/plan.ts';
import { checksumSql, fillPlanTables, plainSql } from './support/plain-sql.ts';
import { plainRater } from './support/plain-rater.ts';
import { openRatingTables } from './support/rating-tables.ts';
import { accountsInTurn, MONTH, ratingCatalog, ratingEvents } from './support/rating-world.ts';
import { byGain, type Result } from './support/result.ts';

const ROUNDS = 5;
const MEMORY = "set work_mem = '256MB'; set timezone = 'UTC'";
/** What a floor moves: as many columns as a price has, of the same types. */
const sameWidth = 'select u.id, 1::int, 1::int, u.units, u.units, u.units from bill.usage u';

/**
 * R2: usage table to table of prices, against one statement of SQL. R3: the same against moving as many rows of that width, copied
 * out and in, and by INSERT ... SELECT. The plan is compiled once; the state of the accounts is made anew each time.
 */
export async function usageTable(plan: Plan): Promise<Result[]> {
  const size = plan.quick ? { prefixes: 10_000, accounts: 2000, events: 20_000 } : { prefixes: 10_000, accounts: 20_000, events: 1_000_000 };
  const catalog = ratingCatalog(size.prefixes);
  const held = holdersOf(accountsInTurn(size.accounts), MONTH);
  const compiled = columnPlan({ catalog, compiled: compileCatalog(catalog), sets: held.sets, zones: held.zones, window: MONTH });
  const tables = await openRatingTables(await plan.server(), size, plan.say);
  try {
    const { owner, out, into } = tables;
    await fillPlanTables(owner, catalog);
    for (const line of [out, into]) await line.query(MEMORY);
    const check = checksum();
    for (const { usageId, charged, micros } of plainRater(catalog)(ratingEvents(size))) check.add(usageId, charged, Number(micros));
    const work = {
      sql: async () => void (await into.query(plainSql)),
      rated: async () => {
        const prices = copyIn(into, `copy bench.priced (${pricesToCopy}) from stdin (format binary)`);
        const usage = copyOut(out, `copy (select ${usageToCopy} from bill.usage u ${usageInOrder}) to stdout (format binary)`);
        await rateUsageTable(compiled, ratingState(compiled, held.holders), { usage, write: prices.write, serviceAt: held.serviceAt });
        await prices.end();
      },
      piped: async () => {
        const copy = copyIn(into, 'copy bench.priced from stdin (format binary)');
        for await (const piece of copyOut(out, `copy (${sameWidth}) to stdout (format binary)`)) await copy.write(piece);
        await copy.end();
      },
      inserted: async () => void (await into.query(`insert into bench.priced ${sameWidth}`)),
    };
    const emptied = async () => void (await owner.query('truncate bench.priced'));
    for (const side of ['sql', 'rated'] as const) {
      await emptied();
      await work[side]();
      const found = (await owner.query<{ text: string }>(checksumSql)).rows[0]?.text;
      if (found !== check.text()) throw new Error(`the sides do not agree: ${side} has ${found}, the plain rater ${check.text()}`);
    }
    const sides = await interleaved({ rounds: plan.quick ? plan.rounds : ROUNDS, samples: 1, between: emptied }, work);
    const speed = (side: keyof typeof sides) => size.events / valueOf(sides[side], 'p50');
    const against = (side: keyof typeof sides) => ({ size: `${size.events.toLocaleString('en-US')} events`, unit: 'events/ms', value: speed('rated'), reference: speed(side), ratio: ratioOf(sides[side], sides.rated, 'p50') });
    return [
      byGain({ id: 'R2', name: 'usage table to prices, by SQL', ...against('sql'), goal: 4, aim: 5, note: `one statement of one session; checksum ${check.text()}` }),
      byGain({ id: 'R3', name: 'usage table to prices, copied', ...against('piped'), goal: 0.6, aim: 0.75, note: 'raw copy out into copy in, in no order' }),
      byGain({ id: 'R3', name: 'usage table to prices, inserted', ...against('inserted'), goal: 0.65, aim: 0.85, note: 'INSERT ... SELECT of the same width, in no order' }),
    ];
  } finally {
    await tables.close();
  }
}
