import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { billRunsFound, startBillRun } from '../../src/main/billing/bill-run-orders.ts';
import { quoted, serverDatabase } from '../../src/main/platform/database.ts';
import { BILL_DAY, billRecipe } from './bill-world.ts';
import type { Plan } from './plan.ts';
import { databaseUrl } from './server.ts';
import { openWorld, PASSWORD, people, type World } from './world.ts';

/** A database in which nothing of the day is billed yet: a copy of the world of that size, gone when it is closed. */
export async function unbilledDay(plan: Plan, accounts: number): Promise<World> {
  const server = await plan.server();
  // A database is copied while nobody is connected to it.
  await (await openWorld(server, accounts, false, plan.say, billRecipe)).close();
  const name = `${billRecipe.name}_copy_${accounts}`;
  const admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
  const drop = () => admin.query(`drop database if exists ${quoted(name)} with (force)`);
  await drop();
  await admin.query(`create database ${quoted(name)} template ${quoted(`${billRecipe.name}_${accounts}`)} strategy file_copy`);
  const url = databaseUrl(server.url, name);
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query('checkpoint');
  const close = async () => {
    await owner.end();
    await drop();
    await admin.end();
  };
  return { customers: accounts, url, desk: databaseUrl(server.url, name, 'nobody'), owner, close };
}

/** Bills the day as the product does, with so many workers, each a process of its own; returns milliseconds. `accounts` are numbers; all without them. */
export async function billTheDay(world: World, { workers, part, accounts }: { workers: number; part: number; accounts?: ReadonlyArray<string> }): Promise<number> {
  const asking = serverDatabase(world.desk, { login: people.worker, password: PASSWORD });
  const children = Array.from({ length: workers }, (_, n) => fork(join(import.meta.dirname, 'bill-worker.mjs'), [world.desk, `worker ${n}`]));
  try {
    await Promise.all(children.map((child) => once(child, 'message')));
    const began = performance.now();
    const run = await asking.write((db) => startBillRun(db, 'final', { day: BILL_DAY, ...(accounts ? { accounts: [...accounts] } : {}) }, part));
    await Promise.all(children.map(async (child) => {
      const ended = once(child, 'exit');
      child.send(run);
      await ended;
    }));
    const took = performance.now() - began;
    const [found] = await asking.read((db) => billRunsFound(db, run));
    if (found?.state !== 'done' || found.done !== found.totals.bills) throw new Error(`the run ended ${found?.state}, with ${found?.totals.bills} bills of ${found?.accounts}`);
    return took;
  } finally {
    for (const child of children) child.kill();
    await asking.close();
  }
}

/** Bills and lines of the day as one text, whatever their order: how many, their sums and taxes, a hash of each row. */
export async function printOfDay({ owner }: World): Promise<string> {
  const found = await owner.query<{ print: string }>(`select (select count(*) || ' bills of ' || sum(b.charges) || ' and ' || sum(b.tax) || ' tax, ' || sum(hashtextextended(concat_ws('|', b.account_id, b.charges, b.tax, b.total, b.due_day), 0)::numeric) from bill.bills b where b.bill_day = $1) || '; '
    || (select count(*) || ' lines of ' || sum(l.amount) || ', ' || sum(hashtextextended(concat_ws('|', b.account_id, l.position, l.charge, l.part, l.label, l.category, l.amount, l.units, l.unit, l.events, l.micros, l.period_from, l.period_to), 0)::numeric) from bill.lines l join bill.bills b on b.id = l.bill_id where b.bill_day = $1) as print`, [BILL_DAY]);
  return found.rows[0]?.print ?? '';
}

/** Rows of usage, of its prices, of lines and of bills that were updated since the copy was made: billing writes new rows and changes none. */
export async function updatedRows({ owner }: World): Promise<number> {
  await owner.query('select pg_stat_force_next_flush()');
  const found = await owner.query<{ n: string }>("select coalesce(sum(s.n_tup_upd), 0) as n from pg_stat_user_tables s where s.schemaname = 'bill' and s.relname in ('usage', 'rated_usage', 'lines', 'bills')");
  return Number(found.rows[0]?.n ?? 0);
}
