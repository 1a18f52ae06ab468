import { expect, test } from 'vitest';
import { takenOf } from '../../src/contract/bill.ts';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { CycleEvent, CycleUsage } from '../../src/main/rating/domain/cycle-usage.ts';
import { explainEvent } from '../../src/main/rating/domain/explain-event.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { catalogOf, CENT, eventOf, offerOf, productOf, ruleOf, ZONE } from './rating-kit.ts';

const perMinute = { kind: 'perUnit' as const, price: 10 * CENT, per: 60 };
const at = (day: number) => `2026-11-${day}T18:00:00Z`;
const minutes = (code: string, units: number, more = {}) => ({ code, label: code, usage: 'voice' as const, units: units * 60, ...more });
type Allowances = NonNullable<Parameters<typeof offerOf>[2]>['allowances'];

/** Rates calls of one plan whose rule uses all of its allowances, and tells what each call took from which, and its price in cents. */
function used(allowances: NonNullable<Allowances>, events: CycleEvent[], more: Partial<CycleUsage> & { points?: { per: number; points: number } } = {}) {
  const { points, ...usage } = more;
  const calls = ruleOf('calls', perMinute, { allowances: allowances.map(({ code }) => code), ...(points ? { points } : {}) });
  const catalog = catalogOf([offerOf('plan', [calls], { allowances })]);
  const { rated } = rateCycle(compileCatalog(catalog), { zone: ZONE, products: [productOf('plan')], events, ...usage });
  return rated.map((line) => ({ took: takenOf(line.trace).map(({ code, grant, before, after }) => [grant ?? code, before, after]), cents: line.micros / CENT, says: explainEvent(catalog, line.trace, line.event.units, line.micros) }));
}

test('several allowances cover one call, by priority and then in order, each with what was before and after', () => {
  const [first] = used([minutes('late', 5, { priority: 2 }), minutes('b', 1), minutes('a', 2)], [eventOf(at(10), 240)]);
  expect(first).toEqual({ took: [['b', 60, 0], ['a', 120, 0], ['late', 300, 240]], cents: 0, says: '1 min from the 1 included; 2 min from the 2 included; 1 min from the 5 included; nothing to pay' });
});

test('an allowance covers on the days on which it is there', () => {
  const events = [eventOf(at(10), 60), eventOf(at(11), 60), eventOf(at(12), 60)];
  expect(used([minutes('day', 9, { from: '2026-11-11', to: '2026-11-12' })], events).map(({ cents }) => cents)).toEqual([10, 0, 10]);
});

test('services share one allowance, which their products bring together', () => {
  const products = [productOf('plan'), productOf('plan', { productId: 2, serviceId: 2 })];
  const events = [eventOf(at(10), 150), eventOf(at(11), 120, { serviceId: 2 })];
  expect(used([minutes('family', 2, { shared: true })], events, { products }).map(({ took, cents }) => [took, cents])).toEqual([[[['family', 240, 90]], 0], [[['family', 90, 0]], 5]]);
});

test('what an earlier cycle left is used first, a top-up last, and of two what ends first', () => {
  const grant = (id: string, kind: 'rollover' | 'topUp', to: string | null) => ({ id, kind, code: 'a', serviceId: 1, units: 60, from: '2026-11-01T00:00:00Z', to });
  const grants = [grant('top-up 2', 'topUp', null), grant('top-up 1', 'topUp', '2026-11-20T00:00:00Z'), grant('rest', 'rollover', '2026-11-30T00:00:00Z'), grant('gone', 'topUp', '2026-11-09T00:00:00Z')];
  const [first] = used([minutes('a', 1)], [eventOf(at(10), 270)], { grants });
  expect(first?.took).toEqual([['rest', 60, 0], ['a', 60, 0], ['top-up 1', 60, 0], ['top-up 2', 60, 0]]);
  expect([first?.cents, first?.says]).toEqual([5, '1 min from the 1 min of rest; 1 min from the 1 included; 1 min from the 1 min of top-up 1; 1 min from the 1 min of top-up 2; 30 s at $0.10 per min = $0.05']);
});

test('what is reserved for one event is left alone by others in its time', () => {
  const reservations = [{ code: 'a', serviceId: 1, units: 60, from: '2026-11-10T00:00:00Z', to: '2026-11-12T00:00:00Z', key: 'mine' }];
  const events = [eventOf(at(10), 90), eventOf(at(11), 60, { key: 'mine' }), eventOf(at(13), 30)];
  expect(used([minutes('a', 2)], events, { reservations }).map(({ took, cents }) => [took, cents])).toEqual([[[['a', 60, 0]], 5], [[['a', 60, 0]], 0], [[['a', 0, 0]], 5]]);
});

test('points are spent for each started step, and cover no more than whole points reach', () => {
  const points = [{ code: 'points', label: 'Points', units: 5, measure: 'points' as const }];
  const told = used(points, [eventOf(at(10), 90), eventOf(at(11), 90), eventOf(at(12), 30)], { points: { per: 60, points: 2 } });
  expect(told.map(({ took, cents }) => [took, cents])).toEqual([[[['points', 5, 1]], 0], [[['points', 1, 1]], 15], [[['points', 1, 1]], 5]]);
  expect(told[0]?.says).toBe('1 min 30 s for 4 of the 5 points, 1 left; nothing to pay');
});

test('money pays what units do not cover, last and to the cent', () => {
  const told = used([{ code: 'credit', label: 'Credit', units: 25, measure: 'money' as const, priority: -1 }, minutes('a', 1)], [eventOf(at(10), 180), eventOf(at(11), 120), eventOf(at(12), 60)]);
  expect(told.map(({ took, cents }) => [took, cents])).toEqual([
    [[['a', 60, 0], ['credit', 25 * CENT, 5 * CENT]], 0], [[['a', 0, 0], ['credit', 5 * CENT, 0]], 15], [[['a', 0, 0]], 10],
  ]);
  expect(told[1]?.says).toBe('the 1 min included are used up; 2 min at $0.10 per min = $0.20; $0.05 from the $0.25 included, $0.00 left; $0.15 to pay');
});

test('money that a bill took stays taken when an earlier call comes late, and the tiers still count its whole price', () => {
  const money = [{ code: 'credit', label: 'Credit', units: 10, measure: 'money' as const }];
  const calls = ruleOf('calls', { kind: 'graduated', per: 60, tiers: [{ upTo: 60, price: 10 * CENT }, { upTo: null, price: CENT }] }, { allowances: ['credit'] });
  const compiled = compileCatalog(catalogOf([offerOf('plan', [calls], { allowances: money })]));
  const rateAll = (events: CycleEvent[]) => rateCycle(compiled, { zone: ZONE, products: [productOf('plan')], events }).rated;
  const later = eventOf(at(12), 60);
  const [billed] = rateAll([later]);
  expect(billed?.micros).toBe(0);
  const [late] = rateAll([eventOf(at(10), 60), { ...later, billed: { micros: 0, amount: 0, trace: billed!.trace } }]);
  expect([late?.micros, late && takenOf(late.trace)]).toEqual([CENT, []]);
});

test('names with spaces never meet: an allowance "a b" and a top-up "b" of the allowance "a"', () => {
  const grants = [{ id: 'b', kind: 'topUp' as const, code: 'a', serviceId: 1, units: 60, from: '2026-11-01T00:00:00Z', to: null }];
  const [first] = used([minutes('a', 1), minutes('a b', 1)], [eventOf(at(10), 180)], { grants });
  expect([first?.cents, first?.took.map(([name]) => name)]).toEqual([0, ['a', 'b', 'a b']]);
});
