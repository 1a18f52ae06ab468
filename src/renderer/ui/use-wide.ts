import { type RefObject, useEffect } from 'react';

/**
 * Watches whether the columns of a table need more than its width. Then `data-wide` pins the first one, and rows and head
 * are as wide as the columns are. Written to the element itself: nothing is drawn anew while an edge is dragged.
 */
export function useWide(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const grid = frame.current;
    const head = grid?.querySelector<HTMLElement>('.grid-head');
    if (!grid || !head) return undefined;
    const watch = new ResizeObserver(() => {
      const wide = head.offsetWidth > grid.clientWidth + 1;
      grid.toggleAttribute('data-wide', wide);
      if (wide) grid.style.setProperty('--wide', `${head.offsetWidth}px`);
      else grid.style.removeProperty('--wide');
    });
    watch.observe(grid);
    watch.observe(head);
    return () => watch.disconnect();
  }, [frame]);
}
