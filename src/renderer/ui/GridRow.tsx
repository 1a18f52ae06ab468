import { memo, type ReactNode } from 'react';
import { cx } from './tone.ts';

/** What is known of a row before its cells are drawn. */
export type GridLine = { readonly id: string; readonly level?: number; readonly expanded?: boolean; readonly className?: string; readonly picked?: boolean; readonly position?: number; readonly siblings?: number };
export type RowClick = (index: number, event: { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly detail: number }) => void;
export type GridRowProps = {
  readonly index: number;
  readonly id: string;
  readonly line: (index: number) => GridLine | undefined;
  readonly cells: (index: number) => ReactNode;
  /** Where it lies in a table drawn by sight; null where rows stand one below the other. */
  readonly top: number | null;
  readonly active: boolean;
  readonly onClick: RowClick;
};

/** One row. It is drawn again only when something of it changed, not while scrolling. */
export const GridRow = memo(function GridRow({ index, id, line: lineAt, cells, top, active, onClick }: GridRowProps) {
  const line = lineAt(index);
  if (!line) return null;
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
      style={top === null ? undefined : { transform: `translateY(${top}px)` }}
      onClick={(event) => onClick(index, event)}
    >
      {cells(index)}
    </div>
  );
});
