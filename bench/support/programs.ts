import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Command = { readonly executablePath: string; readonly args: ReadonlyArray<string> };
const common = ['--force-color-profile=srgb', '--lang=en-US'];

/** How the built application is started. */
export async function careline(): Promise<Command> {
  const { launchArgs } = (await import(join(process.cwd(), 'scripts', 'lib', 'launch-args.mjs'))) as { launchArgs: (more: ReadonlyArray<string>) => { executablePath: string; args: string[] } };
  return launchArgs(common);
}

/** How an empty window is started in the same Electron: by its folder, or in a copy of the runtime that holds only it. */
export async function emptyWindow(): Promise<Command> {
  const { executablePath, args } = await careline();
  const source = join(process.cwd(), 'bench', 'empty-window');
  const own = dirname(executablePath);
  const app = join(own, 'resources', 'app');
  if (!existsSync(app)) return { executablePath, args: args.map((arg) => (arg === process.cwd() ? source : arg)) };
  const copy = join(process.cwd(), '.runtime', 'bench', 'empty-runtime');
  if (!existsSync(join(copy, 'electron'))) {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(dirname(copy), { recursive: true });
    // Hard links cost no space; where they are not possible the files are copied.
    if (spawnSync('cp', ['-al', own, copy]).status !== 0) cpSync(own, copy, { recursive: true, verbatimSymlinks: true });
    const link = join(copy, 'resources', 'app');
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link, { recursive: true });
    cpSync(source, link, { recursive: true });
  }
  return { executablePath: join(copy, 'electron'), args };
}

/** A folder for one side of a bench; `done` removes it. */
export function scratch(): { readonly path: string; readonly done: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'careline-bench-'));
  return { path, done: () => rmSync(path, { recursive: true, force: true }) };
}
