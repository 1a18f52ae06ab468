import type { BilledService } from '../../contract/bill.ts';
import type { EventView, LineView } from '../../contract/billing.ts';
import type { Minor } from '../../contract/money.ts';
import type { TreeChildren } from '../ui/tree-lines.ts';

/** A tax of one service on the bill. */
export type TaxShare = { readonly code: string; readonly label: string; readonly amount: Minor };

type Sum = { readonly id: string; readonly label: string; readonly reference: string; readonly amount: Minor | null; readonly change: Minor | null; readonly below: TreeChildren<BillRow> };

/** A row of the bill: customer, service, charge, event; taxes and fees; what the bill before had and this one has not. */
export type BillRow =
  | (Sum & { readonly kind: 'customer' })
  | (Sum & { readonly kind: 'service'; readonly service: BilledService | null; readonly charges: Minor; readonly tax: Minor })
  | (Sum & { readonly kind: 'taxes' })
  | { readonly kind: 'charge'; readonly id: string; readonly line: LineView; readonly service: BilledService | null }
  | { readonly kind: 'tax'; readonly id: string; readonly share: TaxShare }
  | { readonly kind: 'gone'; readonly id: string; readonly label: string; readonly change: Minor }
  | { readonly kind: 'event'; readonly id: string; readonly line: LineView; readonly service: BilledService | null; readonly event: EventView }
  | { readonly kind: 'failed'; readonly id: string; readonly line: LineView; readonly sentence: string; readonly retry: () => void };

/** The row's amount; null where it has none. */
export function amountOf(row: BillRow): Minor | null {
  if (row.kind === 'charge') return row.line.amount;
  if (row.kind === 'event') return row.event.amount;
  if (row.kind === 'tax') return row.share.amount;
  return row.kind === 'gone' || row.kind === 'failed' ? null : row.amount;
}

/** Against the bill before; null where there is nothing to compare with. */
export function changeOf(row: BillRow): Minor | null {
  if (row.kind === 'charge') return row.line.change;
  return row.kind === 'event' || row.kind === 'tax' || row.kind === 'failed' ? null : row.change;
}

/** The words of the first column. */
export function labelOf(row: BillRow): string {
  if (row.kind === 'charge') return row.line.label;
  if (row.kind === 'event') return row.line.label;
  if (row.kind === 'tax') return row.share.label;
  return row.kind === 'failed' ? 'Events did not load' : row.label;
}

/** Whether a row can open. */
export function isLeaf(row: BillRow): boolean {
  if (row.kind === 'charge') return row.line.events === 0;
  return !('below' in row);
}

/** The charges with events among rows and all below them. */
export function usageCharges(rows: ReadonlyArray<BillRow>): ReadonlyArray<Extract<BillRow, { kind: 'charge' }>> {
  return rows.flatMap((row) => (row.kind === 'charge' ? (row.line.events > 0 ? [row] : []) : 'below' in row ? usageCharges(row.below.rows) : []));
}

/** "3 of 18": which of the bill's charges a row is, in the order of the tree; null for every other row. */
export function placeAmongCharges(tree: ReadonlyArray<BillRow>, row: BillRow): string | null {
  const ids = (rows: ReadonlyArray<BillRow>): ReadonlyArray<string> => rows.flatMap((one) => (one.kind === 'charge' ? [one.id] : 'below' in one ? ids(one.below.rows) : []));
  const charges = ids(tree);
  const at = charges.indexOf(row.id);
  return at < 0 ? null : `${at + 1} of ${charges.length}`;
}

/** The row with an id, wherever it is in the part of the tree that is made at once. */
export function findRow(rows: ReadonlyArray<BillRow>, id: string): BillRow | undefined {
  for (const row of rows) {
    if (row.id === id) return row;
    const found = 'below' in row ? findRow(row.below.rows, id) : undefined;
    if (found) return found;
  }
  return undefined;
}
