import fc from 'fast-check';
import { expect, test } from 'vitest';
import { monthlyOn } from '../../src/contract/cycles.ts';
import { dayOf } from '../../src/contract/dates.ts';
import { type GoingOn, type KeptEnd, rateInTurn } from '../../src/main/billing/domain/rate-in-turn.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent } from '../../src/main/rating/domain/cycle-usage.ts';
import { catalogOf, eventOf, offerOf, productOf, propertyRuns, ruleOf, ZONE } from '../rating/rating-kit.ts';

const months = ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', '2026-05-01'] as const;
const END = '2026-05-01';
type Rollover = { cycles: number; perCycle?: number; balance?: number };
type Measure = 'units' | 'points' | 'money';

function worldOf(rollover: Rollover, measure: Measure = 'units', shared = false) {
  const counts = measure === 'units' ? { usage: 'voice' as const } : { measure };
  const rule = measure === 'points' ? { points: { per: 10, points: 1 } } : {};
  const compiled = compileCatalog(catalogOf([offerOf('plan', [ruleOf('calls', { kind: 'perUnit', price: 700_000, per: 1 }, { allowance: 'a', ...rule })], { allowances: [{ code: 'a', label: 'A', units: 100, shared, rollover, ...counts }] })]));
  const account: GoingOn = { zone: ZONE, products: [productOf('plan'), productOf('plan', { productId: 2, serviceId: 2 })], cycles: monthlyOn(1), kept: [], topUps: [], openFrom: months[0] };
  return { compiled, account };
}

function byCycle(events: ReadonlyArray<CycleEvent>): Map<string, CycleEvent[]> {
  const found = new Map<string, CycleEvent[]>();
  for (const event of events) {
    const from = `${dayOf(event.start, ZONE).slice(0, 7)}-01`;
    found.set(from, [...(found.get(from) ?? []), event]);
  }
  return found;
}

const anyRollover = fc.record({ cycles: fc.integer({ min: 1, max: 3 }), perCycle: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }), balance: fc.option(fc.integer({ min: 1, max: 200 }), { nil: undefined }) })
  .map(({ cycles, perCycle, balance }): Rollover => ({ cycles, ...(perCycle ? { perCycle } : {}), ...(balance ? { balance } : {}) }));
const anyEvents = fc.array(fc.record({ month: fc.integer({ min: 1, max: 4 }), day: fc.integer({ min: 1, max: 28 }), hour: fc.integer({ min: 8, max: 23 }), units: fc.integer({ min: 1, max: 90 }), serviceId: fc.integer({ min: 1, max: 2 }) }), { maxLength: 25 })
  .map((events) => events.map(({ month, day, hour, units, serviceId }) => eventOf(new Date(Date.UTC(2026, month - 1, day, hour)).toISOString(), units, { serviceId })));
const anyAccount = fc.tuple(anyRollover, fc.constantFrom<Measure>('units', 'points', 'money'), fc.boolean(), anyEvents);
const runs = { numRuns: propertyRuns };

/** What each event costs, by key. */
const prices = (rated: ReadonlyArray<{ event: CycleEvent; micros: number }>) => rated.map(({ event, micros }) => `${event.key} ${micros}`).sort();
const total = (ends: ReadonlyArray<KeptEnd>, of: 'brought' | 'used' | 'expired' | 'carried') => ends.reduce((sum, end) => sum + end[of], 0);

test('nothing is carried twice or lost: what was granted is used, gone or carried, store by store and over all cycles', () => {
  fc.assert(fc.property(anyAccount, ([rollover, measure, shared, events]) => {
    const { compiled, account } = worldOf(rollover, measure, shared);
    const { ended } = rateInTurn(compiled, ZONE, account, byCycle(events), END);
    for (const end of ended) {
      expect(end.brought).toBe(end.used + end.expired + end.carried);
      if (end.kind === 'own') expect(end.carried).toBeLessThanOrEqual(rollover.perCycle ?? Infinity);
      const next = ended.filter((other) => other.cycleFrom === end.cycleTo && other.name === end.name && other.serviceId === end.serviceId);
      if (end.cycleTo < END) expect(next.map(({ brought, kind }) => [brought, kind])).toEqual(end.carried > 0 ? [[end.carried, 'rollover']] : []);
    }
    for (const to of months.slice(1)) for (const serviceId of [null, 1, 2]) expect(total(ended.filter((end) => end.cycleTo === to && end.serviceId === serviceId), 'carried')).toBeLessThanOrEqual(rollover.balance ?? Infinity);
    expect(total(ended.filter(({ kind }) => kind === 'own'), 'brought')).toBe(total(ended, 'used') + total(ended, 'expired') + total(ended.filter(({ cycleTo }) => cycleTo === END), 'carried'));
    // No store outlives its cycles.
    for (const { kind, name, cycleFrom } of ended) if (kind === 'rollover') expect(Number(cycleFrom.slice(5, 7)) - Number(name.slice(10, 12))).toBeLessThanOrEqual(rollover.cycles);
  }), runs);
});

