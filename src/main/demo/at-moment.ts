import type { Knex } from 'knex';
import type { Instant } from '../../contract/dates.ts';
import { quoted, type WritableDb } from '../platform/database.ts';
import { DEMO_WORKER } from './staff.ts';

/**
 * Runs work as the worker in one transaction in which it is exactly the given moment: the owner moves the clock first
 * (architecture.md 10.7), then the transaction becomes the worker and everything goes the product's own ways (10.15).
 */
export async function atMoment<T>(owner: Knex, moment: Instant, work: (db: WritableDb) => Promise<T>): Promise<T> {
  return owner.transaction(async (trx) => {
    await trx.raw('update care.settings set clock_offset = ?::timestamptz - transaction_timestamp()', [moment]);
    await trx.raw(`set local session authorization ${quoted(DEMO_WORKER)}`);
    return work(trx);
  });
}
