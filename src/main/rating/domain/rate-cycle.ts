import type { EventTrace } from '../../../contract/bill.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { CycleEvent, CycleUsage, RatedCycle, UnratedUsage } from './cycle-usage.ts';
import { ruleFor, ruleOfTrace, zoneOf } from './guide-event.ts';
import { localClock } from './local-clock.ts';
import { orderedEvents } from './order-events.ts';
import { exactMicros } from './price-function.ts';
import { limitsByBills } from './reserve-billed.ts';
import { counterOf, countersOf, dayOfService, serviceCycles, type DraftUsage, type ServiceCycle } from './service-cycle.ts';
import type { Candidate, ServiceDay } from './service-day.ts';
import { settleCounter } from './settle-cycle.ts';

type Guided = { readonly event: CycleEvent; readonly service: ServiceCycle; readonly day: ServiceDay; readonly candidate: Candidate; readonly zone: string | null };

/**
 * Prices the usage of one billing cycle of one account, whatever the order of the input: events count in order of start,
 * then key (architecture.md 10.13). Day, band and version are those of the event's start in the customer's zone, also for
 * a call that passes midnight. Rounding to minimum and increment comes first, then the allowance; units that an allowance
 * covers cost nothing and do not count for tiers, the rest goes to the price model; an event that has nothing beyond its
 * allowance has no flat price or set-up either. Billed events keep the micros of their bill, they only move allowances
 * and counters. Every event is in `rated` or `unrated`, both in order; only a billed event that nothing prices any more
 * is in neither. Throws a RangeError for an unknown zone or offer, for a start that is no moment, and for a price beyond
 * exact numbers.
 */
export function rateCycle(catalog: CompiledCatalog, input: CycleUsage): RatedCycle {
  const services = serviceCycles(input.products);
  const { guided, unrated } = guideEvents(catalog, input, services);
  const limits = limitsByBills(guided.map(({ event, day, candidate }) => ({ event, day, code: candidate.rule.allowance })));
  const rated = guided.map((one, index) => rateEvent(one, limits[index] ?? Infinity));
  for (const counter of countersOf(services)) settleCounter(counter);
  return { rated, unrated };
}

function guideEvents(catalog: CompiledCatalog, input: CycleUsage, services: ReadonlyMap<number, ServiceCycle>): { guided: Guided[]; unrated: UnratedUsage[] } {
  const clock = localClock(input.zone);
  const guided: Guided[] = [];
  const unrated: UnratedUsage[] = [];
  for (const { event, epochMs } of orderedEvents(input.events)) {
    const service = services.get(event.serviceId);
    const moment = clock(epochMs);
    const day = service && dayOfService(catalog, service, moment.day);
    const zone = zoneOf(catalog.zones, event);
    const trace = event.billed?.trace ?? event.pinned;
    const candidate = day && service && ((trace && ruleOfTrace(catalog, service.products, trace)) ?? ruleFor(day, event, zone, moment));
    if (candidate) guided.push({ event, service, day, candidate, zone });
    else if (!event.billed) unrated.push({ usageId: event.usageId, reason: day?.active ? 'noPrice' : 'inactiveService' });
  }
  return { guided, unrated };
}

function rateEvent(guided: Guided, limit: number): DraftUsage {
  const { event, service, candidate } = guided;
  const { rule, version, productId } = candidate;
  const { price } = version;
  const counter = counterOf(service, version);
  const { billed } = event;
  const trace = billed?.trace ?? traceOf(guided, counter.counted, limit);
  const { allowance } = trace;
  if (allowance) service.used.set(allowance.code, (service.used.get(allowance.code) ?? 0) + allowance.before - allowance.after);
  const micros = billed ? billed.micros : allowance && trace.charged === 0 ? 0 : exactMicros(price.price(trace.charged, counter.counted));
  const draft: DraftUsage = {
    usageId: event.usageId, serviceId: event.serviceId, productId, rule: rule.code, version: version.version, label: rule.label, taxCode: rule.taxCode, micros, trace, event,
  };
  counter.counted = price.count ? price.count(counter.counted, trace.charged) : counter.counted + trace.charged;
  if (billed) counter.billed += billed.micros - (trace.charged > 0 ? (price.fee ?? 0) : 0);
  else if (trace.charged > 0) counter.open.push(draft);
  return draft;
}

/** Rounds the event and takes what it can from its allowance, of which no more than `limit` may be used so far. */
function traceOf({ event, service, day, candidate, zone }: Guided, countedBefore: number, limit: number): EventTrace {
  const { rule, version } = candidate;
  const rounded = version.price.round(event.units);
  const included = rule.allowance === null ? 0 : (day.included.get(rule.allowance) ?? 0);
  const base = { offer: rule.offer, rule: rule.code, version: version.version, zone, band: rule.band, rounded, countedBefore, model: version.price.kind };
  if (rule.allowance === null || included === 0) return { ...base, charged: rounded };
  const used = service.used.get(rule.allowance) ?? 0;
  const before = Math.max(0, Math.min(included, limit) - used);
  const after = Math.max(0, before - rounded);
  return { ...base, allowance: { code: rule.allowance, before, after, included }, charged: rounded - (before - after) };
}
