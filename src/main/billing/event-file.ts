import type { EventFile } from '../../contract/billing.ts';
import { csvField, plainAmount } from '../platform/csv.ts';
import { row, rows, type WritableDb } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';

type Head = { readonly number: string; readonly account: string; readonly currency: string; readonly zone: string };
type Event = { readonly service: string | null; readonly charge: string; readonly start: string; readonly local: string; readonly usage: string; readonly units: number; readonly rated: number; readonly destination: string; readonly visited: string | null; readonly place: string | null; readonly version: string; readonly amount: number; readonly key: string };

const COLUMNS = 'account,bill,service,charge,start,local time,kind,units,units charged,number,visited network,zone,tariff version,amount,currency,record';

/**
 * Every event of an issued bill as CSV, in the order of the bill and then of time: an event a row, times in UTC and by the customer's
 * clocks, amounts in the currency with a point. The amounts of a charge's rows are the charge. Writes an audit row (product.md CB-16).
 */
export async function eventFile(db: WritableDb, billId: number): Promise<EventFile> {
  const found = await row<{ head: Head }>(db, 'select api.export_events(?) as head', [billId]);
  if (!found) throw new Error('the events of the bill gave no head');
  const { number, account, currency, zone } = found.head;
  const events = await rows<Event>(db, `select s.reference as service, l.label as charge, ${instantSql('u.started_at')} as start, to_char(u.started_at at time zone ?, 'YYYY-MM-DD HH24:MI:SS') as local, u.kind as usage, u.units, (r.trace->>'rounded')::bigint as rated, u.destination, u.visited, r.trace->>'zone' as place, r.trace->>'version' as version, r.amount, u.key
    from bill.rated_usage r join bill.usage u on u.id = r.usage_id join bill.lines l on l.id = r.line_id left join care.services s on s.id = u.service_id where r.bill_id = ? order by l.position, u.started_at, u.id`, [zone, billId]);
  const lines = events.map((event) => [csvField(account), csvField(number), csvField(event.service ?? ''), csvField(event.charge), event.start, event.local, event.usage, event.units, event.rated, csvField(event.destination), csvField(event.visited ?? ''), csvField(event.place ?? ''), csvField(event.version), plainAmount(event.amount, currency), currency, csvField(event.key)].join(','));
  return { name: `events-${number}.csv`, events: events.length, text: `${[COLUMNS, ...lines].join('\n')}\n` };
}
