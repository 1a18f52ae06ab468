import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockFolder } from '../../src/main/platform/folder-lock.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'careline-lock-')), 'demo');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});
const lock = () => join(folder, 'careline.lock');

describe('The embedded folder', () => {
  it('is taken with the name of the process and given back', () => {
    const unlock = lockFolder(folder);
    expect(readFileSync(lock(), 'utf8')).toBe(String(process.pid));
    unlock();
    expect(existsSync(lock())).toBe(false);
  });

  it('is refused while another process that runs has it', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    lockFolder(folder)();
    writeFileSync(lock(), String(other.pid));
    expect(() => lockFolder(folder)).toThrow(`Another Careline (process ${other.pid}) has the embedded database open. Close it first.`);
    expect(readFileSync(lock(), 'utf8')).toBe(String(other.pid));
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    lockFolder(folder)();
    expect(existsSync(lock())).toBe(false);
  });

  it('is refused while another user\'s process has it, which may not be signalled', () => {
    lockFolder(folder)();
    writeFileSync(lock(), '4194000');
    vi.spyOn(process, 'kill').mockImplementation(() => {
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    });
    expect(() => lockFolder(folder)).toThrow('process 4194000');
  });

  it('is taken over from a process that is gone, and from a lock that is empty', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    for (const left of [String(pid), '', 'no number']) {
      lockFolder(folder)();
      writeFileSync(lock(), left);
      const unlock = lockFolder(folder);
      expect(readFileSync(lock(), 'utf8')).toBe(String(process.pid));
      unlock();
    }
  });
});
