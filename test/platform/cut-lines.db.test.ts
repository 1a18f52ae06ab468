import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, row, rows, serverDatabase } from '../../src/main/platform/database.ts';
import { type Care, callOf, closeDesks, deskFor, type DemoWorld, demoWorld, refusal } from '../support/demo-world.ts';

const NOTHING_SAVED = 'The line to the database was cut. Nothing was saved; do it again.';
const PERHAPS_SAVED = 'The line to the database was cut while this was being saved. It may be saved or not: look before you do it again.';

let demo: DemoWorld;
let care: Care;
let person: Database;
beforeAll(async () => {
  demo = await demoWorld('server');
  const desk = await deskFor(demo, 'agent');
  care = callOf(desk);
  person = desk.signedIn().person;
}, 300_000);
afterAll(async () => {
  await closeDesks();
  await demo.close();
});

/** Cuts every line of the person, or those that wait for something, and says which. */
const cutLines = async (where = 'true') => (await rows<{ pid: number }>(demo.owner, `select a.pid, pg_terminate_backend(a.pid) from pg_stat_activity a where a.usename = 'nadia.okafor' and a.datname = current_database() and ${where}`)).map(({ pid }) => pid);
/** Cuts a line that waits for a lock as soon as there is one, other than those cut before, which are still on their way out. */
async function cutWaiting(times = 1): Promise<void> {
  for (const before = new Set<number>(); before.size < times;) for (const pid of await cutLines("a.wait_event_type = 'Lock'")) before.add(pid);
}
/** Runs while another transaction holds what `sql` locks. */
async function whileHeld<T>(sql: string, work: () => Promise<T>): Promise<T> {
  const holder = await demo.owner.transaction();
  try {
    await holder.raw(sql);
    return await work();
  } finally {
    await holder.rollback();
  }
}
const saved = async (key: string) => (await row<{ body: string }>(demo.owner, 'select d.body from care.drafts d where d.key = ?', [key]))?.body;
const draft = (key: string) => ({ key, customerId: null, title: key, body: key });

