import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ImportProfile, ImportProgress } from '../../src/contract/operations.ts';
import type { ImportResult } from '../../src/contract/usage.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { digestOf } from '../support/digest.ts';
import { type Care, careAs, type DemoWorld, onDemos, openAt, refusal, storyOf } from '../support/demo-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'careline-usage-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const careline: ImportProfile = { format: 'careline', zone: 'UTC', lineFrom: 'src', seventeenth: 'uniqueid', countryPrefix: '1' };
const asterisk: ImportProfile = { ...careline, format: 'asterisk', zone: 'America/Los_Angeles' };
const HEAD = 'key,line,usage,start,units,destination,visited';

/** A usage file in Careline's own format, of one's own name. */
function fileOf(name: string, lines: ReadonlyArray<string>, head = HEAD): string {
  const path = join(folder, name);
  writeFileSync(path, `${[...(head ? [head] : []), ...lines].join('\n')}\n`);
  return path;
}
/** A row of Asterisk with eighteen columns. */
const call = (id: string, from: string, to: string, start: string, seconds: number, disposition = 'ANSWERED') =>
  ['', from, to, 'out', `"" <${from}>`, `SIP/${id}`, 'SIP/trunk', 'Dial', 'SIP/x', start, disposition === 'ANSWERED' ? start : '', start, seconds, disposition === 'ANSWERED' ? seconds : 0, disposition, 'DOCUMENTATION', id, ''].map((value) => `"${String(value).replaceAll('"', '""')}"`).join(',');

async function imported(care: Care, path: string, profile = careline): Promise<{ result: ImportResult; steps: ImportProgress[] }> {
  const steps: ImportProgress[] = [];
  for await (const step of await care.operations.importUsage({ path, profile })) steps.push(step);
  const last = steps.at(-1);
  if (last?.kind !== 'result') throw new Error('The import gave no result.');
  return { result: last.result, steps };
}

const count = async (demo: DemoWorld, table: string) => (await row<{ n: number }>(demo.owner, `select count(*)::int as n from ${table}`))?.n;

