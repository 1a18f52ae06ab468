import type { Migration } from '../platform/migrate.ts';

/** More of an allowance, bought within a cycle: a store of its own from that moment, and its price on the next bill (product.md 2.14). */
export const topUps: Migration = {
  name: '0030-top-ups',
  sql: `
set local role careline_owner;
create table bill.top_ups (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, service_id bigint references care.services, bought_for bigint not null references care.services, offer text not null, code text not null, version text not null, label text not null,
  allowance text not null, units bigint not null check (units > 0), from_at timestamptz not null default care.now(), to_at timestamptz, one_time_id bigint not null unique references bill.one_time, login text not null default session_user, check (to_at is null or from_at < to_at)
);
comment on table bill.top_ups is 'What was bought beside the allowances of a cycle: units, points or minor units of money from a moment on, up to the end of a cycle or until used. Without a service it is of a shared allowance.';
create index top_ups_account on bill.top_ups (account_id, from_at);
create index top_ups_customer on bill.top_ups (customer_id);
create trigger never_changed before update or delete on bill.top_ups for each row execute function audit.refuse_change();
alter table bill.top_ups enable always trigger never_changed;
create trigger never_emptied before truncate on bill.top_ups for each statement execute function audit.refuse_change();
alter table bill.top_ups enable always trigger never_emptied;

set local role careline_api;
-- The day on which the so many-th cycle of an account ends, counted from the one that holds a day; as contract/cycles.ts has them.
create function api.cycle_end(a bill.accounts, day date, nth int) returns date language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select d::date from generate_series(day + 1, day + 370 * nth, interval '1 day') d
    left join lateral (select c.* from bill.cycle_changes c where c.account_id = a.id and c.from_day <= d::date order by c.from_day desc limit 1) c on true
  where c.from_day = d::date or api.starts_cycle(coalesce(c.cycle_unit, a.cycle_unit), coalesce(c.cycle_day, a.cycle_day), coalesce(c.cycle_anchor, a.cycle_anchor), d::date) order by d offset nth - 1 limit 1
$$;
-- p: {serviceId, offer, topUp, units, amount, to, cause}. The desk says what it showed; the catalog in force says what is sold and for how
-- long. Its price is a one-time charge, so that every bill takes it up and explains it as it does all such charges.
create function api.buy_top_up(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker', 'agent', 'supervisor'); s care.services; a bill.accounts; payer bill.accounts; body jsonb; sold jsonb; price jsonb; ends timestamptz; charge bigint; made bigint; today date := care.today();
begin
  select x.* into s from care.services x where x.id = (p->>'serviceId')::bigint;
  if not found then raise exception 'There is no such service.' using errcode = 'C1005'; end if;
  if me.role <> 'worker' then perform api.require_level(s.customer_id, 2); end if;
  select x.* into a from bill.accounts x where x.id = s.account_id;
  select x.* into payer from bill.accounts x where x.id = coalesce(a.payer_id, a.id) for update;
  if a.closed is not null or s.status <> 'active' then raise exception 'This service is not active.' using errcode = 'C1003'; end if;
  select c.body into body from bill.catalogs c order by c.id desc limit 1;
  select t into sold from jsonb_array_elements(body->'offers') o cross join jsonb_array_elements(o->'topUps') t where o->>'code' = p->>'offer' and t->>'code' = p->>'topUp'
    and exists (select from care.products h where h.service_id = s.id and h.offer = o->>'code' and h.from_day <= today and (h.to_day is null or h.to_day > today));
  select v into price from jsonb_array_elements(sold->'versions') v where v->>'from' <= today::text order by v->>'from' desc limit 1;
  if price is null then raise exception 'This is not sold for the products of this service.' using errcode = 'C1003'; end if;
  ends := api.cycle_end(payer, today, (sold->>'cycles')::int)::timestamp at time zone (select x.zone from care.settings x);
  if (p->>'units')::bigint is distinct from (sold->>'units')::bigint or (p->>'amount')::bigint is distinct from (price->>'price')::bigint or (p->>'to')::timestamptz is distinct from ends then
    raise exception 'What is sold is not what was shown. Look again.' using errcode = 'C1004';
  end if;
  insert into bill.one_time (customer_id, account_id, service_id, charge, label, amount, day, tax_code, cause) values (s.customer_id, a.id, s.id, sold->>'code', sold->>'label', (price->>'price')::bigint, today, sold->>'tax', p->>'cause') returning id into charge;
  insert into bill.top_ups (customer_id, account_id, service_id, bought_for, offer, code, version, label, allowance, units, to_at, one_time_id)
    values (s.customer_id, payer.id, case when exists (select from jsonb_array_elements(body->'offers') o cross join jsonb_array_elements(o->'allowances') l where l->>'code' = sold->>'allowance' and (l->>'shared')::boolean) then null else s.id end,
      s.id, p->>'offer', sold->>'code', price->>'version', sold->>'label', sold->>'allowance', (sold->>'units')::bigint, ends, charge) returning id into made;
  insert into care.changes (customer_id, area, title, detail) values (s.customer_id, 'service', sold->>'label', p->>'cause');
  perform api.write_audit('topUp.buy', 'top-up ' || made, s.customer_id, jsonb_build_object('amount', (price->>'price')::bigint, 'units', (sold->>'units')::bigint));
  return made;
exception
  when not_null_violation then raise exception 'The top-up is not complete.' using errcode = 'C1003';
end $$;
-- Top-ups of an account as grants (rating/domain/cycle-usage.ts) that were bought since a day. Their name is what people read. An account that is
-- charged to a payer has those of its own services.
create function api.top_ups_of(account bigint, since date) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select coalesce(jsonb_agg(jsonb_build_object('id', 'top-up ' || t.id, 'kind', 'topUp', 'code', t.allowance, 'serviceId', t.service_id, 'units', t.units,
    'from', to_char(t.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', to_char(t.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by t.id), '[]') from bill.top_ups t join bill.accounts a on a.id = account
    where t.account_id = coalesce(a.payer_id, a.id) and (a.payer_id is null or t.service_id in (select s.id from care.services s where s.account_id = a.id)) and t.from_at >= since
$$;
-- All that was gathered before, and the top-ups of the year before the open cycles.
alter function api.billing_inputs(bigint[]) rename to gathered_inputs;
revoke all on function api.gathered_inputs(bigint[]) from careline_agent, careline_auditor, careline_worker;
create function api.billing_inputs(wanted bigint[]) returns setof jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select i || jsonb_build_object('topUps', api.top_ups_of((i->>'accountId')::bigint, coalesce(i->>'cycleTo', i->>'opened')::date - 366)) from api.gathered_inputs(wanted) i
$$;
-- As before; a top-up was carried by nothing: its first cycle has what was bought.
create or replace function api.verify_carried() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  with carried as (select e.account_id, e.cycle_to as day, case e.kind when 'own' then 'rollover' else e.kind end as kind, e.name, e.code, coalesce(e.service_id, 0) as service, e.carried, b.number
      from bill.allowance_ends e join bill.bills b on b.id = e.bill_id where e.carried > 0 and exists (select from bill.bills n where n.account_id = e.account_id and n.category = 'normal' and n.period_to > e.cycle_to)
    union all select t.account_id, coalesce(e.cycle_from, d.bought), 'topUp', 'top-up ' || t.id, t.allowance, coalesce(t.service_id, 0), t.units, null
      from bill.top_ups t cross join lateral (select (t.from_at at time zone (select x.zone from care.settings x))::date as bought) d
        left join bill.allowance_ends e on e.account_id = t.account_id and e.kind = 'topUp' and e.name = 'top-up ' || t.id and e.cycle_from <= d.bought and e.cycle_to > d.bought
      where exists (select from bill.bills n where n.account_id = t.account_id and n.category = 'normal' and n.period_to > d.bought and n.issued_at > t.from_at)),
    brought as (select e.account_id, e.cycle_from as day, e.kind, e.name, e.code, coalesce(e.service_id, 0) as service, e.brought, b.number from bill.allowance_ends e join bill.bills b on b.id = e.bill_id where e.kind <> 'own'),
    pairs as (select c.number as bill, n.number as next_bill, x.code, x.name, x.service, x.account_id, x.day, c.carried, n.brought
      from (select account_id, day, kind, name, code, service from carried union select account_id, day, kind, name, code, service from brought) x
      left join carried c using (account_id, day, kind, name, code, service) left join brought n using (account_id, day, kind, name, code, service))
  select jsonb_build_object('checked', count(*), 'broken', coalesce(jsonb_agg(jsonb_build_object('bill', p.bill, 'nextBill', p.next_bill, 'allowance', p.code, 'store', p.name, 'service', (select s.reference from care.services s where s.id = p.service), 'carried', p.carried, 'brought', p.brought)
    order by p.account_id, p.day, p.code, p.service, p.name) filter (where p.carried is distinct from p.brought), '[]')) from pairs p
$$;`,
};
