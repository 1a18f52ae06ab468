import { postRerating, previewRerating, type RerateSelection } from '../../src/main/billing/rerating.ts';
import { DEMO_WORKER } from '../../src/main/demo/staff.ts';
import { serverDatabase } from '../../src/main/platform/database.ts';

/** Rates anew and posts what would change, as the worker, and tells each account that is posted. Arguments: address, selection as JSON. */
async function work(url: string, chosen: string): Promise<void> {
  const worker = serverDatabase(url, { login: DEMO_WORKER, password: 'demo-worker-2026' });
  const selection = JSON.parse(chosen) as RerateSelection;
  process.stdout.write('begun\n');
  const outcome = await previewRerating(worker, selection);
  process.stdout.write('worked out\n');
  if (outcome.accounts.length > 0) await postRerating(worker, selection, 'Price corrected', outcome, () => void process.stdout.write('posted\n'));
  await worker.close();
}

const [url = '', chosen = ''] = process.argv.slice(2);
void work(url, chosen);
