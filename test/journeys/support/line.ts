import type { Page } from '@playwright/test';

/** What the data process answers to a call: its answer, or the code and sentence of its refusal. */
export type RawAnswer = { readonly answer: unknown; readonly code: string | null; readonly sentence: string; readonly ms: number };

/**
 * Asks the data process over a line of its own, past all screens, as a page would that was taken over. What it is refused
 * is refused by the data process and not by a screen.
 */
export function ask(page: Page, path: string, input?: unknown): Promise<RawAnswer> {
  return page.evaluate(
    async ({ url, body }) => {
      const { port1, port2 } = new MessageChannel();
      window.postMessage({ careline: 'port', name: 'data' }, window.location.origin, [port2]);
      const began = performance.now();
      const message = await new Promise<unknown>((resolve) => {
        port1.addEventListener('message', (event: MessageEvent<unknown>) => {
          if (typeof event.data === 'string') resolve(JSON.parse(event.data));
        });
        port1.start();
        port1.postMessage(JSON.stringify({ i: '1', p: { u: url, b: body } }));
      });
      port1.close();
      const payload = (message as { p: { s?: number; b?: { json?: unknown } } }).p;
      const found = payload.b?.json;
      const ms = performance.now() - began;
      if ((payload.s ?? 200) < 400) return { answer: found, code: null, sentence: '', ms };
      const { code, message: sentence } = found as { code: string; message: string };
      return { answer: null, code, sentence, ms };
    },
    { url: `/${path.replaceAll('.', '/')}`, body: input === undefined ? {} : { json: input } },
  );
}

/** From the next load of the page on, keeps every message that comes into it from any process. */
export async function recordAnswers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const came: string[] = [];
    Object.assign(window, { cameIn: came });
    const Channel = MessageChannel;
    window.MessageChannel = class extends Channel {
      constructor() {
        super();
        this.port1.addEventListener('message', (event: MessageEvent<unknown>) => {
          if (typeof event.data === 'string') came.push(event.data);
        });
      }
    };
  });
  await page.reload();
}

/** Everything that came into the page so far, as one text. */
export function cameIn(page: Page): Promise<string> {
  return page.evaluate(() => (window as unknown as { cameIn: string[] }).cameIn.join('\n'));
}

/** Everything the page holds that a person or a script in it could read: the drawn page, its fields, its storage. */
export function heldBy(page: Page): Promise<string> {
  return page.evaluate(() => [document.documentElement.outerHTML, ...[...document.querySelectorAll<HTMLInputElement>('input, textarea')].map((field) => field.value), JSON.stringify(localStorage), JSON.stringify(sessionStorage)].join('\n'));
}
