import type { Column } from './column.ts';

/** How a person has arranged the columns of a table. What is absent is as the table was made. */
export type TableLayout = {
  /** Pixels by column. */
  readonly widths: Readonly<Record<string, number>>;
  /** Ids of all columns but the first, in the order wanted. */
  readonly order: ReadonlyArray<string>;
  readonly hidden: ReadonlyArray<string>;
};
export const asMade: TableLayout = { widths: {}, order: [], hidden: [] };

const NARROWEST = 48;
const WIDEST = 900;

/** A width in whole pixels that a column can have. */
export function allowedWidth(pixels: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, Math.round(pixels)));
}

/** The first column is pinned, and one without a header (a row's buttons) stays where it is. */
export function isFree<Row>(columns: ReadonlyArray<Column<Row>>, id: string): boolean {
  return columns[0]?.id !== id && columns.some((column) => column.id === id && column.header !== '');
}

function inOrder<Row>(columns: ReadonlyArray<Column<Row>>, order: ReadonlyArray<string>): ReadonlyArray<Column<Row>> {
  // A column the person has never seen in this order stands where it was made.
  const place = (column: Column<Row>) => {
    const at = order.indexOf(column.id);
    return at < 0 ? columns.indexOf(column) - 1 : at;
  };
  const free = columns.filter((column) => isFree(columns, column.id)).toSorted((a, b) => place(a) - place(b));
  return columns.map((column) => (isFree(columns, column.id) ? (free.shift() ?? column) : column));
}

/** The columns as they are shown: the first one first, the others in the order wanted, without the hidden ones. */
export function shownColumns<Row>(columns: ReadonlyArray<Column<Row>>, { order, hidden }: Pick<TableLayout, 'order' | 'hidden'>): ReadonlyArray<Column<Row>> {
  return inOrder(columns, order).filter((column) => !hidden.includes(column.id) || !isFree(columns, column.id));
}

/** The columns that can be shown again. */
export function hiddenColumns<Row>(columns: ReadonlyArray<Column<Row>>, { hidden }: TableLayout): ReadonlyArray<Column<Row>> {
  return columns.filter((column) => hidden.includes(column.id) && isFree(columns, column.id));
}

/** The shown column a column changes places with; undefined where it cannot go that way. */
export function neighbor<Row>(columns: ReadonlyArray<Column<Row>>, layout: TableLayout, id: string, step: 1 | -1): Column<Row> | undefined {
  const shown = shownColumns(columns, layout);
  const at = shown.findIndex((column) => column.id === id);
  const other = at < 0 ? undefined : shown[at + step];
  return other && isFree(columns, id) && isFree(columns, other.id) ? other : undefined;
}

/** A column one place further left or right among those shown. */
export function withMoved<Row>(columns: ReadonlyArray<Column<Row>>, layout: TableLayout, id: string, step: 1 | -1): TableLayout {
  const other = neighbor(columns, layout, id, step);
  if (!other) return layout;
  const order = inOrder(columns, layout.order).map((column) => column.id).filter((one) => one !== id && isFree(columns, one));
  order.splice(order.indexOf(other.id) + (step > 0 ? 1 : 0), 0, id);
  return { ...layout, order };
}

/** A column hidden, or shown again. */
export function withHidden(layout: TableLayout, id: string, hide: boolean): TableLayout {
  const hidden = layout.hidden.filter((one) => one !== id);
  return { ...layout, hidden: hide ? [...hidden, id] : hidden };
}

/** Widths given by hand, on top of those given before. */
export function withWidths(layout: TableLayout, widths: Readonly<Record<string, number>>): TableLayout {
  return { ...layout, widths: { ...layout.widths, ...widths } };
}

/** Whether anything was arranged. */
export function isArranged({ widths, order, hidden }: TableLayout): boolean {
  return order.length > 0 || hidden.length > 0 || Object.keys(widths).length > 0;
}
