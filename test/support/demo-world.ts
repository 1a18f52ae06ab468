import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createRouterClient, type RouterClient } from '@orpc/server';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, inject } from 'vitest';
import type { CustomerOverview } from '../../src/contract/customers.ts';
import type { CustomerId } from '../../src/contract/ids.ts';
import { buildDemo, startDemoClock } from '../../src/main/demo/build-world.ts';
import { DEMO_WORKER, demoAccounts } from '../../src/main/demo/staff.ts';
import { stories } from '../../src/main/demo/stories.ts';
import type { Story } from '../../src/main/demo/stories/story.ts';
import { type Database, embeddedDatabase, quoted, row, serverDatabase, serverKnex } from '../../src/main/platform/database.ts';
import { type Desk, type Host, makeDesk } from '../../src/main/platform/desk.ts';
import { answered } from '../../src/main/platform/dispatch.ts';
import { embeddedFacts, signInEmbedded } from '../../src/main/platform/embedded-host.ts';
import { applyRights, migrate } from '../../src/main/platform/migrate.ts';
import { serverHost } from '../../src/main/platform/server-host.ts';
import { switchboard } from '../../src/main/procedures.ts';
import { asSuperuser, databaseUrl } from './cluster.ts';
import { openEmbedded } from './embedded.ts';
import { readOnBuiltThread } from './usage-thread.ts';

/** A demo database of its own, with the clock of a first start. Logins are those of the demo. */
export type DemoWorld = {
  readonly engine: 'server' | 'embedded';
  readonly owner: Knex;
  /** Where other programs reach it; null when embedded. */
  readonly url: string | null;
  readonly host: Host;
  /** The worker, who in the product imports, bills and takes payments. */
  readonly worker: Database;
  readonly close: () => Promise<void>;
};
export type Care = RouterClient<ReturnType<typeof switchboard>, Record<never, never>>;

/** What the demo is made of; a change in any of it makes the kept ones old. */
const MADE_OF = ['src/contract', 'src/main/billing', 'src/main/demo', 'src/main/migrations', 'src/main/operations', 'src/main/rating'];
const KEPT_HOURS = 1;
const BUILD_LIMIT_MS = 300_000;

let print: string | undefined;
/** A hash over everything that a demo database is made from. */
export function demoPrint(): string {
  if (print !== undefined) return print;
  const hash = createHash('sha256');
  for (const folder of MADE_OF) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)));
  }
  print = hash.digest('hex').slice(0, 12);
  return print;
}

/** A clone of the demo on the run's server (about half a second) or embedded (about two). The first one builds it. */
export function demoWorld(engine: 'server' | 'embedded', scale = 0): Promise<DemoWorld> {
  return engine === 'server' ? onServer(scale) : embedded(scale);
}

async function onServer(scale: number): Promise<DemoWorld> {
  const cluster = inject('cluster');
  const template = `care_demo_${demoPrint()}_${scale}`;
  const name = `care_demo_test_${randomBytes(4).toString('hex')}`;
  const url = databaseUrl(cluster.url, name);
  await serverTemplate(cluster.url, cluster.template, template, scale);
  await asSuperuser(cluster.url, (run) => run(`create database ${quoted(name)} template ${quoted(template)}`));
  const owner = serverKnex(url, null, { min: 0, max: 4 });
  await applyRights(owner);
  await startDemoClock(owner);
  const worker = serverDatabase(url, { login: DEMO_WORKER, password: 'demo-worker-2026' });
  return {
    engine: 'server', owner, url, worker, host: serverHost(url),
    close: async () => {
      await worker.close();
      await owner.destroy();
      await asSuperuser(cluster.url, (run) => run(`drop database if exists ${quoted(name)} with (force)`));
    },
  };
}

/** Several workers may want it at once: one builds it under a lock of the server, the others wait. */
async function serverTemplate(server: string, migrated: string, template: string, scale: number): Promise<void> {
  const keeper = serverKnex(server, null, { min: 1, max: 1 });
  try {
    await keeper.raw('select pg_advisory_lock(727100)');
    if (await row(keeper, 'select 1 from pg_database d where d.datname = ?', [template])) return;
    const making = `${template}_making`;
    await keeper.raw(`drop database if exists ${quoted(making)}`);
    await keeper.raw(`create database ${quoted(making)} template ${quoted(migrated)}`);
    const owner = serverKnex(databaseUrl(server, making), null, { min: 0, max: 4 });
    try {
      await applyRights(owner);
      await buildDemo(owner, { scale });
    } finally {
      await owner.destroy();
    }
    // The logins of the demo are shared by all its clones on this server.
    for (const login of [...demoAccounts.map((account) => account.login), DEMO_WORKER]) await keeper.raw(`alter role ${quoted(login)} connection limit -1`);
    await keeper.raw(`alter database ${quoted(making)} rename to ${quoted(template)}`);
  } finally {
    await keeper.destroy();
  }
}

