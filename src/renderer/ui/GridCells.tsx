import type { ReactNode } from 'react';
import type { Column } from './column.ts';
import { cx } from './tone.ts';

/** One cell of a row. */
export function GridCell({ align, children }: { readonly align?: 'start' | 'end'; readonly children: ReactNode }) {
  return (
    <div role="gridcell" className={cx('grid-cell', align === 'end' && 'end')}>
      <div className={cx('clip', align !== 'end' && 'whole')}>{children}</div>
    </div>
  );
}

/** The cells of a total row, empty where a column has no total. */
export function FootCells<Row>({ columns, footer, picks }: { readonly columns: ReadonlyArray<Column<Row>>; readonly footer: Readonly<Record<string, ReactNode>>; readonly picks: boolean }) {
  return (
    <>
      {picks && <GridCell>{null}</GridCell>}
      {columns.map((column) => (
        <GridCell key={column.id} align={column.align}>
          {footer[column.id] ?? null}
        </GridCell>
      ))}
    </>
  );
}
