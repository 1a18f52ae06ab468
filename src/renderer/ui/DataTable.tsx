import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { Checkbox } from './Checkbox.tsx';
import { type Column, type Density, rowHeights, tracksOf } from './column.ts';
import { copyRows } from './copy-rows.ts';
import { FootCells, GridCell } from './GridCells.tsx';
import { GridFrame } from './GridFrame.tsx';
import { GridHead } from './GridHead.tsx';
import { movedIndex } from './grid-moves.ts';
import { cx } from './tone.ts';
import { usePicks } from './use-picks.ts';
import { useSortedRows } from './use-sorted-rows.ts';

export type DataTableProps<Row extends object> = {
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: ReadonlyArray<Row>;
  readonly rowId: (row: Row) => string;
  readonly density?: Density;
  /** Takes the height of its parent and scrolls. */
  readonly fill?: boolean;
  /** Enter; a click too, or a double click where a click selects. */
  readonly onOpen?: (row: Row) => void;
  readonly selected?: string | null;
  readonly onSelect?: (row: Row) => void;
  readonly picked?: ReadonlySet<string>;
  readonly onPick?: (ids: ReadonlySet<string>) => void;
  readonly footer?: Readonly<Record<string, ReactNode>>;
  readonly empty?: ReactNode;
  readonly rowKind?: (row: Row) => 'group' | 'quiet' | undefined;
  readonly defaultSort?: { readonly id: string; readonly down: boolean };
  /** Pages: asks for the next one as the end comes near. */
  readonly more?: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
};

/** The one table of the product: sorting, keys, picking, copying, drawn by sight above 200 rows (design.md 10). */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, density = 'default', fill = false, onOpen, selected, onSelect, picked, onPick, footer, empty, rowKind, defaultSort, more } = props;
  const { heads, sorted } = useSortedRows(columns, rows, rowId, defaultSort);
  const [activeId, setActiveId] = useState<string | null>(null);
  const ids = useMemo(() => sorted.map((row) => row.id), [sorted]);
  const active = activeId === null ? (selected ? ids.indexOf(selected) : -1) : ids.indexOf(activeId);
  const picks = usePicks(ids, picked, onPick);
  if (rows.length === 0 && empty && !more?.has) return <>{empty}</>;
  const rowAt = (index: number) => sorted[index]?.original;
  const open = (index: number) => {
    const row = rowAt(index);
    if (row) onOpen?.(row);
  };
  const go = (index: number, extend: boolean) => {
    const row = rowAt(index);
    if (!row) return;
    if (extend) picks.extend(active, index);
    setActiveId(ids[index] ?? null);
    if (!extend) onSelect?.(row);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>, page: number) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const target = control ? undefined : movedIndex(event.key, active, ids.length, page);
    if (target !== undefined) go(target, event.shiftKey && picks.on);
    else if (event.key === 'Enter' && !control && active >= 0) open(active);
    else if (event.key === ' ' && picks.on && active >= 0) picks.toggle(active);
    else if (control && event.key === 'a' && picks.on) picks.all();
    else if (control && event.key === 'c' && !window.getSelection()?.toString()) copyRows(columns, picks.on && picked?.size ? sorted.filter((row) => picked.has(row.id)).map((row) => row.original) : active >= 0 ? [sorted[active]?.original].filter((row) => row !== undefined) : rows);
    else return;
    event.preventDefault();
  };
  return (
    <GridFrame
      role="grid"
      label={label}
      tracks={tracksOf(columns, picks.on)}
      rowHeight={rowHeights[density]}
      count={sorted.length}
      lineAt={(index) => {
        const row = sorted[index];
        return row && { id: row.id, picked: picks.on ? picked?.has(row.id) : onSelect ? row.id === selected : undefined, className: cx(onOpen && 'openable', onSelect && 'selectable-row', rowKind?.(row.original)) };
      }}
      rowCount={more?.has ? null : sorted.length}
      active={active}
      fill={fill}
      multi={picks.on}
      head={<GridHead columns={columns} heads={heads} pick={picks.on ? <Checkbox label="All rows" checked={picks.state === 'all'} mixed={picks.state === 'some'} onChange={picks.all} /> : undefined} />}
      foot={footer && <FootCells columns={columns} footer={footer} picks={picks.on} />}
      note={more?.loading ? 'Loading more' : undefined}
      onEnd={more?.has && !more.loading ? more.load : undefined}
      onKey={onKey}
      onRowClick={(index, event) => {
        if (event.shiftKey || event.ctrlKey) return picks.on ? go(index, event.shiftKey) : undefined;
        go(index, false);
        if (!onSelect || event.detail === 2) open(index);
      }}
      cells={(index) => {
        const row = rowAt(index);
        if (!row) return null;
        return (
          <>
            {picks.on && <GridCell><span onClick={(event) => event.stopPropagation()}><Checkbox label="Select row" checked={picked?.has(ids[index] ?? '') ?? false} onChange={() => picks.toggle(index)} /></span></GridCell>}
            {columns.map((column) => (
              <GridCell key={column.id} align={column.align}>
                {column.cell(row)}
              </GridCell>
            ))}
          </>
        );
      }}
    />
  );
}
