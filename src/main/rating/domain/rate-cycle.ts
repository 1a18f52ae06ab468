import { type EventTrace, takenOf } from '../../../contract/bill.ts';
import { bucketKey } from './allowance-buckets.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { CycleEvent, CycleUsage, RatedCycle } from './cycle-usage.ts';
import { joinPieces } from './join-pieces.ts';
import { piecesOf, type Piece } from './pieces.ts';
import { exactMicros } from './price-function.ts';
import { limitsByBills } from './reserve-billed.ts';
import { counterOf, countersOf, serviceCycles, type DraftUsage } from './service-cycle.ts';
import { settleCounter } from './settle-cycle.ts';
import { reservedFor, roomsOf, takeUnits } from './take-allowance.ts';
import { moneyTaken, payFromMoney } from './take-money.ts';

/** What the events before have taken from each store of an allowance, and what this one may not take. */
type Stores = { readonly catalog: CompiledCatalog; readonly used: Map<string, number>; readonly limits: ReadonlyArray<number> | null; readonly reserved: (code: string) => number };

/**
 * Prices the usage of one billing cycle of one account, whatever the order of the input: events count in order of start,
 * then key (architecture.md 10.13). Day, band and version are those of the event's start in the customer's zone, also for
 * a call that passes midnight, unless its rule says that the end counts or each part. Rounding to minimum and increment comes first, then the allowance; units that an allowance
 * covers cost nothing and do not count for tiers, the rest goes to the price model; an event that has nothing beyond its
 * allowance has no flat price or set-up either. Billed events keep the micros of their bill, they only move allowances
 * and counters. Every event is in `rated` or `unrated`, both in order; only a billed event that nothing prices any more
 * is in neither. Throws a RangeError for an unknown zone or offer, for a start that is no moment, and for a price beyond
 * exact numbers.
 */
export function rateCycle(catalog: CompiledCatalog, input: CycleUsage): RatedCycle {
  const services = serviceCycles(input.products);
  const { pieces, unrated } = piecesOf(catalog, input, services);
  const limits = limitsByBills(catalog, pieces);
  const used = new Map<string, number>();
  const { reservations = [] } = input;
  const reservedOf = (event: CycleEvent) => (code: string) => (reservations.length === 0 ? 0 : reservedFor(reservations, event, code));
  const rated = pieces.map((one, index) => ratePiece(one, { catalog, used, limits: limits[index] ?? null, reserved: reservedOf(one.event) }));
  for (const counter of countersOf(services)) settleCounter(counter);
  payFromMoney(catalog, pieces.flatMap(({ event, buckets }, index) => {
    const draft = rated[index];
    return draft && buckets.length > 0 ? [{ draft, buckets, limits: limits[index] ?? null, reserved: reservedOf(event) }] : [];
  }));
  return { rated: joinPieces(rated), unrated };
}

function ratePiece(piece: Piece, stores: Stores): DraftUsage {
  const { event, service, candidate, billed, isLater } = piece;
  const { rule, version, productId } = candidate;
  const { price } = version;
  const counter = counterOf(service, version);
  const trace = billed?.trace ?? traceOf(piece, counter.counted, stores);
  for (const { code, grant, measure, before, after } of takenOf(trace)) {
    const key = bucketKey(stores.catalog, event.serviceId, code, grant);
    if (measure !== 'money') stores.used.set(key, (stores.used.get(key) ?? 0) + before - after);
  }
  const micros = billed ? billed.micros : trace.allowance && trace.charged === 0 ? 0 : exactMicros(((isLater && price.laterPart) || price.price)(trace.charged, counter.counted));
  const draft: DraftUsage = {
    usageId: event.usageId, serviceId: event.serviceId, productId, rule: rule.code, version: version.version, label: rule.label, taxCode: rule.taxCode, micros, trace, event,
  };
  counter.counted = price.count ? price.count(counter.counted, trace.charged) : counter.counted + trace.charged;
  if (billed) counter.billed += billed.micros + moneyTaken(draft) - (trace.charged > 0 ? (price.fee ?? 0) : 0);
  else if (trace.charged > 0) counter.open.push(draft);
  return draft;
}

/** Rounds the event and takes what it can from its allowances of units and points. */
function traceOf({ event, candidate, zone, buckets, rounded: given }: Piece, countedBefore: number, { used, limits, reserved }: Stores): EventTrace {
  const { rule, version } = candidate;
  const rounded = given ?? version.price.round(event.units);
  const base = { offer: rule.offer, rule: rule.code, version: version.version, zone, band: rule.band, rounded, countedBefore, model: version.price.kind };
  if (buckets.length === 0) return { ...base, charged: rounded };
  const { taken: [allowance, ...further], charged } = takeUnits(roomsOf(buckets, used, limits, reserved), rule, rounded);
  return { ...base, ...(allowance ? { allowance } : {}), ...(further.length > 0 ? { further } : {}), charged };
}
