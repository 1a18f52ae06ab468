import { createSortedRowModel, rowSortingFeature, type SortingState, tableFeatures, useTable } from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import type { Column } from './column.ts';

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

function compared(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'en', { numeric: true, sensitivity: 'base' });
}

/** A column of the table as the headers show it. */
export type SortHead = { readonly id: string; readonly sorted: false | 'asc' | 'desc'; readonly sortable: boolean; readonly toggle: (keepOthers: boolean) => void; readonly sort: (down: boolean) => void };

/** Rows in the order the headers ask for; Shift adds a second column (TanStack Table). */
export function useSortedRows<Row extends object>(columns: ReadonlyArray<Column<Row>>, rows: ReadonlyArray<Row>, rowId: (row: Row) => string, first?: { readonly id: string; readonly down: boolean }) {
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        accessorFn: (row: Row) => column.value?.(row) ?? null,
        enableSorting: Boolean(column.value) && column.sort !== false,
        sortFn: (a: { readonly original: Row }, b: { readonly original: Row }) => compared(column.value?.(a.original) ?? null, column.value?.(b.original) ?? null),
      })),
    [columns],
  );
  const data = useMemo(() => [...rows], [rows]);
  const [initialState] = useState(() => ({ sorting: (first ? [{ id: first.id, desc: first.down }] : []) satisfies SortingState }));
  const table = useTable({ features, columns: definitions, data, getRowId: rowId, initialState });
  const heads = table.getAllColumns().map(
    (column): SortHead => ({ id: column.id, sorted: column.getIsSorted(), sortable: column.getCanSort(), toggle: (keepOthers) => column.toggleSorting(undefined, keepOthers), sort: (down) => column.toggleSorting(down) }),
  );
  return { heads, sorted: table.getRowModel().rows };
}
