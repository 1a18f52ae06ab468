import type { Migration } from '../platform/migrate.ts';

/**
 * Everything a draft bill is computed from, in one call: for the worker any accounts, for a person one they may see. Below
 * level 2 destinations are cut to six digits: enough for the zone, never the number that was called (architecture.md 10.14).
 */
export const billingInputs: Migration = {
  name: '0013-billing-inputs',
  sql: `
set local role careline_api;
-- All cycles of an account, its first one first, as contract/cycles.ts has them.
create function api.cycles_of(a bill.accounts) returns jsonb language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select jsonb_build_array(jsonb_build_object('from', a.opened, 'first', 'short', 'cycle', jsonb_build_object('unit', a.cycle_unit, 'day', a.cycle_day, 'anchor', a.cycle_anchor)))
    || coalesce((select jsonb_agg(jsonb_build_object('from', c.from_day, 'first', c.first, 'cycle', jsonb_build_object('unit', c.cycle_unit, 'day', c.cycle_day, 'anchor', c.cycle_anchor)) order by c.from_day) from bill.cycle_changes c where c.account_id = a.id), '[]') $$;
-- Whether a cycle starts on a day: what the domain counts, once more in SQL to find the accounts of a day among a million.
create function api.starts_cycle(unit text, cycle_day int, anchor date, day date) returns boolean language sql immutable set search_path = pg_catalog, pg_temp
as $$ select case unit when 'week' then (day - anchor) % 7 = 0 when 'twoWeeks' then (day - anchor) % 14 = 0 when 'fourWeeks' then (day - anchor) % 28 = 0
  else (cycle_day = extract(day from day) or (cycle_day > extract(day from day) and day + 1 = date_trunc('month', day + 1)))
    and ((extract(year from day)::int - extract(year from anchor)::int) * 12 + extract(month from day)::int - extract(month from anchor)::int) % (case unit when 'month' then 1 when 'quarter' then 3 else 12 end) = 0 end $$;
-- Coverage of a charge is where its last bill left it: the lines of that bill alone say it. Before a bill, as that bill found it.
create function api.covered_by(family bigint[], bill bigint) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
begin
  return (select coalesce(jsonb_agg(jsonb_build_object('productId', l.product_id, 'charge', l.charge, 'part', l.part, 'period', jsonb_build_object('from', l.period_from, 'to', l.period_to), 'trace', l.trace) order by l.id), '[]') from (
    select k.*, max(k.bill_id) over (partition by k.product_id, k.charge, split_part(k.part, ' of ', 2)) as last_bill
    from bill.lines k where k.product_id in (select p.id from care.products p where p.account_id = any(family)) and (covered_by.bill is null or k.bill_id < covered_by.bill) and k.trace->>'kind' <> 'usage') l where l.bill_id = l.last_bill);
end $$;
-- One plan for the session: to plan this statement takes ten times as long as to run it.
create function api.billing_inputs(wanted bigint[]) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
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
end $$;

-- Credit on the accounts of a customer, and how automatic payment stands: part of the standing, so level 1 is enough.
create function api.standing_facts(customer bigint) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare today date := care.today();
begin
  perform api.require_level(customer, 1);
  return (select jsonb_build_object(
    'credit', coalesce((select -sum(e.amount) from ledger.entries e join bill.accounts x on x.id = e.account_id where x.customer_id = customer and e.book = 'credit'), 0),
    'autopay', a.autopay, 'expired', (select m.expires from pay.methods m where m.account_id = a.id and m.autopay and m.expires < today limit 1),
    'failedOn', (select case when p.state = 'failed' then (p.received_at at time zone s.zone)::date end from pay.payments p cross join care.settings s where p.account_id = a.id and p.origin = 'automatic' order by p.received_at desc limit 1))
    from bill.accounts a where a.customer_id = customer order by a.id limit 1);
end $$;
create function api.related_to(customer bigint) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require_level(customer, 1);
  return (select coalesce(jsonb_agg(jsonb_build_object('customerId', k.id, 'name', k.name, 'number', k.number, 'segment', k.segment, 'role', r.role) order by r.role desc, k.name), '[]') from (
    select payer.customer_id as id, 'payer' as role from bill.accounts a join bill.accounts payer on payer.id = a.payer_id where a.customer_id = customer
    union select child.customer_id, 'child' from bill.accounts a join bill.accounts child on child.payer_id = a.id where a.customer_id = customer
    union select h.id, 'household' from care.customers me join care.customers h on h.household = me.household and h.id <> me.id where me.id = customer) r join care.customers k on k.id = r.id);
end $$;

-- The name and number of a customer in one's own work: a follow-up or a case of one's own. Never contact data.
create function api.name_of_mine(customer bigint) returns text language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select k.name from care.customers k where k.id = customer and (exists (select from care.follow_ups f where f.login = session_user and f.customer_id = customer) or exists (select from care.cases c where c.login = session_user and c.customer_id = customer and c.changed_xid is distinct from pg_current_xact_id_if_assigned()))
$$;
create function api.number_of_mine(customer bigint) returns text language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select k.number from care.customers k where k.id = customer and exists (select from care.cases c where c.login = session_user and c.customer_id = customer and c.changed_xid is distinct from pg_current_xact_id_if_assigned())
$$;

-- The address is level 2 and is read by nobody else's tables.
create function api.address_of(customer bigint) returns text language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  return (select c.value from care.contacts c where c.customer_id = customer and c.kind = 'address' and c.active and c.customer_id = any(api.my_customers(2)) order by c.preferred desc, c.id limit 1);
end $$;
`,
};
