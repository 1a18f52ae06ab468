import type { Migration } from '../platform/migrate.ts';

/** Outages: recorded by operators, and a cause to look for from a charge for the days on which the service did not work (product.md D12). */
export const outages: Migration = {
  name: '0038-outages',
  sql: `
set local role careline_owner;
create table care.outages (
  id bigint generated always as identity primary key, label text not null check (length(btrim(label)) between 3 and 80), place text not null check (place <> ''), service text not null check (service in ('fibre','mobile','phone','tv')),
  began timestamptz not null, ended timestamptz check (ended > began), recorded_at timestamptz not null default care.now(), recorded_by text not null default session_user, services int not null default 0
);
comment on table care.outages is 'Services of one kind at one place, and all that is in it, did not work from began to ended; null while it lasts. services is how many it hit, counted when it was recorded and when it ended.';

set local role careline_api;
-- Places of services with all that they are in: of WA/Seattle also WA.
create function api.service_places() returns table (place text, service text, services bigint) language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('operator');
  return query with at as (select coalesce(s.place, c.state || '/' || c.city) as place, s.kind, count(*) as n from care.services s join care.customers c on c.id = s.customer_id where s.ended is null group by 1, 2)
    select array_to_string(p.parts[1:k], '/'), p.kind, sum(p.n)::bigint from (select string_to_array(a.place, '/') as parts, a.kind, a.n from at a) p cross join generate_series(1, cardinality(p.parts)) k group by 1, 2 order by 1, 2;
end $$;
-- Services that an outage hit: of its kind, at its place, in use in its time by the operator's clocks.
create function api.services_out(o care.outages) returns setof bigint language sql stable set search_path = pg_catalog, pg_temp as $$
  select s.id from care.services s join care.customers c on c.id = s.customer_id cross join care.settings z
  where s.kind = o.service and (coalesce(s.place, c.state || '/' || c.city) = o.place or starts_with(coalesce(s.place, c.state || '/' || c.city), o.place || '/'))
    and s.started <= (coalesce(o.ended, care.now()) at time zone z.zone)::date and (s.ended is null or s.ended > (o.began at time zone z.zone)::date)
$$;
create function api.outage_words(o care.outages) returns jsonb language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
  select jsonb_build_object('id', o.id, 'label', o.label, 'place', o.place, 'service', o.service, 'began', to_char(o.began, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'ended', to_char(o.ended, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'recordedBy', o.recorded_by, 'services', o.services)
$$;
create function api.outages_found(how_many int) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('operator', 'supervisor', 'auditor', 'worker');
  return query select api.outage_words(o) from (select x.* from care.outages x order by x.began desc, x.id desc limit how_many) o;
end $$;
-- p: {label, place, service, began, ended}; times are of the operator's own clocks.
create function api.record_outage(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare zone text := (select z.zone from care.settings z); made care.outages;
begin
  perform api.require('operator', 'worker');
  if (p->>'began')::timestamp at time zone zone > care.now() then raise exception 'An outage is recorded when it has begun, not before.' using errcode = 'C1003'; end if;
  insert into care.outages (label, place, service, began) values (btrim(p->>'label'), p->>'place', p->>'service', (p->>'began')::timestamp at time zone zone) returning * into made;
  update care.outages x set services = (select count(*) from api.services_out(made)) where x.id = made.id returning * into made;
  if made.services = 0 then raise exception 'No service of that kind is at "%". Write the place as service addresses have it, as WA/Seattle.', p->>'place' using errcode = 'C1003'; end if;
  perform api.write_audit('outage.record', 'outage ' || made.id, null, p);
  if p->>'ended' is not null then perform api.end_outage(made.id, p->>'ended'); end if;
  return made.id;
end $$;
create function api.end_outage(wanted bigint, local_time text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o care.outages; at timestamptz := local_time::timestamp at time zone (select z.zone from care.settings z);
begin
  perform api.require('operator', 'worker');
  select x.* into o from care.outages x where x.id = wanted for update;
  if not found then raise exception 'There is no such outage.' using errcode = 'C1005'; end if;
  if o.ended is not null then raise exception 'This outage has ended already.' using errcode = 'C1004'; end if;
  if at <= o.began then raise exception 'An outage ends after it began.' using errcode = 'C1003'; end if;
  if at > care.now() then raise exception 'That is still to come. Say when it ended, once it has.' using errcode = 'C1003'; end if;
  o.ended := at;
  update care.outages x set ended = at, services = (select count(*) from api.services_out(o)) where x.id = wanted;
  perform api.write_audit('outage.end', 'outage ' || wanted, null, jsonb_build_object('ended', at));
end $$;
-- What of a charge by the cycle, or of a discount, an outage lasted: the part of its time, counted for the days on which its product was
-- held; null for none of it.
create function api.out_of_line(o care.outages, l bill.lines) returns numeric language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select l.amount * extract(epoch from least(o.ended, t.until) - greatest(o.began, t.since)) / extract(epoch from t.whole)
  from care.settings z left join care.products p on p.id = l.product_id
    cross join lateral (select greatest(l.period_from, p.from_day)::timestamp at time zone z.zone as since, least(l.period_to, p.to_day)::timestamp at time zone z.zone as until, (l.period_to::timestamp at time zone z.zone) - (l.period_from::timestamp at time zone z.zone) as whole) t
  where l.trace->>'kind' in ('recurring', 'percent', 'discount') and l.period_to > l.period_from and t.until > o.began and t.since < o.ended and t.until > t.since
$$;
-- What an outage hit: of each charge by the cycle for a service that it hit, the part of its time that the outage lasted, less the
-- same part of what discounts of the service took off.
create function api.outage_hits(o care.outages, first date, last date) returns table (line_id bigint, bill_id bigint, amount bigint) language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  with part as (
    select l.id, l.bill_id, l.service_id, l.amount, t.out
    from api.services_out(o) s join bill.lines l on l.service_id = s and l.credit_of is null and l.period_to >= (o.began - interval '2 days')::date and l.period_from <= (o.ended + interval '2 days')::date
      join bill.bills b on b.id = l.bill_id and b.bill_day between first and last and b.credits_id is null cross join lateral (select api.out_of_line(o, l) as out) t where t.out is not null),
  net as (select x.bill_id, x.service_id, greatest(0, 1 + coalesce(sum(x.out) filter (where x.amount < 0), 0) / sum(x.out) filter (where x.amount > 0)) as share from part x group by x.bill_id, x.service_id having sum(x.out) filter (where x.amount > 0) > 0)
  select x.id, x.bill_id, round(x.out * n.share)::bigint from part x join net n on n.bill_id = x.bill_id and n.service_id = x.service_id where x.amount > 0 and round(x.out * n.share) > 0
$$;
-- Whether an outage hit one charge, by the lines of its bill and service alone: what a desk asks of every outage.
create function api.outage_hit(o care.outages, l bill.lines) returns boolean language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select l.amount > 0 and o.ended is not null and exists (select from care.services s join care.customers c on c.id = s.customer_id where s.id = l.service_id and s.kind = o.service and (coalesce(s.place, c.state || '/' || c.city) = o.place or starts_with(coalesce(s.place, c.state || '/' || c.city), o.place || '/')))
    and coalesce(round(api.out_of_line(o, l) * (select greatest(0, 1 + coalesce(sum(t.out) filter (where x.amount < 0), 0) / sum(t.out) filter (where x.amount > 0)) from bill.lines x cross join lateral (select api.out_of_line(o, x) as out) t where x.bill_id = l.bill_id and x.service_id = l.service_id and x.credit_of is null)) > 0, false)
$$;
create function api.outages_of_charge(line bigint) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker', 'supervisor', 'auditor'); l bill.lines;
begin
  select x.* into l from bill.lines x where x.id = line and x.credit_of is null;
  if not found then raise exception 'There is no such charge.' using errcode = 'C1005'; end if;
  if me.role <> 'worker' then perform api.require_level(l.customer_id, 2); end if;
  return query select api.outage_words(o) from care.outages o where o.ended >= (l.period_from - 2) and o.began <= (l.period_to + 2) and api.outage_hit(o, l) order by o.began desc;
end $$;
-- As before, and by outage: p has its outageId.
create or replace function api.cause_of(p jsonb) returns jsonb language plpgsql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare l bill.lines; file bill.imports; o care.outages; cause jsonb; hits jsonb; first date := coalesce((p->>'from')::date, '-infinity'); last date := coalesce((p->>'to')::date, 'infinity');
begin
  select x.* into l from bill.lines x where x.id = (p->>'lineId')::bigint and x.credit_of is null;
  if not found then raise exception 'There is no such charge.' using errcode = 'C1005'; end if;
  if p->>'by' = 'file' then
    select i.* into file from bill.rated_usage r join bill.usage u on u.id = r.usage_id join bill.imports i on i.id = u.import_id where r.usage_id = (p->>'usageId')::bigint and r.line_id = l.id;
    if not found then raise exception 'This event came in with no file.' using errcode = 'C1003'; end if;
    cause := jsonb_build_object('by', 'file', 'importId', file.id, 'label', file.file, 'version', null);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.line_id, x.amount, x.events)), '[]') from (select r.line_id, sum(r.amount) as amount, count(*) as events from bill.usage u join bill.rated_usage r on r.usage_id = u.id join bill.bills b on b.id = r.bill_id where u.import_id = file.id and b.bill_day between first and last group by r.line_id) x);
  elsif p->>'by' = 'outage' then
    select x.* into o from care.outages x where x.id = (p->>'outageId')::bigint;
    if not found then raise exception 'There is no such outage.' using errcode = 'C1005'; end if;
    if o.ended is null then raise exception 'This outage still lasts. What it hit can be told when it is over.' using errcode = 'C1003'; end if;
    if not api.outage_hit(o, l) then raise exception 'The outage did not hit what this charge is for.' using errcode = 'C1003'; end if;
    cause := jsonb_build_object('by', 'outage', 'importId', null, 'label', o.label, 'version', null, 'outageId', o.id);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.line_id, x.amount, 0)), '[]') from api.outage_hits(o, first, last) x);
  else
    cause := jsonb_build_object('by', 'tariff', 'importId', null, 'label', l.label, 'version', l.version);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.id, x.amount, x.events)), '[]') from bill.lines x join bill.bills b on b.id = x.bill_id where x.charge = l.charge and x.version = l.version and x.offer is not distinct from l.offer and x.credit_of is null and b.bill_day between first and last);
  end if;
  cause := cause || jsonb_build_object('from', p->'from', 'to', p->'to');
  return jsonb_build_object('cause', cause, 'lineId', l.id, 'customerId', l.customer_id, 'hits', hits);
end $$;
`,
};
