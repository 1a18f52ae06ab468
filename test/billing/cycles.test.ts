import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterCycles, billingPeriod, billsOn, type Cycle, cycleHolding, type Cycles, cyclesText, cycleUnits, monthlyOn, USUAL_ANCHOR, wholeCycle } from '../../src/contract/cycles.ts';
import { addDays, daysBetween, type Day } from '../../src/contract/dates.ts';
import { propertyRuns } from './billing-kit.ts';

const cycle = (unit: Cycle['unit'], day = 1, anchor: Day = USUAL_ANCHOR): Cycle => ({ unit, day, anchor });
const told = ({ from, to }: { from: Day; to: Day }) => `${from}..${to}`;
const FIRST = '2020-01-01';
const LAST = '2030-01-01';

describe('a cycle', () => {
  it.each<readonly [string, Day, Cycle, string]>([
    ['a month from the 5th', '2026-11-04', cycle('month', 5), '2026-10-05..2026-11-05'],
    ['the 31st in February', '2026-02-28', cycle('month', 31), '2026-02-28..2026-03-31'],
    ['the 30th in a leap year', '2028-02-29', cycle('month', 30), '2028-02-29..2028-03-30'],
    ['a quarter of the calendar', '2026-05-17', cycle('quarter'), '2026-04-01..2026-07-01'],
    ['a quarter from the 31st, counted from February', '2026-06-01', cycle('quarter', 31, '2025-02-28'), '2026-05-31..2026-08-31'],
    ['the day before a quarter begins', '2026-05-30', cycle('quarter', 31, '2025-02-28'), '2026-02-28..2026-05-31'],
    ['a year from the 29th of February', '2027-03-01', cycle('year', 29, '2024-02-29'), '2027-02-28..2028-02-29'],
    ['a week from Monday', '2026-11-22', cycle('week'), '2026-11-16..2026-11-23'],
    ['two weeks before the day they are counted from', '2023-12-31', cycle('twoWeeks'), '2023-12-18..2024-01-01'],
    ['four weeks over the end of a year', '2027-01-01', cycle('fourWeeks', 1, '2026-12-07'), '2026-12-07..2027-01-04'],
  ])('%s', (_, day, of, expected) => {
    expect(told(wholeCycle(day, of))).toBe(expected);
  });

  it('of every kind and every day 1-31 covers ten years without gap or overlap, leap years included', () => {
    for (const unit of cycleUnits) for (let day = 1; day <= 31; day += 1) {
      const of = cycle(unit, day, '2021-11-30');
      for (let at = wholeCycle(FIRST, of); at.from < LAST; at = wholeCycle(at.to, of)) {
        const middle = addDays(at.from, Math.floor(daysBetween(at.from, at.to) / 2));
        const wrong = [at.from, middle, addDays(at.to, -1)].filter((today) => told(wholeCycle(today, of)) !== told(at));
        if (wrong.length > 0 || wholeCycle(at.to, of).from !== at.to) expect.fail(`${unit} from ${day}: ${told(at)} does not hold ${wrong.join()} or the next does not follow it`);
      }
    }
    // Every single day of the ten years, in the month that is the hardest.
    for (let today = FIRST; today < LAST; today = addDays(today, 1)) {
      const at = wholeCycle(today, cycle('month', 31));
      if (today < at.from || today >= at.to) expect.fail(`${today} is not in ${told(at)}`);
    }
    expect(wholeCycle(FIRST, cycle('month', 31))).toEqual({ from: '2019-12-31', to: '2020-01-31' });
  });

  it('returns to its own day after a shorter month', () => {
    const starts = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'];
    expect(starts.map((day) => wholeCycle(day, cycle('month', 31)).from)).toEqual(starts);
  });

  it('is counted and named in words', () => {
    expect([cyclesText(1, 'month'), cyclesText(3, 'month'), cyclesText(2, 'fourWeeks'), cyclesText(1, 'week')]).toEqual(['1 month', '3 months', '8 weeks', '1 week']);
    expect([afterCycles('2026-01-31', 1, 'month'), afterCycles('2026-11-20', 2, 'quarter'), afterCycles('2026-11-20', 3, 'twoWeeks')]).toEqual(['2026-02-28', '2027-05-20', '2027-01-01']);
  });
});

describe('a change of cycle', () => {
  const change = (first: 'short' | 'long', to: Cycle, from: Day = '2026-11-05'): Cycles => [...monthlyOn(5), { from, first, cycle: to }];

  it('begins with a short first period, or with a long one that is joined to the next', () => {
    const short = change('short', cycle('month', 20));
    expect(['2026-11-04', '2026-11-05', '2026-11-20'].map((day) => told(billingPeriod(day, short)))).toEqual(['2026-10-05..2026-11-05', '2026-11-05..2026-11-20', '2026-11-20..2026-12-20']);
    expect(cycleHolding('2026-11-05', short).whole).toEqual({ from: '2026-10-20', to: '2026-11-20' });
    const long = change('long', cycle('month', 20));
    expect(['2026-11-05', '2026-12-01', '2026-12-20'].map((day) => told(billingPeriod(day, long)))).toEqual(['2026-11-05..2026-12-20', '2026-11-05..2026-12-20', '2026-12-20..2027-01-20']);
    expect([billsOn('2026-11-20', short), billsOn('2026-11-20', long)]).toEqual([true, false]);
  });

  it('that fits the new cycle has no part period to join', () => {
    expect(told(billingPeriod('2026-11-05', change('long', cycle('quarter', 5, '2026-11-05'))))).toBe('2026-11-05..2027-02-05');
  });

  it('and a second change before the first new cycle is over cut each other', () => {
    const twice: Cycles = [...change('long', cycle('month', 20)), { from: '2026-11-12', first: 'short', cycle: cycle('week') }];
    expect(['2026-11-05', '2026-11-12'].map((day) => told(billingPeriod(day, twice)))).toEqual(['2026-11-05..2026-11-12', '2026-11-12..2026-11-16']);
  });

  it('leaves no day without a period and none in two, however often and whenever it changes', () => {
    const anyCycle = fc.record({ unit: fc.constantFrom(...cycleUnits), day: fc.integer({ min: 1, max: 31 }), anchor: fc.integer({ min: 0, max: 900 }).map((days) => addDays('2024-01-01', days)) });
    const changes = fc.array(fc.record({ gap: fc.integer({ min: 1, max: 400 }), first: fc.constantFrom<'short' | 'long'>('short', 'long'), cycle: anyCycle }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(anyCycle, changes, (first, drawn) => {
      let from = '2024-02-01';
      const cycles: Cycles = [{ from, first: 'short', cycle: first }, ...drawn.map((one) => ({ from: (from = addDays(from, one.gap)), first: one.first, cycle: one.cycle }))];
      let at = billingPeriod('2024-02-01', cycles);
      for (let steps = 0; at.to < '2027-01-01'; steps += 1) {
        const [last, next] = [billingPeriod(addDays(at.to, -1), cycles), billingPeriod(at.to, cycles)];
        expect([last.from, last.to, next.from]).toEqual([at.from, at.to, at.to]);
        expect(billsOn(at.to, cycles)).toBe(true);
        at = next;
      }
      expect(daysBetween(at.from, at.to)).toBeGreaterThan(0);
    }), { numRuns: Math.min(propertyRuns, 500) });
  });
});
