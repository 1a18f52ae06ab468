import type { RatedEvent } from '../../../contract/bill.ts';
import type { Micros, Minor } from '../../../contract/money.ts';
import type { RatedUsage } from './cycle-usage.ts';
import { orderedEvents } from './order-events.ts';
import { shareAmount } from './share-amount.ts';

/** A usage line of a bill with its events; units by the usage kind, after rounding. */
export type UsageCharge = {
  readonly serviceId: number;
  readonly productId: number;
  readonly offer: string;
  /** The rule's code. */
  readonly charge: string;
  readonly label: string;
  readonly version: string;
  readonly part: string;
  readonly taxCode: string | null;
  readonly events: ReadonlyArray<RatedEvent>;
  readonly micros: Micros;
  readonly amount: Minor;
  readonly units: number;
  readonly freeUnits: number;
  readonly chargedUnits: number;
};

/**
 * Usage lines of what no bill carries yet, also those of amount 0, because free usage is shown. One line for each service,
 * rule and version; where two offers (or taxes) bring the same rule in one cycle, each has its line and the later ones
 * carry the offer in their part. `part` names the period where a bill carries usage of more than one cycle. Lines come in
 * order of service, then of their first event.
 */
export function chargesOfUsage(rated: ReadonlyArray<RatedUsage>, part = ''): UsageCharge[] {
  const open = rated.filter((usage) => usage.event.billed === null).map((usage) => ({ usage, start: usage.event.start, key: usage.event.key }));
  const groups = new Map<string, RatedUsage[]>();
  for (const { event: { usage } } of orderedEvents(open)) {
    const key = JSON.stringify([usage.serviceId, usage.rule, usage.version, usage.trace.offer, usage.taxCode]);
    const group = groups.get(key);
    if (group) group.push(usage);
    else groups.set(key, [usage]);
  }
  const taken = new Set<string>();
  const lines = [...groups.values()].flatMap((group) => {
    const first = group[0];
    return first ? [lineOf(first, group, freePart(taken, first, part))] : [];
  });
  return lines.sort((a, b) => a.serviceId - b.serviceId);
}

/** The first of `part`, part and offer, part and offer and tax that no line of this service, rule and version has. */
function freePart(taken: Set<string>, usage: RatedUsage, part: string): string {
  const parts = [part, usage.trace.offer, usage.taxCode ?? ''];
  for (let length = 1; length <= parts.length; length += 1) {
    const candidate = parts.slice(0, length).filter((text) => text !== '').join('/');
    const key = JSON.stringify([usage.serviceId, usage.rule, usage.version, candidate]);
    if (taken.has(key)) continue;
    taken.add(key);
    return candidate;
  }
  return parts.join('/');
}

function lineOf(first: RatedUsage, group: ReadonlyArray<RatedUsage>, part: string): UsageCharge {
  const { micros, amount, shares } = shareAmount(group.map((usage) => usage.micros));
  const { units, chargedUnits } = countOf(first.trace.model, group);
  return {
    serviceId: first.serviceId, productId: first.productId, offer: first.trace.offer, charge: first.rule, label: first.label, version: first.version, part, taxCode: first.taxCode,
    events: group.map((usage, index) => ratedEvent(usage, shares[index] ?? 0)), micros, amount, units, freeUnits: units - chargedUnits, chargedUnits,
  };
}

/**
 * What a line counts: the units of its events. By percentage the events themselves, since their units are money; by capacity the
 * peak, since the sum of readings is nothing that anybody had.
 */
function countOf(model: RatedUsage['trace']['model'], group: ReadonlyArray<RatedUsage>): { readonly units: number; readonly chargedUnits: number } {
  const isValue = model === 'percent' || model === 'graduatedPercent';
  const count = (part: 'rounded' | 'charged') => {
    const sizes = group.map(({ trace }) => (isValue ? Math.min(1, trace[part]) : trace[part]));
    return model === 'capacity' ? Math.max(0, ...sizes) : sizes.reduce((sum, size) => sum + size, 0);
  };
  return { units: isValue ? group.length : count('rounded'), chargedUnits: count('charged') };
}

function ratedEvent({ event, micros, trace }: RatedUsage, amount: Minor): RatedEvent {
  const { usageId, key, start, usage, units, destination, visited } = event;
  return { usageId, key, start, usage, units, destination, visited, micros, amount, trace };
}
