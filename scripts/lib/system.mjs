import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hasDisplay } from './display.mjs';
import { say, stop } from './say.mjs';

/** What Electron needs of a Linux system: the library, and the Debian packages it comes in (newer Ubuntu: t64 names). */
const libraries = [
  { file: 'libgtk-3.so.0', packages: ['libgtk-3-0', 'libgtk-3-0t64'] },
  { file: 'libnss3.so', packages: ['libnss3'] },
  { file: 'libasound.so.2', packages: ['libasound2', 'libasound2t64'] },
  { file: 'libgbm.so.1', packages: ['libgbm1'] },
  { file: 'libXss.so.1', packages: ['libxss1'] },
];
/** A virtual display, where there is none; xvfb-run wants xauth, which apt only recommends. */
const displayTools = [
  { file: 'xvfb-run', packages: ['xvfb'] },
  { file: 'xauth', packages: ['xauth'] },
];

/**
 * Sees to the shared libraries and, without a display, to the virtual one. As root on Debian or Ubuntu they are
 * installed; anyone else is told the one command, and the start stops there.
 */
export function systemPackages() {
  if (process.platform !== 'linux') return;
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get')) {
    stop(`This system lacks what Electron needs: ${missing.map((need) => need.file).join(", ")}. Install it with the package manager of this system and start again.`);
  }
  if (process.getuid?.() !== 0) {
    stop(`This system lacks libraries that Electron needs. Run this once, then start again:\n  sudo apt-get update && sudo apt-get install -y ${namesOf(missing).join(" ")}`);
  }
  const options = { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  say(`installing system packages by apt: ${namesOf(missing).join(" ")} ...`);
  spawnSync('apt-get', ['update'], options);
  const names = namesOf(missing);
  const result = spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...names], options);
  if (result.status !== 0) stop(`apt-get could not install ${names.join(" ")}:\n${(result.stderr ?? "").slice(-800)}`);
  const still = missingPackages();
  if (still.length > 0) stop(`Still missing after apt-get: ${still.map((need) => need.file).join(", ")}.`);
}

function missingPackages() {
  const known = loaderCache();
  const missing = libraries.filter((need) => !known.includes(need.file));
  if (!hasDisplay()) missing.push(...displayTools.filter((need) => !onPath(need.file)));
  return missing;
}

/** The loader's own index of libraries; read by its tool, which lies outside the path of ordinary users. */
function loaderCache() {
  const tool = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((path) => existsSync(path)) ?? 'ldconfig';
  return spawnSync(tool, ['-p'], { encoding: 'utf8' }).stdout ?? '';
}

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, program)));
}

function namesOf(missing) {
  const newer = usesT64();
  return missing.map((need) => (newer ? need.packages.at(-1) : need.packages[0]));
}

/** Ubuntu 24.04 and Debian 13 renamed these packages. */
function usesT64() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  const id = /^ID=["']?(\w+)/m.exec(release)?.[1];
  const version = Number(/^VERSION_ID=["']?([\d.]+)/m.exec(release)?.[1] ?? 0);
  return id === 'ubuntu' ? version >= 24.04 : version >= 13;
}
