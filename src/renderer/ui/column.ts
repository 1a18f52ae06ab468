import type { ReactNode } from 'react';

/** One column of a table or tree. */
export type Column<Row> = {
  readonly id: string;
  /** Carries the unit: "Amount, $". */
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What sorts and what Ctrl+C copies. */
  readonly value?: (row: Row) => string | number | null;
  /** Copied instead of the value. */
  readonly copy?: (row: Row) => string;
  /** Pixels or a grid track; an equal share of the width where absent. */
  readonly width?: number | string;
  readonly align?: 'start' | 'end';
  /** false: the header does not sort though there is a value. */
  readonly sort?: false;
};

export type Density = 'compact' | 'default' | 'two-line';
/** Row heights of the design (design.md 10). */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 28, default: 34, 'two-line': 44 };

const PICK_TRACK = '38px';
const isFlexible = (track: string) => /fr\b/.test(track);

/**
 * The CSS grid tracks of the columns, with a narrow first one for check boxes where rows can be picked. A width given by
 * hand goes before the column's own; where none is left that takes what is over, the last one does.
 */
export function tracksOf<Row>(columns: ReadonlyArray<Column<Row>>, picks: boolean, widths: Readonly<Record<string, number | string>> = {}): string {
  const tracks = columns.map(({ id, width }) => {
    const given = widths[id] ?? width;
    return typeof given === 'number' ? `${given}px` : (given ?? 'minmax(48px, 1fr)');
  });
  const last = tracks.at(-1);
  if (last !== undefined && !tracks.some(isFlexible)) tracks[tracks.length - 1] = `minmax(${last}, 1fr)`;
  return [...(picks ? [PICK_TRACK] : []), ...tracks].join(' ');
}

/** Whether a column has something to copy. */
export function isCopied<Row>(column: Column<Row>): boolean {
  return Boolean(column.copy ?? column.value);
}

/** What copying a cell gives, in full and on one line. */
export function cellText<Row>(column: Column<Row>, row: Row): string {
  const text = column.copy ? column.copy(row) : String(column.value?.(row) ?? '');
  return text.replace(/[\t\r\n]+/g, ' ');
}

/** Rows as tab-separated text with a head line, in full and never truncated. */
export function copyText<Row>(columns: ReadonlyArray<Column<Row>>, rows: ReadonlyArray<Row>): string {
  const told = columns.filter(isCopied);
  const lines = rows.map((row) => told.map((column) => cellText(column, row)).join('\t'));
  return [told.map((column) => column.header).join('\t'), ...lines].join('\n');
}
