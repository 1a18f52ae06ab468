import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { quoted, rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import type { FreshDatabase } from '../support/fresh-database.ts';
import { call, seen, type SmallWorld, smallWorld } from '../support/small-world.ts';

const undo = new Error('undo');
const guarded = ['audit.entries', 'audit.seals', 'ledger.transactions', 'ledger.entries', 'bill.bills', 'bill.lines', 'bill.taxes', 'bill.rated_usage', 'bill.usage', 'pay.allocations'];

/** What is found broken after the superuser, with every guard switched off, did this; nothing of it stays. */
async function after<T>(world: SmallWorld, sabotage: (trx: Knex) => Promise<unknown>, look: string): Promise<T[]> {
  let found: T[] = [];
  const work = world.db.owner.transaction(async (trx) => {
    for (const table of guarded) await trx.raw(`alter table ${table} disable trigger all`);
    await sabotage(trx);
    await trx.raw(`set local session authorization ${quoted(world.db.login('worker'))}`);
    found = await rows<T>(trx, look);
    throw undo;
  });
  await expect(work).rejects.toBe(undo);
  return found;
}

type Sabotage = (world: SmallWorld) => string | ReadonlyArray<string>;
/** One way to break each invariant and no other. */
const breaks: Readonly<Record<string, Sabotage>> = {
  'ledger transactions sum to zero': () => ["update ledger.entries set amount = amount + 1 where book = 'cash'", "update ledger.entries set amount = amount - 1 where book = 'revenue'"],
  'what is open on a bill is its receivable in the ledger': () => 'update bill.bill_balances set adjusted = adjusted + 1, open = open - 1',
  'a bill is the sum of its lines and taxes': ({ planLineId }) => `update bill.lines set amount = amount + 1 where id = ${planLineId}`,
  'a line is the rounded sum of its events': ({ ada }) => `update bill.rated_usage set micros = micros + 1000000 where usage_id = ${ada.october[0]}`,
  'a line with events has all of them': ({ usageLineId }) => `delete from bill.rated_usage where line_id = ${usageLineId}`,
  'a billed event is on a line of its own service': ({ usageLineId, ben }) => `update bill.lines set service_id = ${ben.serviceId} where id = ${usageLineId}`,
  'a bill balance belongs to its bill': ({ billId }) => `delete from bill.bill_balances where bill_id = ${billId}`,
  'what is allocated to a bill is in its balance': () => 'update bill.bill_balances set allocated = allocated + 1, adjusted = adjusted - 1',
  'what is allocated of a payment is in its allocations': ({ paymentId }) => `update pay.payments set allocated = allocated + 1 where id = ${paymentId}`,
  'every captured payment is in the ledger once': () => "update ledger.transactions set kind = 'creditApplied' where kind = 'paymentReceived'",
  'what is disputed on a bill is its open disputes': () => 'update bill.bill_balances set disputed = 1',
  'deposits held are in the ledger': () => "update ledger.entries set book = 'deposit' where book = 'revenue'",
  'bill numbers have no gap': () => "update bill.numbers set last = last + 1 where series ~ '^[0-9]'",
  'payment numbers have no gap': () => "update bill.numbers set last = last + 1 where series = 'P'",
  'audit seals are whole': () => "update audit.entries set login = 'nobody' where id = (select min(id) from audit.entries)",
};

/** Other tests of the run have transactions open on the same server, and only what is older than all of them is sealed. */
async function sealed(db: FreshDatabase): Promise<void> {
  while ((await call<number>(db, 'worker', 'api.seal_audit()')) === 0) await wait(100);
}

onBothEngines('verifying', async (db) => {
  const world = await smallWorld(db);
  await sealed(db);
  await call(db, 'adam', "api.search('ada')");
  await sealed(db);
  await call(db, 'adam', "api.search('ben')");
  await sealed(db);
  return world;
}, (world) => {
  const verify = 'select name, broken, checked from api.verify_money()';
  const seals = 'select s as id from api.broken_seals() s';

  it('finds nothing broken, and looked at something for every invariant', async () => {
    const found = await seen<{ name: string; broken: number; checked: number }>(world().db, 'aldo', verify);
    expect(found.filter((each) => each.broken !== 0 || each.checked === 0)).toEqual([]);
    expect(found.map((each) => each.name).toSorted()).toEqual([...Object.keys(breaks), 'the whole ledger sums to zero'].toSorted());
  });

  for (const [name, sabotage] of Object.entries(breaks)) {
    it(`finds it when broken: ${name}`, async () => {
      const statements = [sabotage(world())].flat();
      const found = await after<{ name: string; broken: number }>(world(), async (trx) => {
        for (const sql of statements) await trx.raw(sql);
      }, verify);
      expect(found.filter((each) => each.broken > 0).map((each) => each.name)).toEqual([name]);
    });
  }

  it('finds it when broken: the whole ledger sums to zero', async () => {
    const found = await after<{ name: string; broken: number }>(world(), (trx) => trx.raw("update ledger.entries set amount = amount + 1 where book = 'cash'"), verify);
    expect(found.filter((each) => each.broken > 0).map((each) => each.name)).toEqual(['ledger transactions sum to zero', 'the whole ledger sums to zero']);
  });

  const first = '(select min(id) from audit.entries)';
  const tampering: Readonly<Record<string, string>> = {
    'the words of an entry': `update audit.entries set details = '{"level": 2}' where id = ${first}`,
    'who did it': `update audit.entries set login = 'someone' where id = ${first}`,
    'when it was': `update audit.entries set at = at + interval '1 second' where id = ${first}`,
    'an entry taken away': `delete from audit.entries where id = ${first}`,
    'an entry slipped in': "insert into audit.entries (xid, action, object) select min(xid::text::bigint)::text::xid8, 'case.open', 'case 1' from audit.entries",
    'a value moved to its neighbour': "update audit.entries set object = object || '|' || customer_id, customer_id = null where id = (select min(id) from audit.entries where customer_id is not null)",
    'two entries swapped': `update audit.entries e set action = o.action, object = o.object from audit.entries o where (e.id, o.id) in (select a.id, b.id from audit.entries a join audit.entries b on a.id = ${first} and b.id = (select min(id) from audit.entries where action <> (select action from audit.entries where id = ${first})))`,
    'a seal made to fit': `update audit.seals set entries = entries + 1 where id = (select min(id) from audit.seals)`,
    'a seal\'s root': "update audit.seals set root = repeat('0', 64) where id = (select min(id) from audit.seals)",
    'a seal in the middle taken away': 'delete from audit.seals where id = (select min(id) + 1 from audit.seals)',
  };
  it('three seals are whole, and nothing is left to seal', async () => {
    expect(await seen(world().db, 'aldo', seals)).toEqual([]);
    expect(await rows(world().db.owner, 'select 1 from audit.seals')).toHaveLength(3);
    expect(await rows(world().db.owner, 'select 1 from audit.entries e where not exists (select from audit.seals s where e.xid >= s.from_xid and e.xid < s.to_xid)')).toEqual([]);
    expect(await call(world().db, 'worker', 'api.seal_audit()')).toBe(0);
  });
  for (const [what, sql] of Object.entries(tampering)) {
    it(`the seals show tampering: ${what}`, async () => {
      expect((await after(world(), (trx) => trx.raw(sql), seals)).length).toBeGreaterThan(0);
    });
  }

  it('the seals alone do not show a tail that was cut off: the newest hash kept elsewhere does', async () => {
    const head = 'select s.hash from audit.seals s order by s.id desc limit 1';
    const kept = await rows(world().db.owner, head);
    const cut = (trx: Knex) => trx.raw('delete from audit.entries where xid >= (select max(from_xid::text::bigint)::text::xid8 from audit.seals); delete from audit.seals where id = (select max(id) from audit.seals)');
    expect(await after(world(), cut, seals)).toEqual([]);
    expect(await after(world(), cut, head)).not.toEqual(kept);
  });

  it('only the worker seals', async () => {
    for (const who of ['anna', 'susan', 'aldo', 'olga', 'ulla']) await expect(call(world().db, who, 'api.seal_audit()'), who).rejects.toMatchObject({ code: '42501' });
  });
});
