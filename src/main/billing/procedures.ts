import { asks, does, stepwise } from '../platform/dispatch.ts';
import { billList } from './bill-list.ts';
import { billNow, previewBillNow } from './bill-now.ts';
import { draftBillView, issuedBillView } from './bill-view.ts';
import { comparison } from './compare-bills.ts';
import { eventFile } from './event-file.ts';
import { eventWorking, issuedEvents, unbilledEvents } from './events.ts';
import { paymentList } from './payment-list.ts';
import { replayBill } from './replay.ts';
import { sameCauseOf } from './same-cause.ts';
import { buyTopUp, previewTopUp } from './top-up.ts';
import { unbilledOf } from './unbilled.ts';

/** As many charges of one cause as a screen lists; the command line has no end. */
const LISTED_CHARGES = 2_000;

export const billingProcedures = {
  bills: asks.billing.bills.handler(({ context: { db }, input }) => billList(db, input)),
  bill: asks.billing.bill.handler(async ({ context: { db }, input }) => {
    if (input.bill === 'unbilled') return draftBillView(db, await unbilledOf(db, input.customerId), 'Not yet billed');
    return issuedBillView(db, input.customerId, input.bill);
  }),
  events: asks.billing.events.handler(({ context: { db }, input: { customerId, bill, lineId, after, text } }) =>
    bill === 'unbilled' ? unbilledEvents(db, customerId, lineId, after, text?.trim() ?? '') : issuedEvents(db, customerId, bill, lineId, after, text?.trim() ?? '')),
  eventWorking: asks.billing.eventWorking.handler(({ context: { db }, input }) => eventWorking(db, input.customerId, input.bill, input.usageId)),
  eventFile: does.billing.eventFile.handler(({ context: { db }, input }) => eventFile(db, input.bill)),
  replay: asks.billing.replay.handler(({ context: { db }, input }) => replayBill(db, input.bill, input.customerId)),
  sameCause: does.billing.sameCause.handler(({ context: { db }, input: { customerId: _customer, ...asked } }) => sameCauseOf(db, asked, LISTED_CHARGES)),
  compareBills: asks.billing.compareBills.handler(({ context: { db }, input }) => comparison(db, input.customerId, input.bills, input.explain)),
  previewBillNow: stepwise.billing.previewBillNow.handler(({ context: { person }, input }) => previewBillNow(person, input)),
  billNow: stepwise.billing.billNow.handler(({ context: { person }, input }) => billNow(person, input)),
  previewTopUp: stepwise.billing.previewTopUp.handler(({ context: { person }, input }) => previewTopUp(person, input)),
  buyTopUp: stepwise.billing.buyTopUp.handler(({ context: { person }, input }) => buyTopUp(person, input)),
  payments: asks.billing.payments.handler(({ context: { db }, input }) => paymentList(db, input.customerId)),
};
