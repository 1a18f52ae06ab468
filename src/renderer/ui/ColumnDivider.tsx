import { type PointerEvent, useRef } from 'react';
import { fittingWidth, showTracks, wider, type Widths, widthsUpTo } from './column-widths.ts';
import type { Columns } from './use-columns.ts';

type Drag = { readonly x: number; readonly from: Widths; readonly now: Widths | null };

/** The edge of a column: dragging it changes the width, a double click fits it. The header's menu and keys do the same. */
export function ColumnDivider<Row>({ id, columns }: { readonly id: string; readonly columns: Columns<Row> }) {
  const drag = useRef<Drag | null>(null);
  const cellOf = (edge: Element) => edge.closest<HTMLElement>('[data-column]');
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    const cell = cellOf(event.currentTarget);
    if (event.button !== 0 || !cell) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, from: widthsUpTo(cell), now: null };
  };
  const move = (event: PointerEvent<HTMLSpanElement>) => {
    if (!drag.current || event.clientX === drag.current.x) return;
    const now = wider(drag.current.from, id, event.clientX - drag.current.x);
    drag.current = { ...drag.current, now };
    showTracks(event.currentTarget, columns.tracks(now));
  };
  const end = (keep: boolean) => (event: PointerEvent<HTMLSpanElement>) => {
    const now = drag.current?.now;
    drag.current = null;
    if (now && keep) columns.setWidths(now);
    else if (now) showTracks(event.currentTarget, columns.tracks());
  };
  const fit = (edge: Element) => {
    const cell = cellOf(edge);
    if (cell) columns.setWidths({ ...widthsUpTo(cell), [id]: fittingWidth(cell, id, columns.tracks) });
  };
  return <span className="divider" aria-hidden="true" onPointerDown={begin} onPointerMove={move} onPointerUp={end(true)} onPointerCancel={end(false)} onDoubleClick={(event) => fit(event.currentTarget)} />;
}
