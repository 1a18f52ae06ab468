import { IconArrowRight, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useCallback, useMemo, useState } from 'react';
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
import { type TreeChildren, treeLines, treeSize } from './tree-lines.ts';
import { useColumns } from './use-columns.ts';
import { useMenuAt } from './use-menu-at.tsx';

const INDENT = 18;

export type TreeGridProps<Row> = {
  /** Under which the arrangement of the columns is remembered; the same wherever the same table is shown. */
  readonly name: string;
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly roots: ReadonlyArray<Row>;
  readonly rowId: (row: Row) => string;
  /** Asked for expanded rows only. Return the same value while nothing changed. */
  readonly childrenOf: (row: Row) => TreeChildren<Row> | null;
  /** Whether a row has nothing below; where absent, childrenOf is asked and null is a leaf. */
  readonly isLeaf?: (row: Row) => boolean;
  readonly expanded: ReadonlySet<string>;
  readonly onExpand: (ids: ReadonlySet<string>) => void;
  readonly selected?: string | null;
  readonly onSelect?: (row: Row) => void;
  readonly onOpen?: (row: Row) => void;
  readonly density?: Density;
  readonly fill?: boolean;
  readonly footer?: Readonly<Record<string, ReactNode>>;
  readonly rowKind?: (row: Row) => 'group' | 'quiet' | undefined;
  /** What else can be done with a row, in its menu. */
  readonly rowActs?: (row: Row) => ReadonlyArray<MenuItem>;
  readonly empty?: ReactNode;
};

