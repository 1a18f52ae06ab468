import type { EventTrace } from '../../../contract/bill.ts';
import type { Micros } from '../../../contract/money.ts';
import { bucketsOf, type Bucket } from './allowance-buckets.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { CycleEvent, CycleUsage, UnratedUsage } from './cycle-usage.ts';
import { ruleFor, ruleOfTrace, zoneOf } from './guide-event.ts';
import { localClock } from './local-clock.ts';
import { orderedEvents } from './order-events.ts';
import { dayOfService, type ServiceCycle } from './service-cycle.ts';
import type { Candidate } from './service-day.ts';
import { guidedAtEnd, splitInTime } from './split-in-time.ts';

/** An event, or a part of a call that passed from one rule into another, with the rule that prices it. */
export type Piece = {
  readonly event: CycleEvent;
  readonly service: ServiceCycle;
  readonly candidate: Candidate;
  readonly zone: string | null;
  readonly buckets: ReadonlyArray<Bucket>;
  /** Units after rounding, where the rule does not round them itself because the call was split. */
  readonly rounded: number | null;
  readonly isLater: boolean;
  /** What the bill says of this piece; null where no bill carries it. */
  readonly billed: { readonly micros: Micros; readonly trace?: EventTrace } | null;
};

type Guide = { readonly catalog: CompiledCatalog; readonly input: CycleUsage; readonly services: ReadonlyMap<number, ServiceCycle> };

/** Events with their rules, in order of start and key, and those that nothing prices. A billed event without a rule is in neither. */
export function piecesOf(catalog: CompiledCatalog, input: CycleUsage, services: ReadonlyMap<number, ServiceCycle>): { readonly pieces: Piece[]; readonly unrated: UnratedUsage[] } {
  const clock = localClock(input.zone);
  const pieces: Piece[] = [];
  const unrated: UnratedUsage[] = [];
  for (const { event, epochMs } of orderedEvents(input.events)) {
    const service = services.get(event.serviceId);
    const moment = clock(epochMs);
    const found = service && piecesOfEvent({ catalog, input, services }, service, event, epochMs);
    if (found && found.length > 0) pieces.push(...found);
    else if (!event.billed) unrated.push({ usageId: event.usageId, reason: service && dayOfService(catalog, service, moment.day).active ? 'noPrice' : 'inactiveService' });
  }
  return { pieces, unrated };
}

function piecesOfEvent({ catalog, input, services }: Guide, service: ServiceCycle, event: CycleEvent, epochMs: number): Piece[] {
  const clock = localClock(input.zone);
  const zone = zoneOf(catalog.zones, event);
  const piece = (candidate: Candidate, day: number, more: Partial<Piece> = {}): Piece => ({
    event, service, candidate, zone, buckets: bucketsOf(catalog, services, input, event, day, candidate), rounded: null, isLater: false, billed: event.billed, ...more,
  });
  const { day } = clock(epochMs);
  const trace = event.billed?.trace ?? event.pinned;
  if (trace?.parts) {
    const kept = keptParts({ catalog, input, services }, service, event, trace);
    if (kept) return kept.map(({ candidate, part, isLater, billed }) => piece(candidate, day, { rounded: part.rounded, isLater, billed }));
  }
  const known = trace && ruleOfTrace(catalog, service.products, trace);
  if (known) return [piece(known, day)];
  const at = (ms: number) => {
    const moment = clock(ms);
    return ruleFor(dayOfService(catalog, service, moment.day), event, zone, moment);
  };
  const first = at(epochMs);
  if (!first || event.usage !== 'voice' || event.units === 0) return first ? [piece(first, day)] : [];
  if (first.rule.boundary === 'end') return [piece(guidedAtEnd(at, epochMs, event.units) ?? first, day)];
  if (first.rule.boundary === 'start') return [piece(first, day)];
  const parts = splitInTime(at, first, epochMs, event.units);
  if (parts.length === 1) return [piece(first, day)];
  return parts.map(({ candidate, fromMs, rounded }, index) => piece(candidate, clock(fromMs).day, { rounded, isLater: index > 0 }));
}

type Kept = { readonly candidate: Candidate; readonly part: EventTrace; readonly isLater: boolean; readonly billed: Piece['billed'] };

/** The parts that an earlier rating made, with their rules. What the event costs beyond its parts stands with the first. */
function keptParts({ catalog }: Guide, service: ServiceCycle, event: CycleEvent, { parts = [] }: EventTrace): Kept[] | undefined {
  const beyond = event.billed ? event.billed.micros - parts.reduce((sum, { micros }) => sum + micros, 0) : 0;
  const kept = parts.flatMap(({ micros, ...part }, index): Kept[] => {
    const candidate = ruleOfTrace(catalog, service.products, part);
    return candidate ? [{ candidate, part, isLater: index > 0, billed: event.billed ? { micros: index === 0 ? micros + beyond : micros, trace: part } : null }] : [];
  });
  return kept.length === parts.length ? kept : undefined;
}
