import type { Database } from '../platform/database.ts';
import { log } from '../platform/log.ts';
import { workBillRuns } from './bill-run-work.ts';

/** The name is the same after a restart, so that the worker goes on at once with the part it had begun. */
const NAME = 'the worker of this desk';
const atWork = new WeakMap<Database, { again: boolean }>();

/**
 * Lets the worker that lives with the demo go through the runs that wait, beside the calls of the desk; on a server (null) a
 * worker of its own does. An order that comes while it is at work lets it look once more.
 */
export async function workBillRunsHere(worker: Database | null): Promise<void> {
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
      await workBillRuns(worker, { name: NAME });
    }
  } catch (failure) {
    log('warn', `bill runs wait: ${failure instanceof Error ? failure.message.slice(0, 200) : String(failure)}`);
  } finally {
    atWork.delete(worker);
  }
}
