import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportProfile } from '../../contract/operations.ts';
import { Refusal } from '../../contract/errors.ts';
import type { ImportResult, SuspenseReason, UsageEvent } from '../../contract/usage.ts';
import { dayOf } from '../../contract/dates.ts';
import { type Database, type ReadableDb, row, rows } from '../platform/database.ts';
import { refusalOf, usageRows } from '../rating/domain/import/read-usage-file.ts';

const LARGEST_FILE_BYTES = 512 * 1024 * 1024;
const CHUNK = 5_000;
const LISTED_REJECTIONS = 1_000;

type Suspended = { readonly line: number; readonly key: string; readonly reason: SuspenseReason; readonly row: string; readonly event: UsageEvent | null };
type Guided = { readonly event: UsageEvent; readonly service_id: number };
type Read = { readonly rows: number; readonly events: ReadonlyArray<{ line: number; event: UsageEvent }>; readonly duplicates: number; readonly unanswered: number; readonly rejected: ReadonlyArray<{ line: number; reason: string }>; readonly suspended: ReadonlyArray<Suspended> };
export type ImportStep = { readonly kind: 'progress'; readonly done: number; readonly of: number; readonly step: string } | { readonly kind: 'result'; readonly result: ImportResult };

/** Reads a file the operator chose; refuses what is no text file or too large. */
export async function usageFileText(path: string): Promise<{ text: string; sha256: string }> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch {
    throw new Refusal('REFUSED', `${basename(path)} could not be read. Check that it is still there and that you may read it.`);
  }
  if (bytes.length > LARGEST_FILE_BYTES) throw new Refusal('REFUSED', `${basename(path)} is larger than 512 MB. Split it by day and import the parts.`);
  return { text: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}

/**
 * Imports one file, all or nothing: reads it row by row, finds each event's service, leaves out what is known already, and
 * writes the rest in one transaction. The same file again changes nothing. Yields progress and, last, the result.
 */
export async function* importUsage(person: Database, path: string, profile: ImportProfile): AsyncGenerator<ImportStep, void, undefined> {
  const file = basename(path);
  const { text, sha256 } = await usageFileText(path);
  const refused = refusalOf(text, profile);
  if (refused) throw new Refusal('REFUSED', refused);
  const before = await person.read((db) => row<{ rows: number }>(db, 'select i.rows from bill.imports i where i.sha256 = ?', [sha256]));
  if (before) {
    yield { kind: 'result', result: { file, rows: before.rows, accepted: 0, duplicates: before.rows, unanswered: 0, suspended: 0, rejected: [], repeated: true } };
    return;
  }
  let read: Read | undefined;
  for await (const step of readRows(text, profile)) {
    if ('read' in step) read = step.read;
    else yield { kind: 'progress', ...step, step: 'Reading' };
  }
  if (!read) throw new Error('the file was not read');
  const total = read.rows;
  const guided: Guided[] = [];
  const held = await unknownOf(person, read.suspended);
  const suspended: Suspended[] = [...held];
  let duplicates = read.duplicates + read.suspended.length - held.length;
  for (let at = 0; at < read.events.length; at += CHUNK) {
    const chunk = read.events.slice(at, at + CHUNK);
    const found = await guide(person, chunk);
    guided.push(...found.guided);
    suspended.push(...found.suspended);
    duplicates += found.known;
    yield { kind: 'progress', done: Math.min(total, at + chunk.length), of: total, step: 'Finding the services' };
  }
  yield { kind: 'progress', done: total, of: total, step: 'Writing' };
  const result: ImportResult = { file, rows: read.rows, accepted: guided.length, duplicates, unanswered: read.unanswered, suspended: suspended.length, rejected: read.rejected, repeated: false };
  const head = { ...result, sha256, format: profile.format, profile, rejected: read.rejected.slice(0, LISTED_REJECTIONS) };
  const made = await person.write((db) => row<{ made: { repeated: boolean } }>(db, 'select api.import_usage(?::jsonb, ?::jsonb, ?::jsonb) as made', [JSON.stringify(head), JSON.stringify(guided.map(({ event, service_id }) => ({ ...event, service_id }))), JSON.stringify(suspended)]));
  yield { kind: 'result', result: made?.made.repeated ? { ...result, accepted: 0, duplicates: read.rows, suspended: 0, rejected: [], unanswered: 0, repeated: true } : result };
}