onDemos('Importing usage', async (demo) => ({ care: await careAs(demo, 'operator') }), (made, demo) => {
  const mine = ['a-1,12065550142,voice,2026-11-17T18:00:00Z,90,13605550117,', 'a-2,12065550142,sms,2026-11-17T18:05:00Z,1,13605550117,', 'a-3,FTTH-77120,data,2026-11-17T19:00:00Z,20480,,'];

  it('takes what has a service, counts what is known, keeps what has none, and reports what is damaged with its line', async () => {
    const before = await count(demo(), 'bill.usage');
    const path = fileOf('mixed.csv', [...mine, mine[0] ?? '', 'a-4,19995550000,voice,2026-11-17T18:00:00Z,90,13605550117,', 'a-5,12065550136,voice,2026-09-01T18:00:00Z,90,13605550117,', 'a-6,12065550142,voice,yesterday,90,13605550117,', 'a-7,12065550142,voice,2026-11-17T18:00:00Z,-5,,', 'a-8,too few']);
    const { result, steps } = await imported(made().care, path);
    expect(result).toMatchObject({ file: 'mixed.csv', rows: 9, accepted: 3, duplicates: 1, unanswered: 0, suspended: 2, repeated: false });
    expect(result.rejected.map(({ line }) => line)).toEqual([8, 9, 10]);
    for (const { reason } of result.rejected) expect(reason.length).toBeGreaterThan(15);
    expect(result.accepted + result.duplicates + result.unanswered + result.suspended + result.rejected.length).toBe(result.rows);
    expect(steps.filter(({ kind }) => kind === 'progress').length).toBeGreaterThan(0);
    expect(await count(demo(), 'bill.usage')).toBe((before ?? 0) + 3);
    expect(await rows(demo().owner, "select u.key, u.kind, u.started_at, u.units, u.destination, s.reference from bill.usage u join care.services s on s.id = u.service_id where u.key like 'a-_' order by u.key")).toEqual([
      { key: 'a-1', kind: 'voice', started_at: '2026-11-17T18:00:00.000Z', units: 90, destination: '13605550117', reference: '12065550142' }, { key: 'a-2', kind: 'sms', started_at: '2026-11-17T18:05:00.000Z', units: 1, destination: '13605550117', reference: '12065550142' },
      { key: 'a-3', kind: 'data', started_at: '2026-11-17T19:00:00.000Z', units: 20480, destination: '', reference: 'FTTH-77120' },
    ]);
    const { rows: waiting, total } = await made().care.operations.suspense({});
    expect(waiting.map(({ key, reason, line, file }) => [key, reason, line, file])).toEqual([['a-5', 'inactiveService', 7, 'mixed.csv'], ['a-4', 'unknownService', 6, 'mixed.csv']]);
    expect(total).toBe(2);
    expect((await made().care.operations.suspense({ reason: 'unknownService' })).total).toBe(1);
    expect((await made().care.operations.imports())[0]).toMatchObject({ file: 'mixed.csv', format: 'careline', login: 'priya.natarajan', rows: 9, accepted: 3, duplicates: 1, suspended: 2, rejected: 3 });
  });

  it('does the same file twice as once, under any name', async () => {
    const { care } = made();
    const lines = ['b-1,12065550142,voice,2026-11-17T20:00:00Z,90,13605550117,'];
    await imported(care, fileOf('once.csv', lines));
    const before = await digestOf(demo().owner);
    expect((await imported(care, fileOf('once.csv', lines))).result).toMatchObject({ rows: 1, accepted: 0, duplicates: 1, suspended: 0, rejected: [], repeated: true });
    expect((await imported(care, fileOf('renamed.csv', lines))).result).toMatchObject({ repeated: true });
    expect(await digestOf(demo().owner)).toEqual(before);
  });

  it('takes of an overlapping file only what is new', async () => {
    const { care } = made();
    const { result } = await imported(care, fileOf('overlap.csv', ['a-1,12065550142,voice,2026-11-17T18:00:00Z,90,13605550117,', 'a-4,19995550000,voice,2026-11-17T18:00:00Z,90,13605550117,', 'c-1,12065550142,voice,2026-11-17T21:00:00Z,90,13605550117,']));
    expect(result).toMatchObject({ rows: 3, accepted: 1, duplicates: 2, suspended: 0, repeated: false });
  });

  it('reads an exchange with its zone: unanswered calls are not charged, an ambiguous time waits, also when it comes again', async () => {
    const { care } = made();
    const ambiguous = call('1793000000.9', '12065550142', '3605550117', '2026-11-01 01:30:00', 60);
    const path = fileOf('Master.csv', [call('1793000000.1', '2065550142', '3605550117', '2026-11-16 10:00:00', 61), call('1793000000.2', '12065550142', '3605550117', '2026-11-16 10:05:00', 20, 'NO ANSWER'), ambiguous], '');
    expect((await imported(care, path, asterisk)).result).toMatchObject({ rows: 3, accepted: 1, unanswered: 1, suspended: 1, rejected: [] });
    expect(await row(demo().owner, "select u.started_at, u.units, u.destination from bill.usage u where u.key like '%1793000000.1%'")).toEqual({ started_at: '2026-11-16T18:00:00.000Z', units: 61, destination: '13605550117' });
    const next = fileOf('Master.1.csv', [ambiguous, call('1793000000.3', '12065550142', '3605550117', '2026-11-16 11:00:00', 5)], '');
    expect((await imported(care, next, asterisk)).result).toMatchObject({ rows: 2, accepted: 1, duplicates: 1, suspended: 0 });
    expect((await care.operations.suspense({ reason: 'ambiguousTime' })).rows).toMatchObject([{ file: 'Master.csv', line: 3 }]);
  });

  it('is whole or not at all: a write that fails leaves nothing behind', async () => {
    const { care } = made();
    const path = fileOf('fails.csv', ['d-1,12065550142,voice,2026-11-17T22:00:00Z,90,13605550117,', 'd-2,19995550001,voice,2026-11-17T22:00:00Z,90,13605550117,']);
    // Suspense is written after the import's row and its usage.
    await demo().owner.raw("create function care.fails() returns trigger language plpgsql as $$ begin raise exception 'disk full' using errcode = '53100'; end $$; create trigger fails before insert on bill.suspense for each row execute function care.fails()");
    const before = await digestOf(demo().owner);
    expect(await refusal(imported(care, path))).toMatchObject({ code: 'INTERNAL', reference: expect.stringMatching(/^E-/) as string });
    expect(await digestOf(demo().owner)).toEqual(before);
    await demo().owner.raw('drop trigger fails on bill.suspense; drop function care.fails()');
    expect((await imported(care, path)).result).toMatchObject({ accepted: 1, suspended: 1, repeated: false });
  });

  it('tries what waits again once its service is there, and charges it to nobody else', async () => {
    const { care } = made();
    expect(await care.operations.retrySuspense()).toMatchObject({ accepted: 0 });
    const left = (await care.operations.suspense({})).total;
    const owner = await row<{ customer_id: number; account_id: number }>(demo().owner, 'select a.customer_id, a.id as account_id from bill.accounts a where a.number = ?', [storyOf('quiet').number]);
    await demo().worker.write((db) => rows(db, "insert into care.services (customer_id, account_id, kind, reference, started) values (?, ?, 'mobile', '19995550000', '2026-11-01')", [owner?.customer_id, owner?.account_id]));
    expect(await care.operations.retrySuspense()).toEqual({ accepted: 1, late: 0, known: 0, left: left - 1 });
    expect(await row(demo().owner, "select u.customer_id, u.account_id from bill.usage u where u.key = 'a-4'")).toEqual(owner);
    expect(await care.operations.retrySuspense()).toEqual({ accepted: 0, late: 0, known: 0, left: left - 1 });
    expect((await care.operations.suspense({})).rows.map(({ key }) => key)).not.toContain('a-4');
  });

  it('is refused as a whole where nothing of the file can be read', async () => {
    const { care } = made();
    for (const [path, sentence] of [[fileOf('wrong-head.csv', ['1,2,3'], 'id,line,when'), /column|header|first line/i], [fileOf('empty.csv', [], ''), /empty/], ['/nowhere/at-all.csv', /could not be read/]] as const) {
      const before = await digestOf(demo().owner);
      expect(await refusal(imported(care, path)), path).toMatchObject({ code: 'REFUSED', sentence: expect.stringMatching(sentence) as string });
      expect(await digestOf(demo().owner)).toEqual(before);
    }
    expect(await refusal(imported(care, fileOf('zone.csv', [call('1.1', '1', '2', '2026-11-16 10:00:00', 5)], ''), { ...asterisk, zone: 'Mars/Olympus' }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringContaining('Mars/Olympus') as string });
  });

  it('guesses how a file is to be read', async () => {
    const { care } = made();
    expect(await care.operations.guessProfile({ path: fileOf('guess.csv', mine) })).toMatchObject({ file: 'guess.csv', rows: 4, profile: { format: 'careline' }, firstLines: [HEAD, ...mine, ''] });
    expect(await care.operations.guessProfile({ path: fileOf('cdr.csv', [call('1.1', '1', '2', '2026-11-16 10:00:00', 5)], '') })).toMatchObject({ rows: 1, profile: { format: 'asterisk', zone: 'America/Los_Angeles', countryPrefix: '1' } });
    expect(await refusal(care.operations.guessProfile({ path: '/nowhere/at-all.csv' }))).toMatchObject({ code: 'REFUSED' });
  });

  it('shows on the unbilled usage of the customer at once', async () => {
    const agent = await careAs(demo(), 'agent');
    const customerId = await openAt(demo(), agent, storyOf('roaming').number, 2);
    const before = (await agent.billing.bills({ customerId })).unbilled;
    await imported(made().care, fileOf('roams.csv', ['e-1,12535550131,data,2026-11-18T10:00:00Z,100000,,ES Iberamovil']));
    const after = (await agent.billing.bills({ customerId })).unbilled;
    expect(after.usage - before.usage).toBe(1000);
  });

  it('leaves an import of 12,000 rows whole, with progress', async () => {
    const lines = Array.from({ length: 12_000 }, (_, at) => `big-${at},12065550142,sms,2026-11-17T${String(at % 24).padStart(2, '0')}:00:00Z,1,13605550117,`);
    const { result, steps } = await imported(made().care, fileOf('big.csv', lines));
    expect(result).toMatchObject({ rows: 12_000, accepted: 12_000, duplicates: 0 });
    const told = steps.flatMap((step) => (step.kind === 'progress' ? [step] : []));
    expect([...new Set(told.map(({ step }) => step))]).toEqual(['Reading', 'Writing']);
    expect(told.filter(({ step }) => step === 'Reading').map(({ done }) => done)).toEqual([5_000, 10_000, 12_000]);
    expect(told.every(({ done, of }) => done <= of)).toBe(true);
  });

  it('gives the operator no customer', async () => {
    const { care } = made();
    for (const path of ['care.customers', 'care.contacts', 'care.services', 'bill.bills', 'bill.usage', 'pay.payments']) {
      const { person } = await demo().host.signIn('priya.natarajan', 'demo-operator-2026');
      await expect(person.read((db) => rows(db, `select 1 from ${path}`)), path).rejects.toMatchObject({ code: '42501' });
      await person.close();
    }
    expect(await refusal(care.customers.search({ text: 'Marchetti' }))).toMatchObject({ code: 'FORBIDDEN' });
  });
});
