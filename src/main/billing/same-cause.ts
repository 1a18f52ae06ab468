import type { SameCause, SameCauseRow } from '../../contract/billing.ts';
import type { Day } from '../../contract/dates.ts';
import { Refusal } from '../../contract/errors.ts';
import { csvField, plainAmount } from '../platform/csv.ts';
import { type ReadableDb, row, type WritableDb } from '../platform/database.ts';

/** A charge, an event of it where the file that brought it is the cause, the outage where that is; on bills of these days, or of all. */
export type CauseAsked = { readonly lineId: number; readonly usageId: number | null; readonly by: 'tariff' | 'file' | 'outage'; readonly outageId?: number | undefined; readonly from?: Day | null; readonly to?: Day | null };

/**
 * All charges with the cause of one: how many bills and accounts, the sum, and a prepared bulk credit: for each charge what
 * is left of it after corrections and credit notes, in minor units without tax, which a credit note works out itself. Writes
 * an audit row. At most `most` charges are listed, newest bills first; totals are of all.
 */
export async function sameCauseOf(db: WritableDb, asked: CauseAsked, most: number): Promise<SameCause> {
  const found = await row<{ same: SameCause }>(db, 'select api.same_cause(?::jsonb, ?) as same', [JSON.stringify(asked), most]);
  if (!found) throw new Error('the search for the cause gave no row');
  return found.same;
}

/** A charge of a bill by its code or label, or an event by its key; for the command line and the worker. */
export async function causeNamed(db: ReadableDb, bill: string, named: { readonly charge?: string; readonly event?: string }): Promise<Pick<CauseAsked, 'lineId' | 'usageId'>> {
  const found = named.event === undefined
    ? await row<{ lineId: number }>(db, 'select l.id as "lineId" from bill.lines l join bill.bills b on b.id = l.bill_id where b.number = ? and (l.charge = ? or l.label = ?) order by l.position limit 1', [bill, named.charge ?? '', named.charge ?? ''])
    : await row<{ lineId: number; usageId: number }>(db, 'select r.line_id as "lineId", r.usage_id as "usageId" from bill.rated_usage r join bill.usage u on u.id = r.usage_id join bill.bills b on b.id = r.bill_id where b.number = ? and u.key = ?', [bill, named.event]);
  if (!found) throw new Refusal('NOT_FOUND', `Bill ${bill} has no ${named.event === undefined ? `charge "${named.charge ?? ''}"` : `event ${named.event}`}.`);
  return { usageId: null, ...found };
}

/** The prepared bulk credit as CSV, a charge a row, amounts in the currency with a point. Charges with nothing left are not on it. */
export function bulkCreditCsv(rows: ReadonlyArray<SameCauseRow>): string {
  const lines = rows.filter(({ credit }) => credit !== 0).map(({ account, bill, billDay, lineId, label, events, amount, credit, currency }) => [csvField(account), csvField(bill), billDay, lineId, csvField(label), events, plainAmount(amount, currency), plainAmount(credit, currency), currency].join(','));
  return `${['account,bill,bill day,charge id,charge,events,billed,credit,currency', ...lines].join('\n')}\n`;
}
