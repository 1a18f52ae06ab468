import type { BillState } from '../../contract/bill-state.ts';
import type { BillPlace, BillSummary, UnbilledSummary } from '../../contract/billing.ts';
import type { Day } from '../../contract/dates.ts';
import { type ReadableDb, rows } from '../platform/database.ts';
import { billState } from './domain/bill-state.ts';
import { unbilledOf } from './unbilled.ts';

const PAGE = 24;
export type BillFilter = { readonly customerId: number; readonly before?: BillPlace; readonly number?: string; readonly from?: Day; readonly to?: Day; readonly state?: BillState; readonly category?: BillSummary['category']; readonly serviceId?: number };
type Found = Omit<BillSummary, 'state' | 'due' | 'overdue'>;

/** The bills of a customer, newest first, as far as the filter lets them through, and the bill in progress. */
export async function billList(db: ReadableDb, filter: BillFilter): Promise<{ bills: BillSummary[]; older: number; next: BillPlace | null; unbilled: UnbilledSummary }> {
  const { today, nextBillDay, drafted, inputs } = await unbilledOf(db, filter.customerId);
  const found = await rows<Found>(db, `select b.id as "billId", b.number, b.category, b.bill_day as "billDay", b.due_day as "dueDay", json_build_object('from', b.period_from, 'to', b.period_to) as period, b.total, v.open, v.disputed, v.allocated, b.currency,
      '{}'::text[] as services
    from bill.bills b join bill.bill_balances v on v.bill_id = b.id where b.customer_id = ? and (?::date is null or (b.bill_day, b.id) < (?::date, ?::bigint)) and (?::text is null or position(? in b.number) > 0) and (?::date is null or b.bill_day >= ?::date) and (?::date is null or b.bill_day <= ?::date)
      and (?::text is null or b.category = ?) and (?::bigint is null or exists (select from bill.lines l where l.bill_id = b.id and l.service_id = ?::bigint)) order by b.bill_day desc, b.id desc`,
  [filter.customerId, ...twice(filter.before?.billDay), filter.before?.billId ?? null, ...twice(filter.number), ...twice(filter.from), ...twice(filter.to), ...twice(filter.category), ...twice(filter.serviceId)]);
  const all = found.map((bill): BillSummary => {
    const due = bill.open - bill.disputed;
    return { ...bill, due, overdue: bill.dueDay < today ? due : 0, state: billState(bill, today) };
  }).filter((bill) => !filter.state || bill.state === filter.state);
  const bills = all.slice(0, PAGE);
  const usage = drafted.draft.lines.filter((line) => line.trace.kind === 'usage').reduce((sum, line) => sum + line.amount, 0);
  const last = inputs.usage.filter((event) => event.billed === null).at(-1);
  const older = all.length - bills.length;
  const oldest = bills.at(-1);
  return { bills, older, next: older > 0 && oldest ? { billId: oldest.billId, billDay: oldest.billDay } : null, unbilled: { sinceDay: inputs.billedTo ?? inputs.opened, nextBillDay, usage, estimate: drafted.draft.total, lastUsageAt: last?.start ?? null } };
}

function twice<T>(value: T | undefined): [T | null, T | null] {
  return [value ?? null, value ?? null];
}
