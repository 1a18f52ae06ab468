/** Writes the documents that are made from the code: calls, screens, database. `npm test` fails where they are old. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './lib/paths.mjs';

const { status } = spawnSync(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/docs'], { cwd: root, stdio: 'inherit', env: { ...process.env, CARELINE_WRITE_DOCS: '1' } });
process.exit(status ?? 1);
