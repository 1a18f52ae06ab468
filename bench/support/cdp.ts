import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** A program that was just started, seen through the debugging port of Chromium alone: nothing of ours runs inside it. */
export type Started = {
  readonly pid: number;
  /** When it was started, in milliseconds since 1970. */
  readonly at: number;
  /** Evaluates an expression in the page. */
  readonly ask: <T>(expression: string) => Promise<T>;
  /** Asks again and again until the answer is not null; returns it. */
  readonly until: <T>(expression: string, what: string) => Promise<T>;
  readonly press: (key: string, modifiers?: 'control') => Promise<void>;
  readonly insert: (text: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

const LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 8;
const keyCodes: Readonly<Record<string, number>> = { Enter: 13, Tab: 9 };
type Answer = { readonly id?: number; readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: { readonly text: string } }; readonly error?: { readonly message: string } };

/** Starts a program of Electron and waits until its page can be talked to. */
export async function startProgram(command: { readonly executablePath: string; readonly args: ReadonlyArray<string> }, env: Readonly<Record<string, string>>): Promise<Started> {
  const folder = env['CARELINE_USER_DATA'];
  if (folder) mkdirSync(folder, { recursive: true });
  const at = Date.now();
  const child = spawn(command.executablePath, ['--remote-debugging-port=0', '--remote-allow-origins=*', ...command.args], { env: { ...process.env, TZ: 'UTC', ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await debuggingPort(child);
  const socket = new WebSocket(await pageAddress(port));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the page could not be reached')));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  socket.addEventListener('message', (message) => {
    const answer = JSON.parse(String(message.data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  });
  const send = (method: string, params: object) => new Promise<Answer>((resolve) => {
    last += 1;
    waiting.set(last, resolve);
    socket.send(JSON.stringify({ id: last, method, params }));
  });
  const ask = async <T>(expression: string): Promise<T> => {
    const { result, error } = await send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (error || result?.exceptionDetails) throw new Error(error?.message ?? result?.exceptionDetails?.text);
    return result?.result?.value as T;
  };
  return {
    pid: child.pid ?? 0, at, ask,
    until: async <T>(expression: string, what: string) => {
      const end = Date.now() + LIMIT_MS;
      while (Date.now() < end) {
        // While the page loads there is nothing to ask yet.
        const found = await ask<T | null | undefined>(expression).catch(() => null);
        if (found !== null && found !== undefined) return found;
        await wait(LOOK_EVERY_MS);
      }
      throw new Error(`${what} did not come within ${LIMIT_MS / 1000} s`);
    },
    press: async (key, modifiers) => {
      const code = keyCodes[key];
      const own = { key, modifiers: modifiers ? 2 : 0, windowsVirtualKeyCode: code ?? key.toUpperCase().charCodeAt(0), code: code ? key : `Key${key.toUpperCase()}` };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...own, ...(modifiers || key === 'Tab' ? {} : { text: key === 'Enter' ? '\r' : key }) });
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...own });
    },
    insert: async (text) => void (await send('Input.insertText', { text })),
    stop: async () => {
      socket.close();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 6_000);
      await gone;
      clearTimeout(late);
    },
  };
}

function debuggingPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stderr?.on('data', (piece) => {
      text += String(piece);
      const found = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(text);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', (code) => reject(new Error(`the program ended with code ${code}: ${text.slice(-500)}`)));
  });
}

async function pageAddress(port: number): Promise<string> {
  const end = Date.now() + LIMIT_MS;
  while (Date.now() < end) {
    const targets = (await fetch(`http://127.0.0.1:${port}/json/list`).then((answer) => answer.json(), () => [])) as Array<{ type: string; webSocketDebuggerUrl?: string }>;
    const found = targets.find((target) => target.type === 'page' && target.webSocketDebuggerUrl);
    if (found?.webSocketDebuggerUrl) return found.webSocketDebuggerUrl;
    await wait(LOOK_EVERY_MS);
  }
  throw new Error('the program shows no page');
}
