import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes the embedded folder for this process alone: the engine has no lock of its own, and two openers lose rows. Throws
 * a sentence that names the process that has it. A lock of a process that is gone is taken over. Returns the release.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'careline.lock');
  if (existsSync(path)) {
    const holder = Number(readFileSync(path, 'utf8'));
    if (holder && holder !== process.pid && runs(holder)) throw new Error(`Another Careline (process ${holder}) has the embedded database open. Close it first.`);
    rmSync(path, { force: true });
  }
  let handle: number;
  try {
    handle = openSync(path, 'wx');
  } catch {
    throw new Error('Another Careline is opening the embedded database. Try again in a moment.');
  }
  writeSync(handle, String(process.pid));
  closeSync(handle);
  return () => rmSync(path, { force: true });
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (failure) {
    // A process of another user may not be signalled, but it runs.
    return failure instanceof Error && 'code' in failure && failure.code === 'EPERM';
  }
}
