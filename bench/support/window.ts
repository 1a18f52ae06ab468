import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CDPSession, _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Contract } from '../../src/contract/contract.ts';
import type { ContractRouterClient } from '@orpc/contract';
import type { CallsOf } from '../../src/renderer/platform/client.ts';
import { careline, scratch } from './programs.ts';
import { PASSWORD, people } from './world.ts';

/** What pieces of work inside the page can use: `benchCare` calls as the screens do. */
export type PageCare = CallsOf<ContractRouterClient<Contract>>;

/** The application with its window, driven from outside. */
export type Window = { readonly app: ElectronApplication; readonly page: Page; readonly userData: string; readonly inPage: <T>(expression: string) => Promise<T>; readonly close: () => Promise<void> };

/** Starts the application; `server` is the address of a shared server, without it the embedded demo opens. */
export async function openWindow(server: string | null): Promise<Window> {
  const folder = scratch();
  const { executablePath, args } = await careline();
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const app = await _electron.launch({ executablePath, args: [...args], env: { ...inherited, TZ: 'UTC', CARELINE_USER_DATA: folder.path, ...(server ? { CARELINE_DATABASE_URL: server } : {}) } });
  const page = await app.firstWindow();
  await page.locator('form[aria-label="Sign in"]').waitFor({ timeout: 60_000 });
  const session: CDPSession = await page.context().newCDPSession(page);
  const inPage = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true, allowUnsafeEvalBlockedByCSP: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  return {
    app, page, userData: folder.path, inPage,
    close: async () => {
      await app.close();
      folder.done();
    },
  };
}

/** Signs in at the keyboard and waits for the first screen; then the page can also call by `benchCare`. */
export async function signIn({ page, inPage }: Window, login: string = people.agent, password: string = PASSWORD): Promise<void> {
  await page.locator('[name=login]').fill(login);
  await page.locator('[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('.titlebar .find').waitFor({ timeout: 60_000 });
  await inPage(readFileSync(join(process.cwd(), '.runtime', 'bench', 'page.js'), 'utf8'));
}

/** Opens a customer by their number in the search box, as an agent does. */
export async function openCustomer({ page }: Window, number: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: 'Search or run a command' });
  await box.fill(number);
  await page.getByRole('option', { name }).first().waitFor({ timeout: 30_000 });
  await box.press('Enter');
  await page.getByRole('tab', { name }).first().waitFor({ timeout: 30_000 });
}
