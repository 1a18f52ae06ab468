import { expect, test } from 'vitest';
import { compileCatalog } from '../../src/main/rating/domain/compile-catalog.ts';
import type { Grant } from '../../src/main/rating/domain/cycle-usage.ts';
import { rateCycle } from '../../src/main/rating/domain/rate-cycle.ts';
import { grantsAfter } from '../../src/main/rating/domain/rollover.ts';
import { catalogOf, eventOf, offerOf, productOf, ruleOf, ZONE } from './rating-kit.ts';

const ends = ['2027-01-01T08:00:00Z', '2027-02-01T08:00:00Z', '2027-03-01T08:00:00Z'];

/** What November leaves of 100 units of which `size` were used, beside what October left. */
function left(rollover: { cycles: number; perCycle?: number; balance?: number } | undefined, size: number, earlier: Array<Partial<Grant>> = []) {
  const allowance = { code: 'a', label: 'A', usage: 'voice' as const, units: 100, ...(rollover ? { rollover } : {}) };
  const compiled = compileCatalog(catalogOf([offerOf('plan', [ruleOf('calls', { kind: 'flat', price: 1 }, { allowance: 'a' })], { allowances: [allowance] })]));
  const grants = earlier.map((grant): Grant => ({ id: 'what 2026-10-01 left', kind: 'rollover', code: 'a', serviceId: 1, units: 40, from: '2026-11-01T08:00:00Z', to: ends[0]!, ...grant }));
  const usage = { zone: ZONE, products: [productOf('plan')], events: size > 0 ? [eventOf('2026-11-10T18:00:00Z', size)] : [], grants };
  const { rated } = rateCycle(compiled, usage);
  const lastDay = Date.UTC(2026, 10, 30) / 86_400_000;
  return grantsAfter(compiled, { usage, rated, lastDay, from: '2026-11-01', at: '2026-12-01T08:00:00Z', ends }).map(({ id, units, to }) => [id, units, to]);
}

test.each([
  { name: 'nothing where it does not roll over', rollover: undefined, size: 30, expect: [] },
  { name: 'what is left, to the end of the next cycle', rollover: { cycles: 1 }, size: 30, expect: [['what 2026-11-01 left', 70, ends[0]]] },
  { name: 'all of a cycle without usage, for two cycles', rollover: { cycles: 2 }, size: 0, expect: [['what 2026-11-01 left', 100, ends[1]]] },
  { name: 'no more than the limit of a cycle', rollover: { cycles: 1, perCycle: 50 }, size: 30, expect: [['what 2026-11-01 left', 50, ends[0]]] },
  { name: 'nothing where all was used', rollover: { cycles: 1 }, size: 300, expect: [] },
  { name: 'the older rest is used first and goes on, the new one fills up to the balance', rollover: { cycles: 2, balance: 90 }, size: 30, earlier: [{}], expect: [['what 2026-10-01 left', 10, ends[0]], ['what 2026-11-01 left', 80, ends[1]]] },
  { name: 'a rest at its end is gone', rollover: { cycles: 1 }, size: 0, earlier: [{ to: '2026-12-01T08:00:00Z' }], expect: [['what 2026-11-01 left', 100, ends[0]]] },
  { name: 'a top-up without an end goes on', rollover: undefined, size: 120, earlier: [{ id: 'top-up', kind: 'topUp' as const, to: null }], expect: [['top-up', 20, null]] },
])('an allowance goes on: $name', ({ rollover, size, earlier, expect: grants }) => {
  expect(left(rollover, size, earlier)).toEqual(grants);
});
