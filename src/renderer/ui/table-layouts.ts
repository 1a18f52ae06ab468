import { create } from 'zustand';
import { allowedWidth, asMade, isArranged, type TableLayout } from './table-layout.ts';

export type TableLayouts = Readonly<Record<string, TableLayout>>;

/** How the person at this desk has arranged each table, by the table's name; kept by the app. */
export const useTableLayouts = create<{ readonly layouts: TableLayouts }>()(() => ({ layouts: {} }));

/** The arrangement of one table. */
export function useTableLayout(table: string): TableLayout {
  return useTableLayouts((state) => state.layouts[table] ?? asMade);
}

/** Arranges a table; one that is as it was made leaves nothing to keep. */
export function arrange(table: string, change: (layout: TableLayout) => TableLayout): void {
  useTableLayouts.setState(({ layouts }) => {
    const { [table]: before = asMade, ...others } = layouts;
    const layout = change(before);
    return { layouts: isArranged(layout) ? { ...others, [table]: layout } : others };
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textsIn = (value: unknown) => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const widthsIn = (value: unknown) => (isRecord(value) ? Object.fromEntries(Object.entries(value).flatMap(([id, width]) => (typeof width === 'number' && Number.isFinite(width) ? [[id, allowedWidth(width)]] : []))) : {});

/** Arrangements as they were kept; what is not understood is left out. */
export function layoutsIn(text: string | null): TableLayouts {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    if (!isRecord(found)) return {};
    return Object.fromEntries(Object.entries(found).flatMap(([table, value]) => (isRecord(value) ? [[table, { widths: widthsIn(value['widths']), order: textsIn(value['order']), hidden: textsIn(value['hidden']) }]] : [])));
  } catch {
    return {};
  }
}
