import type { Client } from 'pg';
import { rateUsageStream, rateUsageTable } from '../src/main/rating/columns/rate-usage-table.ts';
import { copyHead, copyTail, pricesAsCopy, pricesToCopy } from '../src/main/rating/columns/copy-prices.ts';
import { changedPrices, tariffOfTrace } from '../src/main/rating/columns/changed-prices.ts';
import { usageInOrder, usageReader, usageToCopy } from '../src/main/rating/columns/copy-usage.ts';
import { type ColumnPlan, columnPlan } from '../src/main/rating/domain/columns/column-plan.ts';
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
import { byGain, byRatio, type Result } from './support/result.ts';

const ROUNDS = 5;
const MEMORY = "set work_mem = '256MB'; set timezone = 'UTC'";
/** What a floor moves: as many columns as a price has, of the same types. */
const sameWidth = 'select u.id, 1::int, 1::int, u.units, u.units, u.units from bill.usage u';

/** Each event with the price that holds for it, looked up one by one: so the order of the usage stays, and nothing is sorted. */
const recordedUsage = `copy (select ${usageToCopy}, coalesce(n.micros, r.micros), ${tariffOfTrace('coalesce(n.trace, r.trace)')} from bill.usage u join bill.rated_usage r on r.usage_id = u.id
  left join lateral (select x.micros, x.trace from bill.rerated_usage x where x.usage_id = r.usage_id order by x.rerating_id desc limit 1) n on true ${usageInOrder}) to stdout (format binary)`;
const oneByOne = 'set enable_hashjoin = off; set enable_mergejoin = off; set enable_sort = off';

/**
 * R2: usage table to table of prices, against one statement of SQL. R3: the same against moving as many rows of that width, copied
 * out and in, and by INSERT ... SELECT. R5: the same events, billed, by a catalog in which one tariff changed: what comes to something else is
 * written, against R2. Plans are compiled once; the state of the accounts is made anew each time.
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
    const corrected = { ...catalog, offers: catalog.offers.map((offer, at) => (at === 3 ? { ...offer, usage: offer.usage.map((rule) => (rule.usage === 'sms' ? { ...rule, versions: [{ version: 'v1', from: '2026-01-01', price: { kind: 'flat' as const, price: 1 } }] } : rule)) } : offer)) };
    const anew = columnPlan({ catalog: corrected, compiled: compileCatalog(corrected), sets: held.sets, zones: held.zones, window: MONTH });
    await asBilled(owner, compiled);
    await out.query(oneByOne);
    const rerated = async () => {
      const prices = copyIn(into, `copy bench.priced (${pricesToCopy}) from stdin (format binary)`);
      const reader = usageReader(held.serviceAt, true);
      const { leaveOut } = changedPrices(anew, reader.recorded!);
      await prices.write(copyHead);
      await rateUsageStream(anew, ratingState(anew, held.holders), copyOut(out, recordedUsage), reader, (columns, priced) => {
        leaveOut(columns, priced);
        return prices.write(pricesAsCopy(columns, priced));
      });
      await prices.write(copyTail);
      await prices.end();
    };
    await emptied();
    await rerated();
    // Every message of that plan beyond its allowance, and nothing else.
    const changed = (await owner.query<{ same: boolean; many: number }>("select count(*) = count(*) filter (where p.micros = 1 and u.kind = 'sms' and u.service_id * 7 % 20 = 3) and count(*) = (select count(*) from bill.rated_usage r join bill.usage u on u.id = r.usage_id where u.kind = 'sms' and u.service_id * 7 % 20 = 3 and r.micros > 0) as same, count(*)::int as many from bench.priced p join bill.usage u on u.id = p.usage_id")).rows[0];
    if (!changed?.same) throw new Error(`a re-rating of one tariff changed ${changed?.many} events, which are not those of the tariff`);
    const sides = await interleaved({ rounds: plan.quick ? plan.rounds : ROUNDS, samples: 1, between: emptied }, { ...work, rerated });
    const speed = (side: keyof typeof sides) => size.events / valueOf(sides[side], 'p50');
    const against = (side: keyof typeof sides) => ({ size: `${size.events.toLocaleString('en-US')} events`, unit: 'events/ms', value: speed('rated'), reference: speed(side), ratio: ratioOf(sides[side], sides.rated, 'p50') });
    return [
      byGain({ id: 'R2', name: 'usage table to prices, by SQL', ...against('sql'), goal: 4, aim: 5, note: `one statement of one session; checksum ${check.text()}` }),
      byGain({ id: 'R3', name: 'usage table to prices, copied', ...against('piped'), goal: 0.6, aim: 0.75, note: 'raw copy out into copy in, in no order' }),
      byGain({ id: 'R3', name: 'usage table to prices, inserted', ...against('inserted'), goal: 0.65, aim: 0.85, note: 'INSERT ... SELECT of the same width, in no order' }),
      byRatio({ id: 'R5', name: 're-rating of one tariff change', size: `${size.events.toLocaleString('en-US')} events`, unit: 's', value: valueOf(sides.rerated, 'p50') / 1000, reference: valueOf(sides.rated, 'p50') / 1000, ratio: ratioOf(sides.rerated, sides.rated, 'p50'), goal: 2.5, aim: 2, note: `${changed.many} events changed; against R2` }),
    ];
  } finally {
    await tables.close();
  }
}

/** Takes the prices of the table as those of bills, each with the trace of its tariff. */
async function asBilled(owner: Client, plan: ColumnPlan): Promise<void> {
  const tariffs = plan.tariffs.map(({ rule, version }, tariff) => ({ tariff, trace: { offer: rule.offer, rule: rule.code, version: version.version, model: version.price.kind } }));
  await owner.query('create table bench.tariffs (tariff int primary key, trace jsonb)');
  await owner.query('insert into bench.tariffs select * from jsonb_populate_recordset(null::bench.tariffs, $1::jsonb)', [JSON.stringify(tariffs)]);
  await owner.query(`insert into bill.rated_usage (usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace)
    select u.id, 1, 1, u.customer_id, u.account_id, u.started_at, p.micros, 0, t.trace || jsonb_build_object('zone', p.zone, 'band', null, 'rounded', p.rounded, 'charged', p.charged, 'countedBefore', 0) from bench.priced p join bill.usage u on u.id = p.usage_id join bench.tariffs t on t.tariff = p.tariff order by u.id`);
  await owner.query('vacuum (analyze) bill.rated_usage');
}
