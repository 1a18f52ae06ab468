import { eventIterator, oc, type } from '@orpc/contract';
import { z } from 'zod';

/** What the window's own process tells the page. Links open a screen and never act. */
export const ShellEvent = z.discriminatedUnion('kind', [
  /** A call announced by the telephone system: `careline://call?from=…&id=…&to=…`. */
  z.object({ kind: z.literal('call'), from: z.string(), id: z.string(), to: z.string() }),
  z.object({ kind: z.literal('open'), what: z.enum(['customer', 'bill']), number: z.string() }),
  /** The data process is there again after it died: open calls were interrupted, hand a new port over. */
  z.object({ kind: z.literal('dataRestarted') }),
  z.object({ kind: z.literal('dataDown') }),
  /** The desk was left alone, or the system was locked. */
  z.object({ kind: z.literal('idle') }),
  z.object({ kind: z.literal('window'), maximized: z.boolean(), focused: z.boolean() }),
  /** A menu accelerator that the page should run as a command of its registry. */
  z.object({ kind: z.literal('command'), id: z.string() }),
]);
export type ShellEvent = z.infer<typeof ShellEvent>;

/** The window's own small contract: no data, only what Electron alone can do. */
export const shellContract = {
  events: oc.output(eventIterator(ShellEvent)),
  window: oc.input(z.strictObject({ act: z.enum(['minimize', 'maximize', 'close']) })).output(type<null>()),
  pickFile: oc.input(z.strictObject({ title: z.string().max(80), extensions: z.array(z.string().max(8)).max(8) })).output(type<{ path: string } | null>()),
  /** Asks where, and writes the text there; null where the person did not want to, the problem where it could not be written. */
  saveText: oc.input(z.strictObject({ title: z.string().max(80), name: z.string().regex(/^[\w.-]{1,80}$/), text: z.string().max(100_000_000) })).output(type<{ path: string } | { problem: string } | null>()),
  copyText: oc.input(z.strictObject({ text: z.string().max(100_000) })).output(type<null>()),
  zoom: oc.input(z.strictObject({ percent: z.int().min(80).max(200) })).output(type<null>()),
  platform: oc.output(type<{ platform: string; electron: string; frame: boolean }>()),
};
export type ShellContract = typeof shellContract;
