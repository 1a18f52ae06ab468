import { createHash } from 'node:crypto';
import type { DraftBill } from '../../contract/bill.ts';
import { cycleHolding } from '../../contract/cycles.ts';
import { type Day, dayOf, type Period, startOfDay } from '../../contract/dates.ts';
import { MICROS_PER_MINOR } from '../../contract/money.ts';
import type { CatalogInForce } from '../catalog/catalog-in-force.ts';
import type { CompiledCatalog } from '../rating/domain/compile-catalog.ts';
import type { CycleEvent, CycleUsage, RatedUsage, Reservation, UnratedUsage } from '../rating/domain/cycle-usage.ts';
import { rateCycle } from '../rating/domain/rate-cycle.ts';
import type { BillingInputs } from './billing-inputs.ts';
import { type BillScope, billPeriod } from './domain/bill-scope.ts';
import { chargedThroughOf } from './domain/charged-through.ts';
import type { UsedBefore } from './domain/closing-cycle.ts';
import { depositIdOf } from './domain/deposit.ts';
import { draftBill } from './domain/draft-bill.ts';
import { lateBillIdOf } from './domain/late-fee.ts';
import { itemIdOf } from './domain/one-time.ts';
import { usageByPeriod } from './domain/late-usage.ts';
import { type KeptEnd, type RatedInTurn, rateInTurn } from './domain/rate-in-turn.ts';
import { type MadeFrom, madeFromOf } from './made-from.ts';

/** The engine that made a bill; kept on it, so that a later one knows by which rules it can be made again (product.md D3). */
export const ENGINE = 'careline-1';

/** A bill before it is issued; `catalogId` is the catalog that it was made by. */
export type Drafted = { readonly catalogId: number; readonly draft: DraftBill; readonly rated: ReadonlyArray<RatedUsage>; readonly unrated: ReadonlyArray<UnratedUsage>; readonly madeFrom: MadeFrom; readonly ended: ReadonlyArray<KeptEnd> };

type UsageInputs = Pick<CycleUsage, 'zone' | 'products'> & Pick<BillingInputs, 'cycles' | 'kept' | 'topUps' | 'reservations'> & { readonly cycleTo: Day | null; readonly opened: Day | null; readonly again?: boolean };

/**
 * Rates usage cycle by cycle: allowances and tiers begin anew with each cycle of the account (product.md 2.14), and what rolls
 * over goes on from one to the next. `ended` is what the open cycles up to the day `through` left of it.
 */
export function rateUsage({ compiled, catalog }: CatalogInForce, inputs: UsageInputs, events: ReadonlyArray<CycleEvent>, through: Day = ''): RatedInTurn {
  const byCycle = new Map<Day, { cycle: Period; until: number; events: CycleEvent[] }>();
  let current: { cycle: Period; from: number; until: number; events: CycleEvent[] } | undefined;
  for (const event of events) {
    const at = Date.parse(event.start);
    if (!current || at < current.from || at >= current.until) {
      const cycle = cycleHolding(dayOf(event.start, catalog.zone), inputs.cycles).held;
      const known = byCycle.get(cycle.from) ?? { cycle, until: Date.parse(startOfDay(cycle.to, catalog.zone)), events: [] };
      byCycle.set(cycle.from, known);
      current = { ...known, from: Date.parse(startOfDay(cycle.from, catalog.zone)), events: known.events };
    }
    current.events.push(event);
  }
  const { kept = [], topUps = [], cycleTo, opened } = inputs;
  const reservations = heldMicros(compiled, inputs.reservations ?? []);
  if (kept.length > 0 || topUps.length > 0 || inputs.products.some(({ offer }) => compiled.offers.get(offer)?.allowances.some(({ rollover }) => rollover))) {
    return rateInTurn(compiled, catalog.zone, { ...inputs, kept, topUps, reservations, openFrom: cycleTo ?? opened }, new Map([...byCycle].map(([from, part]) => [from, part.events])), through);
  }
  const parts = [...byCycle.values()].map((part) => rateCycle(compiled, { zone: inputs.zone, products: inputs.products, events: part.events, reservations }));
  return { rated: parts.flatMap((part) => [...part.rated]), unrated: parts.flatMap((part) => [...part.unrated]), ended: [] };
}

