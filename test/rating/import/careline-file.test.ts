import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageEvent } from '../../../src/contract/usage.ts';
import { readUsageFile } from '../../../src/main/rating/domain/import/read-usage-file.ts';
import { careline, carelineText, header } from './samples.ts';

const good = 'e1,+1 415 555 0101,voice,2026-10-05T18:04:11-07:00,621,5255512345678,';
const read = (...rows: readonly string[]) => readUsageFile([header, ...rows].join('\n'), careline);

const event = fc.record({
  key: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }).map((key) => key.trim()).filter((key) => key !== ''),
  line: fc.oneof(fc.stringMatching(/^[1-9]\d{9,13}$/), fc.constantFrom('ONT-7741', 'CIRCUIT;8, "B"')),
  usage: fc.constantFrom('voice', 'sms', 'data', 'content'),
  start: fc.date({ min: new Date(Date.UTC(2020, 0, 1)), max: new Date(Date.UTC(2035, 0, 1)), noInvalidDate: true }).map((date) => date.toISOString()),
  units: fc.integer({ min: 0, max: 999_999_999_999 }),
  destination: fc.oneof(fc.constant(''), fc.stringMatching(/^[1-9]\d{6,14}$/), fc.constantFrom('Nimbus Games, "Pro"', '611')),
  visited: fc.constantFrom(null, 'MX Movilsur'),
}).map((one) => (one.usage === 'voice' ? { ...one, units: one.units % (31 * 86_400 + 1) } : one));
const events = fc.uniqueArray(event, { selector: (one) => one.key, maxLength: 30 });

