import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { row, rows } from '../../src/main/platform/database.ts';
import { applyRights } from '../../src/main/platform/migrate.ts';
import { type FreshDatabase, freshDatabase } from '../support/fresh-database.ts';
import { addCustomer, call, cycleDraft, deskDraft, issue, openAt, seen, type SmallWorld, smallWorld, type WorldCustomer } from '../support/small-world.ts';
import { bait, pictureOf, plunder } from './judge.ts';

const isolations = ['read committed', 'repeatable read', 'serializable'] as const;
const undo = new Error('undo');

describe('attacks that need a thought', () => {
  let db: FreshDatabase;
  let world: SmallWorld;
  let count = 0;
  beforeAll(async () => {
    db = await freshDatabase();
    world = await smallWorld(db);
    await bait(world);
  });
  afterAll(() => db.close());

  const attacker = async (level: 0 | 1 | 2, customer: WorldCustomer = world.ada, role: 'agent' | 'supervisor' = 'agent') => {
    count += 1;
    const name = `mallory${count}`;
    await db.addPerson(name, role);
    await openAt(world, name, customer, level);
    return { name, login: db.login(name), client: await db.connect(name) };
  };

  describe('a PIN is not guessed in a transaction that is rolled back', () => {
    const answer = (customer: WorldCustomer, pin: string) => `select api.answer_check(${customer.customerId}, 'pin', '${pin}')`;
    const looks = ({ customerId }: WorldCustomer) => [`select api.case_state(${customerId})`, `select api.case_level(${customerId})`, 'select level, checks, failures, pending from care.cases', 'select api.my_customers(2)', 'select count(*) from bill.lines', 'select action, details from audit.entries order by id desc limit 3'];
    const waysAround: Readonly<Record<string, (customer: WorldCustomer, pin: string) => ReadonlyArray<string>>> = {
      'looking afterwards': (c, pin) => ['begin', answer(c, pin), ...looks(c), 'rollback'],
      'looking from within savepoints': (c, pin) => ['begin', 'savepoint a', answer(c, pin), 'release a', ...looks(c).flatMap((sql) => ['savepoint b', sql, 'rollback to b']), 'rollback'],
      'counting to three': (c, pin) => ['begin', ...Array<string>(5).fill(answer(c, pin)), 'rollback'],
      'counting to three in savepoints': (c, pin) => ['begin', ...Array<string>(5).fill(answer(c, pin)).flatMap((sql) => ['savepoint a', sql, 'release a']), ...looks(c), 'rollback'],
      'ending the call': (c, pin) => ['begin', answer(c, pin), 'savepoint a', `select api.end_call(${c.customerId}, 'call')`, 'rollback to a', `select api.close_case(${c.customerId})`, ...looks(c), 'rollback'],
      'a new call': (c, pin) => ['begin', answer(c, pin), `select api.open_case(${c.customerId}, 'call', 'another', null)`, ...looks(c), 'rollback'],
      'one statement that fails at its end': (c, pin) => [`select api.answer_check(${c.customerId}, 'pin', '${pin}'), api.case_level(${c.customerId}); select 1 / 0`],
      'constraints made immediate': (c, pin) => ['begin', 'set constraints all immediate', answer(c, pin), ...looks(c), 'rollback'],
    };
    for (const role of ['agent', 'supervisor'] as const) {
      for (const [way, statements] of Object.entries(waysAround)) {
        it(`by ${way}, as ${role}`, async () => {
          const { client, login } = await attacker(1, world.ada, role);
          for (const isolation of isolations) {
            await client.query(`set session characteristics as transaction isolation level ${isolation}`);
            const right = await plunder(client, statements(world.ada, world.ada.pin));
            const wrong = await plunder(client, statements(world.ada, '0000'));
            const bare = (said: string) => said.replaceAll(/"(at|digest)": ?"[^"]*"/g, '');
            expect(bare(right), isolation).toBe(bare(wrong));
          }
          expect(await rows(db.owner, 'select c.level, c.failures, c.pending from care.cases c where c.login = ?', [login])).toEqual([{ level: 1, failures: 0, pending: null }]);
        });
      }
    }

    /** The bytes one statement wrote to the server's log, in a transaction that is rolled back. */
    async function bytesWritten(client: pg.Client, statement: string): Promise<number> {
      await client.query('begin');
      const plan = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, wal, costs off, timing off, summary off, buffers off) ${statement}`);
      await client.query('rollback');
      return Number(/bytes=(\d+)/.exec(plan.rows.map((each) => each['QUERY PLAN']).join(' '))?.[1] ?? 0);
    }

    /**
     * How much better than a guess the best threshold on the bytes tells a right PIN from a wrong one: 0 nothing, 1 always (the statistic of
     * Kolmogorov and Smirnov). Both are measured in turn, since single runs differ by what else is on a page and in the server's counters.
     */
    async function advantage(client: pg.Client, statement: (pin: string) => string): Promise<number> {
      const [right, wrong]: [number[], number[]] = [[], []];
      for (let n = 0; n < 60; n += 1) {
        const turns = [[world.ada.pin, right], ['0000', wrong]] as const;
        for (const [pin, bytes] of n % 2 === 0 ? turns : turns.toReversed()) bytes.push(await bytesWritten(client, statement(pin)));
      }
      expect(Math.min(...right, ...wrong)).toBeGreaterThan(0);
      const below = (bytes: ReadonlyArray<number>, threshold: number) => bytes.filter((each) => each < threshold).length / bytes.length;
      return Math.max(...[...right, ...wrong].map((threshold) => Math.abs(below(right, threshold) - below(wrong, threshold))));
    }

    it('by what the answer wrote to the log; a function that compares at once would tell', async () => {
      const { client } = await attacker(1);
      // What the naive function writes for a right PIN is far more than the few bytes by which a busy page and its counters differ by themselves.
      expect(await advantage(client, (pin) => answer(world.ada, pin))).toBeLessThan(0.5);
      await db.owner.raw(`set role careline_api; create function api.naive_check(customer bigint, pin text) returns void language plpgsql security definer as $$
        begin update care.cases c set level = case when pin = '${world.ada.pin}' then 2 else c.level end, checks = case when pin = '${world.ada.pin}' then c.checks || to_jsonb(repeat('pin', 300)) else c.checks end, changed_xid = pg_current_xact_id(), failures = c.failures + (pin <> '${world.ada.pin}')::int where c.customer_id = customer and c.login = session_user; end $$; grant execute on function api.naive_check(bigint, text) to careline_agent; reset role`);
      const naive = await advantage(client, (pin) => `select api.naive_check(${world.ada.customerId}, '${pin}')`);
      await db.owner.raw('drop function api.naive_check(bigint, text)');
      expect(naive).toBeGreaterThan(0.9);
      for (const pin of [world.ada.pin, '0000']) {
        await client.query('begin');
        await client.query(answer(world.ada, pin));
        await expect(client.query(`select api.open_case(${world.ada.customerId}, 'call', 'another', null)`)).rejects.toThrow(/^One answer at a time\.$/);
        await client.query('rollback');
      }
    });

    it('nor in the open: made-up calls and cases opened again give nine answers a day', async () => {
      const { name, client, login } = await attacker(0, world.ben);
      const { customerId, pin } = world.ben;
      for (let n = 0; n < 40; n += 1) {
        await client.query('select api.open_case($1, $2, $3, null)', [customerId, 'call', `made-up-${n}`]).catch(() => undefined);
        if (n % 3 === 2) await client.query('select api.close_case($1)', [customerId]);
        await client.query('select api.open_case($1, $2, null, null)', [customerId, 'search']).catch(() => undefined);
        await client.query('select api.answer_check($1, $2, $3)', [customerId, 'pin', n === 20 ? pin : String(9000 + n)]).catch(() => undefined);
      }
      expect((await seen<{ level: number | null }>(db, name, 'select api.case_level(?) as level', [customerId]))[0]!.level).toBe(0);
      expect((await rows(db.owner, "select 1 from audit.entries e where e.login = ? and e.action = 'case.answer'", [login])).length).toBeLessThanOrEqual(9);
    });
  });

  it('searches that are rolled back count: no more than 600 answers an hour', async () => {
    const { client } = await attacker(0);
    let answers = 0;
    for (let n = 0; n < 650; n += 1) {
      await client.query('begin');
      answers += await client.query("select api.search('bitdiddle')").then(() => 1, () => 0);
      await client.query('rollback');
    }
    expect(answers).toBe(600);
  });

  it('customers are not dumped by opening one after another: 15 at a time and 60 an hour', async () => {
    const { client } = await attacker(0);
    await db.owner.raw("insert into care.customers (number, segment, name, city, state, since) select (5000000 + n)::text, 'private', 'Dump ' || n, 'Seattle', 'WA', '2025-01-01' from generate_series(1, 80) n");
    const ids = (await rows<{ id: number }>(db.owner, "select id from care.customers where name like 'Dump %' order by id")).map((each) => each.id);
    const read = new Set<number>();
    const look = async () => {
      const found = await client.query<{ id: string | number }>("select id from care.customers where name like 'Dump %'");
      for (const each of found.rows) read.add(Number(each.id));
      return found.rows.length;
    };
    for (const id of ids) await client.query('select api.open_case($1, $2, null, null)', [id, 'link']).catch(() => undefined);
    expect(await look()).toBe(14);
    for (const id of ids) {
      await client.query('select api.open_case($1, $2, null, null)', [id, 'link']).catch(() => undefined);
      await look();
      await client.query('select api.close_case($1)', [id]);
    }
    expect(read.size).toBeLessThanOrEqual(60);
  });

  it('two sessions that bill the same usage at once make one bill', async () => {
    const first = await attacker(2);
    const twin = await db.connect(first.name);
    const draft = JSON.stringify(deskDraft(world, world.ada));
    const both = await Promise.allSettled([first.client, twin].map((client) => client.query('select api.issue_bill($1::jsonb)', [draft])));
    expect(both.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await rows(db.owner, 'select count(*)::int as n from bill.rated_usage where usage_id = any(?::bigint[])', [`{${world.ada.november.join(',')}}`])).toEqual([{ n: 2 }]);
  });

  it('numbers have no gap when many bill at once and half of them give up', async () => {
    const fresh = await Promise.all(Array.from({ length: 12 }, (_, n) => addCustomer(db, `Rush ${n}`, 700 + n)));
    await db.addPerson('worker2', 'worker');
    await Promise.allSettled(fresh.map((customer, n) => db.as(n % 3 === 0 ? 'worker2' : 'worker').write(async (trx) => {
      await rows(trx, 'select api.issue_bill(?::jsonb)', [JSON.stringify(cycleDraft(world, customer))]);
      if (n % 2 === 1) throw undo;
    })));
    const found = await seen<{ name: string; broken: number }>(db, 'worker', 'select name, broken from api.verify_money()');
    expect(found.filter((each) => each.broken > 0)).toEqual([]);
    expect(await rows(db.owner, 'select 1 from bill.bills b join bill.accounts a on a.id = b.account_id where a.customer_id = any(?::bigint[])', [`{${fresh.map((each) => each.customerId).join(',')}}`])).toHaveLength(6);
  });

  it('a payment that arrives twice at once is one payment, and twenty allocations at once share what there is', async () => {
    const payment = JSON.stringify({ accountId: world.ben.accountId, amount: 1000, method: 'Check', origin: 'manual', state: 'captured', failure: null, receivedAt: null, reference: null, key: 'twin' });
    const made = await Promise.all(['worker', 'worker2'].map((who) => call<number>(db, who, 'api.record_payment(?::jsonb)', [payment])));
    expect(made[0]).toBe(made[1]);
    const { billId } = await issue(db, 'worker', cycleDraft(world, world.ben));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => call(db, n % 2 ? 'worker' : 'worker2', 'api.allocate(?, ?::jsonb)', [made[0], JSON.stringify([{ billId, amount: 90 }])])));
    expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(11);
    expect(await rows(db.owner, 'select allocated from pay.payments where id = ?', [made[0]])).toEqual([{ allocated: 990 }]);
  });

  it('a session\'s own zone and styles do not break the seals', async () => {
    const { client } = await attacker(0);
    await client.query("set timezone = 'Pacific/Chatham'; set datestyle = 'SQL, DMY'; set intervalstyle = 'sql_standard'; set extra_float_digits = -15; set bytea_output = 'escape'");
    await client.query("select api.search('ada')");
    await db.as('worker').write(async (trx) => {
      await trx.raw("set local timezone = 'America/Caracas'");
      await trx.raw("set local datestyle = 'German'");
      await rows(trx, 'select api.seal_audit()');
    });
    expect(await seen(db, 'aldo', 'select s from api.broken_seals() s')).toEqual([]);
    const odd = await db.as('aldo').write(async (trx) => {
      await trx.raw("set local timezone = 'Asia/Kathmandu'");
      return rows(trx, 'select s from api.broken_seals() s');
    });
    expect(odd).toEqual([]);
  });

  it('an entry of a transaction that runs while others are sealed comes into the next seal', async () => {
    const { client } = await attacker(0);
    await client.query('begin');
    await client.query("select api.search('slow')");
    await call(db, 'anna', "api.search('quick')");
    await call(db, 'worker', 'api.seal_audit()');
    await client.query('commit');
    await call(db, 'worker', 'api.seal_audit()');
    expect(await rows(db.owner, "select 1 from audit.entries e where (select count(*) from audit.seals s where e.xid >= s.from_xid and e.xid < s.to_xid) <> 1")).toEqual([]);
    expect(await seen(db, 'aldo', 'select s from api.broken_seals() s')).toEqual([]);
  });

  it('money functions refuse every isolation level but READ COMMITTED', async () => {
    for (const isolation of ['repeatable read', 'serializable']) {
      for (const sql of ['select api.issue_bill(\'{}\')', "select api.record_payment('{}')", "select api.allocate(1, '[]')", "select api.open_dispute('{}')", "select api.add_one_time('{}')"]) {
        const work = db.as('worker').write(async (trx) => {
          await trx.raw(`set transaction isolation level ${isolation}`);
          await rows(trx, sql);
        });
        await expect(work, `${isolation}: ${sql}`).rejects.toMatchObject({ code: '25001' });
      }
    }
  });

  it('a desk takes no lock that stops others, does not sleep, and ends nobody\'s session', async () => {
    const { client, login } = await attacker(2);
    const colleague = await db.connect('colleague');
    const began = performance.now();
    await client.query('begin');
    for (const mode of ['access exclusive', 'exclusive', 'share row exclusive', 'share', 'row exclusive']) await plunder(client, [`savepoint s; lock table care.customers, bill.bills, care.cases, care.drafts in ${mode} mode`]);
    await plunder(client, ['select * from care.customers for update', 'select * from bill.bill_balances for share', 'select pg_advisory_lock(727001)', 'select pg_advisory_xact_lock(727001)', 'select pg_sleep(20)', "select pg_sleep_for('20 seconds')", 'select pg_terminate_backend(pid), pg_cancel_backend(pid) from pg_stat_activity where usename <> current_user']);
    expect(await rows(db.owner, "select l.mode from pg_locks l join pg_stat_activity a on a.pid = l.pid where a.usename = ? and l.locktype in ('relation', 'advisory', 'tuple') and l.mode <> 'AccessShareLock'", [login])).toEqual([]);
    expect(performance.now() - began).toBeLessThan(10_000);
    expect((await colleague.query('select 1 as alive')).rows).toEqual([{ alive: 1 }]);
  });

  it('a prepared statement of an open case reads nothing once it is closed', async () => {
    const { client } = await attacker(1);
    await client.query('prepare look as select name from care.customers');
    for (let n = 0; n < 7; n += 1) expect((await client.query('execute look')).rows).toHaveLength(1);
    await client.query('select api.close_case($1)', [world.ada.customerId]);
    expect((await client.query('execute look')).rows).toEqual([]);
  });

  it('a login of one Careline database is nobody in another, an auditor\'s too', async () => {
    const other = await freshDatabase();
    try {
      await smallWorld(other);
      for (const name of ['aldo', 'susan', 'anna', 'ulla', 'olga']) {
        const stranger = await db.connect(name);
        const client = new (stranger.constructor as typeof pg.Client)({ host: stranger.host, port: stranger.port, database: new URL(other.url!).pathname.slice(1), user: db.login(name), password: db.password(name) });
        await client.connect();
        const loot = await plunder(client, ['select * from care.customers', 'select * from bill.lines', 'select * from audit.entries', 'select * from ledger.entries', 'select * from care.cases', "select api.search('ada')", 'select api.verify_money()']);
        await client.end();
        await stranger.end();
        expect(loot, name).not.toMatch(/Lovelace|case\.|2999|bill\.issue/);
      }
    } finally {
      await other.close();
    }
  });

  it('a person has few connections', async () => {
    const { name } = await attacker(0);
    const more = await Promise.allSettled(Array.from({ length: 12 }, () => db.connect(name)));
    expect(more.filter((each) => each.status === 'fulfilled').length).toBeLessThan(6);
  });

  it('rights applied once more are the same rights', async () => {
    const before = await pictureOf(world, 'nobody', 0);
    await applyRights(db.owner);
    expect(await pictureOf(world, 'nobody', 0)).toBe(before);
  });

  it('errors show no row of anybody', async () => {
    const { client } = await attacker(2);
    const draft = deskDraft(world, world.ada);
    const loot = await plunder(client, [{ ...draft, catalogId: 999 }, { ...draft, dueDay: '2020-01-01' }, { ...draft, category: 'gift' }, { ...draft, lines: [{ ...draft.lines[0], category: 'gift' }] }, { ...draft, lines: [{ ...draft.lines[0], label: null }] }].map((each) => `select api.issue_bill('${JSON.stringify(each)}'::jsonb)`));
    expect(loot).not.toMatch(/failing row|Key \(/i);
    expect((await row<{ n: number }>(db.owner, "select count(*)::int as n from bill.bills b where b.issued_by = session_user"))!.n).toBe(0);
  });
});
