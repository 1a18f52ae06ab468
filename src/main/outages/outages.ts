import type { Outage, OutageRecord, ServicePlace } from '../../contract/outages.ts';
import { type ReadableDb, row, rows, type WritableDb } from '../platform/database.ts';

const LISTED = 500;

/** Outages, newest first, each with how many services it hit. */
export async function outagesFound(db: ReadableDb): Promise<Outage[]> {
  return (await rows<{ outage: Outage }>(db, 'select o as outage from api.outages_found(?) o', [LISTED])).map(({ outage }) => outage);
}

/** Outages that are over and hit what a charge of a bill is for, newest first. */
export async function outagesOfCharge(db: ReadableDb, lineId: number): Promise<Outage[]> {
  return (await rows<{ outage: Outage }>(db, 'select o as outage from api.outages_of_charge(?) o', [lineId])).map(({ outage }) => outage);
}

/** Every place of services that are in use, with those that it is in. */
export function servicePlaces(db: ReadableDb): Promise<ServicePlace[]> {
  return rows<ServicePlace>(db, 'select p.place, p.service, p.services from api.service_places() p');
}

/** Records an outage and returns its number; refused where it hit no service, has not begun, or ends before it begins. */
export async function recordOutage(db: WritableDb, record: OutageRecord): Promise<number> {
  const made = await row<{ id: number }>(db, 'select api.record_outage(?::jsonb) as id', [JSON.stringify(record)]);
  if (!made) throw new Error('the outage was not recorded');
  return made.id;
}

/** Says when an outage ended, by the operator's own clocks: "2026-11-03T14:00". */
export async function endOutage(db: WritableDb, id: number, ended: string): Promise<number> {
  await rows(db, 'select api.end_outage(?, ?)', [id, ended]);
  return id;
}
