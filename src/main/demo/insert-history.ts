import type { WritableDb } from '../platform/database.ts';
import type { Placed } from './insert-customers.ts';
import { DEMO_WORKER } from './staff.ts';

/** Contacts, changes and follow-ups with their own times. As the worker. */
export async function insertHistory(db: WritableDb, customers: ReadonlyArray<Placed>): Promise<void> {
  const interactions = customers.flatMap(({ plan, customerId }) => plan.interactions.map(({ at, minutes, channel, direction, login, reason, outcome, summary }) => ({
    customer_id: customerId, channel, direction: direction ?? 'in', login, started_at: at, ended_at: new Date(Date.parse(at) + minutes * 60_000).toISOString(), reason, outcome, summary,
  })));
  const changes = customers.flatMap(({ plan, customerId }) => plan.changes.map(({ at, area, title, detail, login }) => ({ customer_id: customerId, at, login: login ?? DEMO_WORKER, area, title, detail })));
  const followUps = customers.flatMap(({ plan, customerId }) => (plan.followUps ?? []).map(({ login, title, dueAt, doneAt }) => ({ login, customer_id: customerId, title, due_at: dueAt, done_at: doneAt })));
  await db.raw(`insert into care.interactions (customer_id, channel, direction, login, started_at, ended_at, reason, outcome, summary)
    select x.* from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, channel text, direction text, login text, started_at timestamptz, ended_at timestamptz, reason text, outcome text, summary text) order by x.started_at`, [JSON.stringify(interactions)]);
  await db.raw('insert into care.changes (customer_id, at, login, area, title, detail) select x.* from jsonb_to_recordset(?::jsonb) as x(customer_id bigint, at timestamptz, login text, area text, title text, detail text) order by x.at', [JSON.stringify(changes)]);
  await db.raw('insert into care.follow_ups (login, customer_id, title, due_at, done_at) select x.* from jsonb_to_recordset(?::jsonb) as x(login text, customer_id bigint, title text, due_at timestamptz, done_at timestamptz) order by x.due_at', [JSON.stringify(followUps)]);
}
