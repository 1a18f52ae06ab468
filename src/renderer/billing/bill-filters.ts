import { type BillState, billStateLabels } from '../../contract/bill-state.ts';
import type { BillCategory } from '../../contract/billing.ts';
import { type Day, formatDay } from '../../contract/dates.ts';

/** What the list of bills is narrowed to; '' is no limit. */
export type BillFilters = { readonly from: Day | ''; readonly to: Day | ''; readonly number: string; readonly category: BillCategory | ''; readonly state: BillState | ''; readonly serviceId: number | null };

export const noFilters: BillFilters = { from: '', to: '', number: '', category: '', state: '', serviceId: null };
export const categoryWords = { normal: 'Monthly', interim: 'Bill now', last: 'Last', creditNote: 'Credit note' } as const;

/** The filters as the call takes them: only those that are set. */
export function filterInput(filters: BillFilters) {
  const { from, to, number, category, state, serviceId } = filters;
  return { ...(from ? { from } : {}), ...(to ? { to } : {}), ...(number.trim() ? { number: number.trim() } : {}), ...(category ? { category } : {}), ...(state ? { state } : {}), ...(serviceId === null ? {} : { serviceId }) };
}

export type FilterChip = { readonly key: string; readonly text: string; readonly without: BillFilters };

/** A chip for each filter that is set, with the filters that remain when it is removed. */
export function filterChips(filters: BillFilters, services: ReadonlyArray<{ readonly serviceId: number; readonly label: string }>): ReadonlyArray<FilterChip> {
  const chips: FilterChip[] = [];
  const { from, to, number, category, state, serviceId } = filters;
  if (from || to) chips.push({ key: 'days', text: from && to ? `${formatDay(from)} – ${formatDay(to)}` : from ? `From ${formatDay(from)}` : `Until ${formatDay(to)}`, without: { ...filters, from: '', to: '' } });
  if (number.trim()) chips.push({ key: 'number', text: `Number ${number.trim()}`, without: { ...filters, number: '' } });
  if (category) chips.push({ key: 'category', text: categoryWords[category], without: { ...filters, category: '' } });
  if (state) chips.push({ key: 'state', text: billStateLabels[state], without: { ...filters, state: '' } });
  if (serviceId !== null) chips.push({ key: 'service', text: services.find((service) => service.serviceId === serviceId)?.label ?? 'One service', without: { ...filters, serviceId: null } });
  return chips;
}
