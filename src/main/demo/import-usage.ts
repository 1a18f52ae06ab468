import { createHash } from 'node:crypto';
import type { Period } from '../../contract/dates.ts';
import type { WritableDb } from '../platform/database.ts';
import type { ImportProfile } from '../rating/domain/import/import-profile.ts';
import { DEMO_ZONE, localMs } from './demo-time.ts';
import type { Placed } from './insert-customers.ts';

const profile: ImportProfile = { format: 'careline', zone: DEMO_ZONE, lineFrom: 'src', seventeenth: 'uniqueid' };

/** The usage of each customer's period as one file, through the product's own import. Does nothing where nothing was used. */
export async function importUsage(db: WritableDb, file: string, customers: ReadonlyArray<{ readonly customer: Placed; readonly period: Period }>): Promise<number> {
  const events = customers.flatMap(({ customer, period }) => customer.services.flatMap(({ plan, serviceId }, line) =>
    (plan.usage?.(period) ?? []).map(({ day, second, usage, units, to, visited }, index) => ({
      key: `${customer.plan.number}-${line}-${period.from}-${index}`, service_id: serviceId, usage, start: new Date(localMs(day, second)).toISOString(), units, destination: to ?? '', visited: visited ?? null,
    })),
  ));
  if (events.length === 0) return 0;
  const text = JSON.stringify(events);
  const summary = { file, sha256: createHash('sha256').update(text).digest('hex'), format: profile.format, profile, rows: events.length, accepted: events.length, duplicates: 0, unanswered: 0, suspended: 0, rejected: [] };
  await db.raw(`select api.import_usage(?::jsonb, ?::jsonb, '[]'::jsonb)`, [JSON.stringify(summary), text]);
  return events.length;
}
