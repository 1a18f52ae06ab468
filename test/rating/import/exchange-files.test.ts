import { describe, expect, it } from 'vitest';
import { UsageEvent } from '../../../src/contract/usage.ts';
import { readUsageFile } from '../../../src/main/rating/domain/import/read-usage-file.ts';
import { asterisk, asteriskLine, freeswitch, freeswitchLine } from './samples.ts';

const one = (text: string, profile = asterisk) => readUsageFile(text, profile).events[0]?.event;

describe('An Asterisk cdr_csv file', () => {
  it('reads a row of 18 columns as a call of its billed seconds from its answer', () => {
    const event = one(`${asteriskLine()}\n`);
    expect(event).toEqual({
      key: expect.stringMatching(/^asterisk:1791248651\.42:[0-9a-f]{24}$/) as string,
      line: '14155550101', usage: 'voice', start: '2026-10-06T01:04:19.000Z', units: 621, destination: '5255512345678', visited: null,
    });
    expect(UsageEvent.safeParse(event).success).toBe(true);
  });

  it('reads the same event behind a byte order mark', () => {
    expect(one(`\uFEFF${asteriskLine()}\r\n`)).toEqual(one(asteriskLine()));
  });

  it('reads a 17th column as unique id or as user field, as the profile says', () => {
    const withId = one(asteriskLine({ tail: ['1791248651.42'] }));
    expect(withId?.key).toMatch(/^asterisk:1791248651\.42:/);
    const withField = one(asteriskLine({ accountcode: '', tail: ['4155550199'] }), { ...asterisk, seventeenth: 'userfield', lineFrom: 'userfield' });
    expect(withField).toMatchObject({ line: '14155550199', key: expect.stringMatching(/^asterisk:[0-9a-f]{24}$/) as string });
  });

  it('finds the service by the calling number or the user field where the profile says so', () => {
    const row = asteriskLine({ accountcode: 'ACME', src: '(415) 555-0102', tail: ['1.2', 'ONT-7741'] });
    expect(one(row)?.line).toBe('ACME');
    expect(one(row, { ...asterisk, lineFrom: 'src' })?.line).toBe('14155550102');
    expect(one(row, { ...asterisk, lineFrom: 'userfield' })?.line).toBe('ONT-7741');
  });

  it('does not charge calls that nobody answered, nor those without a billed second', () => {
    const text = [
      ...['NO ANSWER', 'BUSY', 'FAILED', 'CONGESTION'].map((disposition) => asteriskLine({ disposition, answer: '', billsec: 0 })),
      asteriskLine({ billsec: 0 }),
    ].join('\n');
    expect(readUsageFile(text, asterisk)).toMatchObject({ rows: 5, unanswered: 5, events: [], rejected: [] });
  });

  it('gives the same keys when read twice, in any order, and with a corrected zone', () => {
    const rows = [asteriskLine(), asteriskLine({ dst: '2125550100' }), asteriskLine({ start: '2026-10-05 18:04:12' }), asteriskLine({ tail: ['77.1', ''] })];
    const keys = (text: string, zone = asterisk.zone) => readUsageFile(text, { ...asterisk, zone }).events.map((each) => each.event.key).sort();
    const first = keys(rows.join('\n'));
    expect(new Set(first).size).toBe(4);
    expect(keys(rows.join('\r\n'))).toEqual(first);
    expect(keys([...rows].reverse().join('\n'))).toEqual(first);
    expect(keys(rows.join('\n'), 'UTC')).toEqual(first);
  });

  it('keeps both calls of a transfer, which share a unique id, and counts a repeated row once', () => {
    const file = readUsageFile([asteriskLine(), asteriskLine({ dst: '2125550100', start: '2026-10-05 18:14:40', answer: '2026-10-05 18:14:42' }), asteriskLine()].join('\n'), asterisk);
    expect(file).toMatchObject({ rows: 3, duplicates: 1, rejected: [] });
    expect(file.events.map((each) => each.event.destination)).toEqual(['5255512345678', '12125550100']);
  });

  it('puts aside a call that names no service, with its row', () => {
    const row = asteriskLine({ accountcode: '' });
    expect(readUsageFile(row, asterisk).suspended).toEqual([{ line: 1, key: expect.stringContaining('asterisk:') as string, reason: 'unknownService', row }]);
  });

  it.each([
    ['16 columns', asteriskLine({ tail: [] }), 'The row has 16 columns'],
    ['a disposition in the wrong column', asteriskLine({ disposition: 'NORMAL_CLEARING' }), 'NORMAL_CLEARING'],
    ['a length that is no number', asteriskLine().replace(',629,', ',6m,'), '"6m" is not a whole number'],
    ['more billed than called', asteriskLine({ billsec: 900 }), 'more than the whole call'],
    ['a time in another notation', asteriskLine({ answer: '10/05/2026 18:04' }), '"10/05/2026 18:04"'],
    ['a day that does not exist', asteriskLine({ answer: '2026-02-30 18:04:11' }), '2026-02-30'],
    ['an hour that the clocks skip', asteriskLine({ answer: '2026-03-08 02:30:00' }), 'does not exist in America/Los_Angeles'],
    ['no user field', asteriskLine({ tail: ['1.2'] }), 'no user field'],
  ])('rejects a row with %s and reads the next one', (name, bad, sentence) => {
    const profile = name === 'no user field' ? { ...asterisk, lineFrom: 'userfield' as const } : asterisk;
    const file = readUsageFile([bad, asteriskLine({ tail: ['9.9', '4155550101'] })].join('\n'), profile);
    expect(file.rejected).toEqual([{ line: 1, reason: expect.stringContaining(sentence) as string }]);
    expect(file.events).toMatchObject([{ line: 2 }]);
  });

  it('refuses a zone that does not exist', () => {
    expect(readUsageFile(asteriskLine(), { ...asterisk, zone: 'America/Nowhere' }).refused).toContain('America/Nowhere');
  });
});

