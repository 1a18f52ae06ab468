import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, Refusal } from '../../contract/errors.ts';
import type { ImportProfile } from '../../contract/operations.ts';
import { log } from '../platform/log.ts';
import type { Counts, Reading, ReadingStep, ReadUsage } from './usage-reading.ts';

type Answer = { readonly step: IteratorResult<ReadingStep, Counts> } | { readonly refused: { readonly code: ErrorCode; readonly sentence: string } };
type Waiting = { readonly resolve: (step: IteratorResult<ReadingStep, Counts>) => void; readonly reject: (failure: Error) => void };

/** Reads usage files each on a thread of its own, started from the compiled file beside the caller's. */
export function readOnThread(moduleFolder: string): ReadUsage {
  return (path, profile) => reading(path, profile, moduleFolder);
}

function reading(path: string, profile: ImportProfile, moduleFolder: string): Reading {
  const worker = new Worker(join(moduleFolder, 'usage-thread.js'), { workerData: { path, profile } });
  let waiting: Waiting | null = null;
  let ended: Error | null = null;
  const end = (why: string, cure: string) => {
    ended ??= new Refusal('INTERRUPTED', `Reading ${basename(path)} ${why} Nothing of it was imported; ${cure}`);
    waiting?.reject(ended);
    waiting = null;
  };
  worker.on('message', (answer: Answer) => {
    const asked = waiting;
    waiting = null;
    if ('step' in answer) asked?.resolve(answer.step);
    else asked?.reject(new Refusal(answer.refused.code, answer.refused.sentence));
  });
  worker.on('error', (failure: Error & { code?: string }) => {
    log('error', `the thread that reads usage failed: ${failure.message.slice(0, 300)}`);
    if (failure.code === 'ERR_WORKER_OUT_OF_MEMORY') end('needs more memory than there is.', 'split it by day and import the parts.');
    else end('stopped before its end.', 'import it again.');
  });
  worker.on('exit', () => end('stopped before its end.', 'import it again.'));
  return {
    next: (known) => new Promise((resolve, reject) => {
      if (ended) return reject(ended);
      waiting = { resolve, reject };
      worker.postMessage(known);
    }),
    stop: async () => {
      await worker.terminate();
    },
  };
}
