import type { Database } from './database.ts';
import { log } from './log.ts';

/**
 * Makes a round of work that the worker who lives with the demo does beside the calls of the desk; on a server (null) a worker
 * of its own does it. `work` goes through all that waits; an order that comes while it is at it lets it look once more. What
 * fails is logged with `waits` and left for the next order.
 */
export function workBeside(waits: string, work: (worker: Database) => Promise<unknown>): (worker: Database | null) => Promise<void> {
  const atWork = new WeakMap<Database, { again: boolean }>();
  return async (worker) => {
    if (!worker) return;
    const busy = atWork.get(worker);
    if (busy) {
      busy.again = true;
      return;
    }
    const state = { again: true };
    atWork.set(worker, state);
    try {
      while (state.again) {
        state.again = false;
        await work(worker);
      }
    } catch (failure) {
      log('warn', `${waits}: ${failure instanceof Error ? failure.message.slice(0, 200) : String(failure)}`);
    } finally {
      atWork.delete(worker);
    }
  };
}
