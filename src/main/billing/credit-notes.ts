import type { TaxShare } from '../../contract/bill.ts';
import type { Day } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { row, rows, type WritableDb } from '../platform/database.ts';
import { storedBill } from './bill-store.ts';
import { ENGINE } from './draft-of.ts';
import { creditNote, type CreditNote, type CreditableBill, type CreditPart, restOf } from './domain/credit-note.ts';

export type CreditOrder = { readonly customerId: number; readonly billId: number; readonly parts: ReadonlyArray<CreditPart> | 'rest'; readonly billDay: Day; readonly cause: string };
type StoredShare = readonly [position: number, base: number, tax: number, included: number];

/** A bill with what of each line went back by earlier notes, as the credit note needs it. */
async function creditableBill(db: WritableDb, customerId: number, billId: number): Promise<CreditableBill> {
  const bill = await storedBill(db, customerId, billId);
  const credited = await rows<{ lineId: number; credited: number }>(db, 'select k.id as "lineId", coalesce(-sum(c.amount), 0)::bigint as credited from bill.lines k left join bill.lines c on c.credit_of = k.id where k.bill_id = ? group by k.id', [billId]);
  const shares = await rows<{ shares: ReadonlyArray<StoredShare> }>(db, 'select t.shares from bill.taxes t where t.bill_id = ? order by t.position', [billId]);
  const backOf = new Map(credited.map((one) => [one.lineId, one.credited]));
  return {
    number: bill.number, period: bill.period,
    lines: bill.lines.map(({ tax: _tax, included: _included, eventsCount: _events, customerId: _customer, ...line }) => ({ ...line, credited: backOf.get(line.lineId) ?? 0 })),
    taxes: bill.taxes.map((item, index) => ({ ...item, shares: (shares[index]?.shares ?? []).map(([position, base, tax, included]): TaxShare => ({ line: position - 1, base, tax, included })) })),
  };
}

/** The credit note that an order comes to, without issuing it; refused where nothing or too little is left of the bill. */
export async function creditNoteOf(db: WritableDb, { customerId, billId, parts, billDay, cause }: CreditOrder): Promise<CreditNote> {
  const bill = await creditableBill(db, customerId, billId);
  const chosen = parts === 'rest' ? restOf(bill) : parts;
  if (chosen.length === 0) throw new Refusal('REFUSED', `Nothing is left of bill ${bill.number} to give back.`);
  const gone = chosen.find(({ lineId, amount }) => bill.lines.some((line) => line.lineId === lineId && Math.abs(line.credited + amount) > Math.abs(line.amount)));
  if (gone) throw new Refusal('REFUSED', `Too little is left of bill ${bill.number}: another credit note gave a part of it back.`);
  return creditNote(bill, chosen, { billDay, cause });
}

/** Gives back parts of an issued bill, or all that is left of it, by a credit note; as the worker, in the caller's transaction. */
export async function issueCreditNote(db: WritableDb, order: CreditOrder): Promise<{ billId: number; number: string }> {
  const note = await creditNoteOf(db, order);
  const payload = { ...note, billId: order.billId, engine: ENGINE, taxes: note.taxes.map((item) => ({ ...item, shares: item.shares.map(({ line, base, tax, included }) => [line + 1, base, tax, included]) })) };
  const made = await row<{ note: { billId: number; number: string } }>(db, 'select api.issue_credit_note(?::jsonb) as note', [JSON.stringify(payload)]);
  if (!made) throw new Error('the credit note was not issued');
  return made.note;
}
