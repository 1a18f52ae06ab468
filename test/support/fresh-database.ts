import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import pg from 'pg';
import { inject } from 'vitest';
import { migrations } from '../../src/main/migrations/migrations.ts';
import { rightsSql } from '../../src/main/migrations/rights.ts';
import { type Database, embeddedDatabase, quoted, serverDatabase, serverKnex } from '../../src/main/platform/database.ts';
import { applyRights, migrate } from '../../src/main/platform/migrate.ts';
import { scramVerifier } from '../../src/main/platform/scram.ts';
import { asSuperuser, databaseUrl } from './cluster.ts';
import { openEmbedded } from './embedded.ts';

export type StaffRole = 'agent' | 'supervisor' | 'operator' | 'auditor' | 'useradmin' | 'worker';

/** A migrated, empty database of its own: on a real server, or embedded. */
export type FreshDatabase = {
  readonly engine: 'server' | 'embedded';
  /** The superuser's connection: what no member of staff has. */
  readonly owner: Knex;
  /** Where other programs reach it; null when embedded. */
  readonly url: string | null;
  /** The login of a short name. Logins belong to a whole server, so here they carry the mark of this database. */
  readonly login: (name: string) => string;
  readonly password: (name: string) => string;
  /** Makes a login with its rights and its row of staff. */
  readonly addPerson: (name: string, role: StaffRole, more?: { readonly team?: string }) => Promise<void>;
  /** The database as that person has it in the product. */
  readonly as: (name: string) => Database;
  /** A plain connection of node-postgres as that person; only on a server. The caller ends it, or `close` does. */
  readonly connect: (name: string) => Promise<pg.Client>;
  readonly close: () => Promise<void>;
};

/** Few rounds: these passwords protect nothing and are made by the hundred. */
const ROUNDS = 4096;
const passwordOf = (name: string) => `${name}-has-a-long-password`;

async function addPerson(owner: Knex, login: string, name: string, role: StaffRole, team: string): Promise<void> {
  const verifier = scramVerifier(passwordOf(name), randomBytes(16), ROUNDS);
  await owner.raw(`create role ${quoted(login)} login connection limit 6 password '${verifier}'${role === 'worker' ? ' bypassrls' : ''}`);
  await owner.raw(`grant careline_login, careline_${role} to ${quoted(login)}`);
  // PostgreSQL 16 and later: who may create roles changes only those it was given.
  await owner.raw(`do $$ begin if current_setting('server_version_num')::int >= 160000 then execute 'grant ${quoted(login)} to careline_provision with admin true, inherit false, set false'; end if; end $$`);
  await owner.raw('insert into care.staff (login, name, role, team) values (?, ?, ?, ?)', [login, name[0]!.toUpperCase() + name.slice(1), role, team]);
}

/** A database of its own on the run's server, cloned from the migrated template. About 150 ms. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const cluster = inject('cluster');
  const mark = randomBytes(3).toString('hex');
  const name = `care_test_${mark}`;
  const url = databaseUrl(cluster.url, name);
  await asSuperuser(cluster.url, (run) => run(`create database ${quoted(name)} template ${quoted(cluster.template)}`));
  const owner = serverKnex(url, null, { min: 0, max: 4 });
  await applyRights(owner);
  const login = (person: string) => `${person}.${mark}`;
  const people = new Map<string, Database>();
  const clients: pg.Client[] = [];
  const made: string[] = [];
  return {
    engine: 'server', owner, url, login, password: passwordOf,
    addPerson: async (person, role, more = {}) => {
      made.push(login(person));
      await addPerson(owner, login(person), person, role, more.team ?? 'Care');
    },
    as: (person) => {
      const known = people.get(person) ?? serverDatabase(url, { login: login(person), password: passwordOf(person) });
      people.set(person, known);
      return known;
    },
    connect: async (person) => {
      // In a connection string the superuser's name would win over the person's.
      const address = new URL(url);
      const client = new pg.Client({ host: address.hostname, port: Number(address.port), database: name, user: login(person), password: passwordOf(person) });
      client.on('error', () => undefined);
      await client.connect();
      clients.push(client);
      return client;
    },
    close: async () => {
      await Promise.all([...[...people.values()].map((person) => person.close()), ...clients.map((client) => client.end().catch(() => undefined))]);
      await owner.destroy();
      await asSuperuser(cluster.url, async (run) => {
        await run(`drop database if exists ${quoted(name)} with (force)`);
        for (const role of made) await run(`drop role if exists ${quoted(role)}`);
      });
    },
  };
}

/** An embedded database of its own: a copy of a folder that was migrated once for this schema. About 2 s. */
export async function freshEmbedded(): Promise<FreshDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'careline-embedded-'));
  const data = join(folder, 'data');
  cpSync(await preparedFolder(), data, { recursive: true });
  const { owner, close } = await openEmbedded(data);
  return {
    engine: 'embedded', owner, url: null, login: (person) => person, password: passwordOf,
    addPerson: (person, role, more = {}) => addPerson(owner, person, person, role, more.team ?? 'Care'),
    as: (person) => embeddedDatabase(owner, person),
    connect: () => Promise.reject(new Error('The embedded engine has no connections of its own.')),
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Two workers may make it at once: the first to be ready wins, the other throws its own away. */
async function preparedFolder(): Promise<string> {
  const version = createHash('sha256').update(migrations.map((migration) => migration.sql).join('\n') + rightsSql()).digest('hex').slice(0, 16);
  const place = join(process.cwd(), '.runtime', 'test-embedded');
  const ready = join(place, version);
  if (existsSync(ready)) return ready;
  mkdirSync(place, { recursive: true });
  // Schemas of an hour ago are nobody's any more.
  for (const old of readdirSync(place)) if (statSync(join(place, old)).mtimeMs < performance.timeOrigin - 3_600_000) rmSync(join(place, old), { recursive: true, force: true });
  const making = join(place, `making-${process.pid}-${randomBytes(3).toString('hex')}`);
  const { owner, close } = await openEmbedded(making);
  await migrate(owner);
  await close();
  try {
    renameSync(making, ready);
  } catch {
    rmSync(making, { recursive: true, force: true });
  }
  return ready;
}
