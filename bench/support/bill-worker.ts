import { workBillRuns } from '../../src/main/billing/bill-run-work.ts';
import { rows, serverDatabase } from '../../src/main/platform/database.ts';
import { PASSWORD, people } from './world.ts';

/** A worker as a process of its own, as it is on a server: it connects, waits for the number of a run, works that off and ends. */
const [url = '', name = ''] = process.argv.slice(2);
const worker = serverDatabase(url, { login: people.worker, password: PASSWORD });
await worker.write((db) => rows(db, 'select 1'));
process.once('message', (run: number) => {
  void workBillRuns(worker, { name, run }).then(() => worker.close()).then(() => process.disconnect());
});
process.send?.('ready');
