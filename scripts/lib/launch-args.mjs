import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { electronRuntime } from '../electron-runtime.mjs';
import { root } from './paths.mjs';

/**
 * How the application is started: the Electron binary and its arguments. The same for start, tour, screenshots and
 * the journeys, so that all of them drive the same program.
 * @param {readonly string[]} more arguments of the caller, for example a deep link; they come last
 * @returns {{executablePath: string, args: string[], how: string}}
 */
export function launchArgs(more = []) {
  const runtime = electronRuntime();
  const args = [];
  if (!canSandbox(runtime.path)) args.push('--no-sandbox');
  if (process.platform === 'linux' && !process.env.DISPLAY && process.env.WAYLAND_DISPLAY) args.push('--ozone-platform=wayland');
  if (takesFolder(runtime.path)) args.push(root);
  return { executablePath: runtime.path, args: [...args, ...more], how: runtime.how };
}

/**
 * Chromium refuses to start sandboxed as root, and where the system forbids namespaces to ordinary users and the
 * helper beside the binary is not set up. Elsewhere the sandbox stays on.
 */
function canSandbox(executable) {
  if (process.platform !== 'linux') return true;
  if (process.getuid?.() === 0) return false;
  const helper = join(dirname(executable), 'chrome-sandbox');
  if (existsSync(helper)) {
    const { uid, mode } = statSync(helper);
    if (uid === 0 && (mode & 0o4000) !== 0) return true;
  }
  return setting('apparmor_restrict_unprivileged_userns') !== '1' && setting('unprivileged_userns_clone') !== '0';
}

function setting(name) {
  const path = `/proc/sys/kernel/${name}`;
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** A full Electron takes the folder of the application as its argument; the packaged one finds it at resources/app. */
function takesFolder(executable) {
  const beside = dirname(executable);
  return existsSync(join(beside, 'resources', 'default_app.asar')) || existsSync(join(beside, '..', 'Resources', 'default_app.asar'));
}
