import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ImportProfile } from '../../src/contract/operations.ts';
import { importUsage } from '../../src/main/operations/usage-import.ts';
import { retrySuspense } from '../../src/main/operations/retry-suspense.ts';
import { type Database, row, rows } from '../../src/main/platform/database.ts';
import { digestOf } from '../support/digest.ts';
import { careAs, type DemoWorld, onDemos, refusal, storyOf } from '../support/demo-world.ts';
import { readOnBuiltThread } from '../support/usage-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'careline-recycle-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const careline: ImportProfile = { format: 'careline', zone: 'UTC', lineFrom: 'src', seventeenth: 'uniqueid', countryPrefix: '1' };
const asterisk: ImportProfile = { ...careline, format: 'asterisk', zone: 'America/Los_Angeles' };
const HEAD = 'key,line,usage,start,units,destination,visited';

function fileOf(name: string, lines: ReadonlyArray<string>): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
/** A row of Asterisk with eighteen columns; who called stands in the account code and the calling number. */
const call = (id: string, from: string, start: string, seconds: number, account = '') =>
  [account, from, '3605550117', 'out', `"" <${from}>`, `SIP/${id}`, 'SIP/trunk', 'Dial', 'SIP/x', start, start, '', seconds, seconds, 'ANSWERED', 'DOCUMENTATION', id, ''].map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',');

async function imported(worker: Database, path: string, profile = careline) {
  for await (const step of importUsage(worker, readOnBuiltThread, path, profile)) if (step.kind === 'result') return step.result;
  throw new Error('The import gave no result.');
}

/** A line of the quiet customer from a day on. */
async function addLine({ owner, worker }: DemoWorld, reference: string, from: string): Promise<void> {
  const account = await row<{ customer_id: number; id: number }>(owner, 'select a.customer_id, a.id from bill.accounts a where a.number = ?', [storyOf('quiet').number]);
  await worker.write((db) => rows(db, "insert into care.services (customer_id, account_id, kind, reference, started) values (?, ?, 'mobile', ?, ?)", [account?.customer_id, account?.id, reference, from]));
}
const usageOf = (demo: DemoWorld, key: string) => row<{ started_at: string; reference: string; file: string | null }>(demo.owner, 'select u.started_at, s.reference, i.file from bill.usage u join care.services s on s.id = u.service_id left join bill.imports i on i.id = u.import_id where u.key like ?', [key]);
const audited = (demo: DemoWorld) => rows<{ details: { accepted: number; late: number } }>(demo.owner, "select e.details from audit.entries e where e.action = 'usage.recycle' order by e.id");

onDemos('Usage that leaves suspense', async (demo) => ({ care: await careAs(demo, 'operator') }), (made, demo) => {
  it('keeps the file that brought it, says what comes after its period was billed, and leaves it once', async () => {
    const { worker } = demo();
    await imported(worker, fileOf('waits.csv', [HEAD, 'w-1,19995551000,voice,2026-10-20T18:00:00Z,60,13605550117,', 'w-2,19995551000,voice,2026-11-17T18:00:00Z,60,13605550117,', 'w-3,19995551001,voice,2026-11-17T18:00:00Z,60,13605550117,']));
    await addLine(demo(), '19995551000', '2026-10-01');
    const before = await audited(demo());
    expect(await made().care.operations.retrySuspense()).toEqual({ accepted: 2, late: 1, known: 0, left: 1 });
    expect(await usageOf(demo(), 'w-1')).toEqual({ started_at: '2026-10-20T18:00:00.000Z', reference: '19995551000', file: 'waits.csv' });
    expect((await audited(demo())).slice(before.length).map(({ details }) => details)).toEqual([{ accepted: 2, late: 1, known: 0 }]);
    const settled = await digestOf(demo().owner);
    expect(await made().care.operations.retrySuspense()).toEqual({ accepted: 0, late: 0, known: 0, left: 1 });
    expect(await digestOf(demo().owner)).toEqual(settled);
    // The record comes again in another file: it is known.
    expect(await imported(worker, fileOf('again.csv', [HEAD, 'w-1,19995551000,voice,2026-10-20T18:00:00Z,60,13605550117,']))).toMatchObject({ accepted: 0, duplicates: 1, suspended: 0 });
  });

  it('reads the rows of an exchange again by a profile that was put right', async () => {
    const { worker } = demo();
    await addLine(demo(), '19995552000', '2026-10-01');
    // The exchange logs in UTC and tells the service by its account code; the file was read as of Seattle and by the calling number.
    const result = await imported(worker, fileOf('Wrong.csv', [call('1793000100.1', '101', '2026-11-01 08:30:00', 60, '9995552000'), call('1793000100.2', '101', '2026-11-01 01:30:00', 60, '9995552000')]), asterisk);
    expect(result).toMatchObject({ accepted: 0, suspended: 2 });
    expect(await retrySuspense(worker)).toMatchObject({ accepted: 0 });
    expect(await retrySuspense(worker, { file: 'Wrong.csv', profile: { lineFrom: 'accountcode' } })).toMatchObject({ accepted: 1, left: 1 });
    expect((await usageOf(demo(), '%1793000100.1%'))?.started_at).toBe('2026-11-01T16:30:00.000Z');
    expect(await retrySuspense(worker, { file: 'Wrong.csv', profile: { lineFrom: 'accountcode', zone: 'UTC' } })).toMatchObject({ accepted: 1, left: 0 });
    expect(await usageOf(demo(), '%1793000100.2%')).toEqual({ started_at: '2026-11-01T01:30:00.000Z', reference: '19995552000', file: 'Wrong.csv' });
    expect(await refusal(retrySuspense(worker, { file: 'Wrong.csv', profile: {} }))).toMatchObject({ code: 'NOT_FOUND', sentence: 'Nothing of Wrong.csv is in suspense.' });
    expect(await refusal(retrySuspense(worker, { file: 'waits.csv', profile: { zone: 'Mars/Olympus' } }))).toMatchObject({ code: 'REFUSED' });
  });

  it('is tried to the end, however much of it still has no service', async () => {
    const { worker } = demo();
    const lines = Array.from({ length: 5_100 }, (_, at) => `many-${at},1999555${at < 5_050 ? '3000' : '3001'},sms,2026-11-17T18:00:00Z,1,13605550117,`);
    await imported(worker, fileOf('many.csv', [HEAD, ...lines]));
    await addLine(demo(), '19995553001', '2026-10-01');
    expect(await retrySuspense(worker)).toMatchObject({ accepted: 50, late: 0 });
  });

  it('goes to no service that is not there, and not by the hand of an agent', async () => {
    const { worker, host } = demo();
    const waiting = await row<{ id: number }>(demo().owner, "select s.id from bill.suspense s where s.key = 'w-3'");
    const event = JSON.stringify([{ id: waiting?.id, service_id: 999_999_999, usage: 'voice', start: '2026-11-17T18:00:00Z', units: 60, destination: '' }]);
    const recycle = (person: Database) => person.write((db) => rows(db, 'select api.recycle_suspense(?::jsonb)', [event]));
    await expect(recycle(worker)).rejects.toMatchObject({ code: 'C1003' });
    expect(await row(demo().owner, "select s.resolved_at from bill.suspense s where s.key = 'w-3'")).toEqual({ resolved_at: null });
    const { person } = await host.signIn('nadia.okafor', 'demo-agent-2026');
    await expect(recycle(person)).rejects.toMatchObject({ code: '42501' });
    await person.close();
  });
});
