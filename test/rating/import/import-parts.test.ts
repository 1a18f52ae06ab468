import { describe, expect, it } from 'vitest';
import { csvRows } from '../../../src/main/rating/domain/import/csv-rows.ts';
import { detectFormat } from '../../../src/main/rating/domain/import/detect-format.ts';
import { phoneDigits } from '../../../src/main/rating/domain/import/phone-digits.ts';
import { hashOf } from '../../../src/main/rating/domain/import/record-key.ts';
import { asteriskLine, carelineText, freeswitchLine, header } from './samples.ts';

describe('Phone digits', () => {
  it.each([
    ['+1 (415) 555-0101', '14155550101'],
    ['(415) 555-0101', '14155550101'],
    ['1-415-555-0101', '14155550101'],
    ['011 52 55 5123 4567', '525551234567'],
    ['0034688886392', '34688886392'],
    ['911', '911'],
    ['1001', '1001'],
    ['*97', '*97'],
    ['s', 's'],
    ['anonymous', 'anonymous'],
    ['1000000042', '1000000042'],
    ['00', '00'],
    ['+', '+'],
    ['', ''],
  ])('of "%s" in country 1 are "%s"', (text, digits) => expect(phoneDigits(text)).toBe(digits));

  it.each([
    ['020 7946 0958', '442079460958'],
    ['00 1 415 555 0101', '14155550101'],
    ['442079460958', '442079460958'],
    ['7911123456', '447911123456'],
    ['0112345678', '44112345678'],
    ['999', '999'],
  ])('of "%s" in country 44 are "%s"', (text, digits) => expect(phoneDigits(text, '44')).toBe(digits));
});

describe('Rows of a CSV text', () => {
  const fields = (text: string) => [...csvRows(text, ',')].map((row) => [row.line, row.fields]);

  it('have quotes, doubled quotes, empty fields and delimiters inside quotes', () => {
    expect(fields('"a ""b"", c",,"",d\r\n')).toEqual([[1, ['a "b", c', '', '', 'd']]]);
  });

  it('go on over a line end inside quotes, and the next row knows its own line', () => {
    expect(fields('"a\r\nb",c\nd,e')).toEqual([[1, ['a\nb', 'c']], [3, ['d', 'e']]]);
  });

  it('lose only themselves to a quote that is never closed', () => {
    expect(fields('"a,b\n"c","d"\ne,f')).toEqual([[1, undefined], [2, ['c', 'd']], [3, ['e', 'f']]]);
    expect(fields('a,b\n"half')).toEqual([[1, ['a', 'b']], [2, undefined]]);
  });
});

describe('A key made from fields', () => {
  it('is the same for the same fields and no other: 200,000 records that differ by a character', () => {
    const keys = new Set<string>();
    for (let at = 0; at < 200_000; at += 1) keys.add(hashOf(['PJSIP/101', '2026-10-05 18:04:11', String(at), '60']));
    expect(keys.size).toBe(200_000);
    expect(hashOf(['ab', 'c'])).not.toBe(hashOf(['a', 'bc']));
    // A stored key must stay what it is: a change here would charge calls a second time when their file comes again.
    expect(hashOf(['PJSIP/101', '2026-10-05 18:04:11'])).toBe('7d8e0c8dc974ed46325f8041');
  });
});

describe('The format of a file', () => {
  it('is seen from its first lines', () => {
    expect(detectFormat(carelineText([], ';'))).toEqual({ format: 'careline', columns: 7 });
    expect(detectFormat(`\uFEFF${header},price\n`)).toEqual({ format: 'careline', columns: 7 });
    expect(detectFormat(`${asteriskLine()}\n`)).toEqual({ format: 'asterisk', columns: 18 });
    expect(detectFormat(asteriskLine({ tail: ['pbx1-1791248651.42'] }))).toEqual({ format: 'asterisk', columns: 17, seventeenth: 'uniqueid' });
    expect(detectFormat(asteriskLine({ tail: ['4155550101'] }))).toEqual({ format: 'asterisk', columns: 17, seventeenth: 'userfield' });
    expect(detectFormat(`${freeswitchLine()}\r\n`)).toEqual({ format: 'freeswitch', columns: 15 });
  });

  it('is seen past a damaged first row, and is unknown for anything else', () => {
    expect(detectFormat(`half a row"\n${asteriskLine()}\n`)).toMatchObject({ format: 'asterisk' });
    expect(detectFormat('')).toBeUndefined();
    expect(detectFormat('name,phone\nElena,4155550101\n')).toBeUndefined();
  });
});
