import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chargedStart, localTimes } from '../../../src/main/rating/domain/import/local-times.ts';
import { readUsageFile } from '../../../src/main/rating/domain/import/read-usage-file.ts';
import { asterisk, asteriskLine } from './samples.ts';

/** A call on the night of 2026-11-01 in Los Angeles, answered at once; 01:00 to 02:00 happens twice. */
function night(start: string, end: string, duration: number) {
  const stamp = (time: string) => `2026-11-01 ${time}`;
  return readUsageFile(asteriskLine({ start: stamp(start), answer: stamp(start), end: stamp(end), duration, billsec: duration }), asterisk);
}

describe('A call in the doubled hour of a clock change', () => {
  it('is in the first hour where only that fits its end', () => {
    expect(night('01:30:00', '01:10:00', 2400).events[0]?.event.start).toBe('2026-11-01T08:30:00.000Z');
    expect(night('01:30:00', '02:10:00', 6000).events[0]?.event.start).toBe('2026-11-01T08:30:00.000Z');
  });

  it('is in the second hour where only that fits its end', () => {
    expect(night('01:30:00', '02:10:00', 2400).events[0]?.event.start).toBe('2026-11-01T09:30:00.000Z');
  });

  it('is decided by a start before the hour where the end is in it too', () => {
    const row = asteriskLine({ start: '2026-11-01 00:59:50', answer: '2026-11-01 01:00:05', end: '2026-11-01 01:20:05', duration: 1215, billsec: 1200 });
    expect(readUsageFile(row, asterisk).events[0]?.event.start).toBe('2026-11-01T08:00:05.000Z');
  });

  it('is put aside as ambiguous where both hours fit, or neither does', () => {
    for (const [end, duration] of [['01:40:00', 600], ['02:10:00', 60]] as const) {
      const file = night('01:30:00', end, duration);
      expect(file.events).toEqual([]);
      expect(file.suspended).toMatchObject([{ line: 1, reason: 'ambiguousTime', row: expect.stringContaining('"2026-11-01 01:30:00"') as string }]);
    }
  });

  it('is read in the right hour, or put aside, but never in the wrong one', () => {
    const zone = 'America/Los_Angeles';
    const stampOf = (moment: number) => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(moment);
    const times = localTimes(zone);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 * 3600 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 9000 }), (offset, ring, billsec) => {
        const start = Date.UTC(2026, 10, 1, 7) + offset * 1000;
        const answer = start + ring * 1000;
        const end = answer + billsec * 1000;
        const read = chargedStart({ start: stampOf(start), answer: stampOf(answer), end: stampOf(end), duration: ring + billsec, billsec }, times);
        expect(read.kind === 'ambiguous' || (read.kind === 'at' && Date.parse(read.instant) === answer)).toBe(true);
      }),
    );
  });
});
