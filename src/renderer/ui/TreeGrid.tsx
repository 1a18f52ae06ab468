import { IconChevronRight } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { type Column, type Density, rowHeights, tracksOf } from './column.ts';
import { copyRows } from './copy-rows.ts';
import { FootCells, GridCell } from './GridCells.tsx';
import { GridFrame } from './GridFrame.tsx';
import { GridHead } from './GridHead.tsx';
import { movedIndex } from './grid-moves.ts';
import { cx } from './tone.ts';
import { type TreeChildren, treeLines, treeSize } from './tree-lines.ts';

const INDENT = 18;

export type TreeGridProps<Row> = {
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
  readonly empty?: ReactNode;
};

/** A table whose rows open: Right and Left expand and collapse, rows below may come page by page (design.md 10). */
export function TreeGrid<Row>(props: TreeGridProps<Row>) {
  const { label, columns, roots, rowId, childrenOf, isLeaf, expanded, onExpand, selected, onSelect, onOpen, density = 'default', fill = false, footer, rowKind, empty } = props;
  const [activeId, setActiveId] = useState<string | null>(null);
  const lines = useMemo(() => treeLines({ roots, rowId, childrenOf, isLeaf: isLeaf ?? ((row) => childrenOf(row) === null), expanded }), [roots, rowId, childrenOf, isLeaf, expanded]);
  const wanted = activeId ?? selected ?? null;
  const active = useMemo(() => (wanted === null ? -1 : lines.findIndex((line) => line.id === wanted)), [lines, wanted]);
  const size = useMemo(() => treeSize(lines), [lines]);
  if (roots.length === 0 && empty) return <>{empty}</>;
  const height = rowHeights[density];
  const setOpen = (id: string, open: boolean) => {
    const next = new Set(expanded);
    if (open) next.add(id);
    else next.delete(id);
    onExpand(next);
  };
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
    } else if (control && event.key === 'c' && !window.getSelection()?.toString()) copyRows(columns, line?.kind === 'row' ? [line.row] : roots);
    else return;
    event.preventDefault();
  };
  return (
    <GridFrame
      role="treegrid"
      label={label}
      tracks={tracksOf(columns, false)}
      rowHeight={height}
      count={lines.length}
      lineAt={(index) => {
        const line = lines[index];
        if (line?.kind !== 'row') return line && { id: line.id, level: line.level, className: 'quiet' };
        return { id: line.id, level: line.level, expanded: line.leaf ? undefined : expanded.has(line.id), position: line.position, siblings: line.siblings, picked: onSelect ? line.id === selected : undefined, className: cx(onSelect && 'selectable-row', rowKind?.(line.row)) };
      }}
      rowCount={size}
      active={active}
      fill={fill}
      head={<GridHead columns={columns} />}
      foot={footer && <FootCells columns={columns} footer={footer} picks={false} />}
      onKey={onKey}
      onRowClick={(index, event) => {
        const line = lines[index];
        go(index);
        if (line?.kind === 'row' && !line.leaf && !onSelect) setOpen(line.id, !expanded.has(line.id));
        if (line?.kind === 'row' && event.detail === 2) onOpen?.(line.row);
      }}
      cells={(index) => {
        const line = lines[index];
        if (!line) return null;
        if (line.kind === 'more') return <MoreCell level={line.level} left={line.left} loading={line.loading} load={line.load} />;
        const open = expanded.has(line.id);
        return columns.map((column, at) => (
          <GridCell key={column.id} align={column.align}>
            {at > 0 ? (
              column.cell(line.row)
            ) : (
              <span className="tree-cell" style={{ paddingLeft: (line.level - 1) * INDENT }}>
                {line.leaf ? (
                  <span className="tree-space" />
                ) : (
                  <button type="button" tabIndex={-1} className={cx('tree-toggle', open && 'open')} aria-label={open ? 'Collapse' : 'Expand'} onClick={(event) => { event.stopPropagation(); setActiveId(line.id); setOpen(line.id, !open); }}>
                    <IconChevronRight size={14} stroke={2} aria-hidden="true" />
                  </button>
                )}
                <span className="ellipsis grow">{column.cell(line.row)}</span>
              </span>
            )}
          </GridCell>
        ));
      }}
    />
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
