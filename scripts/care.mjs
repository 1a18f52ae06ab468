/** `npm run -s care -- <command>`: the command line, in plain Node. Builds first, in silence, when there is no build. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib/display.mjs';
import { root } from './lib/paths.mjs';

const cli = join(root, 'out', 'main', 'cli.js');
if (!existsSync(cli)) {
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'ready.mjs')], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) {
    process.stderr.write(built.stdout + built.stderr);
    process.exit(1);
  }
}
process.exitCode = await run(process.execPath, [cli, ...process.argv.slice(2)]);
