import type { UsageEvent } from '../../../../contract/usage.ts';
import { asteriskRow } from './asterisk-row.ts';
import { carelineColumns, carelineHeader, carelineRow, delimiterOf } from './careline-row.ts';
import { csvRows } from './csv-rows.ts';
import { freeswitchRow } from './freeswitch-row.ts';
import type { ImportProfile, RecordOutcome, RowOutcome, UsageFile } from './import-profile.ts';
import { rejected } from './import-profile.ts';
import { isZone, localTimes } from './local-times.ts';

/** Where each key was first seen, and with which event; a suspended record has none. */
type Seen = Map<string, { readonly line: number; readonly event: UsageEvent | undefined }>;
type ReadRow = (fields: readonly string[]) => RecordOutcome;

/**
 * Reads a usage file whole (product.md 2.14, security.md 7). Nothing is looked up and nothing is stored: what comes out
 * is what the file says. A bad row is reported with its line and a sentence that says the cure, and the rest is read.
 * It never throws: a file that cannot be read at all comes back with `refused`.
 */
export function readUsageFile(text: string, profile: ImportProfile): UsageFile {
  const refused = refusalOf(text, profile);
  const events: UsageFile['events'][number][] = [];
  const bad: UsageFile['rejected'][number][] = [];
  const suspended: UsageFile['suspended'][number][] = [];
  let rows = 0;
  let duplicates = 0;
  let unanswered = 0;
  for (const outcome of refused === undefined ? usageRows(text, profile) : []) {
    rows += 1;
    const { line } = outcome;
    if (outcome.kind === 'event') events.push({ line, event: outcome.event });
    else if (outcome.kind === 'rejected') bad.push({ line, reason: outcome.reason });
    else if (outcome.kind === 'suspended') suspended.push({ line, key: outcome.key, reason: outcome.reason, row: outcome.row });
    else if (outcome.kind === 'duplicate') duplicates += 1;
    else unanswered += 1;
  }
  return { refused, rows, events, duplicates, unanswered, rejected: bad, suspended };
}

/** Why nothing of the file can be read, with the cure; undefined where it can be read row by row. */
export function refusalOf(text: string, profile: ImportProfile): string | undefined {
  if (profile.format !== 'careline' && !isZone(profile.zone)) {
    return `The zone "${profile.zone}" of this source is not known: choose one such as America/Los_Angeles or UTC.`;
  }
  if (profile.format === 'freeswitch' && profile.lineFrom === 'userfield') {
    return "FreeSWITCH's default template writes no user field: find the service by the account code or the calling number.";
  }
  const first = csvRows(text, ',').next();
  if (first.done) return 'The file is empty: choose a file with at least one row.';
  // What begins with a byte that is no UTF-8 is a picture, a document or UTF-16: a record begins with a quote, a digit or a letter.
  if (text.startsWith('\uFFFD') || first.value.text.includes('\0')) return 'The file is no text in UTF-8: it is binary, or in another encoding such as UTF-16. Export it again as plain text in UTF-8.';
  if (profile.format !== 'careline') return undefined;
  const header = carelineHeader(first.value.text);
  return 'refused' in header ? header.refused : undefined;
}

/**
 * The rows of a file one after the other, for a caller that pauses between them. Ask `refusalOf` first. The same key
 * again is a duplicate where the record says the same, and rejected where it says something else, so that no usage is
 * dropped without a word.
 */
export function* usageRows(text: string, profile: ImportProfile): Generator<RowOutcome, void, undefined> {
  const headed = profile.format === 'careline';
  const headerText = headed ? (csvRows(text, ',').next().value?.text ?? '') : '';
  const read = readerOf(profile, headerText);
  const seen: Seen = new Map();
  let atHeader = headed;
  for (const { line, text: row, fields } of csvRows(text, headed ? delimiterOf(headerText) : ',')) {
    if (atHeader) {
      atHeader = false;
      continue;
    }
    const outcome = row.includes('\0')
      ? rejected('The row holds a NUL character: export the file again, as plain text in UTF-8.')
      : fields
        ? read(fields)
        : rejected('A double quote in this row is not closed: close it, or double the quotes inside the value.');
    yield numbered(outcome, line, row, seen);
  }
}

/**
 * The event of one row of an exchange, read by itself: a row that waited is read again by a profile that was put right. Null
 * where it still makes none. Rows of Careline's own files need their header and have their event already.
 */
export function eventOfRow(row: string, profile: ImportProfile): UsageEvent | null {
  if (profile.format === 'careline' || refusalOf(row, profile) !== undefined) return null;
  const fields = csvRows(row, ',').next().value?.fields;
  const outcome = fields && readerOf(profile, '')(fields);
  return outcome?.kind === 'event' ? outcome.event : null;
}

function readerOf(profile: ImportProfile, headerText: string): ReadRow {
  if (profile.format === 'careline') {
    const header = carelineHeader(headerText);
    return 'refused' in header ? () => rejected(header.refused) : (fields) => carelineRow(fields, header);
  }
  const times = localTimes(profile.zone);
  const row = profile.format === 'asterisk' ? asteriskRow : freeswitchRow;
  return (fields) => row(fields, profile, times);
}

function numbered(outcome: RecordOutcome, line: number, row: string, seen: Seen): RowOutcome {
  if (outcome.kind === 'rejected' || outcome.kind === 'unanswered') return { ...outcome, line };
  const event = outcome.kind === 'event' ? outcome.event : undefined;
  const key = outcome.kind === 'event' ? outcome.event.key : outcome.key;
  const earlier = seen.get(key);
  if (!earlier) {
    seen.set(key, { line, event });
    return outcome.kind === 'event' ? { kind: 'event', line, event: outcome.event, row } : { kind: 'suspended', line, key, reason: outcome.reason, row };
  }
  if (sameEvent(earlier.event, event)) return { kind: 'duplicate', line, key };
  return { kind: 'rejected', line, reason: `The key is that of line ${earlier.line}, but the record says something else: give each event a key of its own.` };
}

function sameEvent(a: UsageEvent | undefined, b: UsageEvent | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && carelineColumns.every((column) => a[column] === b[column]));
}
