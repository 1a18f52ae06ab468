import type { ContractRouterClient } from '@orpc/contract';
import type { ShellContract, ShellEvent } from '../../contract/shell.ts';
import { callsOver } from './client.ts';
import { openLine } from './line.ts';

/** What only the window's own process can do: window buttons, file dialog, clipboard, zoom. */
export const shell = callsOver<ContractRouterClient<ShellContract>>(openLine('shell'));

type Listener = (event: ShellEvent) => void;
const listeners = new Set<Listener>();
let listening = false;

/** Calls the listener for every event of the shell until the returned function is called. */
export function onShellEvent(listener: Listener): () => void {
  listeners.add(listener);
  if (!listening) {
    listening = true;
    void listen();
  }
  return () => listeners.delete(listener);
}

/** One stream for the whole page; a lost stream is asked for again. */
async function listen(): Promise<void> {
  for (;;) {
    try {
      for await (const event of await shell.events()) for (const listener of listeners) listener(event);
    } catch {
      // The stream ended with its port; the next turn opens it again.
    }
    await new Promise((next) => setTimeout(next, 1000));
  }
}
