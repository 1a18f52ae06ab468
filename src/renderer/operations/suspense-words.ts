import type { Recycled, SuspendedRecord } from '../../contract/operations.ts';

/** What trying suspended usage again came to; `freed` are those of the listed records that are no longer in suspense. */
export type Retried = Recycled & { readonly freed: ReadonlyArray<SuspendedRecord> };

/** Records that were listed and are gone; with more pages to come, what lies behind the last one is not known to be gone. */
export function freedOf(before: ReadonlyArray<SuspendedRecord>, after: ReadonlyArray<SuspendedRecord>, more: boolean): ReadonlyArray<SuspendedRecord> {
  const still = new Set(after.map(({ id }) => id));
  const last = more ? Math.min(...still) : 0;
  return before.filter(({ id }) => !still.has(id) && id > last);
}

/** Where accepted records are, in a few places: "a.csv lines 12, 14 and 3 more". */
export function placesWords(records: ReadonlyArray<Pick<SuspendedRecord, 'file' | 'line'>>, most = 6): string {
  const files = [...new Set(records.map(({ file }) => file))];
  return files.map((file) => {
    const lines = records.filter((record) => record.file === file).map(({ line }) => line).toSorted((one, other) => one - other);
    const shown = lines.slice(0, most).map((line) => line.toLocaleString('en-US')).join(', ');
    return `${file} line${lines.length === 1 ? '' : 's'} ${shown}${lines.length > most ? ` and ${(lines.length - most).toLocaleString('en-US')} more` : ''}`;
  }).join('; ');
}