/** Reads in chunks and lets other calls in between. */
async function* readRows(text: string, profile: ImportProfile): AsyncGenerator<{ done: number; of: number } | { read: Read }, void, undefined> {
  const events: Array<{ line: number; event: UsageEvent }> = [];
  const rejected: Array<{ line: number; reason: string }> = [];
  const suspended: Suspended[] = [];
  const about = Math.max(1, Math.round(text.length / Math.max(20, text.indexOf('\n') + 1)));
  let [seen, duplicates, unanswered] = [0, 0, 0];
  for (const outcome of usageRows(text, profile)) {
    seen += 1;
    if (outcome.kind === 'event') events.push({ line: outcome.line, event: outcome.event });
    else if (outcome.kind === 'rejected') rejected.push({ line: outcome.line, reason: outcome.reason });
    else if (outcome.kind === 'suspended') suspended.push({ line: outcome.line, key: outcome.key, reason: outcome.reason, row: outcome.row, event: null });
    else if (outcome.kind === 'duplicate') duplicates += 1;
    else unanswered += 1;
    if (seen % CHUNK === 0) {
      yield { done: Math.min(seen, about), of: Math.max(seen, about) };
      await new Promise((next) => setImmediate(next));
    }
  }
  yield { read: { rows: seen, events, duplicates, unanswered, rejected, suspended } };
}

type Service = { readonly service_id: number; readonly reference: string; readonly started: string; readonly ended: string | null };
type Found = { readonly service_id: number } | { readonly reason: SuspenseReason };

/** How the service of an event is found: by its line, among those active on its day in the operator's zone. */
async function finder(db: ReadableDb, events: ReadonlyArray<UsageEvent>): Promise<(event: UsageEvent) => Found> {
  const services = await rows<Service>(db, 'select * from api.guide(?::text[])', [[...new Set(events.map((event) => event.line))]]);
  const settings = await row<{ zone: string }>(db, 'select s.zone from care.settings s');
  const byLine = new Map<string, Service[]>();
  for (const service of services) byLine.set(service.reference, [...(byLine.get(service.reference) ?? []), service]);
  return (event) => {
    const day = dayOf(event.start, settings?.zone ?? 'UTC');
    const candidates = byLine.get(event.line) ?? [];
    const active = candidates.find((service) => service.started <= day && (service.ended === null || service.ended > day));
    return active ? { service_id: active.service_id } : { reason: candidates.length > 0 ? 'inactiveService' : 'unknownService' };
  };
}

/** Tells apart what is known by its key already, what has a service, and what has none. */
async function guide(person: Database, chunk: ReadonlyArray<{ line: number; event: UsageEvent }>): Promise<{ guided: Guided[]; suspended: Suspended[]; known: number }> {
  return person.read(async (db) => {
    const find = await finder(db, chunk.map(({ event }) => event));
    const known = new Set((await row<{ keys: string[] }>(db, 'select api.known_usage(?::text[]) as keys', [chunk.map(({ event }) => event.key)]))?.keys ?? []);
    const guided: Guided[] = [];
    const suspended: Suspended[] = [];
    for (const { line, event } of chunk) {
      if (known.has(event.key)) continue;
      const found = find(event);
      if ('reason' in found) suspended.push({ line, key: event.key, reason: found.reason, row: JSON.stringify(event), event });
      else guided.push({ event, ...found });
    }
    return { guided, suspended, known: known.size };
  });
}

/** Those of the suspended rows that wait for the first time: another file may have brought them before. */
async function unknownOf(person: Database, suspended: ReadonlyArray<Suspended>): Promise<Suspended[]> {
  const known = new Set<string>();
  for (let at = 0; at < suspended.length; at += CHUNK) {
    const keys = suspended.slice(at, at + CHUNK).map(({ key }) => key);
    const found = await person.read((db) => row<{ keys: string[] }>(db, 'select api.known_usage(?::text[]) as keys', [keys]));
    for (const key of found?.keys ?? []) known.add(key);
  }
  return suspended.filter(({ key }) => !known.has(key));
}

/** Tries suspended usage again: services may have been added or corrected since. */
export async function retrySuspense(person: Database): Promise<{ accepted: number; left: number }> {
  const waiting = await person.read((db) => rows<{ id: number; event: UsageEvent }>(db, 'select s.id, s.event from bill.suspense s where s.resolved_at is null and s.event is not null order by s.id limit 100000'));
  const again = await person.read(async (db) => {
    const find = await finder(db, waiting.map(({ event }) => event));
    return waiting.flatMap(({ id, event }) => {
      const found = find(event);
      return 'reason' in found ? [] : [{ ...event, id, ...found }];
    });
  });
  const taken = again.length > 0 ? await person.write((db) => row<{ n: number }>(db, 'select api.recycle_suspense(?::jsonb) as n', [JSON.stringify(again)])) : { n: 0 };
  const left = await person.read((db) => row<{ n: number }>(db, 'select count(*)::int as n from bill.suspense s where s.resolved_at is null'));
  return { accepted: taken?.n ?? 0, left: left?.n ?? 0 };
}
