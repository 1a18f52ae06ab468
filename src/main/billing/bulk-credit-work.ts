import { type Database, row, rows, type WritableDb } from '../platform/database.ts';
import { log } from '../platform/log.ts';
import { refusalOf } from '../platform/sql-refusals.ts';
import { workBeside } from '../platform/work-beside.ts';
import { creditNoteOf, issueCreditNote } from './credit-notes.ts';
import type { CreditPart } from './domain/credit-note.ts';

type Item = { readonly orderId: number; readonly billId: number; readonly customerId: number; readonly parts: ReadonlyArray<CreditPart>; readonly credits: boolean; readonly reason: string; readonly today: string };

/**
 * Works out and issues what supervisors asked and ordered, bill by bill, as the worker; returns how many bills it did. A bill
 * and the mark that it is done are one transaction, so that a worker which is killed has credited no bill by half or twice.
 * A bill that can't be credited says why and the others go on.
 */
export async function workBulkCredits(worker: Database): Promise<number> {
  for (let done = 0; ; done += 1) {
    const hand: { item: Item | null } = { item: null };
    try {
      await worker.write(async (db) => {
        hand.item = await nextItem(db);
        if (hand.item) await settle(db, hand.item, hand.item.credits ? await credited(db, hand.item) : await workedOut(db, hand.item));
      });
    } catch (failure) {
      const { item } = hand;
      // A line that was cut says nothing about the bill: it stays, and the next worker takes it.
      if (!item || ['UNAVAILABLE', 'BUSY'].includes(refusalOf(failure)?.code ?? '')) throw failure;
      await worker.write((db) => settle(db, item, { failure: reasonOf(item, failure) })).catch((again: unknown) => {
        // It was cancelled while the bill was in hand: nothing of it is to be said any more.
        if (refusalOf(again)?.code !== 'CONFLICT') throw again;
      });
    }
    if (!hand.item) return done;
  }
}

/** Lets the worker that lives with the demo do the bulk credits that wait, beside the calls of the desk. */
export const workBulkCreditsHere = workBeside('bulk credits wait', workBulkCredits);

async function nextItem(db: WritableDb): Promise<Item | null> {
  const found = await row<{ item: Omit<Item, 'today'> | null; today: string }>(db, 'select api.next_bulk_credit() as item, care.today()::text as today');
  return found?.item ? { ...found.item, today: found.today } : null;
}

const orderOf = ({ customerId, billId, parts, reason, today }: Item) => ({ customerId, billId, parts, billDay: today, cause: reason });

async function workedOut(db: WritableDb, item: Item): Promise<Settled> {
  const { charges, tax, total } = await creditNoteOf(db, orderOf(item));
  return { charges: 0 - charges, tax: 0 - tax, total: 0 - total };
}

async function credited(db: WritableDb, item: Item): Promise<Settled> {
  return { noteId: (await issueCreditNote(db, orderOf(item))).billId };
}

type Settled = { readonly charges: number; readonly tax: number; readonly total: number } | { readonly noteId: number } | { readonly failure: string };

async function settle(db: WritableDb, { orderId, billId }: Item, settled: Settled): Promise<void> {
  await rows(db, 'select api.settle_bulk_credit(?, ?, ?::jsonb)', [orderId, billId, JSON.stringify(settled)]);
}

/** Why a bill gets no credit note, for the supervisor; what is not a refusal is for the log. */
function reasonOf({ orderId, billId }: Item, failure: unknown): string {
  const refusal = refusalOf(failure);
  if (refusal) return refusal.message;
  log('error', `bulk credit ${orderId}, bill ${billId}: ${failure instanceof Error ? failure.message.slice(0, 300) : String(failure)}`);
  return 'It could not be worked out. The log of the worker says more.';
}
