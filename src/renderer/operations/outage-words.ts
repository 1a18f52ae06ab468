import type { ServiceKind } from '../../contract/catalog.ts';
import type { OutageRecord, ServicePlace } from '../../contract/outages.ts';

export const serviceNames: Readonly<Record<ServiceKind, string>> = { fibre: 'Fibre', mobile: 'Mobile', phone: 'Phone', tv: 'TV' };

/** What is typed about an outage; times are of the operator's own clocks, "2026-11-03T14:00", empty where not said yet. */
export type OutageTyped = { readonly label: string; readonly service: ServiceKind | ''; readonly place: string; readonly began: string; readonly ended: string };
export const emptyOutage: OutageTyped = { label: '', service: '', place: '', began: '', ended: '' };

/** What is missing or wrong, as one sentence; null where it can be recorded. */
export function outageProblem({ label, service, place, began, ended }: OutageTyped): string | null {
  if (label.trim().length < 3) return 'Say what happened, in 3 letters or more.';
  if (!service) return 'Choose the kind of service.';
  if (!place) return 'Choose the place.';
  if (!began) return 'Say when it began.';
  return ended && ended <= began ? 'It must end after it began.' : null;
}

/** The outage as it is recorded; only of what has no problem. */
export function outageOf({ label, service, place, began, ended }: OutageTyped): OutageRecord {
  if (!service) throw new Error('an outage without a kind of service');
  return { label: label.trim(), service, place, began, ended: ended || null };
}

/** Places with services of the kind, as choices: "WA/Seattle, 132 services". */
export function placeChoices(places: ReadonlyArray<ServicePlace>, service: ServiceKind | ''): Array<{ value: string; label: string }> {
  return places.filter((one) => one.service === service).map(({ place, services }) => ({ value: place, label: `${place}, ${services.toLocaleString('en-US')} ${services === 1 ? 'service' : 'services'}` }));
}
