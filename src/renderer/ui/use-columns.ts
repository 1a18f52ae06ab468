import { useMemo } from 'react';
import { type Column, tracksOf } from './column.ts';
import { asMade, hiddenColumns, isArranged, isFree, neighbor, shownColumns, type TableLayout, withHidden, withMoved, withWidths } from './table-layout.ts';
import { arrange, useTableLayout } from './table-layouts.ts';

/** The columns of a table as the person has arranged them, and the acts that arrange them. */
export type Columns<Row> = {
  readonly shown: ReadonlyArray<Column<Row>>;
  readonly hidden: ReadonlyArray<Column<Row>>;
  /** The CSS grid tracks, with other widths on top while a column is made wider or measured. */
  readonly tracks: (widths?: Readonly<Record<string, number | string>>) => string;
  readonly arranged: boolean;
  readonly isFree: (id: string) => boolean;
  readonly canMove: (id: string, step: 1 | -1) => boolean;
  readonly setWidths: (widths: Readonly<Record<string, number>>) => void;
  readonly move: (id: string, step: 1 | -1) => void;
  readonly setHidden: (id: string, hidden: boolean) => void;
  readonly reset: () => void;
};

/** Order, widths and hidden columns of the table with this name, remembered per person. */
export function useColumns<Row>(table: string, columns: ReadonlyArray<Column<Row>>, picks: boolean): Columns<Row> {
  const layout = useTableLayout(table);
  const { order, hidden } = layout;
  // A width alone makes no new list, so that no row is drawn anew for it.
  const shown = useMemo(() => shownColumns(columns, { order, hidden }), [columns, order, hidden]);
  const change = (made: (before: TableLayout) => TableLayout) => arrange(table, made);
  return {
    shown,
    hidden: hiddenColumns(columns, layout),
    tracks: (widths = {}) => tracksOf(shown, picks, { ...layout.widths, ...widths }),
    arranged: isArranged(layout),
    isFree: (id) => isFree(columns, id),
    canMove: (id, step) => neighbor(columns, layout, id, step) !== undefined,
    setWidths: (widths) => change((before) => withWidths(before, widths)),
    move: (id, step) => change((before) => withMoved(columns, before, id, step)),
    setHidden: (id, hidden) => change((before) => withHidden(before, id, hidden)),
    reset: () => change(() => asMade),
  };
}
