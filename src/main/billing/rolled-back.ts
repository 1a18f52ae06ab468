import type { Database, WritableDb } from '../platform/database.ts';

class RolledBack extends Error {}

/**
 * A preview: the work itself, which is rolled back (architecture.md 10.5). It gives up after 200 ms where someone else works on
 * the account.
 */
export async function rolledBack<T>(person: Database, work: (db: WritableDb) => Promise<T>): Promise<T> {
  const outcome: T[] = [];
  try {
    await person.write(async (db) => {
      await db.raw("set local lock_timeout = '200ms'");
      outcome.push(await work(db));
      throw new RolledBack();
    });
  } catch (failure) {
    if (!(failure instanceof RolledBack)) throw failure;
  }
  const [made] = outcome;
  if (made === undefined) throw new Error('the preview gave nothing');
  return made;
}
