import type { Filling } from './world-tables.ts';
import { billCatalog, prices } from './bill-catalog.ts';
import type { Recipe } from './world.ts';

/** The day that is billed, a moment of the next one, and how much usage an account has in the month before. */
export const BILL_DAY = '2026-12-01';
export const BILL_NOW = '2026-12-02T18:00:00Z';
export const EVENTS = 30;

const insert = (table: string, columns: string, select: string): Filling => ({ table, sql: `insert into ${table} (${columns}) overriding system value ${select}` });

/**
 * Statements that fill an empty, migrated database with `n` accounts of one plan, each with the bill of the month before and 30
 * events that no bill carries yet. The events lie in the order of time, as they arrive, and not by account.
 */
export function billFillings(n: number): ReadonlyArray<Filling> {
  const each = `generate_series(1, ${n}::bigint) i`;
  const off = Math.round((prices.plan * prices.off) / 10_000);
  const charges = prices.plan - off;
  const line = (position: number, id: string, charge: string, label: string, category: string, amount: number, trace: object, part = '') => insert('bill.lines', 'id, bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, amount, tax, tax_code, trace',
    `select ${id}, i, i, ${position}, i, i, 'talk', '${charge}', '2026', '2026-11-01..2026-12-01${part}', '${label}', '${category}', '2026-11-01', '2026-12-01', ${amount}, 0, 'sales', '${JSON.stringify(trace)}'::jsonb from ${each}`);
  return [
    insert('care.customers', 'id, number, segment, name, given_name, family_name, city, state, since', `select i, (10000000 + i)::text, 'private', 'Customer ' || i, 'Customer', i::text, 'Seattle', 'WA', '2020-01-01' from ${each}`),
    insert('bill.accounts', 'id, customer_id, number, currency, zone, cycle_day, opened', `select i, i, (8800000000 + i)::text, 'USD', 'America/Los_Angeles', 1, '2026-10-01' from ${each}`),
    insert('care.services', 'id, customer_id, account_id, kind, reference, started', `select i, i, i, 'mobile', (12060000000 + i)::text, '2026-10-01' from ${each}`),
    insert('care.products', 'id, customer_id, account_id, service_id, offer, from_day', `select i, i, i, i, 'talk', '2026-10-01' from ${each}`),
    insert('bill.bills', 'id, number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, issued_at, issued_by, catalog_id, engine, usage_hash',
      `select i, '2611-' || lpad(i::text, 7, '0'), i, i, 'normal', '2026-11-01', '2026-11-21', '2026-10-01', '2026-11-01', 'USD', ${charges}, 0, ${charges}, '2026-11-01 14:00Z', 'bench.worker', 1, 'careline-1', 'none' from ${each}`),
    insert('bill.bill_balances', 'bill_id, customer_id, account_id, total, due_day, allocated, open, settled_on', `select i, i, i, ${charges}, '2026-11-21', ${charges}, 0, '2026-11-20' from ${each}`),
    line(1, 'i * 2 - 1', 'talk', 'Talk', 'plan', prices.plan, { kind: 'recurring', price: prices.plan, days: 30, ofDays: 30, refund: false }),
    line(2, 'i * 2', 'loyal', 'Loyalty discount', 'discount', -off, { kind: 'percent', rate: prices.off, base: prices.plan, baseCharge: 'talk', days: 30, ofDays: 30, refund: false }, " of ' || i || ':talk"),
    insert('bill.usage', 'id, key, service_id, account_id, customer_id, kind, started_at, units, destination, arrived_at', `select (e - 1) * ${n}::bigint + i, 'u' || (e - 1) * ${n}::bigint + i, i, i, i, k.kind, t.at, case k.kind when 'voice' then 5 + h % 900 when 'sms' then 1 else 10 + h % 90000 end, '1' || lpad((h % 1000000007)::text, 10, '0'), t.at
      from generate_series(1, ${EVENTS}) e, ${each}, lateral (select hashint8(i * 64 + e) & 2147483647 as h) x, lateral (select case when e % 5 < 3 then 'voice' when e % 5 = 3 then 'sms' else 'data' end as kind) k, lateral (select timestamptz '2026-11-01 12:00Z' + make_interval(days => e - 1, secs => h % 60000) as at) t`),
  ];
}

/** Accounts that wait for the bill of a day. */
export const billRecipe: Recipe = { name: 'bills', catalog: billCatalog, now: BILL_NOW, fillings: billFillings };
