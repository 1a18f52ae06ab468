import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../../contract/errors.ts';
import type { ImportProfile } from '../../contract/operations.ts';
import { type Known, readingOfUsage } from './usage-reading.ts';

/**
 * The thread a usage file is read on: the data process goes on answering meanwhile (architecture.md 1). It holds no
 * connection; each message asks for one more step, so it never runs ahead of what is taken.
 */
const { path, profile } = workerData as { path: string; profile: ImportProfile };
const port = parentPort;
if (!port) throw new Error('Usage is read on a thread.');
const reading = readingOfUsage(path, profile);

port.on('message', (known: Known | undefined) => {
  // A refusal loses its code when it is cloned to the other thread; any other failure ends this one.
  void reading.next(known).then((step) => port.postMessage({ step }), (failure: unknown) => {
    if (!(failure instanceof Refusal)) throw failure;
    port.postMessage({ refused: { code: failure.code, sentence: failure.message } });
  });
});
