import type { Knex } from 'knex';
import { rows } from '../../src/main/platform/database.ts';

/** Every table of the product with its number of rows and a digest of all they hold: what writes nothing leaves it as it was. */
export async function digestOf(owner: Knex): Promise<Record<string, string>> {
  const tables = await rows<{ name: string }>(owner, "select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('care','bill','pay','ledger','audit','vault') and c.relkind = 'r' order by 1");
  const all = await rows<{ name: string; said: string }>(owner, tables.map(({ name }) => `select '${name}' as name, count(*) || ' rows, ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as said from ${name} t`).join(' union all '));
  return Object.fromEntries(all.map(({ name, said }) => [name, said]));
}
