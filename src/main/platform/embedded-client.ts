import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Engine, EngineMessage } from './embedded-engine.ts';

type Waiting = { readonly resolve: (messages: ReadonlyArray<EngineMessage>) => void; readonly reject: (failure: Error) => void };
type Answer = { readonly ready?: boolean; readonly sentence?: string; readonly id?: number; readonly messages?: ReadonlyArray<EngineMessage>; readonly failure?: string };

/** Starts the engine's thread from the compiled file beside the caller's and speaks with it. */
export function engineOnThread(folder: string | null, moduleFolder: string): Engine {
  const worker = new Worker(join(moduleFolder, 'embedded-thread.js'), { workerData: { folder, moduleFolder } });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let opened: (() => void) | undefined;
  let refused: ((failure: Error) => void) | undefined;
  const waitReady = new Promise<void>((resolve, reject) => {
    opened = resolve;
    refused = reject;
  });

  worker.on('message', (answer: Answer) => {
    if (answer.ready !== undefined) {
      if (answer.ready) opened?.();
      else refused?.(new Error(answer.sentence));
      return;
    }
    const call = waiting.get(answer.id ?? 0);
    if (!call) return;
    waiting.delete(answer.id ?? 0);
    if (answer.failure !== undefined) call.reject(new Error(answer.failure));
    else call.resolve((answer.messages ?? []).map(revived));
  });
  const fail = (failure: Error) => {
    refused?.(failure);
    for (const call of waiting.values()) call.reject(failure);
    waiting.clear();
  };
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('The embedded database stopped.')));

  const ask = (request: { bytes?: Uint8Array; close?: boolean }) =>
    new Promise<ReadonlyArray<EngineMessage>>((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ id: last, ...request });
    });
  return {
    waitReady,
    execProtocolStream: (bytes) => ask({ bytes }),
    close: async () => {
      // Where it never opened there is nothing to close but the thread.
      await ask({ close: true }).catch(() => undefined);
      await worker.terminate();
    },
  };
}

/** An error record becomes an error again, with its SQLSTATE and all. */
function revived(message: EngineMessage): EngineMessage {
  return message.name === 'error' ? Object.assign(new Error(message.message), message) : message;
}
