import type { UsageKind } from '../../../contract/catalog.ts';
import { addDays, daysBetween, formatDay, type Day, type Period } from '../../../contract/dates.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { HeldProduct, RatedUsage } from './cycle-usage.ts';
import { dayText, localClock } from './local-clock.ts';
import { orderedEvents } from './order-events.ts';
import { serviceDay, type Candidate } from './service-day.ts';
import { formatShare, formatUnits } from './unit-words.ts';

/** What a service has used of one allowance, or of a kind without a limit (`included` null). Units by the usage kind. */
export type ServiceUse = {
  readonly serviceId: number;
  readonly code: string;
  readonly label: string;
  readonly usage: UsageKind;
  /** Also beyond the allowance: what was charged counts on. */
  readonly used: number;
  readonly included: number | null;
  /** The day on which the allowance was exceeded, or will be within the cycle at the present pace; null where neither. */
  readonly overOn: Day | null;
};

/** All of one cycle: the priced usage of rateCycle, the products, the customer's zone and the day it is now. */
export type UseInput = { readonly rated: ReadonlyArray<RatedUsage>; readonly products: ReadonlyArray<HeldProduct>; readonly zone: string; readonly period: Period; readonly today: Day };

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
    const limited = day.allowances.map((allowance): ServiceUse => {
      const events = own.filter(({ rated }) => rated.trace.allowance?.code === allowance.code);
      const used = events.reduce((sum, { rated }) => sum + rated.trace.rounded, 0);
      const included = day.included.get(allowance.code) ?? allowance.units;
      const overOn = used > included ? exceededOn(events, included, input.zone) : projectedDay(used, included, input.period, input.today);
      return { serviceId, code: allowance.code, label: allowance.label, usage: allowance.usage, used, included, overOn };
    });
    const unlimited = kinds.filter((usage) => !day.allowances.some((allowance) => allowance.usage === usage) && day.candidates[usage].some(isWithoutLimit));
    return [...limited, ...unlimited.map((usage): ServiceUse => {
      const used = own.reduce((sum, { rated }) => (rated.event.usage === usage && rated.micros === 0 ? sum + rated.trace.rounded : sum), 0);
      return { serviceId, code: usage, label: kindLabels[usage], usage, used, included: null, overOn: null };
    })];
  });
}

function isWithoutLimit({ rule, version }: Candidate): boolean {
  return version.free && rule.allowance === null && rule.band === null && rule.network !== 'roaming';
}

/** The local day of the event that went over. */
function exceededOn(events: ReadonlyArray<{ readonly rated: RatedUsage; readonly epochMs: number }>, included: number, zone: string): Day | null {
  let sum = 0;
  for (const { rated, epochMs } of events) {
    sum += rated.trace.rounded;
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

/** "6.8 of 10 GB" or "412 GB, no limit". */
export function useWords(use: ServiceUse): string {
  return use.included === null ? `${formatUnits(use.usage, use.used)}, no limit` : formatShare(use.usage, use.used, use.included);
}

/** "Over by 24 Nov", or "Over since 12 Nov" where it has happened; null where it will not in this cycle. */
export function overWords(use: ServiceUse, today: Day): string | null {
  if (use.overOn === null || use.included === null) return null;
  return `Over ${use.used > use.included ? 'since' : 'by'} ${formatDay(use.overOn, today)}`;
}
