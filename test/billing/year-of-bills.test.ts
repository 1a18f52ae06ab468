import fc from 'fast-check';
import { expect, it } from 'vitest';
import { billingPeriod, cycleHolding, type Cycles, cycleUnits } from '../../src/contract/cycles.ts';
import { addDays, daysBetween } from '../../src/contract/dates.ts';
import type { BillLine } from '../../src/contract/bill.ts';
import { chargedThroughOf } from '../../src/main/billing/domain/charged-through.ts';
import { verifyDraft } from '../../src/main/billing/domain/verify-draft.ts';
import { billOf, catalogOf, held, offer, price, propertyRuns, recurring } from './billing-kit.ts';

const newPrice = '2026-07-15';
const catalog = catalogOf([
  offer('plan', { recurring: [recurring('plan', 'Plan', 4999, { versions: price(4999, [[newPrice, 5777]]) })], activation: [{ code: 'activation', label: 'Activation', tax: 'sales', versions: price(2500) }] }),
  offer('rental', { kind: 'addon', recurring: [recurring('rental', 'Rental', 733, { timing: 'arrears', category: 'addon', tax: 'city' })] }),
  offer('welcome', { kind: 'discount', recurring: [recurring('welcome', 'Welcome', -1501, { category: 'discount' })] }),
  offer('tenth', { kind: 'discount', percentOff: [{ code: 'tenth', label: '10% off', tax: 'sales', versions: price(1000) }] }),
]);
const START = '2026-01-01';
const day = fc.integer({ min: 0, max: 364 }).map((offset) => addDays(START, offset));
const product = fc.record({ offer: fc.constantFrom('plan', 'rental', 'welcome', 'tenth'), serviceId: fc.integer({ min: 1, max: 2 }), from: day, length: fc.option(fc.integer({ min: 1, max: 200 })), late: fc.integer({ min: -40, max: 90 }), quantity: fc.integer({ min: 1, max: 3 }) });
const oneCycle = fc.record({ unit: fc.constantFrom(...cycleUnits, 'month' as const, 'month' as const), day: fc.integer({ min: 1, max: 31 }), anchor: fc.constantFrom('2024-01-01', '2025-05-31') });
/** One cycle for ever, or another one from some bill day of the first on. */
const anyCycles = fc.record({ first: oneCycle, later: fc.option(fc.record({ cycle: oneCycle, after: fc.integer({ min: 1, max: 8 }), first: fc.constantFrom<'short' | 'long'>('short', 'long') })) }).map(({ first, later }): Cycles => {
  const one: Cycles = [{ from: START, first: 'short', cycle: first }];
  if (!later) return one;
  let from = billingPeriod(START, one).to;
  for (let step = 0; step < later.after && from < '2026-10-01'; step += 1) from = billingPeriod(from, one).to;
  return [one[0], { from, first: later.first, cycle: later.cycle }];
});
type Drawn = { offer: string; serviceId: number; from: string; length: number | null; late: number; quantity: number };

const end = (drawn: Drawn) => (drawn.length === null ? null : addDays(drawn.from, drawn.length));
/** The product as it is known on a day: its end is told before it or up to three months after. */
const knownOn = (drawn: Drawn, productId: number, billDay: string) => {
  const to = end(drawn);
  return held(productId, drawn.offer, drawn.from, { serviceId: drawn.serviceId, quantity: drawn.quantity, to: to && addDays(to, drawn.late) <= billDay ? to : null });
};

/** One for each plan. */
const activations = (drawn: Drawn) => (drawn.offer === 'plan' ? 1 : 0);

/** Cumulated shares of one price over the cycles of [from, to), as directly as it can be said. */
function direct(amount: number, from: string, to: string, cycles: Cycles): number {
  let sum = 0;
  for (let at = from; at < to; ) {
    const { whole: cycle, held: inForce } = cycleHolding(at, cycles);
    const until = inForce.to < to ? inForce.to : to;
    const share = (upTo: string) => Math.sign(amount) * Math.floor((2 * Math.abs(amount) * daysBetween(cycle.from, upTo) + daysBetween(cycle.from, cycle.to)) / (2 * daysBetween(cycle.from, cycle.to)));
    sum += share(until) - share(at);
    at = until;
  }
  return sum;
}

