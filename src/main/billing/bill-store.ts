import type { BillLine, TaxItem } from '../../contract/bill.ts';
import type { BillSummary } from '../../contract/billing.ts';
import type { Day, Instant, Period } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { type ReadableDb, row } from '../platform/database.ts';

/** A line as it is kept, with its id and the number of its events. */
export type StoredLine = BillLine & { readonly lineId: number; readonly eventsCount: number; readonly customerId: number };
export type StoredBill = {
  readonly billId: number; readonly accountId: number; readonly number: string; readonly category: BillSummary['category']; readonly billDay: Day; readonly dueDay: Day; readonly period: Period; readonly currency: string;
  readonly charges: number; readonly tax: number; readonly total: number; readonly allocated: number; readonly disputed: number; readonly open: number; readonly previousId: number | null;
  readonly lines: ReadonlyArray<StoredLine>; readonly taxes: ReadonlyArray<TaxItem>;
  readonly disputes: ReadonlyArray<{ readonly number: string; readonly lineId: number | null; readonly usageId: number | null; readonly amount: number; readonly state: string }>;
  readonly payments: ReadonlyArray<{ readonly at: Instant; readonly label: string; readonly amount: number }>;
};

/** One bill of one customer with its lines, taxes, disputes and what paid it: one statement, JSON made in SQL. */
export async function storedBill(db: ReadableDb, customerId: number, billId: number): Promise<StoredBill> {
  const found = await row<{ bill: StoredBill }>(db, `select json_build_object(
    'billId', b.id, 'accountId', b.account_id, 'number', b.number, 'category', b.category, 'billDay', b.bill_day, 'dueDay', b.due_day, 'period', json_build_object('from', b.period_from, 'to', b.period_to), 'currency', b.currency,
    'charges', b.charges, 'tax', b.tax, 'total', b.total, 'allocated', v.allocated, 'disputed', v.disputed, 'open', v.open,
    'previousId', (select p.id from bill.bills p where p.account_id = b.account_id and (p.bill_day, p.id) < (b.bill_day, b.id) and p.category <> 'creditNote' and (b.category <> 'normal' or p.category = 'normal') order by p.bill_day desc, p.id desc limit 1),
    'lines', (select coalesce(json_agg(json_build_object('lineId', l.id, 'customerId', l.customer_id, 'serviceId', l.service_id, 'productId', l.product_id, 'offer', l.offer, 'charge', l.charge, 'version', l.version, 'part', l.part, 'label', l.label, 'category', l.category,
      'period', json_build_object('from', l.period_from, 'to', l.period_to), 'units', l.units, 'unit', l.unit, 'amount', l.amount, 'tax', l.tax, 'included', l.included, 'taxCode', l.tax_code, 'eventsCount', l.events, 'trace', l.trace) order by l.position), '[]') from bill.lines l where l.bill_id = b.id),
    'taxes', (select coalesce(json_agg(json_build_object('code', t.code, 'label', t.label, 'jurisdiction', t.jurisdiction, 'version', t.version, 'rate', t.rate, 'base', t.base, 'amount', t.amount, 'included', t.included, 'note', t.note) order by t.position), '[]') from bill.taxes t where t.bill_id = b.id),
    'disputes', (select coalesce(json_agg(json_build_object('number', d.number, 'lineId', d.line_id, 'usageId', d.usage_id, 'amount', d.amount, 'state', d.state) order by d.id), '[]') from bill.disputes d where d.bill_id = b.id and d.state in ('open', 'underReview')),
    'payments', (select coalesce(json_agg(json_build_object('at', p.received_at, 'label', p.method, 'amount', a.amount) order by p.received_at), '[]') from pay.allocations a join pay.payments p on p.id = a.payment_id where a.bill_id = b.id)
  ) as bill from bill.bills b join bill.bill_balances v on v.bill_id = b.id where b.id = ? and b.customer_id = ?`, [billId, customerId]);
  if (!found) throw new Refusal('NOT_FOUND', 'This customer has no such bill.');
  return found.bill;
}

/** The account a customer is billed on: their first one. */
export async function accountOf(db: ReadableDb, customerId: number): Promise<number> {
  const found = await row<{ id: number }>(db, 'select a.id from bill.accounts a where a.customer_id = ? order by a.id limit 1', [customerId]);
  if (!found) throw new Refusal('FORBIDDEN', 'Open the customer first.');
  return found.id;
}
