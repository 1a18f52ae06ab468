import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './paths.mjs';

/** All files under the given paths (relative to the root), in a fixed order; a path that does not exist gives none. */
export function filesUnder(paths) {
  const found = [];
  const visit = (path) => {
    if (!existsSync(path)) return;
    if (!statSync(path).isDirectory()) {
      found.push(path);
      return;
    }
    for (const name of readdirSync(path).sort()) visit(join(path, name));
  };
  for (const path of paths) visit(join(root, path));
  return found;
}

/**
 * A hash over names and contents. Contents and not times: a checkout or a copy changes all times and nothing else,
 * and reading a few hundred small files takes some milliseconds.
 * @param {readonly string[]} paths relative to the root
 * @param {(path: string) => boolean} counts files for which it is false are left out
 */
export function fingerprint(paths, counts = () => true) {
  const hash = createHash('sha256');
  for (const file of filesUnder(paths)) {
    const name = relative(root, file);
    if (!counts(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** True when the stamp file holds exactly this fingerprint. */
export function isStamped(stamp, print) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === print;
}
