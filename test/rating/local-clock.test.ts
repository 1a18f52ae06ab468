import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dayText, localClock } from '../../src/main/rating/domain/local-clock.ts';
import { propertyRuns } from './rating-kit.ts';

const read = (instant: string, zone = 'America/Los_Angeles') => {
  const { day, weekday, minute } = localClock(zone)(Date.parse(instant));
  return `${dayText(day)} ${weekday} ${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
};

test.each([
  ['2026-03-08T09:59:59Z', '2026-03-08 7 01:59'], ['2026-03-08T10:00:00Z', '2026-03-08 7 03:00'], ['2026-03-09T06:59:59Z', '2026-03-08 7 23:59'],
  ['2026-11-01T08:30:00Z', '2026-11-01 7 01:30'], ['2026-11-01T09:30:00Z', '2026-11-01 7 01:30'], ['2026-11-01T10:00:00Z', '2026-11-01 7 02:00'], ['2026-11-02T07:59:59Z', '2026-11-01 7 23:59'],
])('in Los Angeles %s reads %s, over both changes of the clocks', (instant, local) => { expect(read(instant)).toBe(local); });

test.each([
  ['2001-10-28T02:30:59Z', '2001-10-28 7 00:00'], ['2001-10-28T02:31:00Z', '2001-10-27 6 23:01'], ['2001-10-28T02:44:59Z', '2001-10-27 6 23:14'], ['2001-10-28T03:30:00Z', '2001-10-28 7 00:00'],
])("in St. John's, whose clocks once changed a minute after midnight, %s reads %s", (instant, local) => { expect(read(instant, 'America/St_Johns')).toBe(local); });

test('the clock agrees with the calendar in every zone and at every moment', () => {
  const zones = ['America/Los_Angeles', 'Europe/Rome', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Africa/Casablanca', 'Pacific/Apia', 'UTC'];
  fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: Date.UTC(1973, 0, 1), max: Date.UTC(2037, 0, 1) }), (zone, epochMs) => {
    const exact = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
    const { day, weekday, minute } = localClock(zone)(epochMs);
    expect([dayText(day), weekday, minute]).toEqual([exact.toPlainDate().toString(), exact.dayOfWeek, exact.hour * 60 + exact.minute]);
  }), { numRuns: propertyRuns });
});

test('an unknown zone is refused', () => { expect(() => localClock('Mars/Olympus')).toThrow(RangeError); });
