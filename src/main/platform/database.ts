import type { Knex } from 'knex';
import { knexWithoutCutLines, readThroughCut, writeThroughCut } from './cut-lines.ts';
import { drivers } from './drivers.ts';
import type { Engine } from './embedded-engine.ts';
import { tlsOf } from './server-tls.ts';

/** A connection inside a transaction, or a reader outside one. Named apart so that a reader can't be handed to a writer. */
export type ReadableDb = Knex & { readonly __may?: 'read' | 'write' };
export type WritableDb = Knex & { readonly __may?: 'write' };

/** One database as one person sees it: every read and write runs as them, and rights are the database's to refuse. */
export type Database = {
  readonly kind: 'embedded' | 'server';
  /** A read-only transaction, or a reader that can't write. */
  readonly read: <T>(work: (db: ReadableDb) => Promise<T>) => Promise<T>;
  /** One transaction; anything thrown rolls all of it back. */
  readonly write: <T>(work: (db: WritableDb) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** knex prints a refused connection with the login before it throws it; who called is told by the throw. */
const silent = { warn: () => undefined, error: () => undefined, deprecate: () => undefined, debug: () => undefined };

/** knex on a PostgreSQL server. `options` are start parameters of each connection, such as "-c statement_timeout=30000". */
export function serverKnex(url: string, person: { login: string; password: string } | null, pool: { min: number; max: number }, options = ''): Knex {
  const address = new URL(url);
  const socket = address.searchParams.get('host');
  return knexWithoutCutLines({
    client: 'pg', log: silent,
    pool: { ...pool, idleTimeoutMillis: 60_000 },
    acquireConnectionTimeout: 8_000,
    connection: {
      host: socket ?? address.hostname, port: Number(address.port || 5432), database: decodeURIComponent(address.pathname.slice(1)),
      user: person?.login ?? decodeURIComponent(address.username), password: person?.password ?? decodeURIComponent(address.password),
      ssl: tlsOf(address), connectionTimeoutMillis: 6_000, options: `-c datestyle=ISO,YMD ${options}`.trim(),
    } as Knex.PgConnectionConfig,
  });
}

/** A person's two connections to a server: a reader that can't write and a writer (architecture.md 10.9). */
export function serverDatabase(url: string, person: { login: string; password: string }): Database {
  const reader = serverKnex(url, person, { min: 0, max: 1 }, '-c default_transaction_read_only=on -c statement_timeout=60000');
  const writer = serverKnex(url, person, { min: 0, max: 1 }, '-c lock_timeout=8000 -c statement_timeout=60000');
  return {
    kind: 'server',
    read: (work) => readThroughCut(reader, work),
    write: (work) => writeThroughCut(writer, work),
    close: async () => {
      await Promise.all([reader.destroy(), writer.destroy()]);
    },
  };
}

/** knex over the embedded engine: one connection, whose session is the superuser that may become each caller. */
export async function embeddedKnex(engine: Engine): Promise<Knex> {
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres');
  await engine.waitReady;
  const db = drivers().knexOf({ client: 'pg', connection: (() => createPgConfig(engine as never)) as never, pool: { min: 1, max: 1, idleTimeoutMillis: 2_000_000_000 }, acquireConnectionTimeout: 60_000 });
  await db.raw('set session authorization postgres');
  return db;
}

/** A person on the embedded engine: each transaction begins by becoming them and ends by being nobody (architecture.md 10.2). */
export function embeddedDatabase(db: Knex, login: string): Database {
  const become = `set local session authorization ${quoted(login)}`;
  const run = <T>(work: (db: Knex) => Promise<T>, readOnly: boolean) =>
    db.transaction(async (trx) => {
      await trx.raw(readOnly ? `set transaction read only; ${become}` : become);
      return work(trx);
    });
  return { kind: 'embedded', read: (work) => run(work, true), write: (work) => run(work, false), close: async () => undefined };
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Rows of one statement; bindings by question mark. The caller names the row's shape, mapping is done in the statement. */
export async function rows<T>(db: ReadableDb, sql: string, bindings: ReadonlyArray<unknown> = []): Promise<T[]> {
  const result: { rows: T[] } = await db.raw(sql, bindings as Knex.RawBinding[]);
  return result.rows;
}

/** The single row of a statement, or undefined. */
export async function row<T>(db: ReadableDb, sql: string, bindings: ReadonlyArray<unknown> = []): Promise<T | undefined> {
  return (await rows<T>(db, sql, bindings))[0];
}
