import type { Day } from '../../contract/dates.ts';
import { type ReadableDb, rows } from '../platform/database.ts';

export type PaymentRow = {
  readonly paymentId: number; readonly number: string; readonly day: Day; readonly amount: number; readonly allocated: number; readonly unallocated: number; readonly method: string;
  readonly origin: 'automatic' | 'manual'; readonly state: 'captured' | 'failed' | 'refunded'; readonly detail: string; readonly bills: ReadonlyArray<{ readonly number: string; readonly amount: number }>;
};

/** Payments of a customer, newest first, each with the bills it paid. */
export function paymentList(db: ReadableDb, customerId: number): Promise<PaymentRow[]> {
  return rows<PaymentRow>(db, `select p.id as "paymentId", p.number, (p.received_at at time zone s.zone)::date as day, p.amount, p.allocated, case when p.state = 'captured' then p.amount - p.allocated - p.refunded else 0 end as unallocated, p.method, p.origin, p.state,
      coalesce(p.failure, p.reference, '') as detail, (select coalesce(json_agg(json_build_object('number', b.number, 'amount', a.amount) order by b.bill_day), '[]') from pay.allocations a join bill.bills b on b.id = a.bill_id where a.payment_id = p.id) as bills
    from pay.payments p cross join care.settings s where p.customer_id = ? order by p.received_at desc, p.id desc limit 500`, [customerId]);
}
