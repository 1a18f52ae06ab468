import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';

/** One message of the wire protocol from the engine; the rest of its fields depend on its name. */
export type EngineMessage = { readonly name: string; readonly message?: string };

/** What node-postgres needs of the embedded engine: bytes of the wire protocol in, messages out. */
export type Engine = {
  readonly waitReady: Promise<void>;
  readonly execProtocolStream: (message: Uint8Array) => Promise<ReadonlyArray<EngineMessage>>;
  readonly close: () => Promise<void>;
};

/**
 * Opens the embedded PostgreSQL of a folder, or in memory where the folder is null. It runs on the calling thread and
 * blocks it while a statement runs; the product runs it on a thread of its own (embedded-thread.ts).
 * `moduleFolder` is where the caller's compiled file lies: a packaged app must load the engine from outside its archive.
 */
export async function openEngine(folder: string | null, moduleFolder: string): Promise<PGlite> {
  const load = createRequire(join(moduleFolder.replace(/app\.asar(?!\.unpacked)/, 'app.asar.unpacked'), 'x.js'));
  const { PGlite: Engine } = load('@electric-sql/pglite') as typeof import('@electric-sql/pglite');
  const { pg_trgm } = load('@electric-sql/pglite/contrib/pg_trgm') as typeof import('@electric-sql/pglite/contrib/pg_trgm');
  const { btree_gist } = load('@electric-sql/pglite/contrib/btree_gist') as typeof import('@electric-sql/pglite/contrib/btree_gist');
  const { fuzzystrmatch } = load('@electric-sql/pglite/contrib/fuzzystrmatch') as typeof import('@electric-sql/pglite/contrib/fuzzystrmatch');
  const engine = new Engine({ ...(folder ? { dataDir: folder } : {}), extensions: { pg_trgm, btree_gist, fuzzystrmatch } });
  await engine.waitReady;
  return engine;
}
