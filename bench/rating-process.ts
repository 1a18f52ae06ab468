import pg from 'pg';
import { copyIn, copyOut } from '../src/main/platform/copy.ts';
import { pricesToCopy } from '../src/main/rating/columns/copy-prices.ts';
import { usageInOrder, usageToCopy } from '../src/main/rating/columns/copy-usage.ts';
import { rateUsageTable } from '../src/main/rating/columns/rate-usage-table.ts';
import { columnPlan } from '../src/main/rating/domain/columns/column-plan.ts';
import { holdersOf } from '../src/main/rating/domain/columns/holders-of.ts';
import { ratingState } from '../src/main/rating/domain/columns/rating-state.ts';
import { compileCatalog } from '../src/main/rating/domain/compile-catalog.ts';
import { accountsInTurn, MONTH, ratingCatalog } from './support/rating-world.ts';

/** What a rating process of its own is asked (R4). `times` is how often each event of the table comes; with `spread` the events are of all services in turn, whatever the table says. */
export type RatingTask = { readonly url: string; readonly prefixes: number; readonly accounts: number; readonly times: number; readonly spread: boolean };
export type RatingDone = { readonly ms: number; readonly events: number; readonly megabytes: number };

const { url, prefixes, accounts, times, spread } = JSON.parse(process.argv[2] ?? '{}') as RatingTask;
const catalog = ratingCatalog(prefixes);
const held = holdersOf(accountsInTurn(accounts), MONTH);
const plan = columnPlan({ catalog, compiled: compileCatalog(catalog), sets: held.sets, zones: held.zones, window: MONTH });
const lines = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })] as const;
for (const line of lines) await line.connect();
const columns = spread ? usageToCopy.replace('u.service_id', `(1 + u.id * 7919 % ${accounts * 2})`) : usageToCopy;
const from = times === 1 ? 'bill.usage u' : `bill.usage u cross join generate_series(1, ${times})`;
const began = performance.now();
const prices = copyIn(lines[1], `copy bench.priced (${pricesToCopy}) from stdin (format binary)`);
const { events } = await rateUsageTable(plan, ratingState(plan, held.holders), { usage: copyOut(lines[0], `copy (select ${columns} from ${from} ${usageInOrder}) to stdout (format binary)`), write: prices.write, serviceAt: held.serviceAt });
await prices.end();
const ms = performance.now() - began;
for (const line of lines) await line.end();
const done: RatingDone = { ms, events, megabytes: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(done));
