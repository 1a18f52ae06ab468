import { join } from 'node:path';
import { app, type MessagePortMain, utilityProcess, type UtilityProcess } from 'electron';
import type { Start } from '../data-process.ts';
import type { Remembered } from '../platform/desk.ts';

const RESTART_WAIT_MS = 200;
const QUIT_WAIT_MS = 4_000;

export type DataService = { readonly hand: (port: MessagePortMain) => void; readonly stop: () => Promise<void>; readonly kill: () => void };

/**
 * Runs the data process and starts it again when it dies: windows and drafts stay, open calls are told they were
 * interrupted. Who is signed in is kept here, in memory only, so that a restart asks nobody for a password.
 */
export function startData(events: { readonly down: () => void; readonly restarted: () => void }): DataService {
  let remembered: Remembered = null;
  let stopping = false;
  let stopped: (() => void) | null = null;
  let child = spawn();

  function spawn(): UtilityProcess {
    const made = utilityProcess.fork(join(__dirname, 'data-process.js'), [], { serviceName: 'Careline data' });
    const start: Start = {
      userData: app.getPath('userData'), version: app.getVersion(), firstStart: app.isPackaged && !process.env.CARELINE_DEMO, remembered,
      template: process.env.CARELINE_DEMO_TEMPLATE ?? (app.isPackaged ? join(process.resourcesPath, 'demo-template') : join(app.getAppPath(), '.runtime', 'demo-template', 'data')),
    };
    made.postMessage({ kind: 'start', start });
    made.on('message', (message: { kind: 'remember'; who: Remembered } | { kind: 'stopped' }) => {
      if (message.kind === 'remember') remembered = message.who;
      else stopped?.();
    });
    made.on('exit', () => {
      if (stopping) return stopped?.();
      events.down();
      setTimeout(() => {
        child = spawn();
        events.restarted();
      }, RESTART_WAIT_MS);
    });
    return made;
  }

  return {
    hand: (port) => child.postMessage({ kind: 'port' }, [port]),
    kill: () => void child.kill(),
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        stopped = resolve;
        child.postMessage({ kind: 'stop' });
        setTimeout(resolve, QUIT_WAIT_MS);
      }),
  };
}
