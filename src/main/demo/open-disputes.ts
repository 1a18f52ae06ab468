import type { Instant } from '../../contract/dates.ts';
import { row, type WritableDb } from '../platform/database.ts';
import type { Placed } from './insert-customers.ts';
import type { DisputePlan } from './plan.ts';

export type DisputeTask = { readonly kind: 'dispute'; readonly at: Instant; readonly customer: Placed; readonly plan: DisputePlan };

/** Opens a dispute over one charge of a bill with the tax on it. Throws where the bill has no such charge. */
export async function openDispute(db: WritableDb, { customer, plan }: DisputeTask): Promise<void> {
  const line = await row<{ bill_id: number; line_id: number; usage_id: number | null; amount: number }>(db, `select b.id as bill_id, l.id as line_id, (select r.usage_id from bill.rated_usage r where r.line_id = l.id order by r.started_at limit 1) as usage_id, l.amount + l.tax as amount
    from bill.bills b join bill.lines l on l.bill_id = b.id where b.account_id = ? and b.bill_day = ?::date and l.charge = ? order by l.position limit 1`, [customer.accountId, plan.billDay, plan.charge]);
  if (!line) throw new Error(`The bill of ${plan.billDay} of ${customer.plan.name} has no charge ${plan.charge}.`);
  await db.raw('select api.open_dispute(?::jsonb)', [JSON.stringify({ billId: line.bill_id, lineId: line.line_id, usageId: line.usage_id, amount: Number(line.amount), reason: plan.reason, channel: plan.channel })]);
}
