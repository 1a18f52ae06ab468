import type { EventPage, EventView, EventWorking } from '../../contract/billing.ts';
import type { RatedEvent } from '../../contract/bill.ts';
import { Refusal } from '../../contract/errors.ts';
import { UsageId } from '../../contract/ids.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, row, rows } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';
import { stepsOfEvent } from '../rating/domain/explain-event.ts';
import { unbilledOf } from './unbilled.ts';

const PAGE = 200;
type After = { readonly start: string; readonly usageId: number } | null;

function matches(event: RatedEvent, text: string): boolean {
  return [event.destination, event.visited ?? '', event.start].some((field) => field.toLowerCase().includes(text.toLowerCase()));
}

/**
 * Events of a line of an issued bill by keyset; `text` looks in number, network and time. A page goes on behind the very event
 * it ended with: the moment that the contract carries has milliseconds, the database's may have more.
 */
export async function issuedEvents(db: ReadableDb, customerId: number, billId: number, lineId: number, after: After, text: string): Promise<EventPage> {
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const where = `r.line_id = ? and r.bill_id = ? and r.customer_id = ? and (? = '' or u.destination ilike ? or u.visited ilike ? or u.started_at::text like ?)`;
  const bindings = [lineId, billId, customerId, text, like, like, like];
  const found = await rows<EventView>(db, `select u.id as "usageId", ${instantSql('u.started_at')} as start, u.kind as usage, (r.trace->>'rounded')::bigint as units, u.destination, r.trace->>'zone' as zone, u.visited, r.amount,
      exists (select from bill.disputes d where d.bill_id = r.bill_id and d.usage_id = u.id and d.state in ('open', 'underReview')) as disputed
    from bill.rated_usage r join bill.usage u on u.id = r.usage_id where ${where} and (?::timestamptz is null or (r.started_at, r.usage_id) > (coalesce((select x.started_at from bill.rated_usage x where x.usage_id = ?), ?::timestamptz), ?::bigint)) order by r.started_at, r.usage_id limit ?`, [...bindings, after?.start ?? null, after?.usageId ?? 0, after?.start ?? null, after?.usageId ?? 0, PAGE + 1]);
  const total = await row<{ n: number }>(db, text ? `select count(*)::int as n from bill.rated_usage r join bill.usage u on u.id = r.usage_id where ${where}` : 'select l.events as n from bill.lines l where l.id = ? and l.bill_id = ? and l.customer_id = ?', text ? bindings : bindings.slice(0, 3));
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return { total: total?.n ?? 0, rows: page, next: found.length > PAGE && last ? { start: last.start, usageId: last.usageId } : null };
}

/** Events of a line of the bill in progress. */
export async function unbilledEvents(db: ReadableDb, customerId: number, lineId: number, after: After, text: string): Promise<EventPage> {
  const { drafted } = await unbilledOf(db, customerId);
  const line = drafted.draft.lines[-lineId - 1];
  if (!line) throw new Refusal('NOT_FOUND', 'This charge is not on the bill in progress any more.');
  const all = text ? line.events.filter((event) => matches(event, text)) : line.events;
  // Events of one moment are in order of their key, not of their id: the page goes on behind the very event it ended with.
  const start = after ? startBehind(all, after) : 0;
  const page = all.slice(start, start + PAGE);
  const last = page.at(-1);
  const more = start + PAGE < all.length;
  return {
    total: all.length, next: more && last ? { start: last.start, usageId: last.usageId } : null,
    rows: page.map((event) => ({ usageId: UsageId.parse(event.usageId), start: event.start, usage: event.usage, units: event.trace.rounded, destination: event.destination, zone: event.trace.zone, visited: event.visited, amount: event.amount, disputed: false })),
  };
}

function startBehind(all: ReadonlyArray<RatedEvent>, after: NonNullable<After>): number {
  const at = all.findIndex((event) => event.usageId === after.usageId);
  if (at >= 0) return at + 1;
  const later = all.findIndex((event) => event.start > after.start);
  return later < 0 ? all.length : later;
}

type PricedEvent = Pick<RatedEvent, 'trace' | 'units' | 'micros'> & { readonly currency: string };

/** How an event came to its price, read from the trace that was kept with it. */
export async function eventWorking(db: ReadableDb, customerId: number, billId: number | 'unbilled', usageId: number): Promise<EventWorking> {
  const found = billId === 'unbilled' ? await unbilledTrace(db, customerId, usageId)
    : await row<PricedEvent>(db, 'select r.trace, u.units, r.micros, b.currency from bill.rated_usage r join bill.usage u on u.id = r.usage_id join bill.bills b on b.id = r.bill_id where r.usage_id = ? and r.bill_id = ? and r.customer_id = ?', [usageId, billId, customerId]);
  if (!found) throw new Refusal('NOT_FOUND', 'This event is not on this bill.');
  const { catalog } = await catalogInForce(db, found.currency);
  return { steps: stepsOfEvent(catalog, found.trace, found.units, found.micros), version: found.trace.version, rule: found.trace.rule };
}

async function unbilledTrace(db: ReadableDb, customerId: number, usageId: number): Promise<PricedEvent | undefined> {
  const { drafted: { draft } } = await unbilledOf(db, customerId);
  const found = draft.lines.flatMap((line) => line.events).find((event) => event.usageId === usageId);
  return found && { ...found, currency: draft.currency };
}
