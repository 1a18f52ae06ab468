import type { Desk } from '../platform/desk.ts';
import { asks, does, stepwise } from '../platform/dispatch.ts';
import { workReratingsHere } from './rerating-here.ts';
import { askRerating, cancelRerating, orderRerating, reratingLines, reratingOrders, rerateTariffs } from './rerating-orders.ts';

/** Ordered as the person; whoever works does it beside them, and the answer does not wait for it. */
async function ordered(desk: Desk, order: Promise<number>): Promise<{ id: number }> {
  const id = await order;
  void workReratingsHere(desk.host()?.worker ?? null);
  return { id };
}

export const reratingProcedures = {
  tariffs: asks.rerating.tariffs.handler(({ context: { db } }) => rerateTariffs(db)),
  orders: asks.rerating.orders.handler(({ context: { db } }) => reratingOrders(db)),
  lines: asks.rerating.lines.handler(({ context: { db }, input }) => reratingLines(db, input.id)),
  ask: stepwise.rerating.ask.handler(({ context: { person, desk }, input }) => ordered(desk, askRerating(person, input))),
  order: stepwise.rerating.order.handler(({ context: { person, desk }, input }) => ordered(desk, orderRerating(person, input).then(() => input.id))),
  cancel: does.rerating.cancel.handler(async ({ context: { db }, input }) => ({ id: await cancelRerating(db, input.id) })),
};
