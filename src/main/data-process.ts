import { join } from 'node:path';
import { RPCHandler } from '@orpc/server/message-port';
import { workBillRunsHere } from './billing/bill-run-here.ts';
import { workBulkCreditsHere } from './billing/bulk-credit-work.ts';
import { noticeCrossingsHere } from './billing/notice-crossings.ts';
import { workReratingsHere } from './billing/rerating-here.ts';
import { demoAccounts } from './demo/staff.ts';
import { readOnThread } from './operations/read-on-thread.ts';
import { type Choice, readChoice, writeChoice } from './platform/connection-choice.ts';
import { type Host, makeDesk, type Remembered } from './platform/desk.ts';
import { answered, known } from './platform/dispatch.ts';
import { drivers } from './platform/drivers.ts';
import { embeddedHost } from './platform/embedded-host.ts';
import { log, logTo } from './platform/log.ts';
import { serverHost } from './platform/server-host.ts';
import { switchboard } from './procedures.ts';

/** What the shell tells at the start, and what must survive a restart. */
export type Start = { readonly userData: string; readonly template: string; readonly version: string; readonly firstStart: boolean; readonly remembered: Remembered };
type Message = { readonly data: { readonly kind: 'start'; readonly start: Start } | { readonly kind: 'port' } | { readonly kind: 'stop' }; readonly ports: ReadonlyArray<MessagePort> };
type Parent = { on: (event: 'message', listener: (message: Message) => void) => void; postMessage: (message: unknown) => void };

/** The first window has its answer by then; the person still types their name. */
const WARM_AFTER_MS = 400;

/**
 * The data process: contract dispatch, capabilities, engine and database, away from the window's process. Started by the
 * shell as a utility process; it imports nothing of Electron and asks only for the parent port that it was given.
 */
export function serve(parent: Parent): void {
  let started: Start | null = null;
  let opening: Promise<void> = Promise.resolve();
  const desk = { current: makeDesk('', () => undefined) };

  async function open(choice: Choice | null): Promise<void> {
    const start = started;
    if (!start) return;
    await opening;
    await desk.current.host()?.close();
    if (!choice) return desk.current.useHost(null, null);
    try {
      const host = choice.kind === 'server' ? serverHost(choice.url) : await demoHost(start);
      desk.current.useHost(host, null);
      // What was under way when the demo was closed goes on.
      setTimeout(() => [workBillRunsHere, workReratingsHere, workBulkCreditsHere, noticeCrossingsHere].forEach((work) => void work(host.worker)), WARM_AFTER_MS);
    } catch (failure) {
      const sentence = failure instanceof Error ? failure.message : String(failure);
      log('error', `the database did not open: ${sentence}`);
      desk.current.useHost(null, sentence);
    }
  }

  /** What makes the demo is loaded only where the demo is opened. */
  async function demoHost(start: Start): Promise<Host> {
    const { startDemoClock } = await import('./demo/build-world.ts');
    return embeddedHost({ folder: join(start.userData, 'demo'), template: start.template, moduleFolder: __dirname, demoAccounts, begin: startDemoClock });
  }

  async function begin(start: Start): Promise<void> {
    started = start;
    logTo(join(start.userData, 'careline.log'));
    desk.current = makeDesk(start.version, (who) => parent.postMessage({ kind: 'remember', who }));
    const url = process.env.CARELINE_DATABASE_URL;
    const saved = join(start.userData, 'connection.json');
    const choice: Choice | null = url ? { kind: 'server', url } : (readChoice(saved) ?? (start.firstStart ? null : { kind: 'demo' }));
    const opened = open(choice);
    // The demo takes seconds to open; names are typed meanwhile.
    if (choice?.kind === 'demo' && !start.remembered) {
      desk.current.opens({ kind: 'demo', label: 'Demo', demoAccounts, done: opened });
      opening = opened;
    } else await opened;
    if (!start.remembered) return void setTimeout(drivers, WARM_AFTER_MS);
    try {
      await desk.current.signIn(start.remembered.login, start.remembered.password, 'again');
      if (start.remembered.locked) desk.current.lock();
    } catch (failure) {
      log('warn', `the person could not be signed in again: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
  }

  let ready: Promise<void> = Promise.resolve();
  const router = switchboard(async (choice) => {
    if (started) writeChoice(join(started.userData, 'connection.json'), choice);
    await open(choice);
  }, readOnThread(__dirname));
  const handler = new RPCHandler(router, { interceptors: [known], clientInterceptors: [answered] });
  parent.on('message', (message) => {
    if (message.data.kind === 'start') ready = begin(message.data.start);
    if (message.data.kind === 'stop') void stop();
    const port = message.ports[0];
    if (message.data.kind !== 'port' || !port) return;
    // A call waits for the database to open, so that the first answer is already the right one.
    handler.upgrade(port, { context: { get desk() { return desk.current; } } });
    void ready.then(() => port.start());
  });

  async function stop(): Promise<void> {
    await ready;
    await opening;
    await desk.current.signOut();
    await desk.current.host()?.close();
    parent.postMessage({ kind: 'stopped' });
  }
}

process.on('uncaughtException', (failure) => {
  log('error', `uncaught: ${failure.stack ?? failure.message}`);
  process.exit(1);
});
process.on('unhandledRejection', (failure) => log('error', `unhandled: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}`));

const parentPort = (process as unknown as { parentPort?: Parent }).parentPort;
if (parentPort) serve(parentPort);
