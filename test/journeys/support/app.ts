import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { _electron, type ElectronApplication, type Page, test } from '@playwright/test';

/** The real application with a folder of its own, so that no journey sees what another did. */
export type RunningApp = { readonly app: ElectronApplication; readonly page: Page; readonly userData: string };

const OPEN_MS = 60_000;
const kept = new Set<string>();

/** The scripts are modules of Node itself; the test runner loads them untouched only this way. */
async function commandOf(more: ReadonlyArray<string>): Promise<{ executablePath: string; args: string[] }> {
  const { launchArgs } = await import('../../../scripts/lib/launch-args.mjs');
  return launchArgs(more);
}

/** Starts the application on a fresh demo (or on a folder left by an earlier start) and waits for its first screen. */
export async function startApp(options: { readonly userData?: string; readonly env?: Readonly<Record<string, string>>; readonly args?: ReadonlyArray<string> } = {}): Promise<RunningApp> {
  const userData = options.userData ?? mkdtempSync(join(tmpdir(), 'careline-journey-'));
  kept.add(userData);
  const { executablePath, args } = await commandOf(['--force-color-profile=srgb', '--lang=en-US', ...(options.args ?? [])]);
  const app = await _electron.launch({ executablePath, args, env: { ...inherited(), TZ: 'UTC', CARELINE_USER_DATA: userData, ...options.env } });
  const page = await app.firstWindow();
  await resize(app, 1440, 900);
  await page.locator('form[aria-label="Sign in"], form[aria-label="First start"], form[aria-label="Unlock"]').waitFor({ timeout: OPEN_MS });
  return { app, page, userData };
}

/** Ends the application; its folder goes too unless it is kept for another start. */
export async function stopApp(running: RunningApp | undefined, keepFolder = false): Promise<void> {
  if (!running) return;
  await running.app.close();
  keepLog(running.userData);
  if (keepFolder) return;
  rmSync(running.userData, { recursive: true, force: true });
  kept.delete(running.userData);
}

/** The log of the data process, beside the traces of what failed. */
function keepLog(userData: string): void {
  const log = join(userData, 'careline.log');
  const { outputDir } = test.info().project;
  if (!existsSync(log)) return;
  mkdirSync(outputDir, { recursive: true });
  copyFileSync(log, join(outputDir, `${basename(userData)}.log`));
}

/** Starts the application once more on the same folder, as the system does for a link; it hands over and ends. */
export async function followLink(running: RunningApp, link: string): Promise<number> {
  const { executablePath, args } = await commandOf([link]);
  return new Promise((resolve, reject) => {
    const second = spawn(executablePath, args, { stdio: 'ignore', env: { ...inherited(), CARELINE_USER_DATA: running.userData } });
    second.on('error', reject);
    second.on('exit', (code) => resolve(code ?? -1));
  });
}

/** The content of the window gets exactly this size. */
export async function resize(app: ElectronApplication, width: number, height: number): Promise<void> {
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), [width, height] as const);
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

process.on('exit', () => {
  for (const folder of kept) rmSync(folder, { recursive: true, force: true });
});
