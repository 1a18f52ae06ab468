import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { cx } from './tone.ts';

const DRAW_ALL = 200;

/** What the frame needs to know of a row it draws. */
export type GridLine = { readonly id: string; readonly level?: number; readonly expanded?: boolean; readonly className?: string; readonly picked?: boolean; readonly position?: number; readonly siblings?: number };
export type GridFrameProps = {
  readonly role: 'grid' | 'treegrid';
  readonly label: string;
  readonly tracks: string;
  readonly rowHeight: number;
  readonly lines: ReadonlyArray<GridLine>;
  /** Rows there are in all, those not yet loaded included; null where nobody knows. */
  readonly rowCount: number | null;
  readonly active: number;
  readonly fill: boolean;
  readonly multi?: boolean;
  readonly head: ReactNode;
  readonly foot?: ReactNode;
  readonly note?: ReactNode;
  readonly cells: (index: number) => ReactNode;
  readonly onKey: (event: KeyboardEvent<HTMLDivElement>, page: number) => void;
  readonly onRowClick: (index: number, event: { readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly detail: number }) => void;
  /** The rows near the end came into sight. */
  readonly onEnd?: () => void;
};

/** Head, rows and foot of a table or tree. Above 200 rows only those in sight are drawn; the focus stays on the frame. */
export function GridFrame({ role, label, tracks, rowHeight, lines, rowCount, active, fill, multi, head, foot, note, cells, onKey, onRowClick, onEnd }: GridFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const base = useId();
  const virtual = fill && lines.length > DRAW_ALL;
  const rows = useVirtualizer({ count: lines.length, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 16, enabled: virtual, scrollPaddingStart: 30, scrollPaddingEnd: foot ? rowHeight : 0 });
  const drawn = virtual ? rows.getVirtualItems().map((item) => item.index) : lines.map((_, index) => index);
  const lastDrawn = drawn.at(-1) ?? 0;
  useEffect(() => {
    if (lastDrawn >= lines.length - 40) onEnd?.();
  }, [lastDrawn, lines.length, onEnd]);
  useEffect(() => {
    if (active < 0) return;
    if (virtual) rows.scrollToIndex(active, { align: 'auto' });
    else frame.current?.querySelector(`[data-index="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active, virtual, rows]);
  const rowId = (index: number) => `${base}r${index}`;
  const page = () => Math.max(1, Math.floor(((frame.current?.clientHeight ?? 300) - 60) / rowHeight));
  return (
    <div
      ref={frame}
      className={cx('grid', fill && 'fill', Boolean(foot ?? note) && 'keep-last')}
      role={role}
      aria-label={label}
      aria-rowcount={rowCount === null ? -1 : rowCount + 1}
      aria-multiselectable={multi || undefined}
      aria-activedescendant={active >= 0 && lines[active] ? rowId(active) : undefined}
      tabIndex={0}
      style={{ '--columns': tracks, '--row': `${rowHeight}px` } as CSSProperties}
      onKeyDown={(event) => onKey(event, page())}
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {head}
      </div>
      <div className="grid-rows" role="rowgroup" style={virtual ? { height: rows.getTotalSize() } : undefined}>
        {drawn.map((index) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <div
              key={line.id}
              id={rowId(index)}
              data-index={index}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={line.picked}
              aria-level={line.level}
              aria-expanded={line.expanded}
              aria-posinset={line.position}
              aria-setsize={line.siblings}
              className={cx('grid-row', virtual && 'drawn', line.className, line.picked && 'picked', index === active && 'active')}
              style={virtual ? { transform: `translateY(${index * rowHeight}px)` } : undefined}
              onClick={(event) => onRowClick(index, event)}
            >
              {cells(index)}
            </div>
          );
        })}
      </div>
      {note && <div className="grid-note" role="row"><span role="gridcell">{note}</span></div>}
      {foot && <div className="grid-foot" role="row">{foot}</div>}
    </div>
  );
}
