import { readOnThread } from '../../src/main/operations/read-on-thread.ts';
import type { Reading, ReadUsage } from '../../src/main/operations/usage-reading.ts';
import { builtMain } from './built-main.ts';

/** Reads usage on the product's own compiled thread, which is built when it is first needed. */
export const readOnBuiltThread: ReadUsage = (path, profile) => {
  let started: Promise<Reading> | null = null;
  return {
    next: async (known) => (await (started ??= builtMain().then((folder) => readOnThread(folder)(path, profile)))).next(known),
    stop: async () => (await started)?.stop(),
  };
};
