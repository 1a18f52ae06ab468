import { type EventTrace, takenOf } from '../../../contract/bill.ts';
import type { UseKind } from '../../../contract/customers.ts';
import type { Allowance, UsageKind } from '../../../contract/catalog.ts';
import { MICROS_PER_MINOR } from '../../../contract/money.ts';
import { addDays, daysBetween, type Day, type Period } from '../../../contract/dates.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { HeldProduct, RatedUsage, Reservation } from './cycle-usage.ts';
import { dayText, localClock } from './local-clock.ts';
import { orderedEvents } from './order-events.ts';
import type { StoreEnd } from './rollover.ts';
import { serviceDay, type Candidate } from './service-day.ts';

/** What there is of an allowance beside the cycle's own, and how much of that is used. */
export type MoreUse = { readonly brought: number; readonly used: number };

/** What a service has used of one allowance, or of a kind without a limit (`included` null). Units by the kind, points, or minor units of money. */
export type ServiceUse = {
  readonly serviceId: number;
  readonly code: string;
  readonly label: string;
  readonly usage: UseKind;
  /** Also beyond the allowance: what was charged counts on. */
  readonly used: number;
  readonly included: number | null;
  /** What earlier cycles left, and how much of it is used; null where there is none. `used` and `included` are without it. */
  readonly more: MoreUse | null;
  /** The same of what was topped up. */
  readonly toppedUp: MoreUse | null;
  /** What is put aside now for sessions that run: it is not used and not free. */
  readonly reserved: number;
  /** The day on which the allowance was exceeded, or will be within the cycle at the present pace; null where neither. */
  readonly overOn: Day | null;
};

/** All of one cycle: the priced usage of rateCycle, its stores of allowances that go on, what is put aside now, the products, the customer's zone and the day it is now. */
export type UseInput = { readonly stores?: ReadonlyArray<StoreEnd>; readonly reservations?: ReadonlyArray<Reservation>; readonly rated: ReadonlyArray<RatedUsage>; readonly products: ReadonlyArray<HeldProduct>; readonly zone: string; readonly period: Period; readonly today: Day };

const kinds: ReadonlyArray<UsageKind> = ['data', 'voice', 'sms', 'content'];
const kindLabels: Readonly<Record<UsageKind, string>> = { voice: 'Calls', sms: 'Messages', data: 'Data', content: 'Content' };

/**
 * Where each service stands in its cycle: one row for each allowance of the products of today, then one for each kind
 * that some rule gives away at home at any time; of that kind only what cost nothing is counted, roaming at a price is not.
 * Pace is used units over the days begun, today included.
 */
export function usageTowardAllowance(catalog: CompiledCatalog, input: UseInput): ServiceUse[] {
  const serviceIds = [...new Set(input.products.map((product) => product.serviceId))].sort((a, b) => a - b);
  const ordered = orderedEvents(input.rated.map((rated) => ({ rated, start: rated.event.start, key: rated.event.key })));
  return serviceIds.flatMap((serviceId) => {
    const day = serviceDay(catalog, input.products.filter((product) => product.serviceId === serviceId), input.today);
    const own = ordered.filter(({ event }) => event.rated.serviceId === serviceId).map(({ event, epochMs }) => ({ rated: event.rated, epochMs }));
    const limited = day.allowances.flatMap((allowance): ServiceUse[] => {
      const sharers = allowance.shared ? ordered.map(({ event, epochMs }) => ({ rated: event.rated, epochMs })) : own;
      const { measure = 'units' } = allowance;
      const events = sharers.map(({ rated, epochMs }) => ({ rated, epochMs, units: measure === 'units' ? unitsToward(rated, allowance.code) : spentOf(rated, allowance.code) })).filter(({ units }) => units > 0);
      const sum = events.reduce((total, { units }) => total + units, 0);
      const used = measure === 'money' ? Math.ceil(sum / MICROS_PER_MINOR) : sum;
      const [more, toppedUp] = (['rollover', 'topUp'] as const).map((kind) => moreOf(input.stores ?? [], kind, allowance.code, allowance.shared ? null : serviceId));
      const beside = { brought: (more?.brought ?? 0) + (toppedUp?.brought ?? 0), used: (more?.used ?? 0) + (toppedUp?.used ?? 0) };
      const included = allowance.shared ? sharedUnits(catalog, input, serviceIds, allowance.code) : (day.included.get(allowance.code) ?? allowance.units);
      const overOn = used > included ? exceededOn(events, included, input.zone) : projectedDay(used + beside.used, included + beside.brought, input.period, input.today);
      return [{ serviceId, code: allowance.code, label: allowance.label, usage: allowance.usage ?? (measure === 'money' ? 'money' : 'points'), used, included, more: more ?? null, toppedUp: toppedUp ?? null, reserved: reservedOf(input, allowance, serviceId), overOn }];
    });
    const unlimited = kinds.filter((usage) => !day.allowances.some((allowance) => allowance.usage === usage) && day.candidates[usage].some(isWithoutLimit));
    return [...limited, ...unlimited.map((usage): ServiceUse => {
      const used = own.reduce((sum, { rated }) => (rated.event.usage === usage && rated.micros === 0 ? sum + rated.trace.rounded : sum), 0);
      return { serviceId, code: usage, label: kindLabels[usage], usage, used, included: null, more: null, toppedUp: null, reserved: 0, overOn: null };
    })];
  });
}

