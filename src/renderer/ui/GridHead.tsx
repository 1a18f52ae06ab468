import { IconArrowDown, IconArrowUp, IconChevronDown } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Column } from './column.ts';
import { columnMenu, WIDTH_STEP, widen } from './column-menu.ts';
import { gridOf } from './column-widths.ts';
import { ColumnDivider } from './ColumnDivider.tsx';
import { cx } from './tone.ts';
import type { Columns } from './use-columns.ts';
import { type AskMenu, asksForMenu, footOf } from './use-menu-at.tsx';
import type { SortHead } from './use-sorted-rows.ts';

const spoken = { asc: 'ascending', desc: 'descending' } as const;

export type GridHeadProps<Row> = { readonly columns: Columns<Row>; readonly heads?: ReadonlyArray<SortHead>; readonly pick?: ReactNode; readonly openMenu: AskMenu };

/** The heads of the columns, one tab stop: arrows go along them, Enter sorts, Shift with an arrow changes the width, Shift+F10 opens the menu. */
export function GridHead<Row>({ columns, heads, pick, openMenu }: GridHeadProps<Row>) {
  const [at, setAt] = useState<string | null>(null);
  const { shown } = columns;
  const stop = shown.find((column) => column.id === at) ?? shown[0];
  return (
    <>
      {pick !== undefined && <div role="columnheader" className="grid-cell">{pick}</div>}
      {shown.map((column, index) =>
        column.header === '' ? (
          <div key={column.id} role="columnheader" className="grid-cell" />
        ) : (
          <HeadCell key={column.id} column={column} columns={columns} head={heads?.find((head) => head.id === column.id)} isStop={column === stop} isLast={index === shown.length - 1} onStop={setAt} openMenu={openMenu} />
        ),
      )}
    </>
  );
}

type HeadCellProps<Row> = { readonly column: Column<Row>; readonly columns: Columns<Row>; readonly head: SortHead | undefined; readonly isStop: boolean; readonly isLast: boolean; readonly onStop: (id: string) => void; readonly openMenu: AskMenu };

function HeadCell<Row>({ column, columns, head, isStop, isLast, onStop, openMenu }: HeadCellProps<Row>) {
  const { id, header } = column;
  const ask = (cell: HTMLElement, point = footOf(cell)) => openMenu({ label: `Column ${header}`, at: point, items: columnMenu(columns, column, head, cell), back: cell });
  const Arrow = head?.sorted === 'desc' ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      data-column={id}
      className={cx('grid-cell', column.align === 'end' && 'end')}
      aria-sort={head?.sorted ? spoken[head.sorted] : undefined}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => onStop(id)}
      onContextMenu={(event) => {
        event.preventDefault();
        ask(event.currentTarget, { x: event.clientX, y: event.clientY });
      }}
      onKeyDown={(event) => {
        if (!headKey(event, id, columns, head, () => ask(event.currentTarget))) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {head?.sortable ? (
        <button type="button" className="sorter" tabIndex={-1} onClick={(event) => head.toggle(event.shiftKey)}>
          <span className="ellipsis">{header}</span>
          {head.sorted && <Arrow size={12} stroke={2.25} aria-hidden="true" />}
        </button>
      ) : (
        <span className="ellipsis" title={header}>{header}</span>
      )}
      <button type="button" className="head-menu" tabIndex={-1} aria-hidden="true" onClick={(event) => { const cell = event.currentTarget.closest<HTMLElement>('[data-column]'); if (cell) ask(cell); }}>
        <IconChevronDown size={14} stroke={2} />
      </button>
      {!isLast && <ColumnDivider id={id} columns={columns} />}
    </div>
  );
}

/** What a key does on a head; false where it is none of its keys. */
function headKey<Row>(event: KeyboardEvent<HTMLElement>, id: string, columns: Columns<Row>, head: SortHead | undefined, ask: () => void): boolean {
  const cell = event.currentTarget;
  if (event.target !== cell || event.ctrlKey || event.metaKey) return false;
  const sideways = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (asksForMenu(event) || (event.altKey && event.key === 'ArrowDown')) ask();
  else if (event.altKey) return false;
  else if (sideways !== 0 && event.shiftKey) widen(columns, cell, id, sideways * WIDTH_STEP);
  else if (sideways !== 0) headBeside(cell, sideways)?.focus();
  else if ((event.key === 'Enter' || event.key === ' ') && head?.sortable) head.toggle(event.shiftKey);
  else if (event.key === 'ArrowDown') gridOf(cell)?.focus();
  else return false;
  return true;
}

function headBeside(cell: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const cells = [...(cell.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
  return cells[cells.indexOf(cell) + step];
}
