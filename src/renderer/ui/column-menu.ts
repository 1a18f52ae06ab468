import { IconArrowAutofitWidth, IconArrowDown, IconArrowLeft, IconArrowRight, IconArrowUp, IconEye, IconEyeOff, IconRestore, IconViewportNarrow, IconViewportWide } from '@tabler/icons-react';
import type { Column } from './column.ts';
import { fittingWidth, gridOf, wider, widthsUpTo } from './column-widths.ts';
import type { MenuItem } from './Menu.tsx';
import type { Columns } from './use-columns.ts';
import type { SortHead } from './use-sorted-rows.ts';

/** How far one press of a key moves the edge of a column. */
export const WIDTH_STEP = 16;

/** Makes a column wider or narrower by key or menu. */
export function widen<Row>(columns: Columns<Row>, cell: HTMLElement, id: string, pixels: number): void {
  columns.setWidths(wider(widthsUpTo(cell), id, pixels));
}

/** What can be done with a column, and with the table's columns as a whole. */
export function columnMenu<Row>(columns: Columns<Row>, column: Column<Row>, head: SortHead | undefined, cell: HTMLElement): ReadonlyArray<MenuItem> {
  const { id } = column;
  const sort = (down: boolean, label: string, icon: typeof IconArrowUp): MenuItem => ({ kind: 'item', label, icon, onClick: () => head?.sort(down) });
  const move = (step: 1 | -1, label: string, icon: typeof IconArrowUp): ReadonlyArray<MenuItem> => (columns.canMove(id, step) ? [{ kind: 'item', label, icon, onClick: () => columns.move(id, step) }] : []);
  const groups: ReadonlyArray<ReadonlyArray<MenuItem>> = [
    head?.sortable ? [sort(false, 'Sort ascending', IconArrowUp), sort(true, 'Sort descending', IconArrowDown)] : [],
    [
      { kind: 'item', label: 'Fit to content', icon: IconArrowAutofitWidth, onClick: () => columns.setWidths({ ...widthsUpTo(cell), [id]: fittingWidth(cell, id, columns.tracks) }) },
      { kind: 'item', label: 'Wider', icon: IconViewportWide, keys: 'Shift+Right', onClick: () => widen(columns, cell, id, WIDTH_STEP) },
      { kind: 'item', label: 'Narrower', icon: IconViewportNarrow, keys: 'Shift+Left', onClick: () => widen(columns, cell, id, -WIDTH_STEP) },
    ],
    [...move(-1, 'Move left', IconArrowLeft), ...move(1, 'Move right', IconArrowRight)],
    [
      // The header goes away with the column, so the focus goes to the table.
      ...(columns.isFree(id) ? [{ kind: 'item', label: 'Hide column', icon: IconEyeOff, onClick: () => { gridOf(cell)?.focus(); columns.setHidden(id, true); } } satisfies MenuItem] : []),
      ...columns.hidden.map((hidden): MenuItem => ({ kind: 'item', label: `Show ${hidden.header}`, icon: IconEye, onClick: () => columns.setHidden(hidden.id, false) })),
      ...(columns.arranged ? [{ kind: 'item', label: 'Reset columns', icon: IconRestore, onClick: columns.reset } satisfies MenuItem] : []),
    ],
  ];
  return ruled(groups);
}

/** Groups of items one below the other with a rule between them. */
export function ruled(groups: ReadonlyArray<ReadonlyArray<MenuItem>>): ReadonlyArray<MenuItem> {
  return groups.filter((group) => group.length > 0).flatMap((group, index): ReadonlyArray<MenuItem> => (index === 0 ? group : [{ kind: 'rule' }, ...group]));
}