describe("Careline's own usage file", () => {
  it('reads a row into the event of the contract, with the time in UTC and the number without plus', () => {
    const file = read(good);
    expect(file.events).toEqual([
      { line: 2, event: { key: 'e1', line: '14155550101', usage: 'voice', start: '2026-10-06T01:04:11.000Z', units: 621, destination: '5255512345678', visited: null } },
    ]);
    expect(UsageEvent.safeParse(file.events[0]?.event).success).toBe(true);
    expect(file).toMatchObject({ refused: undefined, rows: 1, duplicates: 0, unanswered: 0, rejected: [], suspended: [] });
  });

  it('reads back any events it was written from, with every delimiter and line end', () => {
    fc.assert(
      fc.property(events, fc.constantFrom(',' as const, ';' as const, '\t' as const), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\uFEFF'), (written, delimiter, lineEnd, mark) => {
        const file = readUsageFile(mark + carelineText(written, delimiter, lineEnd), careline);
        expect(file.rejected).toEqual([]);
        expect(file.events.map((one) => one.event)).toEqual(written);
      }),
    );
  });

  it('reads the same set of events from the rows in any order', () => {
    fc.assert(
      fc.property(events.chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length }))), ([inOrder, shuffled]) => {
        const sorted = (some: readonly UsageEvent[]) =>
          readUsageFile(carelineText(some), careline).events.map((one) => JSON.stringify(one.event)).sort();
        expect(sorted(shuffled)).toEqual(sorted(inOrder));
      }),
    );
  });

  it('takes the columns in any order and case, and skips empty lines', () => {
    const text = 'Visited;Destination;Units;Start;Usage;Line;Key\r\n\r\nMX Movilsur;;2048;2026-10-05T18:04:11Z;DATA;14155550101;d1\r\n\r\n';
    expect(readUsageFile(text, careline).events).toEqual([
      { line: 3, event: { key: 'd1', line: '14155550101', usage: 'data', start: '2026-10-05T18:04:11.000Z', units: 2048, destination: '', visited: 'MX Movilsur' } },
    ]);
  });

  it.each([
    ['an extra column', `${header},price`, 'remove "price"'],
    ['a missing column', 'key,line,usage,start,units,destination', 'visited is missing'],
    ['a column named twice', `${header},key`, '"key" is there twice'],
    ['no header', good, 'are missing'],
    ['bytes of UTF-16', `\uFFFD\uFFFD${[...header].join('\0')}\0`, 'no text in UTF-8'],
    ['bytes of a program', '\u007FELF\0\0', 'no text in UTF-8'],
    ['nothing', '\uFEFF\r\n', 'The file is empty'],
  ])('refuses a file with %s and reads nothing of it', (_name, text, sentence) => {
    const file = readUsageFile(`${text}\n${text === '\uFEFF\r\n' ? '' : good}`, careline);
    expect(file.refused).toContain(sentence);
    expect(file).toMatchObject({ rows: 0, events: [], rejected: [] });
  });

  it.each([
    ['an empty key', ',1,voice,2026-10-05T18:04:11Z,1,,', 'The key is empty'],
    ['an empty line', 'b,,voice,2026-10-05T18:04:11Z,1,,', 'The line is empty'],
    ['an unknown usage', 'b,1,fax,2026-10-05T18:04:11Z,1,,', 'The usage "fax" is not known'],
    ['a time without offset', 'b,1,voice,2026-10-05T18:04:11,1,,', 'no time with an offset'],
    ['a day that does not exist', 'b,1,voice,2026-02-29T18:04:11Z,1,,', 'no time with an offset'],
    ['units with a fraction', 'b,1,voice,2026-10-05T18:04:11Z,1.5,,', 'The units "1.5"'],
    ['units in powers', 'b,1,voice,2026-10-05T18:04:11Z,1e3,,', 'The units "1e3"'],
    ['negative units', 'b,1,voice,2026-10-05T18:04:11Z,-1,,', 'The units "-1"'],
    ['a call of 32 days', 'b,1,voice,2026-10-05T18:04:11Z,2764800,,', 'more than 31 days'],
    ['no units', 'b,1,voice,2026-10-05T18:04:11Z,,,', 'The units ""'],
    ['too few columns', 'b,1,voice', 'has 3 columns where the header names 7'],
    ['too many columns', 'b,1,voice,2026-10-05T18:04:11Z,1,,,,', 'has 9 columns'],
    ['a NUL', 'b\0,1,voice,2026-10-05T18:04:11Z,1,,', 'NUL'],
    ['a line break in a value', '"b\nc",1,voice,2026-10-05T18:04:11Z,1,,', 'line break'],
    ['a quote that is not closed', '"b,1,voice,2026-10-05T18:04:11Z,1,,', 'not closed'],
    ['a character lost in reading', 'b\uFFFD,1,voice,2026-10-05T18:04:11Z,1,,', 'UTF-8'],
    ['a key that is too long', `${'k'.repeat(201)},1,voice,2026-10-05T18:04:11Z,1,,`, '201 characters'],
    ['a visited network that is too long', `b,1,voice,2026-10-05T18:04:11Z,1,,${'v'.repeat(65)}`, 'The value of visited is 65'],
  ])('rejects a row with %s by its line, and reads the rows around it', (_name, bad, sentence) => {
    const file = read(good, bad, good.replace('e1', 'e2'));
    expect(file.rejected).toEqual([{ line: 3, reason: expect.stringContaining(sentence) as string }]);
    expect(file.events.map((one) => one.event.key)).toEqual(['e1', 'e2']);
    expect(file.events[1]?.line).toBe(bad.includes('\n') ? 5 : 4);
  });

  it('counts the same event again as a duplicate, and reports a key used for another event', () => {
    const file = read(good, good, good.replace('621', '622'));
    expect(file).toMatchObject({ rows: 3, duplicates: 1 });
    expect(file.events).toHaveLength(1);
    expect(file.rejected).toEqual([{ line: 4, reason: expect.stringContaining('that of line 2') as string }]);
  });

  it('has each row in exactly one part', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(good, good.replace('e1', 'e2'), 'x', '"open', 'a,b\0', good.replace('621', '7')), { maxLength: 20 }), (rows) => {
        const file = read(...rows);
        expect(file.events.length + file.duplicates + file.unanswered + file.rejected.length + file.suspended.length).toBe(file.rows);
        expect(file.rows).toBe(rows.length);
      }),
    );
  });
});
