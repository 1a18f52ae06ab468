import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { type GridLine, GridRow } from './GridRow.tsx';
import { cx } from './tone.ts';
import { asksForMenu, footOf } from './use-menu-at.tsx';
import type { Point } from './Menu.tsx';
import { useWide } from './use-wide.ts';

const DRAW_ALL = 200;
/** Rows drawn beyond those in sight, above and below: what a turn of the wheel uncovers before the next frame. */
const OVERSCAN = 10;

export type AskedRow = { readonly index: number; /** Which cell of the row was pointed at; null by key. */ readonly cell: number | null; readonly at: Point; readonly back: HTMLElement };
export type RowClick = { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly detail: number };
export type GridFrameProps<Row> = {
  readonly role: 'grid' | 'treegrid';
  readonly label: string;
  readonly tracks: string;
  readonly rowHeight: number;
  readonly count: number;
  readonly lineAt: (index: number) => GridLine<Row> | undefined;
  /** Draws the cells of a line. It stays the same while columns do, so that only what changed is drawn again. */
  readonly cells: (line: GridLine<Row>) => ReactNode;
  /** Rows there are in all, those not yet loaded included; null where nobody knows. */
  readonly rowCount: number | null;
  readonly active: number;
  readonly fill: boolean;
  readonly multi?: boolean;
  readonly head: ReactNode;
  readonly foot?: ReactNode;
  readonly note?: ReactNode;
  readonly onKey: (event: KeyboardEvent<HTMLDivElement>, page: number) => void;
  readonly onRowClick: (index: number, event: RowClick) => void;
  readonly onRowMenu: (asked: AskedRow) => void;
  readonly menuOpen: boolean;
  /** The rows near the end came into sight. */
  readonly onEnd?: () => void;
};

/** Head, rows and foot of a table or tree. Above 200 rows only those in sight are drawn; the focus stays on the frame. */
export function GridFrame<Row>({ role, label, tracks, rowHeight, count, lineAt, rowCount, active, fill, multi, head, foot, note, cells, onKey, onRowClick, onRowMenu, menuOpen, onEnd }: GridFrameProps<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const base = useId();
  const virtual = fill && count > DRAW_ALL;
  const rows = useVirtualizer({ count: count, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: OVERSCAN, enabled: virtual, scrollPaddingStart: 30, scrollPaddingEnd: foot ? rowHeight : 0 });
  const drawn = virtual ? rows.getVirtualItems().map((item) => item.index) : Array.from({ length: count }, (_, index) => index);
  const lastDrawn = drawn.at(-1) ?? 0;
  useWide(frame);
  useEffect(() => {
    if (lastDrawn >= count - 40) onEnd?.();
  }, [lastDrawn, count, onEnd]);
  useEffect(() => {
    if (active < 0) return;
    if (virtual) rows.scrollToIndex(active, { align: 'auto' });
    else frame.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active, virtual, rows]);
  const rowId = (index: number) => `${base}r${index}`;
  const page = () => Math.max(1, Math.floor(((frame.current?.clientHeight ?? 300) - 60) / rowHeight));
  const askByKey = (grid: HTMLElement) => {
    if (active >= 0) onRowMenu({ index: active, cell: null, at: footOf(grid.querySelector(`[data-index="${active}"]`)), back: grid });
  };
  const onMenuKey = (event: KeyboardEvent<HTMLDivElement>) => {
    event.preventDefault();
    const grid = event.currentTarget;
    // Behind this key: a menu that is there while it is still handled takes it for its own and closes.
    setTimeout(() => askByKey(grid));
  };
  return (
    <div
      ref={frame}
      className={cx('grid', fill && 'fill', virtual && 'virtual', multi && 'picks', menuOpen && 'menu-open', Boolean(foot ?? note) && 'keep-last')}
      role={role}
      aria-label={label}
      aria-rowcount={rowCount === null ? -1 : rowCount + 1}
      aria-multiselectable={multi || undefined}
      aria-activedescendant={active >= 0 && active < count ? rowId(active) : undefined}
      aria-keyshortcuts="Shift+F10"
      tabIndex={0}
      style={{ '--columns': tracks, '--row': `${rowHeight}px` } as CSSProperties}
      onKeyDown={(event) => (event.target === event.currentTarget && asksForMenu(event) ? onMenuKey(event) : onKey(event, page()))}
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {head}
      </div>
      <div
        className="grid-rows"
        role="rowgroup"
        style={virtual ? { height: rows.getTotalSize() } : undefined}
        onClick={(event) => {
          const found = pointedAt(event);
          if (found) onRowClick(found.index, event);
        }}
        onContextMenu={(event) => {
          const found = pointedAt(event);
          if (!found || !frame.current) return;
          event.preventDefault();
          frame.current.focus();
          onRowMenu({ ...found, at: { x: event.clientX, y: event.clientY }, back: frame.current });
        }}
      >
        {drawn.map((index) => {
          const line = lineAt(index);
          return line && <GridRow key={line.id} index={index} id={rowId(index)} line={line} cells={cells} top={virtual ? index * rowHeight : null} active={index === active} />;
        })}
      </div>
      {note && <div className="grid-note" role="row"><span role="gridcell">{note}</span></div>}
      {foot && <div className="grid-foot" role="row">{foot}</div>}
    </div>
  );
}

/** The row, and the cell in it, an event of the mouse belongs to. */
function pointedAt(event: MouseEvent<HTMLElement>): { readonly index: number; readonly cell: number } | null {
  if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return null;
  const row = event.target.closest('[data-index]');
  if (!row) return null;
  return { index: Number(row.getAttribute('data-index')), cell: [...row.children].findIndex((cell) => cell.contains(event.target as Element)) };
}
