import { allowedWidth } from './table-layout.ts';

export type Widths = Readonly<Record<string, number>>;
type Tracks = (widths?: Readonly<Record<string, number | string>>) => string;

/** The table a header cell belongs to. */
export function gridOf(cell: Element): HTMLElement | null {
  return cell.closest<HTMLElement>('.grid');
}

/** Shows widths without drawing a row anew: only the tracks of the table change. */
export function showTracks(cell: Element, tracks: string): void {
  gridOf(cell)?.style.setProperty('--columns', tracks);
}

/** The widths of a column and of those before it as they stand, so that its right edge follows the hand. */
export function widthsUpTo(cell: HTMLElement): Widths {
  const cells = [...(cell.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
  return Object.fromEntries(cells.slice(0, cells.indexOf(cell) + 1).map((one) => [one.dataset['column'] ?? '', allowedWidth(one.getBoundingClientRect().width)]));
}

/** A column so much wider, measured from what it was. */
export function wider(from: Widths, id: string, pixels: number): Widths {
  return { ...from, [id]: allowedWidth((from[id] ?? 0) + pixels) };
}

/** The width at which nothing drawn of a column is cut. */
export function fittingWidth(cell: HTMLElement, id: string, tracks: Tracks): number {
  const grid = gridOf(cell);
  const at = [...(cell.parentElement?.children ?? [])].indexOf(cell);
  showTracks(cell, tracks({ [id]: 'max-content' }));
  const cells = [...(grid?.querySelectorAll('.grid-head, .grid-row, .grid-foot') ?? [])].map((row) => row.children[at]);
  const widest = Math.max(0, ...cells.map((one) => Math.ceil(one?.getBoundingClientRect().width ?? 0)));
  showTracks(cell, tracks());
  return allowedWidth(widest);
}
