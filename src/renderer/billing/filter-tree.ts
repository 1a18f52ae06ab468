import { type BillRow, labelOf } from './bill-rows.ts';

/** Whether a row's own words contain the text. */
export function rowMatches(row: BillRow, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  const reference = 'reference' in row ? row.reference : '';
  return `${labelOf(row)} ${reference} ${reference.replace(/\D/g, '')}`.toLowerCase().includes(wanted);
}

/**
 * The tree with only what matches: rows whose words contain the text with all below them, and charges that have matching
 * events (`hits` by line). Rows above a hit stay, so that it can be placed.
 */
export function filteredTree(rows: ReadonlyArray<BillRow>, text: string, hits: (lineId: number) => boolean): ReadonlyArray<BillRow> {
  if (!text.trim()) return rows;
  return rows.flatMap((row): BillRow[] => {
    if (rowMatches(row, text)) return [row];
    if (row.kind === 'charge') return hits(row.line.lineId) ? [row] : [];
    if (!('below' in row)) return [];
    const below = filteredTree(row.below.rows, text, hits);
    return below.length > 0 ? [{ ...row, below: { rows: below } }] : [];
  });
}

/** Rows that must be open for the hits to be seen: everything above them, and charges found by their events. */
export function openForHits(rows: ReadonlyArray<BillRow>, text: string): ReadonlySet<string> {
  const open = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'charge' && row.line.events > 0 && !rowMatches(row, text)) open.add(row.id);
    if (!('below' in row) || rowMatches(row, text)) continue;
    open.add(row.id);
    for (const id of openForHits(row.below.rows, text)) open.add(id);
  }
  return open;
}

/** The charges whose events have to be asked: those whose own words and whose service's words do not match. */
export function chargesToSearch(rows: ReadonlyArray<BillRow>, text: string): ReadonlyArray<Extract<BillRow, { kind: 'charge' }>> {
  if (!text.trim()) return [];
  return rows.flatMap((row) => {
    if (rowMatches(row, text)) return [];
    if (row.kind === 'charge') return row.line.events > 0 ? [row] : [];
    return 'below' in row ? chargesToSearch(row.below.rows, text) : [];
  });
}
