import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { expect, it } from 'vitest';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { call, smallWorld } from '../support/small-world.ts';

const posted = ['audit.entries', 'audit.seals', 'ledger.transactions', 'ledger.entries', 'bill.bills', 'bill.lines', 'bill.taxes', 'bill.rated_usage', 'bill.usage', 'pay.allocations', 'bill.imports', 'care.changes', 'care.interactions'];
const undo = new Error('undo');

onBothEngines('what is posted', async (db) => {
  const world = await smallWorld(db);
  await call(db, 'olga', "api.import_usage('{\"file\":\"a.csv\",\"sha256\":\"1\",\"format\":\"careline\",\"profile\":{},\"rows\":0,\"accepted\":0,\"duplicates\":0,\"unanswered\":0,\"suspended\":0,\"rejected\":[]}', '[]', '[]')");
  await db.as('worker').write(async (trx) => {
    await rows(trx, "insert into care.changes (customer_id, area, title) values (?, 'service', 'Plan changed')", [world.ada.customerId]);
    await rows(trx, "insert into care.interactions (customer_id, channel, direction, started_at, reason, outcome) values (?, 'call', 'in', care.now(), 'bill.question', 'solved')", [world.ada.customerId]);
  });
  // Other tests of the run have transactions open on the same server, and only what is older than all of them is sealed.
  while ((await call<number>(db, 'worker', 'api.seal_audit()')) === 0) await wait(100);
  return world;
}, (world) => {
  /** Tries as the superuser, whatever is thrown is the answer, and nothing stays. */
  const tried = (work: (trx: Knex) => Promise<unknown>) => world().db.owner.transaction(async (trx) => {
    await work(trx);
    throw undo;
  });
  /** An account that has no bill of its own in these tests posts here. */
  const transaction = async (trx: Knex) => (await rows<{ id: number }>(trx, "insert into ledger.transactions (kind, customer_id, account_id) values ('creditApplied', ?, ?) returning id", [world().ada.customerId, world().ada.accountId]))[0]!.id;
  const entries = (trx: Knex, id: number, lines: ReadonlyArray<readonly [string, string, number]>, first = 1) =>
    rows(trx, `insert into ledger.entries (transaction_id, line, book, account_id, currency, amount) values ${lines.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`, lines.flatMap(([book, currency, amount], at) => [id, first + at, book, world().ada.accountId, currency, amount]));

  for (const table of posted) {
    it(`${table} is never changed, deleted or emptied, by the superuser neither`, async () => {
      const column = (await rows<{ name: string }>(world().db.owner, `select a.attname as name from pg_attribute a where a.attrelid = '${table}'::regclass and a.attnum > 0 and not a.attisdropped and a.attidentity = '' and a.attgenerated = '' order by a.attnum limit 1`))[0]!.name;
      expect((await rows(world().db.owner, `select 1 from ${table} limit 1`))).toHaveLength(1);
      for (const mode of ['origin', 'replica']) {
        for (const sql of [`update ${table} set ${column} = ${column}`, `delete from ${table}`, `truncate ${table} cascade`]) {
          await expect(tried(async (trx) => {
            await trx.raw(`set local session_replication_role = ${mode}`);
            await trx.raw(sql);
          }), `${mode}: ${sql}`).rejects.toMatchObject({ code: '42501' });
        }
      }
    });
  }

  it('a transaction of the ledger that balances is taken', async () => {
    await expect(tried(async (trx) => entries(trx, await transaction(trx), [['credit', 'USD', 100], ['receivable', 'USD', -100]]))).rejects.toBe(undo);
  });

  it('one that does not balance, has one line, or balances only across currencies is refused', async () => {
    for (const lines of [[['credit', 'USD', 100], ['receivable', 'USD', -99]], [['credit', 'USD', 100]], [['credit', 'USD', 100], ['receivable', 'EUR', -100]], [['credit', 'USD', 100], ['receivable', 'USD', -100], ['cash', 'EUR', 5]]] as const) {
      await expect(tried(async (trx) => entries(trx, await transaction(trx), lines)), JSON.stringify(lines)).rejects.toMatchObject({ code: '23514' });
    }
  });

  it('a line of zero and an amount beyond the bound are refused', async () => {
    await expect(tried(async (trx) => entries(trx, await transaction(trx), [['credit', 'USD', 0], ['receivable', 'USD', 0]]))).rejects.toMatchObject({ code: '23514' });
    await expect(tried(async (trx) => entries(trx, await transaction(trx), [['credit', 'USD', 1_000_000_000_000_001], ['receivable', 'USD', -1_000_000_000_000_001]]))).rejects.toMatchObject({ code: '23514' });
  });

  it('nothing is added to a posted transaction, though it balances in itself', async () => {
    const [known] = await rows<{ id: number }>(world().db.owner, 'select max(transaction_id) as id from ledger.entries');
    await expect(tried((trx) => entries(trx, known!.id, [['credit', 'USD', 100], ['receivable', 'USD', -100]], 50))).rejects.toMatchObject({ code: '23514' });
    await expect(tried(async (trx) => {
      const id = await transaction(trx);
      await entries(trx, id, [['credit', 'USD', 100], ['receivable', 'USD', -100]]);
      await entries(trx, id, [['credit', 'USD', 7], ['receivable', 'USD', -7]], 3);
    })).rejects.toMatchObject({ code: '23514' });
  });
});
