import type { Desk } from '../platform/desk.ts';
import { asks, does, stepwise } from '../platform/dispatch.ts';
import { workBillRunsHere } from './bill-run-here.ts';
import { billRunFindings, billRunsFound, changeBillRun, CHUNK_ACCOUNTS, makeBillRunFinal, startBillRun } from './bill-run-orders.ts';
import { todayOf } from './compare-bills.ts';

/** Ordered as the person; whoever works does it beside them, and the answer does not wait for it. */
async function ordered(desk: Desk, order: Promise<number>): Promise<{ id: number }> {
  const id = await order;
  void workBillRunsHere(desk.host()?.worker ?? null);
  return { id };
}

const chunkOf = (desk: Desk) => (desk.host()?.worker ? CHUNK_ACCOUNTS.desk : CHUNK_ACCOUNTS.server);

export const billRunProcedures = {
  runs: asks.billRuns.runs.handler(async ({ context: { db } }) => ({ today: await todayOf(db), runs: await billRunsFound(db) })),
  findings: asks.billRuns.findings.handler(({ context: { db }, input }) => billRunFindings(db, input)),
  tryRun: stepwise.billRuns.tryRun.handler(({ context: { person, desk }, input }) => ordered(desk, person.write((db) => startBillRun(db, 'trial', input, chunkOf(desk))))),
  makeFinal: stepwise.billRuns.makeFinal.handler(({ context: { person, desk }, input }) => ordered(desk, person.write((db) => makeBillRunFinal(db, input.id)))),
  pause: does.billRuns.pause.handler(async ({ context: { db }, input }) => ({ id: await changeBillRun(db, input.id, 'pause') })),
  cancel: does.billRuns.cancel.handler(async ({ context: { db }, input }) => ({ id: await changeBillRun(db, input.id, 'cancel') })),
  resume: stepwise.billRuns.resume.handler(({ context: { person, desk }, input }) => ordered(desk, person.write((db) => changeBillRun(db, input.id, 'resume')))),
  retry: stepwise.billRuns.retry.handler(({ context: { person, desk }, input }) => ordered(desk, person.write((db) => changeBillRun(db, input.id, 'retry')))),
};
