import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type UserConfig } from 'vite';
import config from '../../electron.vite.config.ts';

const SOURCES = ['src/main', 'src/contract'];
const OLD_HOURS = 1;

/**
 * The folder of the main part as it is shipped: the build itself where it is newer than its sources, else one made aside
 * with the same settings, without the window and its pages.
 */
export async function builtMain(): Promise<string> {
  const files = sources();
  const shipped = resolve('out/main');
  const newest = Math.max(...[...files, 'electron.vite.config.ts'].map((file) => statSync(file).mtimeMs));
  if (existsSync(join(shipped, 'cli.js')) && existsSync(join(shipped, 'embedded-thread.js')) && statSync(join(shipped, 'cli.js')).mtimeMs > newest) return shipped;
  return built('test-main', files, {});
}

/** A program of the tests bundled like the product, with the product's threads beside it. */
export function builtWith(name: string, entry: string): Promise<string> {
  return built(`test-${name}`, [...sources(), entry], { [name]: resolve(entry) });
}

function sources(): string[] {
  return SOURCES.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))).sort();
}

async function built(name: string, files: ReadonlyArray<string>, more: Record<string, string>): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  const ready = resolve('.runtime', `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (existsSync(ready)) return ready;
  mkdirSync('.runtime', { recursive: true });
  for (const old of readdirSync('.runtime')) if (old.startsWith(`${name}-`) && statSync(join('.runtime', old)).mtimeMs < performance.timeOrigin - OLD_HOURS * 3_600_000) rmSync(join('.runtime', old), { recursive: true, force: true });
  const making = `${ready}.${process.pid}`;
  const { main } = config as { main: UserConfig };
  const input = { ...(main.build?.rolldownOptions?.input as Record<string, string>), ...more };
  await build({ ...main, configFile: false, logLevel: 'error', ssr: { noExternal: true }, build: { ...main.build, rolldownOptions: { ...main.build?.rolldownOptions, input }, outDir: making, emptyOutDir: true, ssr: true, sourcemap: false } });
  try {
    renameSync(making, ready);
  } catch {
    rmSync(making, { recursive: true, force: true });
  }
  return ready;
}
