import { IconArrowRight, IconSquareCheck } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
import { Checkbox } from './Checkbox.tsx';
import { type Column, type Density, rowHeights } from './column.ts';
import { copyRows } from './copy-rows.ts';
import { FootCells, GridCell } from './GridCells.tsx';
import { type AskedRow, GridFrame } from './GridFrame.tsx';
import { GridHead } from './GridHead.tsx';
import type { GridLine } from './GridRow.tsx';
import { movedIndex } from './grid-moves.ts';
import type { MenuItem } from './Menu.tsx';
import { rowMenu } from './row-menu.tsx';
import { cx } from './tone.ts';
import { useColumns } from './use-columns.ts';
import { useMenuAt } from './use-menu-at.tsx';
import { usePicks } from './use-picks.ts';
import { useSortedRows } from './use-sorted-rows.ts';

export type DataTableProps<Row extends object> = {
  /** Under which the arrangement of the columns is remembered; the same wherever the same table is shown. */
  readonly name: string;
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
  /** What else can be done with a row, in its menu. */
  readonly rowActs?: (row: Row) => ReadonlyArray<MenuItem>;
  readonly defaultSort?: { readonly id: string; readonly down: boolean };
  /** Pages: asks for the next one as the end comes near. */
  readonly more?: { readonly has: boolean; readonly loading: boolean; readonly load: () => void };
};

/** The one table of the product: columns as the person arranged them, sorting, keys, menus, picking, copying, drawn by sight above 200 rows (design.md 10). */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { name, label, columns, rows, rowId, density = 'default', fill = false, onOpen, selected, onSelect, picked, onPick, footer, empty, rowKind, rowActs, defaultSort, more } = props;
  const { heads, sorted } = useSortedRows(columns, rows, rowId, defaultSort);
  const [activeId, setActiveId] = useState<string | null>(null);
  const ids = useMemo(() => sorted.map((row) => row.id), [sorted]);
  const wanted = activeId ?? selected ?? null;
  const active = useMemo(() => (wanted === null ? -1 : ids.indexOf(wanted)), [ids, wanted]);
  const picks = usePicks(ids, picked, onPick);
  const arranged = useColumns(name, columns, picks.on);
  const menu = useMenuAt();
  const { shown } = arranged;
  const { on: picking, toggle } = picks;
  const cells = useCallback(
    ({ id, row, picked: isPicked = false }: GridLine<Row>) =>
      row && (
        <>
          {picking && <GridCell><span onClick={(event) => event.stopPropagation()}><Checkbox label="Select row" checked={isPicked} onChange={() => toggle(id)} /></span></GridCell>}
          {shown.map((column) => (
            <GridCell key={column.id} align={column.align}>
              {column.cell(row)}
            </GridCell>
          ))}
        </>
      ),
    [shown, picking, toggle],
  );
  if (rows.length === 0 && empty && !more?.has) return <>{empty}</>;
  const rowAt = (index: number) => sorted[index]?.original;
  const pickedRows = () => (picks.on && picked?.size ? sorted.filter((row) => picked.has(row.id)).map((row) => row.original) : []);
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
  const copy = () => {
    const chosen = pickedRows();
    const row = rowAt(active);
    copyRows(shown, chosen.length > 0 ? chosen : row ? [row] : rows);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>, page: number) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const target = control ? undefined : movedIndex(event.key, active, ids.length, page);
    const id = ids[active];
    if (target !== undefined) go(target, event.shiftKey && picks.on);
    else if (event.key === 'Enter' && !control && active >= 0) open(active);
    else if (event.key === ' ' && picks.on && id !== undefined) picks.toggle(id);
    else if (control && event.key === 'a' && picks.on) picks.all();
    else if (control && event.key === 'c' && !window.getSelection()?.toString()) copy();
    else return;
    event.preventDefault();
  };
  const onRowMenu = ({ index, cell, at, back }: AskedRow) => {
    const row = rowAt(index);
    const id = ids[index];
    if (!row || id === undefined) return;
    setActiveId(id);
    const first: ReadonlyArray<MenuItem> = [
      ...(onOpen ? [{ kind: 'item', label: 'Open', icon: IconArrowRight, keys: 'Enter', onClick: () => onOpen(row) } satisfies MenuItem] : []),
      ...(picks.on ? [{ kind: 'item', label: picked?.has(id) ? 'Do not select' : 'Select', icon: IconSquareCheck, keys: 'Space', onClick: () => picks.toggle(id) } satisfies MenuItem] : []),
    ];
    const column = cell === null ? undefined : shown[cell - (picks.on ? 1 : 0)];
    menu.open({ label: 'Row', at, back, items: rowMenu({ columns: shown, row, cell: column, picked: pickedRows(), first, acts: rowActs?.(row) ?? [] }) });
  };
  return (
    <>
      <GridFrame
        role="grid"
        label={label}
        tracks={arranged.tracks()}
        rowHeight={rowHeights[density]}
        count={sorted.length}
        lineAt={(index) => {
          const row = sorted[index];
          return row && { id: row.id, row: row.original, picked: picks.on ? picked?.has(row.id) : onSelect ? row.id === selected : undefined, className: cx(onOpen && 'openable', onSelect && 'selectable-row', rowKind?.(row.original)) };
        }}
        rowCount={more?.has ? null : sorted.length}
        active={active}
        fill={fill}
        multi={picks.on}
        head={<GridHead columns={arranged} heads={heads} openMenu={menu.open} pick={picks.on ? <Checkbox label="All rows" checked={picks.state === 'all'} mixed={picks.state === 'some'} onChange={picks.all} /> : undefined} />}
        foot={footer && <FootCells columns={shown} footer={footer} picks={picks.on} />}
        note={more?.loading ? 'Loading more' : undefined}
        onEnd={more?.has && !more.loading ? more.load : undefined}
        onKey={onKey}
        onRowClick={(index, event) => {
          if (event.shiftKey || event.ctrlKey) return picks.on ? go(index, event.shiftKey) : undefined;
          go(index, false);
          if (!onSelect || event.detail === 2) open(index);
        }}
        onRowMenu={onRowMenu}
        menuOpen={menu.isOpen}
        cells={cells}
      />
      {menu.menu}
    </>
  );
}
