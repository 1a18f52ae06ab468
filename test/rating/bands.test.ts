import { describe, expect, test } from 'vitest';
import { compileBand, minutesOf } from '../../src/main/rating/domain/bands.ts';
import { eventOf, offerOf, productOf, rate, ruleOf, ZONE } from './rating-kit.ts';

const flat = { kind: 'flat' as const, price: 1 };
const at = (weekday: number, minute: number) => ({ day: weekday + 3, weekday, minute });

/** The rule that prices a call at this moment: the band's, or the one for any other time. */
function ruleAt(start: string, band: string, zone = ZONE): string | undefined {
  return rate([offerOf('plan', [ruleOf('in band', flat, { band }), ruleOf('other', flat)])], [productOf('plan')], [eventOf(start, 60)], zone).rated[0]?.rule;
}

describe('peak, Monday to Friday 08:00-18:00 in Los Angeles', () => {
  test.each([
    ['Tuesday 07:59', '2026-11-10T15:59:59Z', 'other'], ['Tuesday 08:00', '2026-11-10T16:00:00Z', 'in band'], ['Tuesday 17:59', '2026-11-11T01:59:59Z', 'in band'],
    ['Tuesday 18:00', '2026-11-11T02:00:00Z', 'other'], ['Saturday noon', '2026-11-14T20:00:00Z', 'other'], ['Sunday noon', '2026-11-15T20:00:00Z', 'other'],
  ])('%s', (_name, start, rule) => { expect(ruleAt(start, 'peak')).toBe(rule); });
});

describe('Friday night 22:00-06:00 belongs to the Friday on which it began', () => {
  test.each([
    ['Friday 21:59', '2026-11-14T05:59:00Z', 'other'], ['Friday 22:00', '2026-11-14T06:00:00Z', 'in band'], ['Saturday 05:59', '2026-11-14T13:59:00Z', 'in band'],
    ['Saturday 06:00', '2026-11-14T14:00:00Z', 'other'], ['Friday 05:00', '2026-11-13T13:00:00Z', 'other'], ['Saturday 23:00', '2026-11-15T07:00:00Z', 'other'],
  ])('%s', (_name, start, rule) => { expect(ruleAt(start, 'night')).toBe(rule); });
});

describe('the clocks change', () => {
  test.each([
    ['08:00 the day before they go forward', '2026-03-06T16:00:00Z', 'in band'], ['07:00 that day', '2026-03-06T15:00:00Z', 'other'],
    ['08:00 the day after', '2026-03-09T15:00:00Z', 'in band'], ['07:59 the day after', '2026-03-09T14:59:00Z', 'other'],
    ['08:00 the day before they go back', '2026-10-30T15:00:00Z', 'in band'], ['08:00 the day after', '2026-11-02T16:00:00Z', 'in band'], ['07:00 the day after', '2026-11-02T15:00:00Z', 'other'],
  ])('%s', (_name, start, rule) => { expect(ruleAt(start, 'peak')).toBe(rule); });

  test('the same moment is peak in one zone and not in another', () => {
    expect([ruleAt('2026-11-10T16:00:00Z', 'peak', 'America/Los_Angeles'), ruleAt('2026-11-10T16:00:00Z', 'peak', 'Europe/Rome')]).toEqual(['in band', 'in band']);
    expect([ruleAt('2026-11-10T17:30:00Z', 'peak', 'America/Los_Angeles'), ruleAt('2026-11-10T17:30:00Z', 'peak', 'Europe/Rome')]).toEqual(['in band', 'other']);
  });
});

test('a Sunday night reaches into Monday morning', () => {
  const inBand = compileBand({ code: 'n', label: 'N', weekdays: [7], from: '22:00', to: '06:00' });
  expect([at(7, 1320), at(1, 0), at(1, 359), at(1, 360), at(7, 0)].map(inBand)).toEqual([true, true, true, false, false]);
});

test('a band to 24:00 ends with its day, and equal hours are a whole day', () => {
  const whole = [compileBand({ code: 'a', label: 'A', weekdays: [3], from: '00:00', to: '24:00' }), compileBand({ code: 'b', label: 'B', weekdays: [3], from: '00:00', to: '00:00' })];
  for (const inBand of whole) expect([at(2, 1439), at(3, 0), at(3, 1439), at(4, 0)].map(inBand)).toEqual([false, true, true, false]);
});

test('what is no time of day is refused', () => {
  for (const text of ['8:00', '25:00', '24:01', '']) expect(() => minutesOf(text)).toThrow('no time of day');
});
