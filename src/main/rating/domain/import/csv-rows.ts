/**
 * Rows of a CSV text, each with the number of the line it begins on. It is written for call records: a damaged row must
 * cost that row only, so an unclosed quote never takes the rest of the file with it, as it does in general CSV readers.
 */
export type CsvRow = {
  /** From 1. */
  readonly line: number;
  /** The row as it stands in the file, without its line end. */
  readonly text: string;
  /** Undefined where the row ends inside a quoted field. */
  readonly fields: readonly string[] | undefined;
};

export type Delimiter = ',' | ';' | '\t';

/** How many further lines a quoted field may go on over before its quote counts as never closed. */
const longestField = 3;

/**
 * The fields of one row, or undefined where a quoted field is not closed. A quote inside a quoted field that is neither
 * doubled nor followed by a delimiter is part of the value (FreeSWITCH does not double them), unless `strict`.
 */
export function splitRow(row: string, delimiter: Delimiter, strict = false): readonly string[] | undefined {
  if (!row.includes('"')) return row.split(delimiter);
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    const start = skipSpaces(row, at);
    if (row[start] !== '"') {
      const end = row.indexOf(delimiter, at);
      if (end < 0) return [...fields, row.slice(at)];
      fields.push(row.slice(at, end));
      at = end + 1;
      continue;
    }
    let value = '';
    let from = start + 1;
    for (;;) {
      const quote = row.indexOf('"', from);
      if (quote < 0) return undefined;
      value += row.slice(from, quote);
      const after = skipSpaces(row, quote + 1);
      if (row[quote + 1] === '"') {
        value += '"';
        from = quote + 2;
      } else if (after === row.length || row[after] === delimiter) {
        fields.push(value);
        at = after + 1;
        break;
      } else {
        if (strict) return undefined;
        value += '"';
        from = quote + 1;
      }
    }
    if (at > row.length) return fields;
  }
}

/** Each row of the text in turn; empty lines and a byte order mark are skipped. */
export function* csvRows(text: string, delimiter: Delimiter): Generator<CsvRow, void, undefined> {
  let next = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 0;
  while (next < text.length) {
    const first = lineAt(text, next);
    next = first.next;
    line += 1;
    if (first.text.trim() === '') continue;
    const row = { line, text: first.text, fields: splitRow(first.text, delimiter) };
    if (row.fields) {
      yield row;
      continue;
    }
    const longer = withFollowingLines(text, first.text, next, delimiter);
    yield longer ? { line, text: longer.text, fields: longer.fields } : row;
    if (longer) {
      next = longer.next;
      line += longer.lines;
    }
  }
}

/** The row continued over the lines after it, where they close its quote cleanly; undefined where they do not. */
function withFollowingLines(text: string, start: string, from: number, delimiter: Delimiter) {
  let row = start;
  let next = from;
  for (let lines = 1; lines <= longestField && next < text.length; lines += 1) {
    const more = lineAt(text, next);
    next = more.next;
    row += `\n${more.text}`;
    const fields = splitRow(row, delimiter, true);
    if (fields) return { text: row, fields, next, lines };
  }
  return undefined;
}

function lineAt(text: string, from: number): { readonly text: string; readonly next: number } {
  const end = text.indexOf('\n', from);
  const stop = end < 0 ? text.length : end;
  const cut = stop > from && text[stop - 1] === '\r' ? stop - 1 : stop;
  return { text: text.slice(from, cut), next: stop + 1 };
}

function skipSpaces(row: string, from: number): number {
  let at = from;
  while (row[at] === ' ') at += 1;
  return at;
}