describe('A FreeSWITCH mod_cdr_csv file', () => {
  it('reads a row of the default template', () => {
    expect(one(freeswitchLine(), freeswitch)).toEqual({
      key: 'freeswitch:a5c9f6c0-e752-11e3-8bfb-65b6c3cdac7d',
      line: '14155550101', usage: 'voice', start: '2026-10-06T01:04:19.000Z', units: 621, destination: '34688886392', visited: null,
    });
  });

  it('reads the template built into the module: 13 columns, a space before the last', () => {
    const row = freeswitchLine().replace(/,"PCMU","PCMU"$/, '').replace(/,"14155550101"$/, ', "14155550101"');
    expect(one(row, freeswitch)).toMatchObject({ line: '14155550101', units: 621 });
  });

  it('reads a caller name with quotes that the exchange did not double', () => {
    expect(one(freeswitchLine({ name: 'Bob "Bobby" Jones, Jr' }), freeswitch)).toMatchObject({ units: 621 });
  });

  it('does not charge unanswered calls and finds the service by the calling number on request', () => {
    const unanswered = freeswitchLine({ answer: '', end: '2026-10-05 18:04:11', duration: '0', billsec: '0', accountcode: '' });
    const file = readUsageFile(`${unanswered}\n${freeswitchLine({ accountcode: '' })}\n`, { ...freeswitch, lineFrom: 'src' });
    expect(file).toMatchObject({ unanswered: 1, rejected: [], events: [{ line: 2, event: { line: '14155550101' } }] });
  });

  it('rejects rows without a call id or with other columns, and refuses a user field it does not have', () => {
    const file = readUsageFile(`${freeswitchLine({ uuid: '' })}\n${asteriskLine()}\n`, freeswitch);
    expect(file.rejected.map((row) => row.reason)).toEqual([expect.stringContaining('no call id'), expect.stringContaining('18 columns')]);
    expect(readUsageFile(freeswitchLine(), { ...freeswitch, lineFrom: 'userfield' }).refused).toContain('user field');
  });
});
