import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { type GridLine, GridRow, type RowClick } from './GridRow.tsx';
import { cx } from './tone.ts';

const DRAW_ALL = 200;

export type GridFrameProps = {
  readonly role: 'grid' | 'treegrid';
  readonly label: string;
  readonly tracks: string;
  readonly rowHeight: number;
  readonly count: number;
  /** What is known of a row; the function changes only when the rows do, so that scrolling draws only what comes into sight. */
  readonly lineAt: (index: number) => GridLine | undefined;
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
  readonly onRowClick: RowClick;
  /** The rows near the end came into sight. */
  readonly onEnd?: () => void;
};

/** Head, rows and foot of a table or tree. Above 200 rows only those in sight are drawn; the focus stays on the frame. */
export function GridFrame({ role, label, tracks, rowHeight, count, lineAt, rowCount, active, fill, multi, head, foot, note, cells, onKey, onRowClick, onEnd }: GridFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const base = useId();
  const virtual = fill && count > DRAW_ALL;
  const rows = useVirtualizer({ count: count, getScrollElement: () => frame.current, estimateSize: () => rowHeight, overscan: 16, enabled: virtual, scrollPaddingStart: 30, scrollPaddingEnd: foot ? rowHeight : 0 });
  const drawn = virtual ? rows.getVirtualItems().map((item) => item.index) : Array.from({ length: count }, (_, index) => index);
  const lastDrawn = drawn.at(-1) ?? 0;
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
  return (
    <div
      ref={frame}
      className={cx('grid', fill && 'fill', virtual && 'virtual', Boolean(foot ?? note) && 'keep-last')}
      role={role}
      aria-label={label}
      aria-rowcount={rowCount === null ? -1 : rowCount + 1}
      aria-multiselectable={multi || undefined}
      aria-activedescendant={active >= 0 && active < count ? rowId(active) : undefined}
      tabIndex={0}
      style={{ '--columns': tracks, '--row': `${rowHeight}px` } as CSSProperties}
      onKeyDown={(event) => onKey(event, page())}
    >
      <div className="grid-head" role="row" aria-rowindex={1}>
        {head}
      </div>
      <div className="grid-rows" role="rowgroup" style={virtual ? { height: rows.getTotalSize() } : undefined}>
        {drawn.map((index) => (
          <GridRow key={lineAt(index)?.id ?? index} index={index} id={rowId(index)} line={lineAt} cells={cells} top={virtual ? index * rowHeight : null} active={index === active} onClick={onRowClick} />
        ))}
      </div>
      {note && <div className="grid-note" role="row"><span role="gridcell">{note}</span></div>}
      {foot && <div className="grid-foot" role="row">{foot}</div>}
    </div>
  );
}
