import { Refusal } from '../../contract/errors.ts';
import type { ImportProfile, Recycled } from '../../contract/operations.ts';
import type { UsageEvent } from '../../contract/usage.ts';
import { type Database, type ReadableDb, row, rows } from '../platform/database.ts';
import { isZone } from '../rating/domain/import/local-times.ts';
import { eventOfRow } from '../rating/domain/import/read-usage-file.ts';
import { type ServiceOfLine, serviceFinder } from './domain/find-service.ts';

/** How the rows of a file should have been read: what differs from the profile it was imported by. */
export type SourceCorrection = { readonly file: string; readonly profile: Partial<Omit<ImportProfile, 'format'>> };

const ROWS_AT_ONCE = 5_000;

type Waiting = { readonly id: number; readonly event: UsageEvent | null; readonly row: string; readonly profile: ImportProfile };

/**
 * Tries suspended usage again, all of it or that of one file: services may have been added or corrected since, and with a
 * `correction` the rows of an exchange are read again by a profile put right. Each set of rows is a transaction of its own, so
 * trying goes on where it was cut off, and trying twice does what once does. Throws a
 * Refusal where nothing of the file waits or its zone is none.
 */
export async function retrySuspense(person: Database, correction?: SourceCorrection): Promise<Recycled> {
  const file = correction?.file ?? null;
  const zone = correction?.profile.zone;
  if (zone !== undefined && !isZone(zone)) throw new Refusal('REFUSED', `The zone "${zone}" is not known: choose one such as America/Los_Angeles or UTC.`);
  const done = { accepted: 0, late: 0, known: 0 };
  for (let after = 0, first = true; ; first = false) {
    const waiting = await person.read((db) => rows<Waiting>(db, 'select s.id, s.event, s.row, i.profile from bill.suspense s join bill.imports i on i.id = s.import_id where s.resolved_at is null and s.id > ? and (?::text is null or i.file = ?) order by s.id limit ?', [after, file, file, ROWS_AT_ONCE]));
    if (first && waiting.length === 0 && file !== null) throw new Refusal('NOT_FOUND', `Nothing of ${file} is in suspense.`);
    const again = await person.read((db) => guided(db, waiting, correction?.profile ?? {}));
    const taken = again.length > 0 ? await person.write((db) => row<{ done: typeof done }>(db, 'select api.recycle_suspense(?::jsonb) as done', [JSON.stringify(again)])) : undefined;
    for (const name of ['accepted', 'late', 'known'] as const) done[name] += taken?.done[name] ?? 0;
    after = waiting.at(-1)?.id ?? after;
    if (waiting.length < ROWS_AT_ONCE) break;
  }
  const left = await person.read((db) => row<{ n: number }>(db, 'select count(*)::int as n from bill.suspense s join bill.imports i on i.id = s.import_id where s.resolved_at is null and (?::text is null or i.file = ?)', [file, file]));
  return { ...done, left: left?.n ?? 0 };
}

/** The rows whose event is known and has a service, as the posting function takes them. */
async function guided(db: ReadableDb, waiting: ReadonlyArray<Waiting>, correction: SourceCorrection['profile']): Promise<ReadonlyArray<object>> {
  const read = waiting.flatMap(({ id, event, row: text, profile }) => {
    const now = eventOfRow(text, { ...profile, ...correction }) ?? event;
    return now ? [{ id, event: now }] : [];
  });
  const services = await rows<ServiceOfLine>(db, 'select * from api.guide(?::text[])', [[...new Set(read.map(({ event }) => event.line))]]);
  const settings = await row<{ zone: string }>(db, 'select s.zone from care.settings s');
  const find = serviceFinder(services, settings?.zone ?? 'UTC');
  return read.flatMap(({ id, event }) => {
    const found = find(event);
    return 'reason' in found ? [] : [{ ...event, id, ...found }];
  });
}