it('a year of cycle bills and bills now charges every day exactly once, whatever ended early or late', () => {
  fc.assert(fc.property(fc.array(product, { minLength: 1, maxLength: 6 }), anyCycles, fc.array(fc.tuple(day, fc.constantFrom<'all' | { services: number[] }>('all', { services: [1] }))), (drawn, cycles, interim) => {
    const cycleDays: string[] = [];
    // The last bill is made when every end is known.
    for (let at = billingPeriod(START, cycles).to; (cycleDays.at(-1) ?? START) < '2027-12-01'; at = billingPeriod(at, cycles).to) cycleDays.push(at);
    const runs = [...cycleDays.map((billDay) => ({ billDay, scope: 'all' as const })), ...interim.map(([billDay, scope]) => ({ billDay, scope }))].sort((a, b) => (a.billDay < b.billDay ? -1 : a.billDay > b.billDay ? 1 : 0));
    const lines: BillLine[] = [];
    let previous = START;
    for (const { billDay, scope } of runs) {
      const bill = billOf({ catalog, billDay, cycles, period: { from: previous, to: billDay }, scope, products: drawn.map((one, index) => knownOn(one, index + 1, billDay)), chargedThrough: chargedThroughOf(lines) });
      expect(verifyDraft(bill)).toEqual([]);
      lines.push(...bill.lines);
      previous = billDay;
    }
    const last = cycleDays[cycleDays.length - 1] ?? START;
    const horizons = { advance: billingPeriod(last, cycles).to, arrears: last };
    drawn.forEach((one, index) => {
      const own = lines.filter((line) => line.productId === index + 1);
      expect(own.filter((line) => line.charge === 'activation')).toHaveLength(activations(one));
      if (one.offer === 'tenth') return;
      const charges = own.filter((line) => line.charge === one.offer);
      const horizon = one.offer === 'rental' ? horizons.arrears : horizons.advance;
      const to = [end(one) ?? horizon, horizon].sort()[0] ?? horizon;
      const count = new Map<string, number>();
      for (const line of charges) for (let at = line.period.from; at < line.period.to; at = addDays(at, 1)) count.set(at, (count.get(at) ?? 0) + (line.trace.kind === 'recurring' && line.trace.refund ? -1 : 1));
      const covered = [...count].filter(([, times]) => times !== 0);
      expect(covered.every(([at, times]) => times === 1 && at >= one.from && at < to)).toBe(true);
      expect(covered).toHaveLength(one.from < to ? daysBetween(one.from, to) : 0);
      const cut = one.offer === 'plan' ? [one.from < newPrice ? (newPrice < to ? newPrice : to) : one.from] : [to];
      const [split = to] = cut;
      const prices = { plan: [4999, 5777], rental: [733, 733], welcome: [-1501, -1501] }[one.offer] ?? [0, 0];
      const expected = direct((prices[0] ?? 0) * one.quantity, one.from, split, cycles) + (split < to ? direct((prices[1] ?? 0) * one.quantity, split, to, cycles) : 0);
      expect(charges.reduce((sum, line) => sum + line.amount, 0)).toBe(expected);
    });
    // A percent is taken off exactly the days on which its base and it were both charged, each base for itself.
    drawn.forEach((discount, index) => {
      if (discount.offer !== 'tenth') return;
      drawn.forEach((base, at) => {
        if (base.serviceId !== discount.serviceId || (base.offer !== 'plan' && base.offer !== 'rental')) return;
        const horizon = base.offer === 'rental' ? horizons.arrears : horizons.advance;
        const from = discount.from > base.from ? discount.from : base.from;
        const to = [end(base) ?? horizon, end(discount) ?? horizon, horizon].sort()[0] ?? horizon;
        const own = lines.filter((line) => line.productId === index + 1 && line.part.split(/ of | less | after /)[1] === `${at + 1}:${base.offer}`);
        const days = own.reduce((sum, line) => sum + daysBetween(line.period.from, line.period.to) * (line.trace.kind === 'percent' && line.trace.refund ? -1 : 1), 0);
        expect(days).toBe(from < to ? daysBetween(from, to) : 0);
      });
    });
  }), { numRuns: Math.min(propertyRuns, 1000) });
}, 120_000);