/** What an event took of the cycle's own allowance, and what it went over where that is the last that it used. */
function unitsToward({ trace }: RatedUsage, code: string): number {
  return (trace.parts ?? [trace]).reduce((sum, part) => sum + unitsOfPart(part, code), 0);
}

/** Points or micros that an event took of the cycle's own allowance. */
function spentOf({ trace }: RatedUsage, code: string): number {
  return takenOf(trace).reduce((sum, one) => (one.code === code && one.grant === undefined ? sum + one.before - one.after : sum), 0);
}

/** What is left of an allowance in its cycle, reserved or not, with what was carried over and topped up; never below nothing. */
export function leftOf({ included, used, more, toppedUp }: ServiceUse): number {
  return [more, toppedUp].reduce((sum, one) => sum + (one ? one.brought - one.used : 0), Math.max(0, (included ?? 0) - used));
}

function reservedOf({ reservations = [] }: UseInput, { code, shared }: Allowance, serviceId: number): number {
  return reservations.filter((one) => one.code === code && one.serviceId === (shared ? null : serviceId)).reduce((sum, { units }) => sum + units, 0);
}

/** What a cycle has of an allowance beside its own, of one kind. */
function moreOf(stores: ReadonlyArray<StoreEnd>, kind: StoreEnd['kind'], code: string, serviceId: number | null): MoreUse | null {
  const own = stores.filter((store) => store.kind === kind && store.code === code && store.serviceId === serviceId);
  return own.length === 0 ? null : { brought: own.reduce((sum, { brought }) => sum + brought, 0), used: own.reduce((sum, { used }) => sum + used, 0) };
}

function unitsOfPart(trace: EventTrace, code: string): number {
  const taken = takenOf(trace).filter(({ measure }) => measure === undefined);
  const own = taken.reduce((sum, one) => (one.code === code && one.grant === undefined ? sum + one.before - one.after : sum), 0);
  return taken.at(-1)?.code === code ? own + trace.charged : own;
}

function sharedUnits(catalog: CompiledCatalog, { products, today }: UseInput, serviceIds: ReadonlyArray<number>, code: string): number {
  return serviceIds.reduce((sum, serviceId) => sum + (serviceDay(catalog, products.filter((product) => product.serviceId === serviceId), today).included.get(code) ?? 0), 0);
}

function isWithoutLimit({ rule, version }: Candidate): boolean {
  return version.free && rule.allowances.length === 0 && rule.band === null && rule.network !== 'roaming';
}

/** The local day of the event that went over. */
function exceededOn(events: ReadonlyArray<{ readonly units: number; readonly epochMs: number }>, included: number, zone: string): Day | null {
  let sum = 0;
  for (const { units, epochMs } of events) {
    sum += units;
    if (sum > included) return dayText(localClock(zone)(epochMs).day);
  }
  return null;
}

/**
 * The first day of the period whose end finds more used than included, if each day uses as much as the days begun so far
 * did on average; null where the period ends before. Nothing used has no pace.
 */
export function projectedDay(used: number, included: number, period: Period, today: Day): Day | null {
  const begun = daysBetween(period.from, today) + 1;
  if (used <= 0 || begun <= 0) return null;
  const after = Number((BigInt(included) * BigInt(begun)) / BigInt(used));
  return after < daysBetween(period.from, period.to) ? addDays(period.from, after) : null;
}
