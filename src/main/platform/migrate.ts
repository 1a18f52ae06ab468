import type { Knex } from 'knex';
import { migrations } from '../migrations/migrations.ts';
import { rightsSql } from '../migrations/rights.ts';

/** One step of the schema: applied once, in one transaction, never edited after it was released. */
export type Migration = { readonly name: string; readonly sql: string };

/**
 * Brings the database to the newest schema and applies the rights again. `db` is the owner's connection (a superuser, or a
 * role with CREATEROLE that owns the database). Returns the names of what was applied.
 */
export async function migrate(db: Knex): Promise<string[]> {
  await db.raw('create table if not exists public.careline_migrations (name text primary key, applied_at timestamptz not null default transaction_timestamp())');
  const applied: string[] = [];
  for (const migration of migrations) {
    const made = await db.transaction(async (trx) => {
      await trx.raw('lock table public.careline_migrations in exclusive mode');
      const known: { rows: unknown[] } = await trx.raw('select 1 from public.careline_migrations m where m.name = ?', [migration.name]);
      if (known.rows.length > 0) return false;
      await trx.raw(escaped(migration.sql));
      await trx.raw('reset role');
      await trx.raw('insert into public.careline_migrations (name) values (?)', [migration.name]);
      return true;
    });
    if (made) applied.push(migration.name);
  }
  await applyRights(db);
  return applied;
}

/** Rights as they must be now; also needed after a database was made from a template. */
export async function applyRights(db: Knex): Promise<void> {
  await db.transaction(async (trx) => {
    await trx.raw(escaped(rightsSql()));
  });
}

/** knex reads a question mark as a binding. */
function escaped(sql: string): string {
  return sql.replaceAll('?', '\\?');
}
