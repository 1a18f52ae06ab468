import { memo, type ReactNode } from 'react';
import { cx } from './tone.ts';

/** What is known of a row. Its cells are drawn from this alone. */
export type GridLine<Row> = {
  readonly id: string;
  readonly row?: Row;
  /** In the place of a row: those that are not loaded yet. */
  readonly more?: { readonly left: number; readonly loading: boolean; readonly load: (() => void) | undefined };
  readonly level?: number;
  readonly expanded?: boolean;
  readonly className?: string;
  readonly picked?: boolean;
  readonly position?: number;
  readonly siblings?: number;
};
export type GridRowProps<Row> = {
  readonly index: number;
  readonly id: string;
  readonly line: GridLine<Row>;
  readonly cells: (line: GridLine<Row>) => ReactNode;
  /** Where it lies in a table drawn by sight; null where rows stand one below the other. */
  readonly top: number | null;
  readonly active: boolean;
};

function Row<Row>({ index, id, line, cells, top, active }: GridRowProps<Row>) {
  return (
    <div
      id={id}
      data-index={index}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={line.picked}
      aria-level={line.level}
      aria-expanded={line.expanded}
      aria-posinset={line.position}
      aria-setsize={line.siblings}
      className={cx('grid-row', top !== null && 'drawn', line.className, line.picked && 'picked', active && 'active')}
      style={top === null ? undefined : { top }}
    >
      {cells(line)}
    </div>
  );
}

const lineFields = ['id', 'row', 'more', 'level', 'expanded', 'className', 'picked', 'position', 'siblings'] as const satisfies ReadonlyArray<keyof GridLine<unknown>>;

function isSame<Row>(before: GridRowProps<Row>, now: GridRowProps<Row>): boolean {
  return before.index === now.index && before.id === now.id && before.cells === now.cells && before.top === now.top && before.active === now.active && lineFields.every((field) => before.line[field] === now.line[field]);
}

/** One row. It is drawn again only when something of it changed: not while scrolling, not when more rows arrive. */
export const GridRow = memo(Row, isSame) as typeof Row;
