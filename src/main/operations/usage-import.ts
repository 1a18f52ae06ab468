import { basename } from 'node:path';
import { Refusal } from '../../contract/errors.ts';
import type { ImportProfile, ImportProgress } from '../../contract/operations.ts';
import type { ImportResult } from '../../contract/usage.ts';
import { type Database, row } from '../platform/database.ts';
import type { Counts, Known, Part, ReadingStep, ReadUsage } from './usage-reading.ts';

const LISTED_REJECTIONS = 1_000;
/** PostgreSQL holds no list of JSON above 256 MB. */
const LARGEST_LIST = 240_000_000;

/**
 * Imports one file, all or nothing: `read` reads it row by row, finds each event's service and leaves out what is known
 * already; the rest is written in one transaction. The same file again changes nothing. Yields progress and, last, the
 * result.
 */
export async function* importUsage(person: Database, read: ReadUsage, path: string, profile: ImportProfile): AsyncGenerator<ImportProgress, void, undefined> {
  const file = basename(path);
  const parts: Part[] = [];
  const reading = read(path, profile);
  let sha256 = '';
  let counts: Counts;
  try {
    let step = await reading.next();
    while (!step.done) {
      const { value } = step;
      let known: Known | undefined;
      if (value.kind === 'opened') {
        sha256 = value.sha256;
        const before = await person.read((db) => row<{ rows: number }>(db, 'select i.rows from bill.imports i where i.sha256 = ?', [sha256]));
        if (before) {
          yield { kind: 'result', result: repeatedResult(file, before.rows) };
          return;
        }
      } else if (value.kind === 'asks') {
        yield { kind: 'progress', done: value.done, of: value.of, step: 'Reading' };
        known = await knownOf(person, value);
      } else parts.push(value.part);
      step = await reading.next(known);
    }
    counts = step.value;
  } finally {
    await reading.stop();
  }
  yield { kind: 'progress', done: counts.rows, of: counts.rows, step: 'Writing' };
  yield { kind: 'result', result: await written(person, { file, sha256, profile, counts, parts }) };
}

const repeatedResult = (file: string, count: number): ImportResult => ({ file, rows: count, accepted: 0, duplicates: count, unanswered: 0, suspended: 0, rejected: [], repeated: true });

/** What is known of a chunk, as text: it goes back to where the file is read and is not looked at here. */
async function knownOf(person: Database, { keys, lines }: Extract<ReadingStep, { kind: 'asks' }>): Promise<Known> {
  const found = await person.read((db) => row<Known>(db, `select to_json(api.known_usage(array(select json_array_elements_text(?::json))))::text as keys,
    (select coalesce(json_agg(g), '[]') from api.guide(array(select json_array_elements_text(?::json))) g)::text as services, s.zone from care.settings s`, [keys, lines]));
  if (!found) throw new Error('there are no settings');
  return found;
}

type Whole = { readonly file: string; readonly sha256: string; readonly profile: ImportProfile; readonly counts: Counts; readonly parts: ReadonlyArray<Part> };

async function written(person: Database, { file, sha256, profile, counts, parts }: Whole): Promise<ImportResult> {
  const sum = (of: (part: Part) => number) => parts.reduce((total, part) => total + of(part), 0);
  const result: ImportResult = { ...counts, file, accepted: sum((part) => part.accepted), duplicates: counts.duplicates + sum((part) => part.known), suspended: sum((part) => part.held), repeated: false };
  const head = { ...result, sha256, format: profile.format, profile, rejected: counts.rejected.slice(0, LISTED_REJECTIONS) };
  if (Math.max(sum((part) => part.events.length), sum((part) => part.suspended.length)) > LARGEST_LIST) throw new Refusal('REFUSED', `${file} holds more usage than is written at once. Split it by day and import the parts.`);
  const list = (of: (part: Part) => string) => `[${parts.map(of).filter((text) => text !== '').join(',')}]`;
  const made = await person.write((db) => row<{ made: { repeated: boolean } }>(db, 'select api.import_usage(?::jsonb, ?::jsonb, ?::jsonb) as made', [JSON.stringify(head), list((part) => part.events), list((part) => part.suspended)]));
  return made?.made.repeated ? repeatedResult(file, counts.rows) : result;
}
