import type { BilledService } from '../../contract/bill.ts';
import type { CompareRow } from '../../contract/billing.ts';
import type { TreeChildren } from '../ui/tree-lines.ts';

/** A line of the comparison: a service with its categories below it, or a category. */
export type ComparedLine = { readonly id: string; readonly row: CompareRow; readonly below: TreeChildren<ComparedLine> | null };

/** The flat rows of a comparison as groups: a row without a category begins one. */
export function comparedGroups(rows: ReadonlyArray<CompareRow>): ReadonlyArray<ComparedLine> {
  const groups: Array<{ readonly row: CompareRow; readonly below: ComparedLine[] }> = [];
  for (const row of rows) {
    const group = groups.at(-1);
    if (row.category === null || !group) groups.push({ row, below: [] });
    else group.below.push({ id: `${row.serviceId ?? 'account'} ${row.category}`, row, below: null });
  }
  return groups.map(({ row, below }, index) => ({ id: `g${index} ${row.serviceId ?? 'account'}`, row, below: below.length > 0 ? { rows: below } : null }));
}

/** The kind of a service by its id, where it is known. */
export function kindsOf(services: ReadonlyArray<Pick<BilledService, 'serviceId' | 'kind'>>): ReadonlyMap<number, BilledService['kind']> {
  return new Map(services.map((service) => [service.serviceId, service.kind]));
}
