import type { Filling } from './world-tables.ts';

/** Events of the three bills of the customer with the long lists; the first two are compared, the last one is scrolled. */
export const BIG_EVENTS = [50_000, 50_000, 100_000] as const;
export const BIG_NAME = 'Ledger Mills';
const days = ['2026-09-01', '2026-10-01', '2026-11-01'] as const;
const PLAN = 4500;
/** Cents and micros of one event. */
const EVENT = 12;

export type BigCustomer = { readonly customerId: number; readonly number: string; readonly bills: ReadonlyArray<number> };

/** Who has the long bills in a world of `n` customers. */
export function bigCustomer(n: number): BigCustomer {
  return { customerId: n + 1, number: String(10_000_001 + n), bills: days.map((_, at) => 100 * n + 1 + at) };
}

/** One more customer: a mobile line with bills of 50,000, 50,000 and 100,000 priced calls. */
export function bigBills(n: number): ReadonlyArray<Filling> {
  const { customerId: id, number, bills } = bigCustomer(n);
  const [service, product, firstLine, firstUsage] = [10 * n + 1, 10 * n + 1, 100 * n + 1, 100 * n + 1];
  const one = (table: string, columns: string, values: string): Filling => ({ table, sql: `insert into ${table} (${columns}) overriding system value values (${values})` });
  const fixed = [
    one('care.customers', 'id, number, segment, name, given_name, family_name, city, state, since', `${id}, '${number}', 'corporate', '${BIG_NAME}', 'Ledger', 'Mills', 'Seattle', 'WA', '2020-01-01'`),
    one('care.contacts', 'id, customer_id, kind, label, value, normal, preferred', `${100 * n}, ${id}, 'phone', 'office', '+12069990001', '12069990001', true`),
    one('bill.accounts', 'id, customer_id, number, currency, zone, cycle_day, opened', `${id}, ${id}, '${8_800_000_000 + id}', 'USD', 'America/Los_Angeles', 1, '2026-08-01'`),
    one('care.services', 'id, customer_id, account_id, kind, reference, started', `${service}, ${id}, ${id}, 'mobile', '12069990001', '2026-08-01'`),
    one('care.products', 'id, customer_id, account_id, service_id, offer, from_day', `${product}, ${id}, ${id}, ${service}, 'business-mobile', '2026-08-01'`),
  ];
  const perBill = days.flatMap((day, at): Filling[] => {
    const [bill = 0, events = 0] = [bills[at], BIG_EVENTS[at]];
    const [planLine, usageLine] = [firstLine + 2 * at, firstLine + 2 * at + 1];
    const usage = firstUsage + BIG_EVENTS.slice(0, at).reduce((sum, count) => sum + count, 0);
    const charges = PLAN + events * EVENT;
    const before = `(date '${day}' - interval '1 month')::date`;
    const trace = `'{"offer":"business-mobile","rule":"business-abroad","version":"2020-01","zone":"mx","band":null,"rounded":60,"charged":60,"countedBefore":0,"model":"volume"}'::jsonb`;
    const lineColumns = 'id, bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, tax_code, events, micros, trace';
    return [
      one('bill.bills', 'id, number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, issued_at, issued_by, catalog_id, engine, usage_hash', `${bill}, '${day.slice(2, 4)}${day.slice(5, 7)}-9999999', ${id}, ${id}, 'normal', '${day}', date '${day}' + 20, ${before}, '${day}', 'USD', ${charges}, 0, ${charges}, '${day} 15:00Z', 'bench.worker', 1, 'careline-1', 'none'`),
      one('bill.bill_balances', 'bill_id, customer_id, account_id, total, due_day, allocated, open, settled_on', `${bill}, ${id}, ${id}, ${charges}, date '${day}' + 20, ${charges}, 0, date '${day}' + 20`),
      one('bill.lines', lineColumns, `${planLine}, ${bill}, ${id}, 1, ${service}, ${product}, 'business-mobile', 'business-mobile', '2020-01', '${day}..' || (date '${day}' + interval '1 month')::date, 'Business Mobile', 'plan', '${day}', (date '${day}' + interval '1 month')::date, null, null, ${PLAN}, 0, null, 0, null, '{"kind":"recurring","price":${PLAN},"days":30,"ofDays":30,"refund":false}'`),
      one('bill.lines', lineColumns, `${usageLine}, ${bill}, ${id}, 2, ${service}, ${product}, 'business-mobile', 'business-abroad', '2020-01', '', 'Calls abroad', 'usage', ${before}, '${day}', ${events * 60}, 'second', ${events * EVENT}, 0, null, ${events}, ${events * EVENT * 1_000_000}::bigint, '{"kind":"usage","events":${events},"freeUnits":0,"chargedUnits":${events * 60},"micros":${events * EVENT * 1_000_000}}'`),
      { table: 'bill.usage', sql: `insert into bill.usage (id, key, service_id, account_id, customer_id, kind, started_at, units, destination, arrived_at) overriding system value
        select ${usage} + e, 'big ${day} ' || e, ${service}, ${id}, ${id}, 'voice', at, 60, '52555' || lpad((e * 37 % 10000000)::text, 7, '0'), at from (select e, ${before}::timestamp at time zone 'America/Los_Angeles' + make_interval(secs => e * ${2_400_000 / events}) as at from generate_series(0, ${events - 1}) e) x` },
      { table: 'bill.rated_usage', sql: `insert into bill.rated_usage (usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace) select u.id, ${usageLine}, ${bill}, ${id}, ${id}, u.started_at, ${EVENT * 1_000_000}, ${EVENT}, ${trace} from bill.usage u where u.id >= ${usage} and u.id < ${usage + events} order by u.id` },
    ];
  });
  return [...fixed, ...perBill];
}
