/** The timeline of a customer as one union; rights decide which parts have rows. `source` and `id` tell items of one moment apart. Bindings: customer id, once a part. */
export function timelineUnion(customer: string): string {
  return `
  select i.started_at as at, 'contact' as "group", i.channel as kind, case when i.outcome = 'followUp' then w.label || ', to follow up' else coalesce(w.label, i.reason) end as title,
      concat_ws(' · ', case i.channel when 'call' then 'Call' when 'email' then 'E-mail' when 'sms' then 'SMS' when 'web' then 'Self-care' else 'Store' end, (select s.name from care.staff s where s.login = i.login), nullif(i.summary, '')) as detail, 'accent' as tone, 1 as source, i.id
    from care.interactions i left join care.wrap_up_codes w on w.code = i.reason where i.customer_id = ${customer}
  union all select c.at, c.area, 'change', c.title, c.detail, 'neutral', 2, c.id from care.changes c where c.customer_id = ${customer}
  union all select b.issued_at, 'money', 'bill', trim(to_char(b.bill_day, 'FMMonth')) || ' bill issued', 'Bill ' || b.number || '|' || b.total, 'neutral', 3, b.id from bill.bills b where b.customer_id = ${customer}
  union all select p.received_at, 'money', case p.state when 'failed' then 'failedPayment' else 'payment' end, case p.state when 'failed' then 'Autopay failed' else 'Payment received' end, p.method || coalesce(', ' || p.failure, '') || '|' || p.amount, case p.state when 'failed' then 'neg' else 'pos' end, 4, p.id from pay.payments p where p.customer_id = ${customer}
  union all select d.opened_at, 'money', 'dispute', 'Dispute ' || d.number || ' opened', d.reason || '|' || d.amount, 'disp', 5, d.id from bill.disputes d where d.customer_id = ${customer}
  union all select c.crossed_at, 'service', 'allowance', c.words, coalesce(s.reference, 'Shared by all services'), case when c.percent < 100 then 'neutral' else 'warn' end, 6, c.id from bill.allowance_crossings c left join care.services s on s.id = c.service_id where c.customer_id = ${customer} and c.state <> 'withdrawn'`;
}

/**
 * The Customer 360 in one statement, run as the person: row-level security and column grants decide what it holds, and the
 * level is the one of the committed case. The second column is what unbilled usage is rated
 * from, the third the catalog in force by its name alone. Bindings: customer id
 * twice.
 */
export const overviewStatement = `
with who as (select k.* from care.customers k where k.id = ?),
  level as (select case when pg_has_role(session_user, 'careline_auditor', 'member') then 2 else coalesce(api.case_level(?), 0) end as n),
  account as (select a.* from bill.accounts a, who where a.customer_id = who.id order by a.id limit 1),
  today as (select care.today() as day)
select json_build_object(
  'level', (select n from level), 'today', (select day from today),
  'customer', (select row_to_json(w) from who w),
  'account', (select row_to_json(a) from account a),
  'address', case when (select n from level) = 2 then api.address_of((select id from who)) end,
  'bills', (select coalesce(json_agg(x order by x."billDay", x."billId"), '[]') from (select b.id as "billId", b.number, b.bill_day as "billDay", b.due_day as "dueDay", b.total, v.open, v.disputed, v.allocated, v.settled_on as "settledOn",
      case when v.due_day < (select day from today) then v.open - v.disputed else 0 end as overdue from bill.bills b join bill.bill_balances v on v.bill_id = b.id, who where b.customer_id = who.id order by b.bill_day desc, b.id desc limit 13) x),
  'openBills', (select coalesce(json_agg(json_build_object('open', v.open, 'disputed', v.disputed, 'dueDay', v.due_day, 'currency', o.currency) order by v.due_day), '[]') from bill.bill_balances v join bill.accounts o on o.id = v.account_id, who where v.customer_id = who.id and v.open > 0),
  'facts', case when (select n from level) >= 1 then api.standing_facts((select id from who)) end,
  'payments', (select coalesce(json_agg(x), '[]') from (select p.id, p.number, p.received_at as at, p.amount, p.allocated, p.state, p.origin, p.method, p.failure from pay.payments p, who where p.customer_id = who.id order by p.received_at desc limit 20) x),
  'unallocated', (select coalesce(json_agg(x), '[]') from (select p.id, p.number, p.received_at as at, p.amount - p.allocated - p.refunded as amount, p.method from pay.payments p, who where p.customer_id = who.id and p.state = 'captured' and p.amount > p.allocated + p.refunded order by p.received_at limit 5) x),
  'disputes', (select coalesce(json_agg(x), '[]') from (select d.id, d.number, d.amount, d.state, d.reason, d.opened_at as at, l.label from bill.disputes d left join bill.lines l on l.id = d.line_id, who where d.customer_id = who.id order by d.opened_at desc limit 10) x),
  'methods', (select coalesce(json_agg(x), '[]') from (select m.id, m.kind, m.brand, m.last4, m.expires, m.autopay from pay.methods m, who where m.customer_id = who.id order by m.autopay desc, m.id) x),
  'contacts', (select coalesce(json_agg(x), '[]') from (select t.kind, t.label, t.masked as value, true as masked, t.preferred from care.contacts t, who where t.customer_id = who.id and t.active order by t.kind, t.preferred desc, t.id) x),
  'followUps', (select coalesce(json_agg(x), '[]') from (select f.id, f.title, f.due_at as at from care.follow_ups f, who where f.customer_id = who.id and f.done_at is null order by f.due_at limit 5) x),
  'crossings', (select coalesce(json_agg(x), '[]') from (select c.id as "crossingId", c.service_id as "serviceId", c.code, c.percent, c.words, c.crossed_at as "crossedAt", c.told_at as "toldAt" from bill.allowance_crossings c, account a where c.account_id = coalesce(a.payer_id, a.id) and c.state <> 'withdrawn' and c.cycle_from <= (select day from today) and c.cycle_to > (select day from today) order by c.crossed_at, c.id) x),
  'calls', (select coalesce(json_agg(x), '[]') from (select i.started_at as at, coalesce(w.label, i.reason) as label from care.interactions i left join care.wrap_up_codes w on w.code = i.reason, who where i.customer_id = who.id order by i.started_at desc limit 30) x),
  'related', case when (select n from level) >= 1 then api.related_to((select id from who)) end,
  'timeline', (select coalesce(json_agg(x), '[]') from (select t.at, t."group", t.kind, t.title, t.detail, t.tone from (${timelineUnion('(select id from who)')}) t order by t.at desc, t.source desc, t.id desc limit 12) x)
)::text as overview,
case when (select n from level) >= 1 then (select i from api.billing_inputs(array(select id from account)) i)::text end as inputs,
(select json_build_object('catalogId', c.id, 'hash', c.hash)::text from bill.catalogs c where c.currency = (select a.currency from account a) order by c.id desc limit 1) as catalog`;
