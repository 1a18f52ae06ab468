import { expect, test } from 'vitest';
import { compileBand } from '../../src/main/rating/domain/bands.ts';
import { localClock } from '../../src/main/rating/domain/local-clock.ts';
import { specialTest } from '../../src/main/rating/domain/special-days.ts';
import { ZONE } from './rating-kit.ts';

const days = [{ date: '2026-11-27' }, { every: '12-25' }, { month: 11, weekday: 4, nth: 4 as const }, { month: 5, weekday: 1, nth: -1 as const }];
const isSpecial = specialTest([{ code: 'holidays', label: 'Holidays', days }]);
const dayOf = (text: string) => Date.parse(text) / 86_400_000;

test.each([
  ['2026-11-27', true, 'one date'], ['2027-11-27', false, 'the same date of another year'], ['2026-12-25', true, 'a date of every year'], ['2031-12-25', true, 'also later'],
  ['2026-11-26', true, 'the fourth Thursday of November'], ['2026-11-19', false, 'the third'], ['2023-11-30', false, 'the fifth'],
  ['2026-05-25', true, 'the last Monday of May'], ['2026-05-18', false, 'the one before'], ['2027-05-31', true, 'the last, where it is the fifth'],
])('%s is special: %s, %s', (day, is) => {
  expect([isSpecial('holidays', dayOf(day)), isSpecial('others', dayOf(day))]).toEqual([is, false]);
});

const band = { code: 'b', label: 'B', weekdays: [1, 2, 3, 4, 5], from: '22:00', to: '06:00' };
test.each([
  ['Christmas, a Friday, 23:00', '2026-12-26T07:00:00Z', true, false], ['and on into Saturday 05:00', '2026-12-26T13:00:00Z', true, false],
  ['Thursday before, 23:00', '2026-12-25T07:00:00Z', false, true], ['and on into Christmas 05:00', '2026-12-25T13:00:00Z', false, true],
])('%s: a band is only on special days, or not on them, by the local day on which it began', (_, start, only, except) => {
  const moment = localClock(ZONE)(Date.parse(start));
  expect([compileBand({ ...band, only: 'holidays' }, isSpecial)(moment), compileBand({ ...band, except: 'holidays' }, isSpecial)(moment)]).toEqual([only, except]);
});