/** Reservations as stores count: money in micros. */
function heldMicros(catalog: CompiledCatalog, reservations: ReadonlyArray<Reservation>): Reservation[] {
  return reservations.map((one) => (catalog.allowances.get(one.code)?.measure === 'money' ? { ...one, units: one.units * MICROS_PER_MINOR } : one));
}

function usedBefore({ event, trace }: RatedUsage): UsedBefore[] {
  const { serviceId, usage, start, billed } = event;
  return billed === null ? [] : [{ serviceId, usage, start, units: trace.rounded, amount: billed.amount }];
}

/**
 * The bill of a day from what was gathered: the same function for the bill run, bill now, its preview, the unbilled view
 * and the estimate of the next bill. Usage counts up to `usageBefore` (the start of the bill day, or now). Only a bill that is
 * not made `within` the cycle settles what is counted over all of it.
 */
export function draftOf(inForce: CatalogInForce, inputs: BillingInputs, { billDay, usageBefore, scope, within }: { billDay: Day; usageBefore: string; scope: BillScope; within?: boolean }): Drafted {
  const events = inputs.usage.filter((event) => event.start < usageBefore);
  const { rated, unrated, ended } = rateUsage(inForce, inputs, events, billDay);
  const draft = draftBill({
    accountId: inputs.accountId, catalog: inForce.catalog, cycles: inputs.cycles, billDay, period: billPeriod(inputs.billedTo ?? inputs.opened, billDay),
    products: inputs.products, chargedThrough: chargedThroughOf(inputs.covered), since: inputs.opened, items: inputs.oneTime, usage: usageByPeriod(rated, inputs.cycleTo === null ? null : { day: inputs.cycleTo, at: startOfDay(inputs.cycleTo, inForce.catalog.zone) }),
    unpaid: inputs.lateBills, lateFeesCharged: new Set(), scope, deposits: inputs.deposits, taxpayer: { ...inputs.taxpayer, places: new Map(inputs.services.map(({ serviceId, place }) => [serviceId, place])) },
    ...(within ? {} : { closes: { days: billPeriod(inputs.cycleTo ?? inputs.opened, billDay), used: rated.flatMap(usedBefore) } }),
  });
  return { catalogId: inForce.catalogId, draft, rated, unrated, madeFrom: madeFromOf(inputs, scope, events, draft), ended };
}

/** The usage of a bill and its prices as one hash, in the order of the lines and of their events. */
export function usageHashOf(draft: DraftBill): string {
  const usage = createHash('sha256');
  for (const line of draft.lines) for (const event of line.events) usage.update(`${event.key}|${event.units}|${event.micros}\n`);
  return usage.digest('hex');
}

/** The draft as `api.issue_bill` takes it, with what it was made from. */
export function issuable({ draft, madeFrom, catalogId }: Drafted, category: 'normal' | 'interim' | 'last'): object {
  return {
    accountId: draft.accountId, category, currency: draft.currency, billDay: draft.billDay, dueDay: draft.dueDay, period: draft.period, charges: draft.charges, tax: draft.tax, total: draft.total, catalogId, engine: ENGINE, usageHash: usageHashOf(draft), madeFrom,
    taxes: draft.taxes.map((item) => ({ ...item, shares: item.shares.map(({ line, base, tax, included }) => [line + 1, base, tax, included]) })),
    lines: draft.lines.map((line) => ({ ...line, oneTimeId: itemIdOf(line), causeBillId: lateBillIdOf(line), depositId: depositIdOf(line), events: line.events.map(({ usageId, micros, amount, trace }) => ({ usageId, micros, amount, trace })) })),
  };
}
