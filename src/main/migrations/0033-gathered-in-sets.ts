import type { Migration } from '../platform/migrate.ts';

/**
 * The inputs of all accounts of a call are gathered in one statement, whose plan looks by index account by account: how long an
 * account takes depends neither on how many there are nor on what the tables were like when the plan was made.
 */
export const gatheredInSets: Migration = {
  name: '0033-gathered-in-sets',
  sql: `
set local role careline_api;
-- As before: for the worker any accounts, for a person one they may see, below level 2 with destinations cut to six digits.
create or replace function api.gathered_inputs(wanted bigint[]) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'
  set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_memoize = off set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare me care.staff := api.me(); home text := (select s.zone from care.settings s); everything boolean := me.role = 'worker';
begin
  -- To plan takes longer than to gather one account. For many it is planned anew: a plan that was made while a table was empty
  -- holds any index of it for as good as another.
  if cardinality(wanted) > 20 then perform set_config('plan_cache_mode', 'force_custom_plan', true); end if;
  if not everything then
    if cardinality(wanted) > 20 then raise exception 'Too many accounts at once.' using errcode = 'C1003'; end if;
    perform api.require_level(x.customer_id, 1) from (select a.customer_id from bill.accounts a where a.id = any(wanted) order by a.id) x;
  end if;
  return query select jsonb_build_object(
      'accountId', a.id, 'customerId', a.customer_id, 'currency', a.currency, 'zone', a.zone, 'cycles', api.cycles_of(a), 'opened', a.opened, 'closed', a.closed, 'payerId', a.payer_id, 'billedTo', last.period_to, 'cycleTo', last.cycle_to,
      'services', (select coalesce(jsonb_agg(jsonb_build_object('serviceId', s.id, 'kind', s.kind, 'reference', s.reference, 'accountId', s.account_id, 'status', s.status, 'user', s.user_name, 'since', s.started, 'place', coalesce(s.place, (select c.state || '/' || c.city from care.customers c where c.id = s.customer_id)), 'customer', case when s.customer_id <> a.customer_id then (select c.name from care.customers c where c.id = s.customer_id) end) order by s.id), '[]') from care.services s where s.account_id = any(f.family)),
      'products', (select coalesce(jsonb_agg(jsonb_build_object('productId', p.id, 'serviceId', p.service_id, 'offer', p.offer, 'quantity', p.quantity, 'from', p.from_day, 'to', p.to_day) order by p.id), '[]') from care.products p where p.account_id = any(f.family)),
      'covered', api.covered_by(f.family, null),
      'oneTime', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'serviceId', o.service_id, 'charge', o.charge, 'label', o.label, 'amount', o.amount, 'day', o.day, 'taxCode', o.tax_code, 'cause', o.cause) order by o.day, o.id), '[]') from bill.one_time o where o.account_id = any(f.family) and not exists (select from bill.lines l where l.one_time_id = o.id offset 0)),
      'kept', api.kept_allowances(a.id, last.cycle_to),
      'taxpayer', (select jsonb_build_object('taxClass', coalesce(t.tax_class, 'consumer'), 'hasTaxNumber', t.tax_number is not null, 'place', c.state || '/' || c.city,
        'exemptions', (select coalesce(jsonb_agg(jsonb_build_object('certificate', e.certificate, 'taxes', e.taxes, 'from', e.valid_from, 'to', e.valid_to) order by e.valid_from, e.id), '[]') from bill.exemptions e where e.account_id = a.id)) from care.customers c left join bill.tax_profiles t on t.account_id = a.id where c.id = a.customer_id),
      'deposits', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'amount', d.amount, 'day', case when l.n is null then d.taken_day else d.back_day end, 'cause', case when l.n is null then d.cause else d.back_cause end, 'back', l.n is not null) order by d.id), '[]')
        from bill.deposits d left join lateral (select count(*) as n from bill.lines k where k.deposit_id = d.id having count(*) > 0) l on true where d.account_id = a.id and (l.n is null or l.n = 1 and d.back_day is not null)),
      'lateBills', (select coalesce(jsonb_agg(x.late order by x.id), '[]') from (select b.id, jsonb_build_object('billId', b.id, 'number', b.number, 'dueDay', b.due_day, 'openAtDue', b.total - coalesce((select sum(l.amount) from pay.allocations l where l.bill_id = b.id and (l.at at time zone home)::date <= b.due_day), 0) - v.adjusted - v.disputed) as late
        from bill.bills b join bill.bill_balances v on v.bill_id = b.id where b.account_id = a.id and b.total > 0 and b.due_day >= coalesce(last.cycle_to, a.opened) - 62 and not exists (select from bill.lines l where l.cause_bill_id = b.id offset 0)) x),
      'usage', (select coalesce(jsonb_agg(jsonb_build_array(u.id, u.key, u.service_id, u.kind, to_char(u.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), u.units, case when f.whole or u.kind = 'content' then u.destination else left(u.destination, 6) end, u.visited, coalesce(n.micros, r.micros), r.amount, coalesce(n.trace, r.trace)) order by u.started_at, u.key), '[]')
        from (select n.* from unnest(f.family) o(id) cross join lateral (select * from bill.usage n where n.account_id = o.id and n.started_at >= f.since union all select * from bill.usage n where n.account_id = o.id and n.started_at < f.since and n.arrived_at > f.seen) n) u
        left join lateral (select r.* from bill.rated_usage r where r.usage_id >= u.id order by r.usage_id limit 1) r on r.usage_id = u.id
        left join lateral (select x.micros, x.trace from bill.rerated_usage x where x.usage_id = r.usage_id order by x.rerating_id desc limit 1) n on true))
    from bill.accounts a
    cross join lateral (select max(b.period_to) as period_to, max(b.period_to) filter (where b.category = 'normal') as cycle_to, max(b.issued_at) as issued_at from bill.bills b where b.account_id = a.id and b.category <> 'creditNote') last
    cross join lateral (select array(select x.id from bill.accounts x where x.id = a.id union all select x.id from bill.accounts x where x.payer_id = a.id and x.id <> a.id) as family,
      coalesce(last.cycle_to, a.opened)::timestamp at time zone home as since, coalesce(last.issued_at, '-infinity') as seen, everything or api.may_see(a.customer_id, 2) as whole offset 0) f
    where a.id = any(wanted) order by a.id;
end $$;
`,
};