test('bills cycle by cycle, each with a bill within it, give what all cycles at once do, whatever the order of records', () => {
  fc.assert(fc.property(anyAccount, fc.integer({ min: 2, max: 27 }), ([rollover, measure, shared, events], day) => {
    const { compiled, account } = worldOf(rollover, measure, shared);
    const whole = rateInTurn(compiled, ZONE, account, byCycle(events), END);
    const kept: KeptEnd[] = [];
    const billed: string[] = [];
    for (const [index, from] of months.slice(0, -1).entries()) {
      const open = { ...account, kept, openFrom: from };
      const own = events.filter((event) => dayOf(event.start, ZONE).slice(0, 7) === from.slice(0, 7)).reverse();
      const within = rateInTurn(compiled, ZONE, open, byCycle(own.filter((event) => Number(dayOf(event.start, ZONE).slice(8)) < day)), '');
      const before = new Map(within.rated.map(({ event, micros, trace }) => [event.key, { micros, amount: 0, trace }]));
      const cycle = rateInTurn(compiled, ZONE, open, byCycle(own.map((event) => ({ ...event, billed: before.get(event.key) ?? null }))), months[index + 1] ?? END);
      billed.push(...prices(cycle.rated));
      kept.push(...cycle.ended);
    }
    expect(kept).toEqual(whole.ended);
    expect(billed.sort()).toEqual(prices(whole.rated));
  }), runs);
});

test('usage of a closed cycle that comes late finds what went there, and nothing that was used or carried on', () => {
  const { compiled, account } = worldOf({ cycles: 1, perCycle: 50 });
  const early = [eventOf('2026-01-10T18:00:00Z', 30)];
  const { ended } = rateInTurn(compiled, ZONE, account, byCycle(early), '2026-02-01');
  expect(ended[0]).toMatchObject({ kind: 'own', serviceId: 1, brought: 100, used: 30, expired: 20, carried: 50 });
  const late = eventOf('2026-01-12T18:00:00Z', 60);
  const now = { ...account, kept: ended, openFrom: '2026-02-01' };
  const { rated } = rateInTurn(compiled, ZONE, now, byCycle([late, eventOf('2026-02-02T18:00:00Z', 160)]), '2026-03-01');
  expect(rated.map(({ trace }) => trace.charged)).toEqual([40, 10]);
});

test('the same of an allowance in money: what went is counted in the currency, not in its millionths', () => {
  const { compiled, account } = worldOf({ cycles: 1, perCycle: 50 }, 'money');
  const { ended } = rateInTurn(compiled, ZONE, account, byCycle([eventOf('2026-01-10T18:00:00Z', 30)]), '2026-02-01');
  expect(ended[0]).toMatchObject({ kind: 'own', serviceId: 1, brought: 100, used: 21, expired: 29, carried: 50 });
  // 60 units are 42 cents, of which the 29 that went pay for theirs.
  const { rated } = rateInTurn(compiled, ZONE, { ...account, kept: ended, openFrom: '2026-02-01' }, byCycle([eventOf('2026-01-12T18:00:00Z', 60)]), '2026-02-01');
  expect(rated.map(({ micros }) => micros)).toEqual([13_000_000]);
});

test('a closed cycle that is rated again keeps what was used there and what it carried on', () => {
  const { compiled, account } = worldOf({ cycles: 1, perCycle: 50 });
  const events = byCycle([eventOf('2026-01-10T18:00:00Z', 30), eventOf('2026-01-11T18:00:00Z', 60), eventOf('2026-02-11T18:00:00Z', 105)]);
  const first = rateInTurn(compiled, ZONE, account, events, '2026-03-01');
  const again = rateInTurn(compiled, ZONE, { ...account, kept: first.ended, openFrom: null, again: true }, events, '');
  expect(prices(again.rated)).toEqual(prices(first.rated));
  expect(again.rated.map(({ trace }) => trace.charged)).toEqual([0, 0, 0]);
});
