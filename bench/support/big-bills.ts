import type { Filling } from './world-tables.ts';

/** A customer with long bills: the events of each, oldest first, the last bill of November; and what is not billed yet. */
type Big = { readonly name: string; readonly events: ReadonlyArray<number>; readonly unbilled: number };
const bigs = {
  /** The bills in the middle are compared, the last one is scrolled, the first one is a list of one page. */
  billed: { name: 'Ledger Mills', events: [200, 50_000, 50_000, 100_000], unbilled: 0 },
  /** The bill is compared with what is not billed yet, which is rated anew each time. */
  unbilled: { name: 'Pending Mills', events: [50_000], unbilled: 50_000 },
  /** Usage files are imported for this one, so that the others stay as they are. */
  imported: { name: 'Import Mills', events: [], unbilled: 0 },
} as const satisfies Readonly<Record<string, Big>>;
const billDays = ['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'];
const PLAN = 4500;
/** Cents of one event. */
const EVENT = 12;

export type BigCustomer = { readonly customerId: number; readonly number: string; readonly name: string; readonly events: ReadonlyArray<number>; readonly unbilled: number; readonly own: number; readonly phone: string; readonly bills: ReadonlyArray<number>; readonly lines: ReadonlyArray<number> };

/** Who has the long bills in a world of `n` customers, with the ids of those bills and of their usage lines; `own` is the id of service and product. */
export function bigCustomer(n: number, which: keyof typeof bigs): BigCustomer {
  const place = Object.keys(bigs).indexOf(which);
  const id = n + 1 + place;
  const first = 100 * n + 1 + 10 * place;
  const { name, events, unbilled }: Big = bigs[which];
  return { customerId: id, number: String(10_000_000 + id), name, events, unbilled, own: first, phone: `1206999${String(id % 10_000).padStart(4, '0')}`, bills: events.map((_, at) => first + at), lines: events.map((_, at) => first + 2 * at + 1) };
}

/** A few more customers, of one mobile line each, with bills of 50,000 and 100,000 priced calls. */
export function bigBills(n: number): ReadonlyArray<Filling> {
  return [...fillingsOf(bigCustomer(n, 'billed'), 100 * n + 1), ...fillingsOf(bigCustomer(n, 'unbilled'), 100 * n + 1_000_001), ...fillingsOf(bigCustomer(n, 'imported'), 100 * n + 2_000_001)];
}

const one = (table: string, columns: string, values: string): Filling => ({ table, sql: `insert into ${table} (${columns}) overriding system value values (${values})` });
const lineColumns = 'id, bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, tax_code, events, micros, trace';
const trace = `'{"offer":"business-mobile","rule":"business-abroad","version":"2020-01","zone":"mx","band":null,"rounded":60,"charged":60,"countedBefore":0,"model":"volume"}'::jsonb`;

function fillingsOf({ customerId: id, number, name, events, unbilled, own, phone: line, bills, lines }: BigCustomer, firstUsage: number): ReadonlyArray<Filling> {
  const [given = '', family = ''] = name.split(' ');
  const days = billDays.slice(billDays.length - bills.length);
  const calls = (from: number, count: number, start: string, keys: string): Filling => ({ table: 'bill.usage', sql: `insert into bill.usage (id, key, service_id, account_id, customer_id, kind, started_at, units, destination, arrived_at) overriding system value
    select ${from} + e, 'big ${id} ${keys} ' || e, ${own}, ${id}, ${id}, 'voice', at, 60, '52555' || lpad((e * 37 % 10000000)::text, 7, '0'), at from (select e, ${start}::timestamp at time zone 'America/Los_Angeles' + make_interval(secs => e * ${count === 0 ? 0 : 1_300_000 / count}) as at from generate_series(0, ${count - 1}) e) x` });
  const perBill = bills.flatMap((bill, at): Filling[] => {
    const [day = '', count = 0, usageLine = 0] = [days[at], events[at], lines[at]];
    const usage = firstUsage + events.slice(0, at).reduce((sum, more) => sum + more, 0);
    const charges = PLAN + count * EVENT;
    const before = `(date '${day}' - interval '1 month')::date`;
    return [
      one('bill.bills', 'id, number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, issued_at, issued_by, catalog_id, engine, usage_hash', `${bill}, '${day.slice(2, 4)}${day.slice(5, 7)}-${9_000_000 + id % 1_000_000}', ${id}, ${id}, 'normal', '${day}', date '${day}' + 20, ${before}, '${day}', 'USD', ${charges}, 0, ${charges}, '${day} 15:00Z', 'bench.worker', 1, 'careline-1', 'none'`),
      one('bill.bill_balances', 'bill_id, customer_id, account_id, total, due_day, allocated, open, settled_on', `${bill}, ${id}, ${id}, ${charges}, date '${day}' + 20, ${charges}, 0, date '${day}' + 20`),
      one('bill.lines', lineColumns, `${usageLine - 1}, ${bill}, ${id}, 1, ${own}, ${own}, 'business-mobile', 'business-mobile', '2020-01', '${day}..' || (date '${day}' + interval '1 month')::date, 'Business Mobile', 'plan', '${day}', (date '${day}' + interval '1 month')::date, null, null, ${PLAN}, 0, null, 0, null, '{"kind":"recurring","price":${PLAN},"days":30,"ofDays":30,"refund":false}'`),
      one('bill.lines', lineColumns, `${usageLine}, ${bill}, ${id}, 2, ${own}, ${own}, 'business-mobile', 'business-abroad', '2020-01', '', 'Calls abroad', 'usage', ${before}, '${day}', ${count * 60}, 'second', ${count * EVENT}, 0, null, ${count}, ${count * EVENT * 1_000_000}::bigint, '{"kind":"usage","events":${count},"freeUnits":0,"chargedUnits":${count * 60},"micros":${count * EVENT * 1_000_000}}'`),
      calls(usage, count, before, day),
      { table: 'bill.rated_usage', sql: `insert into bill.rated_usage (usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace) select u.id, ${usageLine}, ${bill}, ${id}, ${id}, u.started_at, ${EVENT * 1_000_000}, ${EVENT}, ${trace} from bill.usage u where u.id >= ${usage} and u.id < ${usage + count} order by u.id` },
    ];
  });
  return [
    one('care.customers', 'id, number, segment, name, given_name, family_name, city, state, since', `${id}, '${number}', 'corporate', '${name}', '${given}', '${family}', 'Seattle', 'WA', '2020-01-01'`),
    one('care.contacts', 'id, customer_id, kind, label, value, normal, preferred', `${own}, ${id}, 'phone', 'office', '+${line}', '${line}', true`),
    one('bill.accounts', 'id, customer_id, number, currency, zone, cycle_day, opened', `${id}, ${id}, '${8_800_000_000 + id}', 'USD', 'America/Los_Angeles', 1, '2026-07-01'`),
    one('care.services', 'id, customer_id, account_id, kind, reference, started', `${own}, ${id}, ${id}, 'mobile', '${line}', '2026-07-01'`),
    one('care.products', 'id, customer_id, account_id, service_id, offer, from_day', `${own}, ${id}, ${id}, ${own}, 'business-mobile', '2026-07-01'`),
    ...perBill,
    ...(unbilled === 0 ? [] : [calls(firstUsage + 500_000, unbilled, "date '2026-11-01'", 'unbilled')]),
  ];
}
