import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { instantOf, realNow } from './clock.ts';

const LARGEST_LOG_BYTES = 5_000_000;
let file: string | null = null;

/** Lines go to this file from now on, with one older file kept; without it they go to standard error. */
export function logTo(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  if (existsSync(path) && statSync(path).size > LARGEST_LOG_BYTES) renameSync(path, `${path}.1`);
  file = path;
}

/** One line of the log. Never pass personal data: names of calls, codes, counts and times only. */
export function log(level: 'info' | 'warn' | 'error', message: string): void {
  const line = `${instantOf(realNow())} ${level} ${message}\n`;
  if (file) appendFileSync(file, line);
  else if (level !== 'info' || process.env.CARELINE_LOG) process.stderr.write(line);
}
