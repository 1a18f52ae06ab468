import { carelineColumns, carelineHeader, delimiterOf } from './careline-row.ts';
import { csvRows, splitRow } from './csv-rows.ts';
import type { ImportFormat, ImportProfile } from './import-profile.ts';

/** What the first lines of a file look like; `seventeenth` only for Asterisk files of 17 columns. */
export type DetectedFormat = { readonly format: ImportFormat; readonly columns: number; readonly seventeenth?: ImportProfile['seventeenth'] };

const looksAt = 20;
const stamp = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const whole = /^\d+$/;
/** "1793521811.42", with the name of the exchange before it where it has one. */
const uniqueid = /^(?:.+-)?\d{9,11}\.\d+$/;

/**
 * Guesses the format of a file from its first lines, to fill in the import screen; a person confirms it. Undefined
 * where it looks like none of the three.
 */
export function detectFormat(text: string): DetectedFormat | undefined {
  const rows: (readonly string[])[] = [];
  for (const row of csvRows(text, ',')) {
    if (rows.length === 0 && isCarelineHeader(row.text)) return { format: 'careline', columns: carelineColumns.length };
    if (row.fields) rows.push(row.fields.map((field) => field.trim()));
    if (row.line >= looksAt) break;
  }
  const asterisk = rows.filter((row) => (row.length === 17 || row.length === 18) && stamp.test(row[9] ?? '') && whole.test(row[12] ?? '') && whole.test(row[13] ?? ''));
  const freeswitch = rows.filter((row) => (row.length === 13 || row.length === 15) && stamp.test(row[4] ?? '') && whole.test(row[7] ?? '') && whole.test(row[8] ?? ''));
  const first = asterisk[0];
  if (first && asterisk.length >= freeswitch.length) {
    if (first.length === 18) return { format: 'asterisk', columns: 18 };
    const ids = asterisk.filter((row) => row.length === 17 && uniqueid.test(row[16] ?? ''));
    return { format: 'asterisk', columns: 17, seventeenth: ids.length > 0 ? 'uniqueid' : 'userfield' };
  }
  const call = freeswitch[0];
  return call ? { format: 'freeswitch', columns: call.length } : undefined;
}

/** A header that is meant as Careline's own, even where a column is wrong: the refusal then says which. */
function isCarelineHeader(line: string): boolean {
  if (!('refused' in carelineHeader(line))) return true;
  const names: readonly string[] = (splitRow(line, delimiterOf(line)) ?? []).map((name) => name.trim().toLowerCase());
  return carelineColumns.filter((name) => names.includes(name)).length >= 4;
}
