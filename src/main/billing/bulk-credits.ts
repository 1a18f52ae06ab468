import type { BulkCredit, BulkCreditItem } from '../../contract/bulk-credits.ts';
import { type Database, type ReadableDb, row, rows, type WritableDb } from '../platform/database.ts';
import { instantSql } from '../platform/instant-sql.ts';
import type { CauseAsked } from './same-cause.ts';

const LISTED_ORDERS = 100;
const LISTED_BILLS = 2_000;

/** Asks what giving back all charges of a cause comes to; refused where nothing is left. Returns the number of the order. */
export async function askBulkCredit(person: Database, asked: CauseAsked): Promise<number> {
  const made = await person.write((db) => row<{ id: number }>(db, 'select api.ask_bulk_credit(?::jsonb) as id', [JSON.stringify(asked)]));
  if (!made) throw new Error('the bulk credit was not asked');
  return made.id;
}

/** Lets the worker issue the credit notes as they were shown. `reason` is what customers read. */
export async function orderBulkCredit(person: Database, { id, reason }: { readonly id: number; readonly reason: string }): Promise<number> {
  await person.write((db) => rows(db, 'select api.order_bulk_credit(?, ?)', [id, reason]));
  return id;
}

/** Stops the worker at the bill it is at. Credit notes that are issued stay issued. */
export async function cancelBulkCredit(db: WritableDb, id: number): Promise<number> {
  await rows(db, 'select api.cancel_bulk_credit(?)', [id]);
  return id;
}

/** Bulk credits, newest first. */
export function bulkCreditsFound(db: ReadableDb): Promise<BulkCredit[]> {
  return rows<BulkCredit>(db, `select o.id, o.state, ${instantSql('o.asked_at')} as "askedAt", o.asked_by as "askedBy", o.line_id as "lineId", o.cause, o.reason, o.ordered_by as "orderedBy", o.cancelled_by as "cancelledBy", ${instantSql('o.done_at')} as "doneAt", c.bills, c.worked, c.credited, c.failed,
      (select coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'bills', t.bills, 'accounts', t.accounts, 'charges', t.charges, 'tax', t.tax, 'total', t.total) order by t.currency), '[]')
        from (select i.currency, count(*) as bills, count(distinct i.account) as accounts, sum(i.charges) as charges, sum(i.tax) as tax, sum(i.total) as total from bill.bulk_credit_items i where i.order_id = o.id and i.state in ('shown','credited') group by i.currency) t) as totals
    from (select x.* from bill.bulk_credits x order by x.id desc limit ?) o cross join lateral (select count(*)::int as bills, (count(*) filter (where i.state <> 'waiting'))::int as worked, (count(*) filter (where i.state = 'credited'))::int as credited, (count(*) filter (where i.state = 'failed'))::int as failed from bill.bulk_credit_items i where i.order_id = o.id) c
    order by o.id desc`, [LISTED_ORDERS]);
}

/** The bills of one bulk credit, those that failed first. */
export function bulkCreditItems(db: ReadableDb, id: number): Promise<BulkCreditItem[]> {
  return rows<BulkCreditItem>(db, "select i.bill, i.account, i.currency, i.state, i.charges, i.tax, i.total, i.note, i.failure from bill.bulk_credit_items i where i.order_id = ? order by (i.state = 'failed') desc, i.bill_id desc limit ?", [id, LISTED_BILLS]);
}
