import { afterAll, beforeAll, describe } from 'vitest';
import { type FreshDatabase, freshDatabase, freshEmbedded } from './fresh-database.ts';

/**
 * Runs the same tests on a real PostgreSQL server and on the embedded engine, each on a database of its own. `prepare`
 * fills it once; tests get it by calling `world`.
 */
export function onBothEngines<T>(name: string, prepare: (database: FreshDatabase) => Promise<T>, tests: (world: () => T) => void): void {
  for (const [engine, fresh] of [['PostgreSQL', freshDatabase], ['the embedded engine', freshEmbedded]] as const) {
    describe(`${name} (${engine})`, () => {
      let database: FreshDatabase | undefined;
      let made: T | undefined;
      beforeAll(async () => {
        database = await fresh();
        made = await prepare(database);
      });
      afterAll(async () => {
        await database?.close();
      });
      tests(() => {
        if (made === undefined) throw new Error('The world is made before the tests run, not while they are listed.');
        return made;
      });
    });
  }
}
