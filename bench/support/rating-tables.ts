import pg from 'pg';
import { quoted } from '../../src/main/platform/database.ts';
import { copyIn } from '../../src/main/platform/copy.ts';
import { eventsInTurn, type RatingSize } from './rating-world.ts';
import { databaseUrl, type Server } from './server.ts';
import { PASSWORD, people, schemaWithPeople } from './world.ts';

/** A database with usage of one month in the product's own tables. `out` and `into` are two connections of a worker, `owner` is a superuser's. */
export type RatingTables = { readonly workerUrl: string; readonly owner: pg.Client; readonly out: pg.Client; readonly into: pg.Client; readonly close: () => Promise<void> };

/** Prices as the pipeline writes them: no side has an index, and rights are as on all tables of the product. */
const priced = `
create schema bench;
create table bench.priced (usage_id bigint not null, tariff int not null, zone int, rounded bigint not null, charged bigint not null, micros care.micros not null);
alter table bench.priced enable row level security;
grant usage on schema bench to careline_worker;
grant select, insert on bench.priced to careline_worker;`;

const LINES = 5000;

/** Makes the database anew: products of every service, and usage as it arrives, in order of time. Customers, accounts and services are numbers without rows. */
export async function openRatingTables(server: Server, size: RatingSize, say: (text: string) => void): Promise<RatingTables> {
  const name = 'care_rating';
  const url = databaseUrl(server.url, name);
  const admin = await connected(server.url);
  await admin.query(`drop database if exists ${quoted(name)} with (force)`);
  await admin.query(`create database ${quoted(name)} template template0 encoding 'UTF8' locale 'C.UTF-8'`);
  await admin.end();
  say(`making usage of ${size.events.toLocaleString('en-US')} events ...`);
  const owner = await schemaWithPeople(url);
  await owner.query(priced);
  // Copying in is refused under row-level security (architecture.md 10.3).
  await owner.query(`alter role ${quoted(people.worker)} bypassrls`);
  await owner.query("set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'");
  await owner.query("insert into care.products (id, customer_id, account_id, service_id, offer, from_day) overriding system value select s, (s + 1) / 2, (s + 1) / 2, s, 'plan-' || s * 7 % 20, '2026-01-01' from generate_series(1, $1::int) s", [size.accounts * 2]);
  await fillUsage(owner, size);
  await owner.query('vacuum (analyze)');
  await owner.query('checkpoint');
  const worker = new URL(url);
  [worker.username, worker.password] = [people.worker, PASSWORD];
  const [out, into] = [await connected(worker.toString()), await connected(worker.toString())];
  return { workerUrl: worker.toString(), owner, out, into, close: async () => void (await Promise.all([owner, out, into].map((line) => line.end()))) };
}

async function fillUsage(owner: pg.Client, size: RatingSize): Promise<void> {
  const indexes = await owner.query<{ name: string; definition: string }>("select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i where i.indrelid = 'bill.usage'::regclass and not exists (select from pg_constraint k where k.conindid = i.indexrelid)");
  for (const { name } of indexes.rows) await owner.query(`drop index ${name}`);
  // Keys of one length, so that their order is that of the numbers.
  const copy = copyIn(owner, 'copy bill.usage (id, key, service_id, account_id, customer_id, kind, started_at, units, destination) from stdin');
  let lines: string[] = [];
  const flush = async () => {
    await copy.write(Buffer.from(lines.join('')));
    lines = [];
  };
  for (const { usageId, serviceId, usage, start, units, destination } of eventsInTurn(size)) {
    const account = (serviceId + 1) >> 1;
    lines.push(`${usageId}\tu${String(usageId).padStart(9, '0')}\t${serviceId}\t${account}\t${account}\t${usage}\t${start}\t${units}\t${destination}\n`);
    if (lines.length === LINES) await flush();
  }
  await flush();
  await copy.end();
  for (const { definition } of indexes.rows) await owner.query(definition);
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