/** A table whose rows open: Right and Left expand and collapse, rows below may come page by page (design.md 10). */
export function TreeGrid<Row>(props: TreeGridProps<Row>) {
  const { name, label, columns, roots, rowId, childrenOf, isLeaf, expanded, onExpand, selected, onSelect, onOpen, density = 'default', fill = false, footer, rowKind, rowActs, empty } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const lines = useMemo(() => treeLines({ roots, rowId, childrenOf, isLeaf: isLeaf ?? ((row) => childrenOf(row) === null), expanded }), [roots, rowId, childrenOf, isLeaf, expanded]);
  const wanted = activeId ?? selected ?? null;
  const active = useMemo(() => (wanted === null ? -1 : lines.findIndex((line) => line.id === wanted)), [lines, wanted]);
  const size = useMemo(() => treeSize(lines), [lines]);
  const arranged = useColumns(name, columns, false);
  const { shown } = arranged;
  const menu = useMenuAt();
  const setOpen = useCallback(
    (id: string, open: boolean) => {
      const next = new Set(expanded);
      if (open) next.add(id);
      else next.delete(id);
      onExpand(next);
    },
    [expanded, onExpand],
  );
  const cells = useCallback(
    ({ id, row, more, level = 1, expanded: open }: GridLine<Row>) => {
      if (more) return <MoreCell level={level} {...more} />;
      if (!row) return null;
      const toggle = () => { setActiveId(id); setOpen(id, !open); };
      return shown.map((column, at) => (
        <GridCell key={column.id} align={column.align}>
          {at > 0 ? column.cell(row) : <TreeCell level={level} open={open} onToggle={toggle}>{column.cell(row)}</TreeCell>}
        </GridCell>
      ));
    },
    [shown, setOpen],
  );
  if (roots.length === 0 && empty) return <>{empty}</>;
  const go = (index: number) => {
    const line = lines[index];
    if (!line) return;
    setActiveId(line.id);
    if (line.kind === 'row') onSelect?.(line.row);
  };
  const sideways = (key: string) => {
    const line = lines[active];
    if (!line) return;
    const open = line.kind === 'row' && expanded.has(line.id) && !line.leaf;
    if (key === 'ArrowRight') {
      if (line.kind !== 'row' || line.leaf) return;
      if (open) go(active + 1);
      else setOpen(line.id, true);
    } else if (open) setOpen(line.id, false);
    else if (line.parent >= 0) go(line.parent);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>, page: number) => {
    if (event.target !== event.currentTarget || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    const target = control ? undefined : movedIndex(event.key, active, lines.length, page);
    const line = lines[active];
    if (target !== undefined) go(target);
    else if (!control && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) sideways(event.key);
    else if (!control && (event.key === 'Enter' || event.key === ' ') && line?.kind === 'row') {
      if (onOpen) onOpen(line.row);
      else if (!line.leaf) setOpen(line.id, !expanded.has(line.id));
    } else if (control && event.key === 'c' && !window.getSelection()?.toString()) copyRows(shown, line?.kind === 'row' ? [line.row] : roots);
    else return;
    event.preventDefault();
  };
  const onRowMenu = ({ index, cell, at, back }: AskedRow) => {
    const line = lines[index];
    if (line?.kind !== 'row') return;
    setActiveId(line.id);
    const open = expanded.has(line.id);
    const first: ReadonlyArray<MenuItem> = [
      ...(onOpen ? [{ kind: 'item', label: 'Open', icon: IconArrowRight, keys: 'Enter', onClick: () => onOpen(line.row) } satisfies MenuItem] : []),
      ...(line.leaf ? [] : [{ kind: 'item', label: open ? 'Collapse' : 'Expand', icon: open ? IconChevronDown : IconChevronRight, keys: open ? 'Left' : 'Right', onClick: () => setOpen(line.id, !open) } satisfies MenuItem]),
    ];
    menu.open({ label: 'Row', at, back, items: rowMenu({ columns: shown, row: line.row, cell: cell === null ? undefined : shown[cell], picked: [], first, acts: rowActs?.(line.row) ?? [] }) });
  };
  return (
    <>
      <GridFrame
        role="treegrid"
        label={label}
        tracks={arranged.tracks()}
        rowHeight={rowHeights[density]}
        count={lines.length}
        lineAt={(index) => {
          const line = lines[index];
          if (line?.kind !== 'row') return line && { id: line.id, more: line, level: line.level, className: 'quiet' };
          return { id: line.id, row: line.row, level: line.level, expanded: line.leaf ? undefined : expanded.has(line.id), position: line.position, siblings: line.siblings, picked: onSelect ? line.id === selected : undefined, className: cx(onSelect && 'selectable-row', rowKind?.(line.row)) };
        }}
        rowCount={size}
        active={active}
        fill={fill}
        head={<GridHead columns={arranged} openMenu={menu.open} />}
        foot={footer && <FootCells columns={shown} footer={footer} picks={false} />}
        onKey={onKey}
        onRowClick={(index, event) => {
          const line = lines[index];
          go(index);
          if (line?.kind === 'row' && !line.leaf && !onSelect) setOpen(line.id, !expanded.has(line.id));
          if (line?.kind === 'row' && event.detail === 2) onOpen?.(line.row);
        }}
        onRowMenu={onRowMenu}
        menuOpen={menu.isOpen}
        cells={cells}
      />
      {menu.menu}
    </>
  );
}

/** The first cell of a row, set in by its level, with the arrow that opens it where there is something below. */
function TreeCell({ level, open, onToggle, children }: { readonly level: number; readonly open: boolean | undefined; readonly onToggle: () => void; readonly children: ReactNode }) {
  return (
    <span className="tree-cell" style={{ paddingLeft: (level - 1) * INDENT }}>
      {open === undefined ? (
        <span className="tree-space" />
      ) : (
        <button type="button" tabIndex={-1} className={cx('tree-toggle', open && 'open')} aria-label={open ? 'Collapse' : 'Expand'} onClick={(event) => { event.stopPropagation(); onToggle(); }}>
          <IconChevronRight size={14} stroke={2} aria-hidden="true" />
        </button>
      )}
      <span className="ellipsis grow">{children}</span>
    </span>
  );
}

/** The line that stands for rows not loaded yet; being drawn, it asks for them. */
function MoreCell({ level, left, loading, load }: { readonly level: number; readonly left: number; readonly loading: boolean; readonly load: (() => void) | undefined }) {
  return (
    <GridCell>
      <span className="ink-3" style={{ paddingLeft: (level - 1) * INDENT + 16 }} ref={(shown) => { if (shown && !loading) load?.(); }}>
        {loading && left <= 0 ? 'Loading' : `${left.toLocaleString('en-US')} more`}
      </span>
    </GridCell>
  );
}
