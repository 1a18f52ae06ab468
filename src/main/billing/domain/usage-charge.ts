import type { RatedEvent, UntaxedLine } from '../../../contract/bill.ts';
import { unitOfUsage } from '../../../contract/catalog.ts';
import { addDays, dayOf, type Period } from '../../../contract/dates.ts';
import type { Micros, Minor } from '../../../contract/money.ts';

/** The rated usage of one service, charge and version as it comes from rating: one bill line to be. */
export type UsageCharge = {
  readonly serviceId: number;
  readonly productId: number;
  readonly offer: string;
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

/** The days from the first to the last event in the operator's zone; the bill's period where there is no event. */
function spanOf(events: ReadonlyArray<RatedEvent>, zone: string, period: Period): Period {
  let first = events[0]?.start;
  let last = first;
  if (first === undefined || last === undefined) return period;
  for (const { start } of events) {
    if (start < first) first = start;
    if (start > last) last = start;
  }
  return { from: dayOf(first, zone), to: addDays(dayOf(last, zone), 1) };
}

/** The bill line of a usage charge, before tax. Paid content stands with the one-off charges, as people think of it. */
export function usageLine(charge: UsageCharge, zone: string, period: Period): UntaxedLine & { readonly events: ReadonlyArray<RatedEvent> } {
  const { serviceId, productId, offer, label, version, part, taxCode, events, amount, units, micros, freeUnits, chargedUnits } = charge;
  const usage = events[0]?.usage ?? null;
  return {
    serviceId, productId, offer, charge: charge.charge, label, version, part, taxCode, events, amount, units, unit: usage && unitOfUsage[usage],
    category: usage === 'content' ? 'oneoff' : 'usage', period: spanOf(events, zone, period), trace: { kind: 'usage', events: events.length, freeUnits, chargedUnits, micros },
  };
}
