/**
 * `npm run package`: the application as a folder in dist/. Electron is the downloaded one; where that cannot be had,
 * a copy of the packaged runtime without the link to this project.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';
import { run } from './lib/display.mjs';
import { root, runtimeDir } from './lib/paths.mjs';
import { binOf } from './lib/steps.mjs';

const args = ['--linux', 'dir', '--publish', 'never', ...process.argv.slice(2)];
const { path } = electronRuntime();
if (path.startsWith(runtimeDir + sep)) {
  const source = dirname(path);
  const clean = join(runtimeDir, 'electron-dist');
  rmSync(clean, { recursive: true, force: true });
  cpSync(source, clean, { recursive: true, filter: (from) => from !== join(source, 'resources', 'app') });
  args.push(`--config.electronDist=${clean}`, `--config.electronVersion=${versionOf(source)}`);
}
process.exitCode = await run(process.execPath, [binOf('electron-builder', 'electron-builder'), ...args], { cwd: root });

/** The folder is named after the version: the packaged runtime has no version file of Electron's own. */
function versionOf(folder) {
  const named = /electron-(\d+\.\d+\.\d+)$/.exec(folder)?.[1];
  return named ?? readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
}
