import { parentPort, workerData } from 'node:worker_threads';
import type { EngineMessage } from './embedded-engine.ts';
import { openEngine } from './embedded-engine.ts';

/** The thread the embedded engine lives on: its statements never stop the data process (architecture.md 1). */
type Request = { readonly id: number; readonly bytes?: Uint8Array; readonly close?: boolean };

const { folder, moduleFolder } = workerData as { folder: string | null; moduleFolder: string };
const port = parentPort;
if (!port) throw new Error('The embedded engine runs as a thread.');
const opening = openEngine(folder, moduleFolder);
opening.then(
  () => port.postMessage({ ready: true }),
  (failure: unknown) => port.postMessage({ ready: false, sentence: failure instanceof Error ? failure.message : String(failure) }),
);

async function answer(request: Request): Promise<ReadonlyArray<EngineMessage>> {
  const engine = await opening;
  if (request.close) {
    await engine.close();
    return [];
  }
  const messages = await engine.execProtocolStream(request.bytes ?? new Uint8Array(), { throwOnError: false });
  // Errors lose their own fields when they are cloned to the other thread, so they travel as plain records.
  return messages.map((message) => (message instanceof Error ? { ...message, message: message.message, name: message.name } : message));
}

port.on('message', (request: Request) => {
  answer(request).then(
    (messages) => port.postMessage({ id: request.id, messages }),
    (failure: unknown) => port.postMessage({ id: request.id, failure: failure instanceof Error ? failure.message : String(failure) }),
  );
});
