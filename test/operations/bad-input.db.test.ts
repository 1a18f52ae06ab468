import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { ImportProfile } from '../../src/contract/operations.ts';
import type { ImportResult } from '../../src/contract/usage.ts';
import { row } from '../../src/main/platform/database.ts';
import { digestOf } from '../support/digest.ts';
import { type Care, careAs, onDemos, refusal } from '../support/demo-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'careline-bad-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const careline: ImportProfile = { format: 'careline', zone: 'UTC', lineFrom: 'src', seventeenth: 'uniqueid', countryPrefix: '1' };
const asterisk: ImportProfile = { ...careline, format: 'asterisk', zone: 'America/Los_Angeles' };
const HEAD = 'key,line,usage,start,units,destination,visited';
const good = (key: string) => `${key},12065550142,voice,2026-11-17T18:00:00Z,60,13605550117,`;
const text = (...lines: string[]) => `${[HEAD, ...lines].join('\n')}\n`;

function fileOf(name: string, bytes: Buffer | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

async function imported(care: Care, path: string, profile = careline): Promise<ImportResult> {
  for await (const step of await care.operations.importUsage({ path, profile })) if (step.kind === 'result') return step.result;
  throw new Error('The import gave no result.');
}

/** A program, a picture and a packed file by how they begin. */
const binary = { 'program.csv': [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 10, 0xff], 'picture.csv': [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49], 'packed.csv': [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 10, 0xff] } as const;

onDemos('A file that is none', async (demo) => ({ care: await careAs(demo, 'operator') }), (made, demo) => {
  it('is refused as a whole with what is wrong and where, and nothing of it is written', async () => {
    const { care } = made();
    const cases: ReadonlyArray<readonly [string, Buffer | string, RegExp, ImportProfile?]> = [
      ['nothing.csv', '', /^The file is empty: /],
      ['blank.csv', '\uFEFF\r\n\r\n', /^The file is empty: /],
      ...Object.entries(binary).flatMap(([name, bytes]) => [[name, Buffer.from(bytes), /no text in UTF-8|The first line must be/], [`call-${name}`, Buffer.from(bytes), /no text in UTF-8/, asterisk]] as const),
      ['wide.csv', Buffer.from(`\uFEFF${text(good('u-1'))}`, 'utf16le'), /no text in UTF-8: it is binary, or in another encoding such as UTF-16/],
      ['wide-bare.csv', Buffer.from(text(good('u-1')), 'utf16le'), /no text in UTF-8/],
      ['wide-big-endian.csv', Buffer.from(`\uFEFF${text(good('u-1'))}`, 'utf16le').swap16(), /no text in UTF-8/],
      ['endless.csv', `${text(good('u-1'))}u-2,${'9'.repeat(70_000)}`, /^Line 3 of endless\.csv is longer than 64 KB: /],
      ['endless-head.csv', 'k'.repeat(70_000), /^Line 1 of endless-head\.csv is longer than 64 KB: /],
      ['old-mac.csv', Array.from({ length: 2_000 }, (_, at) => good(`m-${at}`)).join('\r'), /^Line 1 of old-mac\.csv is longer than 64 KB: /],
    ];
    for (const [name, bytes, sentence, profile] of cases) {
      const path = fileOf(name, bytes);
      const before = await digestOf(demo().owner);
      expect(await refusal(imported(care, path, profile)), name).toMatchObject({ code: 'REFUSED', sentence: expect.stringMatching(sentence) as string });
      expect(await digestOf(demo().owner), name).toEqual(before);
    }
  });

  it('is refused before anything is read of it where it is no file at all', async () => {
    const { care } = made();
    const endless = join(folder, `endless-${demo().engine}.csv`);
    symlinkSync('/dev/zero', endless);
    for (const path of [folder, endless]) {
      expect(await refusal(imported(care, path)), path).toMatchObject({ code: 'REFUSED', sentence: expect.stringMatching(/is no file\. /) as string });
      expect(await refusal(care.operations.guessProfile({ path })), path).toMatchObject({ code: 'REFUSED', sentence: expect.stringMatching(/is no file\. /) as string });
    }
  });

  it('loses a damaged row and no other: lengths below nothing or beyond a month, and letters of another encoding', async () => {
    const { care } = made();
    const rows = ['r-1,12065550142,voice,2026-11-17T18:00:00Z,-60,13605550117,', 'r-2,12065550142,voice,2026-11-17T18:00:00Z,2678401,13605550117,', 'r-3,12065550142,data,2026-11-17T18:00:00Z,1000000000001,,', 'r-4,12065550142,content,2026-11-17T18:00:00Z,1,Caf\u00E9 Games,', 'r-5,12065550142,voice,2026-11-17T18:00:00Z,99999999999999999999,13605550117,'];
    const result = await imported(care, fileOf('damaged.csv', Buffer.from(text(good('r-0'), ...rows, good('r-9')), 'latin1')));
    expect(result).toMatchObject({ rows: 7, accepted: 2, duplicates: 0, suspended: 0 });
    expect(result.rejected.map(({ line, reason }) => [line, /units|31 days|save the file as UTF-8/.exec(reason)?.[0]])).toEqual([[3, 'units'], [4, '31 days'], [5, 'units'], [6, 'save the file as UTF-8'], [7, 'units']]);
    expect(await row(demo().owner, "select count(*)::int as n from bill.usage u where u.key like 'r-_'")).toEqual({ n: 2 });
    expect(await row(demo().owner, "select count(*)::int as n from bill.suspense s where s.key like 'r-_'")).toEqual({ n: 0 });
  });

  it('shows no more of itself than how it begins', async () => {
    expect(await refusal(made().care.operations.guessProfile({ path: fileOf('glance.csv', 'k'.repeat(70_000)) }))).toMatchObject({ code: 'REFUSED', sentence: expect.stringMatching(/^Line 1 of glance\.csv/) as string });
  });
});
