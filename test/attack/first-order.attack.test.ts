import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { quoted } from '../../src/main/platform/database.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { type SmallWorld, smallWorld } from '../support/small-world.ts';
import { type Attacker, attacks } from './attacks.ts';
import { bait, gains } from './judge.ts';

const attackers: ReadonlyArray<Attacker> = ['agent0', 'agent1', 'agent2', 'susan', 'olga', 'aldo', 'ulla', 'worker'];

async function arena(): Promise<{ db: FreshDatabase; world: SmallWorld }> {
  const db = await freshDatabase();
  const world = await smallWorld(db);
  await bait(world);
  const busy = await db.connect('colleague');
  await busy.query("select 'query-of-a-colleague'");
  return { db, world };
}

describe('attacks with a person\'s own login', () => {
  let db: FreshDatabase;
  let world: SmallWorld;
  const clients = new Map<Attacker, pg.Client>();
  beforeAll(async () => {
    ({ db, world } = await arena());
    for (const attacker of attackers) clients.set(attacker, await db.connect(attacker));
  });
  afterAll(() => db.close());

  it('are made by people who are no superusers', async () => {
    for (const [attacker, client] of clients) {
      const { rows } = await client.query("select session_user as login, current_setting('is_superuser') as superuser");
      expect(rows).toEqual([{ login: db.login(attacker), superuser: 'off' }]);
    }
  });

  it('are at least sixty, of one name each', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attacks.map((attack) => attack.name)).size).toBe(attacks.length);
  });

  for (const isolation of ['read committed', 'repeatable read', 'serializable']) {
    for (const attack of attacks) {
      it(`${attack.by}: ${attack.name} (${isolation})`, async () => {
        expect(await gains(world, attack, clients.get(attack.by)!, isolation)).toEqual([]);
      });
    }
  }
});

describe('the same attacks through one service account shared by all desks', () => {
  let db: FreshDatabase;
  let world: SmallWorld;
  beforeAll(async () => {
    ({ db, world } = await arena());
    // What an application server's account usually has: everything in its own database, and its user's table beside it.
    await db.addPerson('service', 'agent');
    await db.owner.raw(`alter role ${quoted(db.login('service'))} superuser connection limit 10`);
  });
  afterAll(() => db.close());

  it('gain often, so the list bites', async () => {
    const successes: string[] = [];
    for (const attack of attacks) {
      const client = await db.connect('service');
      // Destructive ones are tried too; what they destroyed is put back by never letting their transaction end well.
      const found = await gains(world, { ...attack, statements: (at) => attack.statements(at).filter((sql) => !/^(drop|truncate|alter schema|alter system|alter role all|reassign|create or replace|alter function|create subscription|select pg_create|create role|alter role|delete from care\.settings|update care\.settings|select lo_export|copy .* (to|from) ('|program)|prepare transaction)/.test(sql)) }, client, 'read committed').catch((failure: Error) => [`broke it: ${failure.message}`]);
      await client.end();
      if (found.length > 0) successes.push(attack.name);
    }
    console.log(`${successes.length} of ${attacks.length} attacks succeed through a shared service account`);
    expect(successes.length).toBeGreaterThanOrEqual(20);
  });
});
