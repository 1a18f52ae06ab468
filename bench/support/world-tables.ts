import { cities, familyNames, givenNames, streets } from '../../src/main/demo/names.ts';

/** One table of the generated world: what it is called on the screen, and the statement that fills it. */
export type Filling = { readonly table: string; readonly sql: string };

/** Bills of each customer, one a month; the newest is of the month of WORLD_TODAY. */
const BILLS = 12;
/** Every so-many-th customer has a cycle full of usage. */
export const HEAVY_EVERY = 200;
export const HEAVY_EVENTS = 60;

const texts = (values: ReadonlyArray<string>) => `(array[${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(',')}])`;
const pick = (values: ReadonlyArray<string>, index: string) => `${texts(values)}[1 + (${index}) % ${values.length}]`;
/** A number that looks random and is the same each time, from the customer and a place. */
const chance = (place: number) => `(hashint8(i * 64 + ${place}) & 2147483647)`;

const offers = ['unlimited-plus', 'unlimited', 'share-10', 'talk-300'];
const offer = pick(offers, chance(5));
const price = `(array[5500,4000,3500,2200])[1 + ${chance(5)} % 4]`;
const phone = `'1' || (2060000000 + i * 7919 % 7999993)::text`;
const hasFibre = 'i % 5 < 2';
const billDay = `(date '2025-12-01' + make_interval(months => k))::date`;
const recurring = (amount: string) => `jsonb_build_object('kind', 'recurring', 'price', ${amount}, 'days', 30, 'ofDays', 30, 'refund', false)`;

/** A usage event billed with the newest bill, one a customer; the rest of the usage is of the cycle in progress. */
const billedTrace = `'{"offer":"unlimited","rule":"calls-national","version":"2020-01","zone":"us","band":null,"rounded":180,"charged":180,"countedBefore":0,"model":"flat"}'::jsonb`;

