import { describe, expect, it } from 'vitest';
import { rows } from '../../src/main/platform/database.ts';
import { migrate } from '../../src/main/platform/migrate.ts';
import { openEmbedded } from '../support/embedded.ts';
import { head, onDisk } from '../support/generated-document.ts';

describe('the generated description of the database', () => {
  it('lists every table and function of the database', async () => {
    const { owner, close } = await openEmbedded(null);
    try {
      await migrate(owner);
      const tables = await rows<{ name: string; about: string; columns: string }>(owner, `select n.nspname || '.' || c.relname as name, coalesce(obj_description(c.oid), '') as about,
        (select string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then '' else ' or null' end || coalesce(': ' || col_description(c.oid, a.attnum), ''), E'\\n' order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname in ('care', 'bill', 'pay', 'ledger', 'audit', 'vault') order by 1`);
      const functions = await rows<{ name: string }>(owner, "select p.proname || '(' || pg_get_function_arguments(p.oid) || ') returns ' || pg_get_function_result(p.oid) as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'api' order by 1");
      const text = `${head('Database', 'the migrations')}${tables.map(({ name, about, columns }) => `\n## ${name}\n\n${about ? `${about}\n\n` : ''}${columns.split('\n').map((column) => `- ${column}`).join('\n')}\n`).join('')}\n## Functions that people and the worker call\n\n${functions.map(({ name }) => `- ${name}`).join('\n')}\n`;
      expect(onDisk('schema.md', text)).toBe(text);
    } finally {
      await close();
    }
  }, 60_000);
});
