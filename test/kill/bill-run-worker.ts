import { workBillRuns } from '../../src/main/billing/bill-run-work.ts';
import { DEMO_WORKER } from '../../src/main/demo/staff.ts';
import { serverDatabase } from '../../src/main/platform/database.ts';

/** Works bill runs of a server as a worker of a name until nothing is left, and tells each part that it did. Arguments: address, name. */
async function work(url: string, name: string): Promise<void> {
  const worker = serverDatabase(url, { login: DEMO_WORKER, password: 'demo-worker-2026' });
  process.stdout.write('begun\n');
  await workBillRuns(worker, { name, leaseSeconds: 1, told: async () => void process.stdout.write('done\n') });
  await worker.close();
}

const [url = '', name = ''] = process.argv.slice(2);
void work(url, name);
