import type { ImportProfile } from '../../contract/operations.ts';
import { Refusal } from '../../contract/errors.ts';
import type { ImportResult, SuspenseReason, UsageEvent } from '../../contract/usage.ts';
import type { RowOutcome } from '../rating/domain/import/import-profile.ts';
import { refusalOf, usageRows } from '../rating/domain/import/read-usage-file.ts';
import { type ServiceOfLine, serviceFinder } from './domain/find-service.ts';
import { usageFileText } from './usage-file.ts';

const CHUNK_ROWS = 5_000;

/** What the database knows of a chunk, as JSON text that only the reader looks into, and the operator's zone. */
export type Known = { readonly keys: string; readonly services: string; readonly zone: string };
/** Rows ready to be written, as JSON text for the posting function. */
export type Part = { readonly events: string; readonly accepted: number; readonly suspended: string; readonly held: number; readonly known: number };
/** What becomes of a file while it is read: its hash; then of each chunk first what to ask the database, next what to write. */
export type ReadingStep =
  | { readonly kind: 'opened'; readonly sha256: string }
  | { readonly kind: 'asks'; readonly keys: string; readonly lines: string; readonly done: number; readonly of: number }
  | { readonly kind: 'sorted'; readonly part: Part };
/** The counts of a whole file that need no database. */
export type Counts = Pick<ImportResult, 'rows' | 'unanswered' | 'duplicates' | 'rejected'>;

/**
 * A file being read, one step at a time: nothing is read ahead of what was asked for. An 'asks' is answered with what is
 * known. `stop` ends it at any time.
 */
export type Reading = { readonly next: (known?: Known) => Promise<IteratorResult<ReadingStep, Counts>>; readonly stop: () => Promise<void> };
/** Begins to read a file; where that happens is the caller's to choose. */
export type ReadUsage = (path: string, profile: ImportProfile) => Reading;

type Suspended = { readonly line: number; readonly key: string; readonly reason: SuspenseReason; readonly row: string; readonly event: UsageEvent | null };
type Usable = Extract<RowOutcome, { kind: 'event' | 'suspended' }>;

/** Reads and sorts a file without a database of its own: what has to be looked up is asked of whoever takes the steps. */
export async function* readingOfUsage(path: string, profile: ImportProfile): AsyncGenerator<ReadingStep, Counts, Known | undefined> {
  const { text, sha256 } = await usageFileText(path);
  const refused = refusalOf(text, profile);
  if (refused) throw new Refusal('REFUSED', refused);
  yield { kind: 'opened', sha256 };
  const about = Math.max(1, Math.round(text.length / Math.max(20, text.indexOf('\n') + 1)));
  const rejected: Array<{ line: number; reason: string }> = [];
  let chunk: Usable[] = [];
  let [rows, duplicates, unanswered] = [0, 0, 0];
  for (const outcome of usageRows(text, profile)) {
    rows += 1;
    if (outcome.kind === 'rejected') rejected.push({ line: outcome.line, reason: outcome.reason });
    else if (outcome.kind === 'duplicate') duplicates += 1;
    else if (outcome.kind === 'unanswered') unanswered += 1;
    else chunk.push(outcome);
    if (rows % CHUNK_ROWS > 0) continue;
    yield* sorted(chunk, profile.format, rows, Math.max(rows, about));
    chunk = [];
  }
  yield* sorted(chunk, profile.format, rows, rows);
  return { rows, duplicates, unanswered, rejected };
}

async function* sorted(chunk: ReadonlyArray<Usable>, format: ImportProfile['format'], done: number, of: number): AsyncGenerator<ReadingStep, void, Known | undefined> {
  const keys = chunk.map((row) => (row.kind === 'event' ? row.event.key : row.key));
  const lines = new Set(chunk.flatMap((row) => (row.kind === 'event' ? [row.event.line] : [])));
  const known = yield { kind: 'asks', keys: JSON.stringify(keys), lines: JSON.stringify([...lines]), done, of };
  if (!known) throw new Error('what is known of the chunk was not told');
  yield { kind: 'sorted', part: partOf(chunk, known, format) };
}

/**
 * Tells apart what is known by its key already (another file may have brought it), what has a service, and what has to wait: an
 * exchange's record as it came, so that it can be read again by another profile.
 */
function partOf(chunk: ReadonlyArray<Usable>, known: Known, format: ImportProfile['format']): Part {
  const before = new Set(JSON.parse(known.keys) as string[]);
  const find = serviceFinder(JSON.parse(known.services) as ServiceOfLine[], known.zone);
  const events: Array<UsageEvent & { readonly service_id: number }> = [];
  const suspended: Suspended[] = [];
  for (const row of chunk) {
    if (row.kind === 'suspended') {
      if (!before.has(row.key)) suspended.push({ line: row.line, key: row.key, reason: row.reason, row: row.row, event: null });
      continue;
    }
    const { line, event } = row;
    if (before.has(event.key)) continue;
    const found = find(event);
    if ('reason' in found) suspended.push({ line, key: event.key, reason: found.reason, row: format === 'careline' ? JSON.stringify(event) : row.row, event });
    else events.push({ ...event, ...found });
  }
  return { events: inner(events), accepted: events.length, suspended: inner(suspended), held: suspended.length, known: chunk.length - events.length - suspended.length };
}

/** A list as JSON without its brackets, so that the lists of all parts are joined by commas. */
const inner = (list: ReadonlyArray<unknown>) => JSON.stringify(list).slice(1, -1);
