import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { noticeSome } from '../billing/notice-crossings.ts';
import { wholeCatalog } from '../catalog/domain/check-catalog.ts';
import { newKey } from '../platform/ids.ts';
import { atMoment } from './at-moment.ts';
import { DEMO_CURRENCY, DEMO_OPERATOR, demoCatalog } from './catalog.ts';
import { DEMO_NOW, DEMO_ZONE, localInstant } from './demo-time.ts';
import { generatedCustomers } from './generator.ts';
import { insertCustomers, type Placed } from './insert-customers.ts';
import { insertHistory } from './insert-history.ts';
import { createStaff } from './staff.ts';
import { storyPlans } from './stories.ts';
import { walkTime, type WalkProgress } from './walk-time.ts';
import { wrapUpCodes } from './wrap-up-codes.ts';

export type DemoOptions = { readonly scale: number; readonly seed?: number; readonly onProgress?: WalkProgress };

const DEFAULT_SEED = 2026;
const CUSTOMERS_A_STATEMENT = 500;
/** Before the first bill of anybody. */
const FIRST_MOMENT = localInstant('2025-08-31', '00:01');

/**
 * Builds the demo world in a migrated, empty database: the named customers and `scale` generated ones, with fifteen months
 * of their bills. `owner` is the owner's connection and must be a superuser, since it acts as the worker. The same scale
 * and seed give the same world, but for salts and keys. Throws where the database has an operator already.
 */
export async function buildDemo(owner: Knex, { scale, seed = DEFAULT_SEED, onProgress = () => undefined }: DemoOptions): Promise<{ customers: number }> {
  const known: { rows: unknown[] } = await owner.raw('select 1 from care.settings');
  if (known.rows.length > 0) throw new Error('This database has an operator already. The demo is built in an empty one.');
  await owner.raw(`insert into care.settings (operator, currency, zone, country_prefix, demo, clock_offset, search_key) values (?, ?, ?, '1', true, ?::timestamptz - transaction_timestamp(), ?)`, [DEMO_OPERATOR, DEMO_CURRENCY, DEMO_ZONE, FIRST_MOMENT, newKey()]);
  await createStaff(owner);
  await owner.raw('insert into care.wrap_up_codes (code, label, grp, position) select x.code, x.label, x.grp, x.ordinality from rows from (jsonb_to_recordset(?::jsonb) as (code text, label text, grp text)) with ordinality x', [JSON.stringify(wrapUpCodes)]);
  const body = JSON.stringify(wholeCatalog(demoCatalog));
  const plans = [...storyPlans.flatMap(({ customers }) => customers), ...generatedCustomers(scale, seed)];
  const placed = await atMoment(owner, FIRST_MOMENT, async (db) => {
    await db.raw('insert into bill.catalogs (name, body, hash) values (?, ?::jsonb, ?)', [demoCatalog.name, body, createHash('sha256').update(body).digest('hex')]);
    const all: Placed[] = [];
    for (let start = 0; start < plans.length; start += CUSTOMERS_A_STATEMENT) all.push(...(await insertCustomers(db, plans.slice(start, start + CUSTOMERS_A_STATEMENT))));
    return all;
  });
  await walkTime(owner, placed, FIRST_MOMENT, onProgress);
  while ((await atMoment(owner, localInstant('2026-11-18', '05:40'), noticeSome)) > 0);
  await atMoment(owner, localInstant('2026-11-18', '10:40'), (db) => insertHistory(db, placed));
  await atMoment(owner, localInstant('2026-11-18', '10:41'), (db) => db.raw('select api.seal_audit()'));
  await startDemoClock(owner);
  await owner.raw('analyze');
  return { customers: placed.length };
}

/**
 * Sets the demo's clock at the start of the app: to the demo's own moment, or to the last thing that was done in it where
 * that was later, so that its time never runs backwards. As the owner.
 */
export async function startDemoClock(owner: Knex): Promise<void> {
  await owner.raw(`update care.settings set clock_offset = greatest(?::timestamptz, (select e.at from audit.entries e order by e.id desc limit 1)) - transaction_timestamp() where demo`, [DEMO_NOW]);
}
