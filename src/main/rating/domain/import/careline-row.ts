import type { UsageKind } from '../../../../contract/catalog.ts';
import { LONGEST_CALL_SECONDS, shown, tooLong, unusableText } from './call-record.ts';
import type { Delimiter } from './csv-rows.ts';
import { splitRow } from './csv-rows.ts';
import type { RecordOutcome } from './import-profile.ts';
import { rejected } from './import-profile.ts';

/** The columns of Careline's own usage file, in the order in which its header names them. */
export const carelineColumns = ['key', 'line', 'usage', 'start', 'units', 'destination', 'visited'] as const;
type Column = (typeof carelineColumns)[number];
const kinds: ReadonlySet<string> = new Set<UsageKind>(['voice', 'sms', 'data', 'content']);

/** Where each column stands in the file, or why the header cannot be used. */
export type CarelineHeader = { readonly places: Readonly<Record<Column, number>>; readonly count: number } | { readonly refused: string };

/** Comma, semicolon or tab, whichever the header uses most. */
export function delimiterOf(header: string): Delimiter {
  const used = ([',', ';', '\t'] as const).map((delimiter) => ({ delimiter, fields: header.split(delimiter).length }));
  return used.reduce((best, one) => (one.fields > best.fields ? one : best)).delimiter;
}

/** Reads the header: all seven names, in any order and case, and no other. */
export function carelineHeader(header: string): CarelineHeader {
  const names = (splitRow(header, delimiterOf(header)) ?? []).map((name) => name.trim().toLowerCase());
  const known: readonly string[] = carelineColumns;
  const missing = carelineColumns.filter((name) => !names.includes(name));
  const extra = names.filter((name) => !known.includes(name));
  const whole = `The first line must be ${carelineColumns.join(',')}`;
  if (missing.length > 0) return { refused: `${whole}: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing.` };
  if (extra.length > 0) return { refused: `${whole}, and no other column: remove "${extra.map(shown).join('", "')}".` };
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  if (twice !== undefined) return { refused: `${whole}: "${twice}" is there twice; remove one.` };
  const places = Object.fromEntries(carelineColumns.map((name) => [name, names.indexOf(name)])) as Record<Column, number>;
  return { places, count: names.length };
}

/**
 * One row of Careline's own usage file (docs/guide/usage-import.md). It says everything itself: times carry their
 * offset and numbers their country code, so nothing is guessed here.
 */
export function carelineRow(fields: readonly string[], header: Extract<CarelineHeader, { count: number }>): RecordOutcome {
  if (fields.length !== header.count) {
    return rejected(`The row has ${fields.length} columns where the header names ${header.count}: put a value that holds the delimiter in double quotes.`);
  }
  const value = (name: Column) => (fields[header.places[name]] ?? '').trim();
  const [key, line, usage, units] = [value('key'), withoutPlus(value('line')), value('usage').toLowerCase(), value('units')];
  if (key === '') return rejected('The key is empty: give every event a key of its own that never changes.');
  if (line === '') return rejected('The line is empty: write the phone number or the serial of the service.');
  if (!kinds.has(usage)) return rejected(`The usage "${shown(usage)}" is not known: write voice, sms, data or content.`);
  const start = instantOf(value('start'));
  if (start === undefined) {
    return rejected(`The start "${shown(value('start'))}" is no time with an offset: write 2026-10-05T18:04:11-07:00, or end it with Z for UTC.`);
  }
  if (!/^\d{1,12}$/.test(units)) {
    return rejected(`The units "${shown(units)}" are not a whole number from 0 to 999999999999: write seconds, kilobytes or pieces without a separator.`);
  }
  if (usage === 'voice' && Number(units) > LONGEST_CALL_SECONDS) return rejected(tooLong(Number(units)));
  const destination = withoutPlus(value('destination'));
  const unusable = unusableText({ key, line, destination });
  if (unusable) return rejected(unusable);
  const visited = value('visited');
  const strange = unusableText({ visited });
  if (strange) return rejected(strange);
  const event = { key, line, usage: usage as UsageKind, start, units: Number(units), destination, visited: visited === '' ? null : visited };
  return { kind: 'event', event };
}

/** "+1 (415) 555-0123" as digits; what does not begin with a plus is a serial, a short number or a name, and stays. */
function withoutPlus(text: string): string {
  const digits = text.replace(/[\s().-]/g, '');
  return /^\+\d+$/.test(digits) ? digits.slice(1) : text;
}

const isoShape = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** The moment in UTC, or undefined for what is no ISO time with an offset, such as a 30th of February. */
function instantOf(text: string): string | undefined {
  const parts = isoShape.exec(text);
  if (!parts) return undefined;
  const [, year, month, day] = parts;
  // Parsing rolls a day that does not exist over into the next month, so the day is compared on its own.
  if (Number(day) > 28 && new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDate() !== Number(day)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : new Date(moment).toISOString();
}
