import type { Desk } from '../platform/desk.ts';
import { asks, does, stepwise } from '../platform/dispatch.ts';
import { workBulkCreditsHere } from './bulk-credit-work.ts';
import { askBulkCredit, bulkCreditItems, bulkCreditsFound, cancelBulkCredit, orderBulkCredit } from './bulk-credits.ts';

/** Ordered as the person; whoever works does it beside them, and the answer does not wait for it. */
async function ordered(desk: Desk, order: Promise<number>): Promise<{ id: number }> {
  const id = await order;
  void workBulkCreditsHere(desk.host()?.worker ?? null);
  return { id };
}

export const bulkCreditProcedures = {
  orders: asks.bulkCredits.orders.handler(({ context: { db } }) => bulkCreditsFound(db)),
  items: asks.bulkCredits.items.handler(({ context: { db }, input }) => bulkCreditItems(db, input.id)),
  ask: stepwise.bulkCredits.ask.handler(({ context: { person, desk }, input: { customerId: _customer, ...asked } }) => ordered(desk, askBulkCredit(person, asked))),
  order: stepwise.bulkCredits.order.handler(({ context: { person, desk }, input }) => ordered(desk, orderBulkCredit(person, input))),
  cancel: does.bulkCredits.cancel.handler(async ({ context: { db }, input }) => ({ id: await cancelBulkCredit(db, input.id) })),
};
