import type { Migration } from '../platform/migrate.ts';

/** What a cycle left of its allowances is kept with the bill that ended it, for the next cycle to use (product.md 2.14). */
export const keptAllowances: Migration = {
  name: '0020-kept-allowances',
  sql: `
set local role careline_owner;
create table bill.allowance_ends (
  id bigint generated always as identity primary key, bill_id bigint not null references bill.bills, customer_id bigint not null, account_id bigint not null references bill.accounts, cycle_from date not null, cycle_to date not null,
  kind text not null check (kind in ('own', 'rollover', 'topUp')), name text not null, code text not null, service_id bigint references care.services,
  brought bigint not null check (brought >= 0), used bigint not null check (used >= 0), expired bigint not null check (expired >= 0), carried bigint not null check (carried >= 0), from_at timestamptz not null, to_at timestamptz,
  check (brought = used + expired + carried), check (cycle_from < cycle_to), check (to_at is null or from_at < to_at)
);
comment on table bill.allowance_ends is 'Each store of an allowance as a cycle left it: what it had, what was used, what went and what goes on. Whole units, points or minor units of money.';
create unique index on bill.allowance_ends (bill_id, cycle_from, kind, name, code, coalesce(service_id, 0));
create index on bill.allowance_ends (account_id, cycle_to);
create trigger never_changed before update or delete on bill.allowance_ends for each row execute function audit.refuse_change();
alter table bill.allowance_ends enable always trigger never_changed;
create trigger never_emptied before truncate on bill.allowance_ends for each statement execute function audit.refuse_change();
alter table bill.allowance_ends enable always trigger never_emptied;

set local role careline_api;
-- p: [{billId, ends: [{cycleFrom, cycleTo, kind, name, code, serviceId, brought, used, expired, carried, from, to}]}], one call
-- for the bills of a set. Only the worker ends cycles: a bill made at a desk is one within a cycle and leaves nothing.
create function api.keep_allowances(p jsonb) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); made int;
begin
  if exists (select from jsonb_array_elements(p) k left join bill.bills b on b.id = (k->>'billId')::bigint where b.id is null or b.category <> 'normal'
    or exists (select from bill.allowance_ends e where e.account_id = b.account_id and e.cycle_to >= b.period_to) or exists (select from bill.bills n where n.account_id = b.account_id and n.category = 'normal' and n.id > b.id)) then
    raise exception 'What a cycle left is kept once, with the newest bill of a cycle.' using errcode = 'C1004';
  end if;
  if exists (select from jsonb_array_elements(p) k join bill.bills b on b.id = (k->>'billId')::bigint cross join jsonb_array_elements(k->'ends') e where (e->>'cycleTo')::date > b.period_to
    or e->>'serviceId' is not null and not exists (select from care.services s join bill.accounts o on o.id = s.account_id where s.id = (e->>'serviceId')::bigint and coalesce(o.payer_id, o.id) = b.account_id)) then
    raise exception 'What is kept of an allowance is of another account or of a later cycle.' using errcode = '23514';
  end if;
  insert into bill.allowance_ends (bill_id, customer_id, account_id, cycle_from, cycle_to, kind, name, code, service_id, brought, used, expired, carried, from_at, to_at)
    select b.id, b.customer_id, b.account_id, (e->>'cycleFrom')::date, (e->>'cycleTo')::date, e->>'kind', e->>'name', e->>'code', (e->>'serviceId')::bigint, (e->>'brought')::bigint, (e->>'used')::bigint, (e->>'expired')::bigint, (e->>'carried')::bigint, (e->>'from')::timestamptz, (e->>'to')::timestamptz
    from jsonb_array_elements(p) k join bill.bills b on b.id = (k->>'billId')::bigint cross join jsonb_array_elements(k->'ends') e;
  get diagnostics made = row_count;
  perform api.write_audit('bill.keepAllowances', 'bill ' || b.number, b.customer_id, jsonb_build_object('stores', jsonb_array_length(k->'ends'))) from jsonb_array_elements(p) k join bill.bills b on b.id = (k->>'billId')::bigint;
  return made;
end $$;
-- What the cycles left that ended in the year before a day: the last one for the next, the others for usage that comes late.
create function api.kept_allowances(account bigint, last_to date) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select coalesce(jsonb_agg(jsonb_build_object('cycleFrom', e.cycle_from, 'cycleTo', e.cycle_to, 'kind', e.kind, 'name', e.name, 'code', e.code, 'serviceId', e.service_id, 'brought', e.brought, 'used', e.used, 'expired', e.expired, 'carried', e.carried,
    'from', to_char(e.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', to_char(e.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by e.id), '[]')
  from bill.allowance_ends e where e.account_id = account and e.cycle_to > last_to - 366
$$;
-- As before, with what is kept of allowances.
create or replace function api.billing_inputs(wanted bigint[]) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
declare me care.staff := api.me(); a bill.accounts; last record; whole boolean; family bigint[]; since timestamptz;
begin
  if me.role <> 'worker' and cardinality(wanted) > 20 then raise exception 'Too many accounts at once.' using errcode = 'C1003'; end if;
  for a in select x.* from bill.accounts x where x.id = any(wanted) order by x.id loop
    if me.role <> 'worker' then perform api.require_level(a.customer_id, 1); end if;
    whole := me.role = 'worker' or api.may_see(a.customer_id, 2);
    family := array(select x.id from bill.accounts x where x.id = a.id or x.payer_id = a.id);
    select max(b.period_to) as period_to, max(b.period_to) filter (where b.category = 'normal') as cycle_to, max(b.issued_at) as issued_at into last from bill.bills b where b.account_id = a.id and b.category <> 'creditNote';
    since := coalesce(last.cycle_to, a.opened)::timestamp at time zone (select s.zone from care.settings s);
    return next jsonb_build_object(
      'accountId', a.id, 'customerId', a.customer_id, 'currency', a.currency, 'zone', a.zone, 'cycles', api.cycles_of(a), 'opened', a.opened, 'closed', a.closed, 'payerId', a.payer_id, 'billedTo', last.period_to, 'cycleTo', last.cycle_to,
      'services', (select coalesce(jsonb_agg(jsonb_build_object('serviceId', s.id, 'kind', s.kind, 'reference', s.reference, 'accountId', s.account_id, 'status', s.status, 'user', s.user_name, 'since', s.started, 'place', coalesce(s.place, (select c.state || '/' || c.city from care.customers c where c.id = s.customer_id)), 'customer', case when s.customer_id <> a.customer_id then (select c.name from care.customers c where c.id = s.customer_id) end) order by s.id), '[]') from care.services s where s.account_id = any(family)),
      'products', (select coalesce(jsonb_agg(jsonb_build_object('productId', p.id, 'serviceId', p.service_id, 'offer', p.offer, 'quantity', p.quantity, 'from', p.from_day, 'to', p.to_day) order by p.id), '[]') from care.products p where p.account_id = any(family)),
      'covered', api.covered_by(family, null),
      'oneTime', (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'serviceId', o.service_id, 'charge', o.charge, 'label', o.label, 'amount', o.amount, 'day', o.day, 'taxCode', o.tax_code, 'cause', o.cause) order by o.day, o.id), '[]') from bill.one_time o where o.account_id = any(family) and not exists (select from bill.lines l where l.one_time_id = o.id)),
      'kept', api.kept_allowances(a.id, last.cycle_to),
      'taxpayer', (select jsonb_build_object('taxClass', coalesce(t.tax_class, 'consumer'), 'hasTaxNumber', t.tax_number is not null, 'place', c.state || '/' || c.city,
        'exemptions', (select coalesce(jsonb_agg(jsonb_build_object('certificate', e.certificate, 'taxes', e.taxes, 'from', e.valid_from, 'to', e.valid_to) order by e.valid_from, e.id), '[]') from bill.exemptions e where e.account_id = a.id)) from care.customers c left join bill.tax_profiles t on t.account_id = a.id where c.id = a.customer_id),
      'deposits', (select coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'amount', d.amount, 'day', case when l.n is null then d.taken_day else d.back_day end, 'cause', case when l.n is null then d.cause else d.back_cause end, 'back', l.n is not null) order by d.id), '[]')
        from bill.deposits d left join lateral (select count(*) as n from bill.lines k where k.deposit_id = d.id having count(*) > 0) l on true where d.account_id = a.id and (l.n is null or l.n = 1 and d.back_day is not null)),
      'lateBills', (select coalesce(jsonb_agg(x.late order by x.id), '[]') from (select b.id, jsonb_build_object('billId', b.id, 'number', b.number, 'dueDay', b.due_day, 'openAtDue', b.total - coalesce((select sum(l.amount) from pay.allocations l where l.bill_id = b.id and (l.at at time zone (select s.zone from care.settings s))::date <= b.due_day), 0) - v.adjusted - v.disputed) as late
        from bill.bills b join bill.bill_balances v on v.bill_id = b.id where b.account_id = a.id and b.total > 0 and b.due_day >= coalesce(last.cycle_to, a.opened) - 62 and not exists (select from bill.lines l where l.cause_bill_id = b.id)) x),
      'usage', (select coalesce(jsonb_agg(jsonb_build_array(u.id, u.key, u.service_id, u.kind, to_char(u.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), u.units, case when whole or u.kind = 'content' then u.destination else left(u.destination, 6) end, u.visited, coalesce(n.micros, r.micros), r.amount, coalesce(n.trace, r.trace)) order by u.started_at, u.key), '[]')
        from bill.usage u left join bill.rated_usage r on r.usage_id = u.id left join lateral (select x.micros, x.trace from bill.rerated_usage x where x.usage_id = r.usage_id order by x.rerating_id desc limit 1) n on true
        where u.account_id = any(family) and (u.started_at >= since or (u.arrived_at > coalesce(last.issued_at, '-infinity') and u.started_at < since))));
  end loop;
end $$;`,
};
