import { dayOf } from '../../../contract/dates.ts';
import type { SuspenseReason, UsageEvent } from '../../../contract/usage.ts';

/** A service that has or had a line: which, from when and until when (exclusive; null while it runs). */
export type ServiceOfLine = { readonly service_id: number; readonly reference: string; readonly started: string; readonly ended: string | null };
export type Guidance = { readonly service_id: number } | { readonly reason: SuspenseReason };

/** How the service of an event is found: by its line, among those active on its day in the operator's zone. */
export function serviceFinder(services: ReadonlyArray<ServiceOfLine>, zone: string): (event: UsageEvent) => Guidance {
  const byLine = new Map<string, ServiceOfLine[]>();
  for (const service of services) {
    const others = byLine.get(service.reference);
    if (others) others.push(service);
    else byLine.set(service.reference, [service]);
  }
  return (event) => {
    const candidates = byLine.get(event.line) ?? [];
    const day = dayOf(event.start, zone);
    const active = candidates.find((service) => service.started <= day && (service.ended === null || service.ended > day));
    return active ? { service_id: active.service_id } : { reason: candidates.length > 0 ? 'inactiveService' : 'unknownService' };
  };
}