describe('After a server cut the lines of a person', () => {
  beforeEach(async () => {
    // Both lines are open and idle.
    await care.customers.wrapUpCodes();
    await care.customers.saveDraft(draft('open'));
  });

  it('the next read answers, and so do those that wait behind it', async () => {
    for (let time = 0; time < 5; time += 1) {
      expect((await cutLines()).length).toBeGreaterThan(0);
      const answers = await Promise.all([care.customers.wrapUpCodes(), care.customers.wrapUpCodes(), care.customers.draft({ key: 'open' })]);
      expect(answers[0]).toHaveLength(12);
      expect(answers[1]).toHaveLength(12);
      expect(answers[2].body).toBe('open');
    }
  });

  it('the next write is saved, since nothing was asked on the line before', async () => {
    for (let time = 0; time < 5; time += 1) {
      expect((await cutLines()).length).toBeGreaterThan(0);
      await Promise.all([care.customers.saveDraft(draft(`next-${time}`)), care.customers.saveDraft(draft(`after-${time}`))]);
      expect([await saved(`next-${time}`), await saved(`after-${time}`)]).toEqual([`next-${time}`, `after-${time}`]);
    }
  });

  it('a read that was under way is asked once more', async () => {
    const codes = await whileHeld('lock table care.wrap_up_codes in access exclusive mode', async () => {
      const asked = care.customers.wrapUpCodes();
      await cutWaiting();
      return { asked };
    });
    expect(await codes.asked).toHaveLength(12);
  });

  it('a read that is cut again and again is told, and not asked for ever', async () => {
    const told = await whileHeld('lock table care.wrap_up_codes in access exclusive mode', async () => {
      const asked = refusal(care.customers.wrapUpCodes());
      await cutWaiting(2);
      return asked;
    });
    expect(told).toMatchObject({ code: 'UNAVAILABLE', sentence: 'The database does not answer.' });
    expect(await care.customers.wrapUpCodes()).toHaveLength(12);
  });

  it('a write that was under way is told to have saved nothing, it has not, and the next one is saved', async () => {
    const told = await whileHeld('lock table care.drafts in access exclusive mode', async () => {
      const asked = refusal(care.customers.saveDraft(draft('cut')));
      await cutWaiting();
      return asked;
    });
    expect(told).toMatchObject({ code: 'UNAVAILABLE', sentence: NOTHING_SAVED });
    expect(await saved('cut')).toBeUndefined();
    await care.customers.saveDraft(draft('cut'));
    expect(await saved('cut')).toBe('cut');
  });

  it('a write cut between its last statement and its commit saved nothing, and says no more than it knows', async () => {
    const told = await person.write(async (db) => {
      await rows(db, "insert into care.drafts (key, title, body) values ('between', '', '')");
      await cutLines();
    }).catch((failure: unknown) => failure);
    expect([NOTHING_SAVED, PERHAPS_SAVED]).toContain((told as Error).message);
    expect(await saved('between')).toBeUndefined();
    const noticed = await person.write(async (db) => {
      await rows(db, "insert into care.drafts (key, title, body) values ('noticed', '', '')");
      const gone = (await row<{ pid: number }>(db, 'select pg_backend_pid() as pid'))?.pid;
      await cutLines();
      while (await row(demo.owner, 'select 1 from pg_stat_activity a where a.pid = ?', [gone]));
      await demo.owner.raw('select pg_sleep(0.05)');
    }).catch((failure: unknown) => failure);
    expect(noticed).toMatchObject({ message: NOTHING_SAVED });
    await care.customers.saveDraft(draft('between'));
    expect(await saved('between')).toBe('between');
  });

  it('a write cut while its commit was on its way says that nobody knows', async () => {
    // The commit waits in a deferred trigger for a lock.
    await demo.owner.raw("create function care.waits() returns trigger language plpgsql security definer as $$ begin perform pg_advisory_xact_lock(4711); return null; end $$; create constraint trigger waits after insert or update on care.drafts deferrable initially deferred for each row execute function care.waits()");
    try {
      const told = await whileHeld('select pg_advisory_xact_lock(4711)', async () => {
        const asked = refusal(care.customers.saveDraft(draft('commit')));
        await cutWaiting();
        return asked;
      });
      expect(told).toMatchObject({ code: 'UNAVAILABLE', sentence: PERHAPS_SAVED });
    } finally {
      await demo.owner.raw('drop trigger waits on care.drafts; drop function care.waits()');
    }
    await care.customers.saveDraft(draft('commit'));
    expect(await saved('commit')).toBe('commit');
  });

  it('what was refused for another reason stays what it was', async () => {
    const refused = await person.write(async () => {
      throw new Error('a fault of ours');
    }).catch((failure: unknown) => failure);
    expect(refused).toMatchObject({ message: 'a fault of ours' });
    expect(await refusal(care.operations.imports())).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('A line whose end is never heard of', () => {
  const sockets: Socket[] = [];
  // Something between desk and server hands on what is said, but not that the server hung up.
  const between = createServer((desk) => {
    const { hostname, port } = new URL(demo.url ?? '');
    const server = connect(Number(port), hostname);
    sockets.push(desk, server);
    for (const socket of [desk, server]) socket.on('error', () => undefined);
    desk.pipe(server);
    server.pipe(desk, { end: false });
  });
  let nadia: Database;
  beforeAll(async () => {
    await new Promise<void>((ready) => between.listen(0, '127.0.0.1', ready));
    const address = new URL(demo.url ?? '');
    address.port = String((between.address() as AddressInfo).port);
    nadia = serverDatabase(address.toString(), { login: 'nadia.okafor', password: 'demo-agent-2026' });
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    between.close();
    await nadia.close();
  });

  it('is not given to the next one who asks', async () => {
    const codes = (db: Parameters<Parameters<Database['read']>[0]>[0]) => rows(db, 'select 1 from care.wrap_up_codes');
    const asked = await whileHeld('lock table care.wrap_up_codes in access exclusive mode', async () => {
      const reading = nadia.read(codes);
      await cutWaiting();
      return { reading };
    });
    expect(await asked.reading).toHaveLength(12);
    const wrote = await whileHeld('lock table care.wrap_up_codes in access exclusive mode', async () => {
      const writing = nadia.write(codes).catch((failure: unknown) => failure);
      await cutWaiting();
      return { writing };
    });
    expect(await wrote.writing).toMatchObject({ message: NOTHING_SAVED });
    expect(await nadia.write(codes)).toHaveLength(12);
  });
});