async function embedded(scale: number): Promise<DemoWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'careline-demo-'));
  const data = join(folder, 'data');
  cpSync(await embeddedTemplate(scale), data, { recursive: true });
  const { owner, close } = await openEmbedded(data);
  await startDemoClock(owner);
  const facts = await embeddedFacts(owner);
  return {
    engine: 'embedded', owner, url: null, worker: embeddedDatabase(owner, DEMO_WORKER),
    host: { kind: 'demo', label: 'Demo', demoAccounts, ...facts, worker: embeddedDatabase(owner, DEMO_WORKER), signIn: (login, password) => signInEmbedded(owner, facts, login, password), close: async () => undefined },
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The data folder of the demo, made once for this state of the sources and kept between runs. */
export async function embeddedTemplate(scale = 0): Promise<string> {
  const place = join(process.cwd(), '.runtime');
  const ready = join(place, `test-demo-${demoPrint()}-${scale}`);
  const making = `${ready}.making`;
  mkdirSync(place, { recursive: true });
  // Another process may be clearing at the same time: what is gone already is no old one.
  const old = (name: string) => (statSync(join(place, name), { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < performance.timeOrigin - KEPT_HOURS * 3_600_000;
  for (const name of readdirSync(place)) if (name.startsWith('test-demo-') && old(name)) rmSync(join(place, name), { recursive: true, force: true });
  for (const began = performance.now(); !existsSync(ready); await wait(200)) {
    if (performance.now() - began > BUILD_LIMIT_MS) rmSync(making, { recursive: true, force: true });
    try {
      mkdirSync(making);
    } catch {
      continue;
    }
    try {
      const { owner, close } = await openEmbedded(join(making, 'data'));
      await migrate(owner);
      await buildDemo(owner, { scale });
      await close();
      renameSync(join(making, 'data'), ready);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  return ready;
}

/** Runs the same tests on a demo database of each engine. `prepare` runs once on each. */
export function onDemos<T>(name: string, prepare: (demo: DemoWorld) => Promise<T>, tests: (made: () => T, demo: () => DemoWorld) => void, scale = 0): void {
  for (const [engine, words] of [['server', 'PostgreSQL'], ['embedded', 'the embedded engine']] as const) {
    describe(`${name} (${words})`, () => {
      let demo: DemoWorld | undefined;
      let made: { readonly value: T } | undefined;
      beforeAll(async () => {
        demo = await demoWorld(engine, scale);
        made = { value: await prepare(demo) };
      }, BUILD_LIMIT_MS);
      afterAll(async () => {
        await closeDesks();
        await demo?.close();
      });
      tests(() => {
        if (!made) throw new Error('The world is made before the tests run, not while they are listed.');
        return made.value;
      }, () => {
        if (!demo) throw new Error('The demo is opened before the tests run, not while they are listed.');
        return demo;
      });
    });
  }
}

const desks: Desk[] = [];

/** A desk on a demo at which nobody is signed in. */
export function emptyDesk(demo: Pick<DemoWorld, 'host'>): Desk {
  const desk = makeDesk('test', () => undefined);
  desk.useHost(demo.host, null);
  desks.push(desk);
  return desk;
}

export type DemoRole = (typeof demoAccounts)[number]['role'];

/** A desk at which the demo's person of a role is signed in, by name and password. */
export async function deskFor(demo: Pick<DemoWorld, 'host'>, role: DemoRole): Promise<Desk> {
  const account = demoAccounts.find((candidate) => candidate.role === role);
  if (!account) throw new Error(`The demo has no ${role}.`);
  const desk = emptyDesk(demo);
  await desk.signIn(account.login, account.password);
  return desk;
}

/** Signs everybody out who was signed in by `deskFor` in this file. */
export async function closeDesks(): Promise<void> {
  await Promise.all(desks.splice(0).map((desk) => desk.signOut()));
}

/** The calls of the app at a desk, through the real router with rights, validation and the log. */
export function callOf(desk: Desk): Care {
  return createRouterClient(switchboard(async () => undefined, readOnBuiltThread), { context: { desk }, interceptors: [answered] });
}

/** The calls of the demo's person of a role, at a desk of their own. */
export async function careAs(demo: Pick<DemoWorld, 'host'>, role: DemoRole): Promise<Care> {
  return callOf(await deskFor(demo, role));
}

/** What a call was refused with; throws where it was not. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; sentence: string; reference: string | undefined }> {
  try {
    await call;
  } catch (failure) {
    const { code, message, data } = failure as { code: string; message: string; data?: { reference?: string } };
    return { code, sentence: message, reference: data?.reference };
  }
  throw new Error('The call was not refused.');
}

export function storyOf(key: string): Story {
  const story = stories.find((candidate) => candidate.key === key);
  if (!story) throw new Error(`There is no story ${key}.`);
  return story;
}

/** The id of a customer by number, as the owner of the database knows it. */
export async function idOf(demo: Pick<DemoWorld, 'owner'>, number: string): Promise<CustomerId> {
  const found = await row<{ id: CustomerId }>(demo.owner, 'select k.id from care.customers k where k.number = ?', [number]);
  if (!found) throw new Error(`There is no customer ${number}.`);
  return found.id;
}

let calls = 0;

/** Opens a customer at a level, each step as an agent does it: by search; by a call from the number on file; with the PIN. */
export async function openAt(demo: Pick<DemoWorld, 'owner'>, care: Care, number: string, level: 0 | 1 | 2): Promise<CustomerId> {
  const customerId = await idOf(demo, number);
  if (level === 0) {
    await care.customers.openCase({ customerId, reason: 'search', callId: null, from: null });
    return customerId;
  }
  calls += 1;
  const phone = await row<{ value: string }>(demo.owner, "select c.value from care.contacts c where c.customer_id = ? and c.kind = 'phone' order by c.preferred desc, c.id limit 1", [customerId]);
  await care.customers.openCase({ customerId, reason: 'call', callId: `test-call-${calls}`, from: phone?.value ?? '' });
  if (level === 2) {
    const pin = stories.find((story) => story.number === number)?.pin ?? '';
    const { level: reached } = await care.customers.verify({ customerId, kind: 'pin', answer: pin });
    if (reached !== 2) throw new Error(`${number} reached level ${reached} only.`);
  }
  return customerId;
}

/** The customer 360 as the screen has it. */
export async function overviewOf(care: Care, customerId: CustomerId): Promise<CustomerOverview> {
  const { json } = await care.customers.overview({ customerId });
  return JSON.parse(json) as CustomerOverview;
}
