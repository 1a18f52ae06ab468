import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { demoCatalog } from '../../src/main/demo/catalog.ts';
import { wrapUpCodes } from '../../src/main/demo/wrap-up-codes.ts';
import { migrations } from '../../src/main/migrations/migrations.ts';
import { rightsSql } from '../../src/main/migrations/rights.ts';
import { quoted, serverKnex } from '../../src/main/platform/database.ts';
import { migrate } from '../../src/main/platform/migrate.ts';
import { scramVerifier } from '../../src/main/platform/scram.ts';
import { bigBills } from './big-bills.ts';
import { databaseUrl, type Server } from './server.ts';
import { type Filling, fillings } from './world-tables.ts';
import type { Catalog } from '../../src/contract/catalog.ts';

/** A database of so many customers. `owner` is a superuser's connection, for what is not measured. */
export type World = { readonly customers: number; readonly url: string; readonly desk: string; readonly owner: pg.Client; readonly close: () => Promise<void> };

/** The people of the bench; all have one password, which protects nothing. */
export const people = { agent: 'bench.agent', operator: 'bench.operator', worker: 'bench.worker' } as const;
export const PASSWORD = 'bench-has-a-long-password';
export const WORLD_NOW = '2026-11-18T18:42:00Z';

/** What a world is made of: the first part of its name, its catalog, its moment, and the statements that fill it. */
export type Recipe = { readonly name: string; readonly catalog: Catalog; readonly now: string; readonly fillings: (customers: number) => ReadonlyArray<Filling> };
/** Customers with a year of bills, some of them large. */
export const deskRecipe: Recipe = { name: 'care', catalog: demoCatalog, now: WORLD_NOW, fillings: (customers) => [...fillings(customers), ...bigBills(customers)] };

/**
 * Opens the world of this size, made first where it is not there or was made for another schema (`keep`: taken as it is).
 * A million customers take about a quarter of an hour and 15 GB.
 */
export async function openWorld(server: Server, customers: number, keep: boolean, say: (text: string) => void, recipe = deskRecipe): Promise<World> {
  const name = `${recipe.name}_${customers}`;
  const url = databaseUrl(server.url, name);
  const print = createHash('sha256').update(JSON.stringify([migrations, rightsSql(), recipe.fillings(customers), recipe.catalog])).digest('hex');
  const admin = await connected(server.url);
  admin.on('error', () => undefined);
  const found = await admin.query<{ print: string | null }>("select shobj_description(d.oid, 'pg_database') as print from pg_database d where d.datname = $1", [name]);
  const known = found.rows[0];
  const complete = known?.print !== null && known?.print !== undefined;
  if (!complete || (known.print !== print && !keep)) {
    say(`making the world of ${customers.toLocaleString('en-US')} customers ...`);
    const began = performance.now();
    await admin.query(`drop database if exists ${quoted(name)} with (force)`);
    await admin.query(`create database ${quoted(name)} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
    await make(url, customers, recipe, say);
    await admin.query(`comment on database ${quoted(name)} is '${print}'`);
    const size = await admin.query<{ size: string }>('select pg_size_pretty(pg_database_size($1)) as size', [name]);
    say(`made in ${Math.round((performance.now() - began) / 1000)} s, ${size.rows[0]?.size}`);
  }
  await admin.end();
  const owner = await connected(url);
  await owner.query('update care.settings set clock_offset = $1::timestamptz - transaction_timestamp()', [recipe.now]);
  return { customers, url, desk: databaseUrl(server.url, name, 'nobody'), owner, close: () => owner.end() };
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

async function make(url: string, customers: number, recipe: Recipe, say: (text: string) => void): Promise<void> {
  const owner = await schemaWithPeople(url, recipe);
  try {
    await fill(owner, recipe.fillings(customers), customers, say);
  } finally {
    await owner.end();
  }
}

/** Migrates an empty database and gives it settings, people and a catalog; the connection is the superuser's. */
export async function schemaWithPeople(url: string, { catalog, now }: Pick<Recipe, 'catalog' | 'now'> = { catalog: demoCatalog, now: WORLD_NOW }): Promise<pg.Client> {
  const schema = serverKnex(url, null, { min: 0, max: 1 });
  try {
    await migrate(schema);
  } finally {
    await schema.destroy();
  }
  const owner = await connected(url);
  await owner.query("set synchronous_commit = off; set work_mem = '384MB'");
  await owner.query("insert into care.settings (operator, currency, zone, search_key, clock_offset) values ('Bench Telecom', 'USD', 'America/Los_Angeles', $1, $2::timestamptz - transaction_timestamp())", [randomBytes(8).toString('hex'), now]);
  for (const [role, login] of Object.entries(people)) await addPerson(owner, login, role);
  for (const [at, { code, label, grp }] of wrapUpCodes.entries()) await owner.query('insert into care.wrap_up_codes (code, label, grp, position) values ($1, $2, $3, $4)', [code, label, grp, at]);
  const body = JSON.stringify(catalog);
  await owner.query('insert into bill.catalogs (name, body, hash) values ($1, $2::jsonb, $3)', [catalog.name, body, createHash('sha256').update(body).digest('hex')]);
  return owner;
}

/** Logins belong to the whole server, so one may be there already. */
async function addPerson(owner: pg.Client, login: string, role: string): Promise<void> {
  const known = await owner.query('select 1 from pg_roles where rolname = $1', [login]);
  if (known.rows.length === 0) await owner.query(`create role ${quoted(login)} login password '${scramVerifier(PASSWORD)}'`);
  await owner.query(`grant careline_login, careline_${role} to ${quoted(login)}`);
  if (role === 'worker') await owner.query(`alter role ${quoted(login)} bypassrls`);
  await owner.query("insert into care.staff (login, name, role, team) values ($1, $2, $3, 'Bench')", [login, login, role]);
}

/** Without triggers and without the indexes that no constraint needs; those are built once over the full tables. */
async function fill(owner: pg.Client, statements: ReadonlyArray<Filling>, customers: number, say: (text: string) => void): Promise<void> {
  await owner.query('set session_replication_role = replica');
  const indexes = await owner.query<{ name: string; definition: string }>(`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('care', 'bill', 'pay') and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`);
  for (const { name } of indexes.rows) await owner.query(`drop index ${name}`);
  let rows = 0;
  for (const { table, sql } of statements) {
    const began = performance.now();
    const made = await owner.query(sql);
    rows += made.rowCount ?? 0;
    const seconds = (performance.now() - began) / 1000;
    if (seconds > 5) say(`  ${table}: ${(made.rowCount ?? 0).toLocaleString('en-US')} rows in ${Math.round(seconds)} s`);
  }
  say(`  ${rows.toLocaleString('en-US')} rows, ${(rows / customers).toFixed(1)} a customer; building indexes ...`);
  for (const { definition } of indexes.rows) await owner.query(definition);
  await owner.query(`do $$ declare c record; top bigint; begin
    for c in select format('%I.%I', n.nspname, t.relname) as tab, a.attname as col from pg_attribute a join pg_class t on t.oid = a.attrelid join pg_namespace n on n.oid = t.relnamespace where a.attidentity <> '' and t.relkind = 'r' and n.nspname in ('care','bill','pay') loop
      execute format('select max(%I) from %s', c.col, c.tab) into top;
      if top is not null then perform setval(pg_get_serial_sequence(c.tab, c.col), top); end if;
    end loop; end $$`);
  await owner.query('vacuum (analyze)');
  await owner.query('checkpoint');
}
