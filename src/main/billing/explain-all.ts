import type { BillLine, TaxItem } from '../../contract/bill.ts';
import type { Day, Period } from '../../contract/dates.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type ReadableDb, rows } from '../platform/database.ts';
import { explainDifference } from './domain/explain.ts';

export type Unexplained = { readonly before: string; readonly after: string; readonly residual: number };
type Stored = { accountId: number; number: string; currency: string; total: number; billDay: Day; period: Period; lines: ReadonlyArray<BillLine & { lineId: number; eventsCount: number }>; taxes: ReadonlyArray<TaxItem> };

const ACCOUNTS_AT_ONCE = 50;

/** Explains every bill against the one before it, over all accounts, and lists where something stays unexplained. */
export async function unexplained(db: ReadableDb, progress: (done: number, of: number) => void): Promise<{ pairs: number; broken: Unexplained[] }> {
  const accounts = (await rows<{ id: number }>(db, 'select distinct b.account_id as id from bill.bills b order by 1')).map(({ id }) => id);
  const broken: Unexplained[] = [];
  let pairs = 0;
  for (let at = 0; at < accounts.length; at += ACCOUNTS_AT_ONCE) {
    const bills = await rows<{ bill: Stored }>(db, `select json_build_object('accountId', b.account_id, 'number', b.number, 'currency', b.currency, 'total', b.total, 'billDay', b.bill_day, 'period', json_build_object('from', b.period_from, 'to', b.period_to),
      'lines', (select coalesce(json_agg(json_build_object('lineId', l.id, 'serviceId', l.service_id, 'productId', l.product_id, 'offer', l.offer, 'charge', l.charge, 'version', l.version, 'part', l.part, 'label', l.label, 'category', l.category,
        'period', json_build_object('from', l.period_from, 'to', l.period_to), 'units', l.units, 'unit', l.unit, 'amount', l.amount, 'tax', l.tax, 'included', l.included, 'taxCode', l.tax_code, 'eventsCount', l.events, 'trace', l.trace)), '[]') from bill.lines l where l.bill_id = b.id),
      'taxes', (select coalesce(json_agg(json_build_object('code', t.code, 'label', t.label, 'jurisdiction', t.jurisdiction, 'version', t.version, 'rate', t.rate, 'base', t.base, 'amount', t.amount, 'included', t.included, 'note', t.note) order by t.position), '[]') from bill.taxes t where t.bill_id = b.id)) as bill
      from bill.bills b where b.account_id = any(?) order by b.account_id, b.bill_day, b.id`, [accounts.slice(at, at + ACCOUNTS_AT_ONCE)]);
    let before: Stored | undefined;
    for (const { bill } of bills) {
      if (before && before.accountId === bill.accountId) {
        pairs += 1;
        const { catalog } = await catalogInForce(db, bill.currency);
        const { residual } = explainDifference({ ...before, label: before.number }, { ...bill, label: bill.number }, { services: [], currency: catalog.currency, catalog });
        if (residual !== 0) broken.push({ before: before.number, after: bill.number, residual });
      }
      before = bill;
    }
    progress(Math.min(accounts.length, at + ACCOUNTS_AT_ONCE), accounts.length);
  }
  return { pairs, broken };
}