/** Statements that fill an empty, migrated database with `n` customers, 12 bills each, set by set. */
export function fillings(n: number): ReadonlyArray<Filling> {
  const customers = `generate_series(1, ${n}::bigint) i`;
  const months = `generate_series(0, ${BILLS - 1}) k, ${customers}`;
  const insert = (table: string, columns: string, select: string): Filling => ({ table, sql: `insert into ${table} (${columns}) overriding system value ${select}` });
  const line = (id: string, position: number, amount: string, select: string, from: string) => insert('bill.lines', 'id, bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, tax_code, events, micros, trace',
    `select ${id}, k * ${n} + i, i, ${position}, ${select}, ${amount}, 0, null, 0, null, ${recurring(amount)} from (select k, i, ${billDay} as day from ${from}) x order by k, i`);
  const inAdvance = `'2020-01', day || '..' || (day + interval '1 month')::date`;
  const month = `day, (day + interval '1 month')::date, null, null`;
  return [
    insert('care.customers', 'id, number, segment, name, given_name, family_name, active, city, state, since, household', `select i, (10000000 + i)::text, case when h % 50 = 0 then 'vip' when h % 50 < 6 then 'corporate' else 'private' end, given || ' ' || family, given, family, h % 25 <> 1, city, 'WA', date '2018-01-01' + h % 2500, case when i % 40 < 2 then 'household ' || i / 40 end
      from (select i, ${chance(1)} as h, ${pick(givenNames, chance(2))} as given, ${pick(familyNames, chance(3))} as family, ${pick(cities.map(({ name }) => name), chance(4))} as city from ${customers}) x`),
    insert('care.name_words', 'word', 'select distinct p from care.customers k cross join lateral unnest(care.name_parts(k.name, k.given_name, k.family_name)) p'),
    insert('care.contacts', 'id, customer_id, kind, label, value, normal, preferred', `select id, customer, kind, label, value, case kind when 'phone' then substr(value, 2) else lower(value) end, true from (
      select i * 3 - 2 as id, i as customer, 'phone' as kind, 'mobile' as label, '+' || ${phone} as value from ${customers}
      union all select k.id * 3 - 1, k.id, 'email', 'private', k.given_name || '.' || k.family_name || '.' || k.id || '@example.com' from care.customers k
      union all select k.id * 3, k.id, 'address', 'home', (100 + (hashint8(k.id * 64 + 6) & 2147483647) % 9000)::text || ' ' || ${pick(streets, '(hashint8(k.id * 64 + 7) & 2147483647)')} || ', ' || k.city from care.customers k) x order by customer`),
    insert('bill.accounts', 'id, customer_id, number, currency, zone, cycle_day, opened, autopay', `select i, i, (8800000000 + i)::text, 'USD', 'America/Los_Angeles', 1, '2025-11-01', case when i % 10 < 7 then 'on' else 'off' end from ${customers}`),
    insert('care.services', 'id, customer_id, account_id, kind, reference, started', `select i, i, i, 'mobile', ${phone}, '2025-11-01' from ${customers}`),
    insert('care.services', 'id, customer_id, account_id, kind, reference, started', `select ${n} + i, i, i, 'fibre', 'FTTH-' || i, '2025-11-01' from ${customers} where ${hasFibre}`),
    insert('care.products', 'id, customer_id, account_id, service_id, offer, from_day', `select i, i, i, i, ${offer}, '2025-11-01' from ${customers}`),
    insert('care.products', 'id, customer_id, account_id, service_id, offer, from_day', `select ${n} + i, i, i, i, 'recovery-mobile', '2025-11-01' from ${customers}`),
    insert('care.products', 'id, customer_id, account_id, service_id, offer, from_day', `select ${2 * n} + i, i, i, ${n} + i, 'fiber-300', '2025-11-01' from ${customers} where ${hasFibre}`),
    insert('pay.methods', 'id, customer_id, account_id, kind, brand, last4, expires, autopay', `select i, i, i, 'card', 'Visa', lpad((i % 10000)::text, 4, '0'), '2029-01-01', i % 10 < 7 from ${customers}`),
    insert('bill.bills', 'id, number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, issued_at, issued_by, catalog_id, engine, usage_hash',
      `select k * ${n} + i, to_char(day, 'YYMM') || '-' || lpad(i::text, 7, '0'), i, i, 'normal', day, day + 20, (day - interval '1 month')::date, day, 'USD', amount, 0, amount, day + interval '14 hours', 'bench.worker', 1, 'careline-1', 'none'
      from (select k, i, ${billDay} as day, ${price} + case when k = ${BILLS - 1} then 125 + case when ${hasFibre} then 5400 else 0 end else 0 end as amount from ${months}) x order by k, i`),
    insert('bill.bill_balances', 'bill_id, customer_id, account_id, total, due_day, allocated, open, settled_on', 'select b.id, b.customer_id, b.account_id, b.total, b.due_day, case when o.is_open then 0 else b.total end, case when o.is_open then b.total else 0 end, case when not o.is_open then b.due_day end '
      + `from bill.bills b cross join lateral (select (b.id - 1) / ${n} = ${BILLS - 1} and b.customer_id % 10 < 3 as is_open) o order by b.id`),
    line(`k * ${n} + i`, 1, price, `i, i, ${offer}, ${offer}, ${inAdvance}, initcap(${offer}), 'plan', ${month}`, months),
    line(`12 * ${n}::bigint + i`, 2, '125', `i, ${n} + i, 'recovery-mobile', 'recovery-fee', ${inAdvance}, 'Regulatory recovery fee', 'fee', ${month}`, `generate_series(11, 11) k, ${customers}`),
    line(`13 * ${n}::bigint + i`, 3, '5400', `${n} + i, ${2 * n} + i, 'fiber-300', 'fiber-300', ${inAdvance}, 'Fiber 300', 'plan', ${month}`, `generate_series(11, 11) k, ${customers} where ${hasFibre}`),
    insert('bill.lines', 'id, bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, tax_code, events, micros, trace',
      `select 14 * ${n}::bigint + i, 11 * ${n} + i, i, 4, i, i, ${offer}, 'calls-national', '2020-01', '', 'Calls in the US', 'usage', '2026-10-01', '2026-11-01', 180, 'second', 0, 0, null, 1, 0, '{"kind":"usage","events":1,"freeUnits":0,"chargedUnits":180,"micros":0}' from ${customers}`),
    insert('pay.payments', 'id, number, customer_id, account_id, amount, currency, method_id, method, origin, state, received_at, allocated, recorded_by, idempotency_key',
      `select x.id, 'P-' || lpad(x.id::text, 9, '0'), b.customer_id, b.account_id, b.total, 'USD', b.customer_id, 'Visa ending ' || lpad((b.customer_id % 10000)::text, 4, '0'), case when b.customer_id % 10 < 7 then 'automatic' else 'manual' end, 'captured', b.due_day::timestamptz, b.total, 'bench.worker', 'key ' || x.id
      from bill.bills b join bill.bill_balances v on v.bill_id = b.id and v.open = 0 cross join lateral (select b.id - ${9 * n} as id) x where b.id > ${9 * n} order by b.id`),
    insert('pay.allocations', 'payment_id, bill_id, customer_id, amount, at, login', `select p.id, 9 * ${n} + p.id, p.customer_id, p.amount, p.received_at, 'bench.worker' from pay.payments p order by p.id`),
    insert('care.interactions', 'id, customer_id, channel, direction, login, started_at, ended_at, reason, outcome, summary', `select m * ${n} + i, i, 'call', 'in', 'bench.agent', at, at + interval '6 minutes', 'bill-question', 'solved', 'Asked about the last bill.' from (select m, i, timestamptz '2026-06-01' + make_interval(days => ${chance(8)} % 160, secs => i % 36000) as at from generate_series(0, 1) m, ${customers} where m = 0 or i % 2 = 0) x`),
    insert('care.changes', 'customer_id, at, login, area, title, detail', `select i, timestamptz '2026-03-01' + make_interval(days => ${chance(9)} % 200), 'bench.worker', 'service', 'Plan changed', 'By the customer' from ${customers} where i % 3 = 0`),
    usage('i', `timestamptz '2026-10-02' + make_interval(days => ${chance(10)} % 28, secs => ${chance(11)} % 80000)`, customers),
    usage(`${n} + i`, `timestamptz '2026-11-02' + make_interval(days => ${chance(12)} % 14, secs => ${chance(13)} % 80000)`, customers),
    usage(`${2 * n} + i`, `timestamptz '2026-11-02' + make_interval(days => ${chance(14)} % 14, secs => ${chance(15)} % 80000)`, customers),
    usage(`${3 * n} + i / ${HEAVY_EVERY} * ${HEAVY_EVENTS} + e`, `timestamptz '2026-11-02' + make_interval(days => e % 15, secs => ${chance(16)} % 80000)`, `generate_series(${HEAVY_EVERY}, ${n}::bigint, ${HEAVY_EVERY}) i, generate_series(1, ${HEAVY_EVENTS}) e`),
    insert('bill.rated_usage', 'usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace', `select u.id, ${14 * n}::bigint + u.id, ${11 * n}::bigint + u.id, u.customer_id, u.account_id, u.started_at, 0, 0, ${billedTrace} from bill.usage u where u.id <= ${n} order by u.id`),
  ];
}

function usage(id: string, started: string, from: string): Filling {
  return {
    table: 'bill.usage',
    sql: `insert into bill.usage (id, key, service_id, account_id, customer_id, kind, started_at, units, destination, arrived_at) overriding system value
      select id, 'u' || id, i, i, i, 'voice', at, 60 + id % 600, '1360' || lpad((i * 31 % 10000000)::text, 7, '0'), at from (select i, ${id} as id, ${started} as at from ${from}) x`,
  };
}
