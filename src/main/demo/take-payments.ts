import type { Instant } from '../../contract/dates.ts';
import { rows, type WritableDb } from '../platform/database.ts';
import { localInstant } from './demo-time.ts';
import type { Placed } from './insert-customers.ts';
import type { PaymentPlan } from './plan.ts';

export type PaymentTask = { readonly kind: 'payment'; readonly at: Instant; readonly customer: Placed; readonly billId: number; readonly key: string; readonly plan: PaymentPlan };

const PAYMENTS_COME_AT = '09:00';

/** What a customer will pay for a bill, and when. */
export function paymentTasks(customer: Placed, bill: { readonly billId: number; readonly number: string; readonly billDay: string; readonly dueDay: string }): PaymentTask[] {
  return customer.plan.pays(bill).map((plan, index) => ({ kind: 'payment', at: localInstant(plan.day, plan.time ?? PAYMENTS_COME_AT), customer, billId: bill.billId, key: `demo ${bill.number} ${index}`, plan }));
}

/** Records the payments of one moment and sets them against their bills. A bill with nothing open is not paid again. */
export async function takePayments(db: WritableDb, tasks: ReadonlyArray<PaymentTask>): Promise<void> {
  const balances = await rows<{ bill_id: number; open: number }>(db, 'select b.bill_id, b.open from bill.bill_balances b where b.bill_id = any(?::bigint[])', [tasks.map(({ billId }) => billId)]);
  const openOf = new Map(balances.map(({ bill_id, open }) => [bill_id, open]));
  const wanted = tasks.flatMap((task) => {
    const open = openOf.get(task.billId) ?? 0;
    const amount = task.plan.amount ?? open;
    return amount > 0 ? [{ task, amount, allocated: task.plan.unallocated || task.plan.failure !== undefined ? 0 : Math.min(amount, open) }] : [];
  });
  if (wanted.length === 0) return;
  const payments = wanted.map(({ task: { customer, plan, key }, amount }) => ({
    accountId: customer.accountId, amount, methodId: plan.method === null ? null : (customer.methodIds[plan.method] ?? null), method: plan.label, origin: plan.origin,
    state: plan.failure === undefined ? 'captured' : 'failed', failure: plan.failure ?? null, reference: plan.reference ?? null, key,
  }));
  const made = await rows<{ id: number }>(db, 'select api.record_payment(x.e) as id from jsonb_array_elements(?::jsonb) with ordinality as x(e, n) order by x.n', [JSON.stringify(payments)]);
  const parts = wanted.flatMap(({ task, allocated }, index) => (allocated > 0 ? [{ payment: made[index]?.id, parts: [{ billId: task.billId, amount: allocated }] }] : []));
  if (parts.length > 0) await db.raw(`select api.allocate((x.e->>'payment')::bigint, x.e->'parts') from jsonb_array_elements(?::jsonb) with ordinality as x(e, n) order by x.n`, [JSON.stringify(parts)]);
}
