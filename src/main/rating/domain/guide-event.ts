import type { EventTrace } from '../../../contract/bill.ts';
import type { CompiledZones } from './zones.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { CycleEvent, HeldProduct } from './cycle-usage.ts';
import type { LocalMoment } from './local-clock.ts';
import type { Candidate, ServiceDay } from './service-day.ts';

/** An event that has visited another network is roaming: its zone is the network's, unless it is an emergency. At home it is the destination's. */
export function zoneOf(zones: CompiledZones, event: Pick<CycleEvent, 'usage' | 'destination' | 'visited'>): string | null {
  const emergency = event.visited !== null && event.usage === 'voice' ? zones.emergency(event.destination) : null;
  if (emergency !== null) return emergency;
  return event.visited === null ? zones.home(event.destination) : zones.roaming(event.visited);
}

/** The first rule that fits the event's kind, network, zone and band, or undefined (product.md 2.14). */
export function ruleFor(day: ServiceDay, event: Pick<CycleEvent, 'usage' | 'visited' | 'direction'>, zone: string | null, moment: LocalMoment): Candidate | undefined {
  const network = event.visited === null ? 'home' : 'roaming';
  for (const candidate of day.candidates[event.usage]) {
    const { rule } = candidate;
    if (rule.network !== null && rule.network !== network) continue;
    if (rule.direction !== null && rule.direction !== (event.direction ?? 'out')) continue;
    if (rule.zones !== null && (zone === null || !rule.zones.has(zone))) continue;
    if (rule.inBand !== null && !rule.inBand(moment)) continue;
    return candidate;
  }
  return undefined;
}

/** The rule that a bill names in the trace of an event, where catalog and products still have it. */
export function ruleOfTrace(catalog: CompiledCatalog, products: ReadonlyArray<HeldProduct>, trace: Pick<EventTrace, 'offer' | 'rule' | 'version'>): Candidate | undefined {
  const product = products.find((held) => held.offer === trace.offer);
  const rule = catalog.offers.get(trace.offer)?.rules.find((candidate) => candidate.code === trace.rule);
  const version = rule?.versions.find((candidate) => candidate.version === trace.version);
  return product && rule && version ? { productId: product.productId, rule, version } : undefined;
}
