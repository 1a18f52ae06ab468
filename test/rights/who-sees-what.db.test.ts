import { expect, it } from 'vitest';
import { rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { call, openAt, people, seen, type SmallWorld, smallWorld } from '../support/small-world.ts';

type Sight = Readonly<Record<string, number | 'refused'>>;

/** How many rows of each table a person sees; tables they may not even ask for are 'refused'. */
async function sight({ db }: SmallWorld, person: string): Promise<Sight> {
  const tables = (await rows<{ name: string }>(db.owner, "select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('care','bill','pay','ledger','audit','vault') and c.relkind = 'r' order by 1")).map((each) => each.name);
  const found: Record<string, number | 'refused'> = {};
  for (const table of tables) {
    found[table] = await seen<{ n: number }>(db, person, `select count(*)::int as n from ${table}`).then(([first]) => first!.n, (failure: { code?: string }) => {
      if (failure.code !== '42501') throw failure;
      return 'refused' as const;
    });
  }
  return found;
}

const seenTables = (found: Sight) => Object.entries(found).filter(([, n]) => n !== 'refused' && n > 0).map(([table]) => table);
/** What is no secret among colleagues: who works here, the operator, the catalog, the wrap-up codes. */
const common = ['bill.catalogs', 'care.settings', 'care.staff', 'care.wrap_up_codes'];

onBothEngines('who sees what', async (db) => {
  const world = await smallWorld(db);
  for (const name of ['zero', 'one', 'two', 'idle']) await db.addPerson(name, 'agent');
  await openAt(world, 'zero', world.ada, 0);
  await openAt(world, 'one', world.ada, 1);
  await openAt(world, 'two', world.ada, 2);
  await openAt(world, 'susan', world.ben, 2);
  return world;
}, (world) => {
  const levels = {
    zero: [...common, 'bill.accounts', 'care.cases', 'care.customers'],
    one: [...common, 'bill.accounts', 'bill.bill_balances', 'bill.bills', 'care.cases', 'care.contacts', 'care.customers', 'care.products', 'care.services'],
    two: [...common, 'bill.accounts', 'bill.bill_balances', 'bill.bills', 'bill.lines', 'bill.rated_usage', 'bill.taxes', 'bill.usage', 'care.cases', 'care.contacts', 'care.customers', 'care.products', 'care.services', 'pay.allocations', 'pay.methods', 'pay.payments'],
  };

  it('an agent without a case sees no row of any customer', async () => {
    expect(seenTables(await sight(world(), 'idle'))).toEqual(common);
  });

  for (const [person, tables] of Object.entries(levels)) {
    it(`an agent at level ${person} sees ${tables.length - common.length} kinds of rows, all of the one customer`, async () => {
      const found = await sight(world(), person);
      expect(seenTables(found)).toEqual(tables.toSorted());
      for (const table of tables.filter((each) => !common.includes(each))) {
        const column = table === 'care.customers' ? 'id' : 'customer_id';
        expect((await seen<{ c: number }>(world().db, person, `select distinct ${column} as c from ${table}`)).map(({ c }) => c)).toEqual([world().ada.customerId]);
      }
    });
  }

  it('an agent reads contacts masked, and never as they are', async () => {
    const { db, ada } = world();
    expect((await seen<{ masked: string }>(db, 'two', "select masked from care.contacts order by kind")).map((each) => each.masked)).toEqual(['•••', 'a•••@e•••.com', `••• ••• ${ada.phone.slice(-4)}`]);
    for (const column of ['value', 'normal']) await expect(seen(db, 'two', `select ${column} from care.contacts`)).rejects.toMatchObject({ code: '42501' });
    await expect(seen(db, 'two', 'select * from care.contacts')).rejects.toMatchObject({ code: '42501' });
  });

  it('an agent never reads vault, audit, ledger or another person\'s case', async () => {
    const found = await sight(world(), 'two');
    for (const table of ['vault.caller_secrets', 'vault.tokens', 'audit.entries', 'audit.seals', 'ledger.transactions', 'ledger.entries', 'care.search_counts', 'bill.imports', 'bill.suspense', 'bill.numbers']) expect(found[table], table).toBe('refused');
    expect(await seen(world().db, 'two', 'select login from care.cases')).toEqual([{ login: world().db.login('two') }]);
    await expect(seen(world().db, 'two', 'select search_key from care.settings')).rejects.toMatchObject({ code: '42501' });
  });

  it('a supervisor sees like an agent, and the audit', async () => {
    const found = await sight(world(), 'susan');
    expect(seenTables(found).filter((table) => !table.startsWith('audit.'))).toEqual([...common, 'bill.accounts', 'bill.usage', 'care.cases', 'care.contacts', 'care.customers', 'care.products', 'care.services'].toSorted());
    expect(found['audit.entries']).toBeGreaterThan(0);
    expect((await seen<{ id: number }>(world().db, 'susan', 'select id from care.customers')).map(({ id }) => id)).toEqual([world().ben.customerId]);
  });

  it('an operator sees no customer at all', async () => {
    expect(seenTables(await sight(world(), 'olga'))).toEqual(common);
    const found = await sight(world(), 'olga');
    for (const table of ['care.customers', 'care.contacts', 'bill.bills', 'pay.payments']) expect(found[table], table).toBe('refused');
    expect(found['bill.imports']).toBe(0);
  });

  it('an auditor sees all, contacts masked, the ledger and the audit, but no secret', async () => {
    const found = await sight(world(), 'aldo');
    for (const table of ['care.customers', 'care.cases', 'bill.lines', 'ledger.entries', 'audit.entries', 'pay.payments']) expect(found[table], table).toBeGreaterThan(0);
    for (const table of ['vault.caller_secrets', 'vault.tokens', 'bill.numbers']) expect(found[table], table).toBe('refused');
    expect(found['care.customers']).toBe(2);
    await expect(seen(world().db, 'aldo', 'select value from care.contacts')).rejects.toMatchObject({ code: '42501' });
  });

  it('a user administrator sees staff and no customer', async () => {
    expect(seenTables(await sight(world(), 'ulla'))).toEqual(common);
    expect(await seen(world().db, 'ulla', 'select login from care.staff')).toHaveLength(Object.keys(people).length + 4);
  });

  it('a worker reads the books but not what callers are asked, nor tokens', async () => {
    const found = await sight(world(), 'worker');
    expect(found['bill.usage']).toBe(8);
    for (const table of ['vault.caller_secrets', 'vault.tokens']) expect(found[table], table).toBe('refused');
  });

  it('a case opened in the same transaction shows nothing, and shows the customer once it is committed', async () => {
    const { db, ada } = world();
    await db.addPerson('fresh', 'agent');
    const inside = await db.as('fresh').write(async (trx) => {
      await rows(trx, 'select api.open_case(?, ?, null, null)', [ada.customerId, 'search']);
      return [await rows(trx, 'select * from care.customers'), await rows(trx, 'select * from care.cases'), await rows(trx, 'select api.case_state(?) as s', [ada.customerId]), await rows(trx, 'select api.name_of_mine(?) as n', [ada.customerId])];
    });
    expect(inside).toEqual([[], [], [], [{ n: null }]].map((each, at) => (at === 2 ? expect.anything() : each)));
    expect(JSON.stringify(inside)).not.toContain('Ada');
    expect(await seen(db, 'fresh', 'select name from care.customers')).toEqual([{ name: 'Ada Lovelace' }]);
  });

  it('nobody reads in the audit what their own transaction just wrote, to undo it afterwards', async () => {
    const { db } = world();
    const trail = "select 1 from audit.entries where login = session_user and action = 'search'";
    const inside = await db.as('susan').write(async (trx) => {
      await rows(trx, "select api.search('ada')");
      return rows(trx, trail);
    });
    expect(inside).toEqual([]);
    expect(await seen(db, 'susan', trail)).toHaveLength(1);
  });

  it('who is shut out sees nothing more, though their session goes on', async () => {
    const { db, ada } = world();
    await db.addPerson('leaver', 'agent');
    await openAt(world(), 'leaver', ada, 2);
    await db.addPerson('oldauditor', 'auditor');
    expect(seenTables(await sight(world(), 'leaver'))).toEqual(levels.two.toSorted());
    expect(seenTables(await sight(world(), 'oldauditor')).length).toBeGreaterThan(12);
    for (const who of ['leaver', 'oldauditor']) await call(db, 'ulla', 'api.set_staff_active(?, false)', [db.login(who)]);
    expect(seenTables(await sight(world(), 'leaver'))).toEqual(common);
    expect(seenTables(await sight(world(), 'oldauditor'))).toEqual(common);
    await expect(call(db, 'leaver', "api.search('ada')")).rejects.toMatchObject({ code: 'C1001' });
  });

  it('a payer\'s agent sees the accounts the payer pays for, and not the other way round', async () => {
    const { db, ada, ben } = world();
    await db.owner.raw('update bill.accounts set payer_id = ? where id = ?', [ada.accountId, ben.accountId]);
    try {
      expect((await seen<{ id: number }>(db, 'two', 'select id from care.customers order by id')).map(({ id }) => id)).toEqual([ada.customerId, ben.customerId]);
      expect((await seen<{ id: number }>(db, 'susan', 'select id from care.customers')).map(({ id }) => id)).toEqual([ben.customerId]);
    } finally {
      await db.owner.raw('update bill.accounts set payer_id = null where id = ?', [ben.accountId]);
    }
  });

  it('drafts are read, changed and deleted by their author alone', async () => {
    const { db } = world();
    const write = (person: string, sql: string) => db.as(person).write((trx) => rows(trx, sql));
    await write('anna', "insert into care.drafts (key, title, body) values ('note:1', 'A note', 'typing')");
    for (const person of ['adam', 'susan', 'aldo']) {
      expect(await seen(db, person, 'select * from care.drafts')).toEqual([]);
      await write(person, "update care.drafts set body = 'mine now'");
      await write(person, 'delete from care.drafts');
    }
    expect(await seen(db, 'anna', 'select login, body from care.drafts')).toEqual([{ login: db.login('anna'), body: 'typing' }]);
    await expect(write('adam', `insert into care.drafts (login, key, title, body) values ('${db.login('anna')}', 'x', 'x', 'x')`)).rejects.toMatchObject({ code: '42501' });
    await expect(write('anna', `update care.drafts set login = '${db.login('adam')}'`)).rejects.toMatchObject({ code: '42501' });
  });
});
