import { IconCheck, type Icon } from '@tabler/icons-react';
import { billStateLabels } from '../../contract/bill-state.ts';
import type { BillSummary, BillView } from '../../contract/billing.ts';
import { type Day, daysBetween, formatDay, monthName } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import type { Tone } from '../ui/tone.ts';

const MONTH_STAYS_CLEAR = 330;

/** A bill is named after its month, with the year once the same month comes again; bills made on demand after their day. */
export function billName(bill: Pick<BillSummary, 'billDay' | 'category'>, today: Day): string {
  const month = monthName(bill.billDay);
  const named = Math.abs(daysBetween(bill.billDay, today)) < MONTH_STAYS_CLEAR ? month : `${month} ${bill.billDay.slice(0, 4)}`;
  if (bill.category === 'interim') return `${formatDay(bill.billDay, today)}, bill now`;
  if (bill.category === 'creditNote') return `${formatDay(bill.billDay, today)}, credit note`;
  return bill.category === 'last' ? `${named}, last bill` : named;
}

/** The heading of a bill: "November bill". */
export function billTitle(bill: Pick<BillView, 'billDay' | 'category'>, today: Day): string {
  if (bill.category === 'unbilled') return 'Not yet billed';
  if (bill.category === 'interim') return `Bill of ${formatDay(bill.billDay, today)}`;
  if (bill.category === 'creditNote') return `Credit note of ${formatDay(bill.billDay, today)}`;
  return `${billName({ billDay: bill.billDay, category: 'normal' }, today)} bill${bill.category === 'last' ? ', the last' : ''}`;
}

/** "Taxes, fees" and the like stay; "Late payment fee" in a sentence is "late payment fee". */
export function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The state of a bill in a chip: its word, color and icon. An overdue one says how much. */
export function billChip(bill: Pick<BillSummary, 'state' | 'overdue' | 'currency'>): { readonly tone: Tone; readonly text: string; readonly icon?: Icon } {
  if (bill.state === 'overdue') return { tone: 'neg', text: `${formatMinor(bill.overdue, bill.currency)} overdue` };
  const text = billStateLabels[bill.state];
  if (bill.state === 'paid') return { tone: 'pos', text, icon: IconCheck };
  return { tone: bill.state === 'credit' ? 'neutral' : 'info', text };
}
