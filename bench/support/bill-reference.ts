import { prices } from './bill-catalog.ts';
import { BILL_DAY } from './bill-world.ts';
import type { World } from './world.ts';

const off = Math.round((prices.plan * prices.off) / 10_000);
const header = `'${BILL_DAY}', date '${BILL_DAY}' + 20, '2026-11-01', '${BILL_DAY}', 'USD'`;
const tax = (charges: string) => `(round(${charges} * ${prices.state} / 1000000.0) + round(${charges} * ${prices.city} / 1000000.0))`;

/** What each event costs, by what the catalog of this world says and no other: started minutes, messages, started megabytes. */
const priced = `select u.id, u.account_id, u.kind, u.started_at, (u.started_at at time zone 'America/Los_Angeles')::date as day, case u.kind when 'voice' then (u.units + 59) / 60 * ${prices.voice} when 'sms' then ${prices.sms} else (u.units + 1023) / 1024 * ${prices.data} end as micros,
    case u.kind when 'voice' then (u.units + 59) / 60 * 60 when 'sms' then 1 else (u.units + 1023) / 1024 * 1024 end as rounded from bill.usage u where u.started_at >= '2026-11-01' and u.started_at < timestamptz '${BILL_DAY} 00:00 America/Los_Angeles'`;
const summed = `create temp table summed as select p.account_id, p.kind, sum(p.micros)::bigint as micros, round(sum(p.micros) / 1000000.0)::bigint as amount, count(*) as events, sum(p.rounded)::bigint as units, min(p.day) as first, max(p.day) + 1 as after from (${priced}) p group by p.account_id, p.kind`;
const bills = `insert into bill.bills (number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, catalog_id, engine, usage_hash)
  select '2612-' || lpad((row_number() over (order by x.account_id))::text, 7, '0'), x.account_id, x.account_id, 'normal', ${header}, x.charges, ${tax('x.charges')}, x.charges + ${tax('x.charges')}, 1, 'sql', 'none'
  from (select s.account_id, sum(s.amount)::bigint + ${prices.plan - off} as charges from summed s group by s.account_id) x`;
const lines = `insert into bill.lines (bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, tax_code, events, micros, trace)
  select b.id, b.customer_id, x.position, b.account_id, b.account_id, 'talk', x.charge, '2026', x.part, x.label, x.category, x.period_from, x.period_to, x.units, x.unit, x.amount, ${tax('x.amount')}, 'sales', x.events, x.micros, '{}'
  from bill.bills b cross join lateral (
    select 1 as position, 'talk' as charge, '2026-12-01..2027-01-01' as part, 'Talk' as label, 'plan' as category, date '2026-12-01' as period_from, date '2027-01-01' as period_to, null::bigint as units, null as unit, ${prices.plan}::bigint as amount, 0 as events, null::bigint as micros
    union all select 5, 'loyal', '2026-12-01..2027-01-01 of ' || b.account_id || ':talk', 'Loyalty discount', 'discount', '2026-12-01', '2027-01-01', null, null, -${off}, 0, null
    union all select k.position, k.charge, '', k.label, 'usage', s.first, s.after, s.units, k.unit, s.amount, s.events, s.micros from summed s
      join (values ('voice', 2, 'calls', 'Calls', 'second'), ('data', 3, 'data', 'Data', 'kilobyte'), ('sms', 4, 'messages', 'Messages', 'piece')) k(kind, position, charge, label, unit) on k.kind = s.kind where s.account_id = b.account_id) x
  where b.bill_day = '${BILL_DAY}'`;
/** Each event once, with its price and its part of the line: what is left of rounding the running sum. */
const events = `insert into bill.rated_usage (usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace)
  select p.id, l.id, l.bill_id, l.customer_id, p.account_id, p.started_at, p.micros, round(sum(p.micros) over w / 1000000.0) - round((sum(p.micros) over w - p.micros) / 1000000.0), '{}'
  from (${priced}) p join (bill.bills b join bill.lines l on l.bill_id = b.id) on b.account_id = p.account_id and b.bill_day = '${BILL_DAY}' and l.charge = case p.kind when 'voice' then 'calls' when 'sms' then 'messages' else 'data' end
  window w as (partition by p.account_id, p.kind order by p.started_at, p.id)`;

/**
 * The bills of the day by statements over all accounts that know this one catalog, in one transaction; returns milliseconds.
 * Bills and their lines alone; with `eventsToo` the price of each event as well. Neither has traces, shares of taxes, balances,
 * ledger, audit, facts to make a bill again, nor refusals of single accounts.
 */
export async function billInSql({ owner }: World, eventsToo: boolean): Promise<number> {
  await owner.query("set work_mem = '256MB'");
  const began = performance.now();
  await owner.query('begin');
  for (const sql of [summed, 'analyze summed', bills, 'create index on summed (account_id)', lines, ...(eventsToo ? [events] : [])]) await owner.query(sql);
  await owner.query('commit');
  return performance.now() - began;
}
