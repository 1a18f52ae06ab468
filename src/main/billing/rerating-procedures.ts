import type { Desk } from '../platform/desk.ts';
import { asks, stepwise } from '../platform/dispatch.ts';
import { askRerating, orderRerating, reratingLines, reratingOrders, rerateTariffs, workReratings } from './rerating-orders.ts';

/** The demo has its worker with it; on a server one of its own takes up what waits. */
async function workHere(desk: Desk): Promise<void> {
  const worker = desk.host()?.worker;
  if (worker) await workReratings(worker);
}

export const reratingProcedures = {
  tariffs: asks.rerating.tariffs.handler(({ context: { db } }) => rerateTariffs(db)),
  orders: asks.rerating.orders.handler(({ context: { db } }) => reratingOrders(db)),
  lines: asks.rerating.lines.handler(({ context: { db }, input }) => reratingLines(db, input.id)),
  ask: stepwise.rerating.ask.handler(async ({ context: { person, desk }, input }) => {
    const id = await askRerating(person, input);
    await workHere(desk);
    return { id };
  }),
  order: stepwise.rerating.order.handler(async ({ context: { person, desk }, input }) => {
    await orderRerating(person, input);
    await workHere(desk);
    return { id: input.id };
  }),
};
