import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { type Database, embeddedDatabase, embeddedKnex, row, serverDatabase, serverKnex } from '../platform/database.ts';
import { engineOnThread } from '../platform/embedded-client.ts';
import { lockFolder } from '../platform/folder-lock.ts';
import { type Asked, CliFailure } from './command.ts';

/** The database a command works on. `owner` may migrate; `worker` writes what the product writes. */
export type Target = { readonly label: string; readonly owner: Knex; readonly worker: Database; readonly close: () => Promise<void> };

/** Where the app keeps its embedded database on this desk. */
export function defaultFolder(): string {
  const base = process.env.CARELINE_USER_DATA ?? (process.platform === 'win32' ? join(process.env.APPDATA ?? homedir(), 'Careline') : process.platform === 'darwin' ? join(homedir(), 'Library', 'Application Support', 'Careline') : join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'Careline'));
  return join(base, 'demo');
}

/**
 * CARELINE_CLI_URL names the server and the login (an owner for migrate and demo, a worker for the rest); without it the
 * embedded database of --folder, or of this desk, is meant.
 */
export async function openTarget(asked: Asked, make = false): Promise<Target> {
  const url = process.env.CARELINE_CLI_URL;
  if (url) {
    const owner = serverKnex(url, null, { min: 0, max: 2 });
    const address = new URL(url);
    const worker = serverDatabase(url, { login: decodeURIComponent(address.username), password: decodeURIComponent(address.password) });
    return { label: `${address.hostname}${address.pathname}`, owner, worker, close: async () => { await owner.destroy(); await worker.close(); } };
  }
  const folder = typeof asked.values.folder === 'string' ? asked.values.folder : defaultFolder();
  const data = join(folder, 'data');
  if (!make && !existsSync(data)) throw new CliFailure(`There is no embedded database in ${folder}. Start Careline once, or name one with --folder.`);
  let unlock: () => void;
  try {
    unlock = lockFolder(folder);
  } catch (failure) {
    throw new CliFailure(failure instanceof Error ? failure.message : String(failure));
  }
  const engine = engineOnThread(data, asked.moduleFolder);
  const owner = await embeddedKnex(engine);
  return { label: folder, owner, worker: embeddedDatabase(owner, 'careworker'), close: async () => { await owner.destroy(); await engine.close(); unlock(); } };
}

/** Refuses another login than a worker's: it would see no accounts, and a run that finds nothing looks like one that is done. */
export async function workerOnly(target: Target): Promise<void> {
  const found = await target.worker.read((db) => row<{ works: boolean }>(db, "select api.works_as('{worker}') as works"));
  if (!found?.works) throw new CliFailure('Only a worker may do this. Name its login in CARELINE_CLI_URL.');
}

export const folderOption = { folder: { type: 'string', sentence: 'folder of the embedded database (default: the one of this desk)' } } as const;
