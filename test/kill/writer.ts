import { startDemoClock } from '../../src/main/demo/build-world.ts';
import { embeddedHost } from '../../src/main/platform/embedded-host.ts';
import { row, rows } from '../../src/main/platform/database.ts';

/**
 * Works at a desk on the embedded database until it is killed: opens it as the product does, says which of its work it
 * finds there, goes on behind it, and tells each piece as soon as its commit is acknowledged. Arguments: folder, template.
 */
async function work(folder: string, template: string): Promise<void> {
  const host = await embeddedHost({ folder, template, moduleFolder: __dirname, demoAccounts: [], begin: startDemoClock });
  const { person } = await host.signIn('nadia.okafor', 'demo-agent-2026');
  const found = await person.read((db) => row<{ n: number; highest: number }>(db, "select count(*)::int as n, coalesce(max(substr(d.key, 6)::int), 0) as highest from care.drafts d where d.key like 'work-%'"));
  process.stdout.write(`found ${found?.n ?? 0} ${found?.highest ?? 0}\n`);
  for (let n = (found?.highest ?? 0) + 1; ; n += 1) {
    await person.write(async (db) => {
      await rows(db, "insert into care.drafts (key, title, body) values (?, 'Work', ?)", [`work-${n}`, 'x'.repeat(200 + (n % 7) * 900)]);
      await rows(db, 'select api.wrap_up(?::jsonb)', [JSON.stringify({ customerId: null, callId: `work-${n}`, from: '+12065550142', startedAt: '2026-11-18T18:45:00Z', endedAt: '2026-11-18T18:46:00Z', reason: 'other', outcome: 'solved', summary: '', followUp: null })]);
    });
    process.stdout.write(`done ${n}\n`);
  }
}

const [folder = '', template = ''] = process.argv.slice(2);
void work(folder, template);
