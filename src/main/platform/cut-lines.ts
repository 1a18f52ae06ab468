import type { Knex } from 'knex';
import { Refusal } from '../../contract/errors.ts';
import { drivers } from './drivers.ts';

/** A connection as knex keeps it: its mark, and why it must not be used again. */
type Line = { readonly __knexUid: string; __knex__disposed?: unknown; readonly once: (event: 'end', gone: () => void) => void; readonly end: () => Promise<void> };

/** What PostgreSQL and the network say when a line that worked was cut; node-postgres itself says it in words only. */
const states: ReadonlySet<string> = new Set(['57P01', '57P02', '08003', '08006', 'ECONNRESET', 'EPIPE']);
const words = /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/** What was said, without the statement that knex puts before it. */
const said = (failure: Error) => failure.message.split(' - ').at(-1) ?? '';

/** Whether the line to the server was cut, as by a restart of the server, an administrator or a firewall. */
export function lineWasCut(failure: unknown): boolean {
  if (!(failure instanceof Error)) return false;
  const state = 'code' in failure ? String(failure.code) : '';
  return states.has(state) || (state === '' && words.test(said(failure)));
}

/**
 * knex that drops a connection as soon as a statement says that it was cut. The end of the line itself arrives only
 * later, and until then the next caller would be handed the same dead line.
 */
export function knexWithoutCutLines(config: Knex.Config): Knex {
  const lines = new Map<string, Line>();
  const afterCreate = (line: Line, done: (failure: null, line: Line) => void) => {
    lines.set(line.__knexUid, line);
    line.once('end', () => lines.delete(line.__knexUid));
    done(null, line);
  };
  const db = drivers().knexOf({ ...config, pool: { ...config.pool, afterCreate } });
  db.on('query-error', (failure: unknown, { __knexUid }: { __knexUid: string }) => {
    const line = lines.get(__knexUid);
    if (!line || !lineWasCut(failure)) return;
    line.__knex__disposed = failure;
    // What still wants to use it, such as a rollback, is refused at once.
    void line.end();
  });
  return db;
}

/** Reads, and once more on a fresh connection where the line was cut: a read changes nothing, so it may be asked twice. */
export async function readThroughCut<T>(reader: Knex, work: (db: Knex) => Promise<T>): Promise<T> {
  try {
    return await work(reader);
  } catch (failure) {
    if (!lineWasCut(failure)) throw failure;
    return work(reader);
  }
}

/**
 * One transaction. A line found cut at its beginning is replaced, since nothing was asked yet. One that is cut later is
 * told as what it means: before the commit was sent nothing was saved, and after that nobody knows.
 */
export async function writeThroughCut<T>(writer: Knex, work: (db: Knex) => Promise<T>): Promise<T> {
  let at: 'begin' | 'work' | 'commit' = 'begin';
  const run = () => writer.transaction(async (trx) => {
    // knex goes on into the work of a transaction that could not begin.
    if (trx.isCompleted()) throw new Error('the transaction did not begin');
    at = 'work';
    const value = await work(trx);
    at = 'commit';
    return value;
  });
  const judge = (failure: unknown) => {
    if (at === 'begin' || !lineWasCut(failure)) throw failure;
    // A statement that node-postgres refuses by itself never left this machine.
    const sent = at === 'commit' && failure instanceof Error && !said(failure).endsWith('not queryable');
    throw new Refusal('UNAVAILABLE', sent ? 'The line to the database was cut while this was being saved. It may be saved or not: look before you do it again.' : 'The line to the database was cut. Nothing was saved; do it again.');
  };
  return run().catch((failure: unknown) => (at === 'begin' && lineWasCut(failure) ? run().catch(judge) : judge(failure)));
}
