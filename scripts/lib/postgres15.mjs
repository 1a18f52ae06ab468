import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Whether this machine has PostgreSQL 15; the data tests then start a server of their own from it (test/support/cluster.ts). */
export function hasPostgres15() {
  const asked = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' }).stdout?.trim();
  return [asked, '/usr/lib/postgresql/15/bin'].some((folder) => folder && existsSync(join(folder, 'initdb')) && isFifteen(folder));
}

function isFifteen(folder) {
  return / 15\./.test(spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '');
}
