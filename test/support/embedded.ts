import { join } from 'node:path';
import type { Knex } from 'knex';
import { embeddedKnex } from '../../src/main/platform/database.ts';
import { openEngine } from '../../src/main/platform/embedded-engine.ts';

/** The embedded engine of a folder (or in memory) on this thread, for tests. */
export async function openEmbedded(folder: string | null): Promise<{ owner: Knex; close: () => Promise<void> }> {
  const engine = await openEngine(folder, join(process.cwd(), 'src'));
  const owner = await embeddedKnex({ waitReady: engine.waitReady, execProtocolStream: (bytes) => engine.execProtocolStream(bytes, { throwOnError: false }) as never, close: () => engine.close() });
  return { owner, close: async () => { await owner.destroy(); await engine.close(); } };
}
