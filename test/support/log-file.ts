import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { logTo } from '../../src/main/platform/log.ts';

/** The log of this test file: empty before each test, read as lines. */
export function logOfThisFile(): () => string[] {
  const folder = mkdtempSync(join(tmpdir(), 'careline-log-'));
  const path = join(folder, 'careline.log');
  logTo(path);
  beforeEach(() => writeFileSync(path, ''));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => readFileSync(path, 'utf8').split('\n').filter(Boolean);
}
