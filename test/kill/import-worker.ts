import type { ImportProfile } from '../../src/contract/operations.ts';
import { DEMO_WORKER } from '../../src/main/demo/staff.ts';
import { readOnThread } from '../../src/main/operations/read-on-thread.ts';
import { importUsage } from '../../src/main/operations/usage-import.ts';
import { serverDatabase } from '../../src/main/platform/database.ts';

/** Imports one file into a server as the worker, and tells each step. Arguments: address, file. */
async function work(url: string, path: string): Promise<void> {
  const worker = serverDatabase(url, { login: DEMO_WORKER, password: 'demo-worker-2026' });
  const profile: ImportProfile = { format: 'careline', zone: 'UTC', lineFrom: 'src', seventeenth: 'uniqueid', countryPrefix: '1' };
  process.stdout.write('begun\n');
  for await (const step of importUsage(worker, readOnThread(__dirname), path, profile)) process.stdout.write(`${step.kind === 'progress' ? step.step : 'done'}\n`);
  await worker.close();
}

const [url = '', path = ''] = process.argv.slice(2);
void work(url, path);
