import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { app, type BrowserWindow, clipboard, dialog, type MessagePortMain } from 'electron';
import { shellContract, type ShellEvent } from '../../contract/shell.ts';

type Context = { readonly window: BrowserWindow; readonly events: EventBox };
/** Events for the page; what arrives while nobody listens waits. */
export type EventBox = { readonly push: (event: ShellEvent) => void; readonly stream: (signal: AbortSignal | undefined) => AsyncGenerator<ShellEvent, void, undefined> };

/** Makes the box. One listener at a time: a new one takes over. */
export function eventBox(): EventBox {
  const waiting: ShellEvent[] = [];
  let wake: (() => void) | null = null;
  let turn = 0;
  return {
    push: (event) => {
      waiting.push(event);
      wake?.();
    },
    async *stream(signal) {
      turn += 1;
      const mine = turn;
      wake?.();
      signal?.addEventListener('abort', () => wake?.());
      while (mine === turn && !signal?.aborted) {
        const next = waiting.shift();
        if (next) yield next;
        else await new Promise<void>((resolve) => { wake = resolve; });
      }
    },
  };
}

const os = implement(shellContract).$context<Context>();
const handler = new RPCHandler(os.router({
  events: os.events.handler(({ context, signal }) => context.events.stream(signal)),
  window: os.window.handler(({ context: { window }, input }) => {
    if (input.act === 'minimize') window.minimize();
    else if (input.act === 'close') window.close();
    else if (window.isMaximized()) window.unmaximize();
    else window.maximize();
    return null;
  }),
  pickFile: os.pickFile.handler(async ({ context: { window }, input }) => {
    const given = process.env.CARELINE_PICK_FILE;
    if (given && !app.isPackaged) return { path: given };
    const picked = await dialog.showOpenDialog(window, { title: input.title, properties: ['openFile'], filters: [{ name: 'Files', extensions: [...input.extensions] }] });
    const path = picked.filePaths[0];
    return path ? { path } : null;
  }),
  saveText: os.saveText.handler(async ({ context: { window }, input }) => {
    const given = app.isPackaged ? undefined : process.env.CARELINE_SAVE_FILE;
    const path = given ?? (await dialog.showSaveDialog(window, { title: input.title, defaultPath: input.name })).filePath;
    if (!path) return null;
    try {
      await writeFile(path, input.text);
      return { path };
    } catch (failure) {
      return { problem: `${basename(path)} could not be written${failure instanceof Error && 'code' in failure ? ` (${String(failure.code)})` : ''}. Choose another folder.` };
    }
  }),
  copyText: os.copyText.handler(({ input }) => {
    void clipboard.writeText(input.text);
    return null;
  }),
  zoom: os.zoom.handler(({ context: { window }, input }) => {
    window.webContents.setZoomFactor(input.percent / 100);
    return null;
  }),
  platform: os.platform.handler(() => ({ platform: process.platform, electron: process.versions.electron ?? '', frame: false })),
}));

/** Answers a page's port. */
export function answerShell(port: MessagePortMain, context: Context): void {
  handler.upgrade(port as never, { context });
  port.start();
}
