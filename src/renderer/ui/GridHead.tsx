import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Column } from './column.ts';
import type { SortHead } from './use-sorted-rows.ts';
import { cx } from './tone.ts';

const spoken = { asc: 'ascending', desc: 'descending' } as const;

/** The heads of the columns; those that sort are buttons with an arrow. */
export function GridHead<Row>({ columns, heads, pick }: { readonly columns: ReadonlyArray<Column<Row>>; readonly heads?: ReadonlyArray<SortHead>; readonly pick?: ReactNode }) {
  return (
    <>
      {pick !== undefined && <div role="columnheader" className="grid-cell">{pick}</div>}
      {columns.map((column, index) => {
        const head = heads?.[index];
        const Arrow = head?.sorted === 'desc' ? IconArrowDown : IconArrowUp;
        return (
          <div key={column.id} role="columnheader" className={cx('grid-cell', column.align === 'end' && 'end')} aria-sort={head?.sorted ? spoken[head.sorted] : undefined}>
            {head?.sortable ? (
              <button type="button" className="sorter" tabIndex={-1} onClick={(event) => head.toggle(event.shiftKey)}>
                <span className="ellipsis">{column.header}</span>
                {head.sorted && <Arrow size={12} stroke={2.25} aria-hidden="true" />}
              </button>
            ) : (
              <span className="ellipsis">{column.header}</span>
            )}
          </div>
        );
      })}
    </>
  );
}
