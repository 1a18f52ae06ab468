import { workBeside } from '../platform/work-beside.ts';
import { workBillRuns } from './bill-run-work.ts';

/** The name is the same after a restart, so that the worker goes on at once with the part it had begun. */
const NAME = 'the worker of this desk';

/** Lets the worker that lives with the demo go through the bill runs that wait, beside the calls of the desk. */
export const workBillRunsHere = workBeside('bill runs wait', (worker) => workBillRuns(worker, { name: NAME }));
