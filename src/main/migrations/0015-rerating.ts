import type { Migration } from '../platform/migrate.ts';

/**
 * Rating billed usage anew: issued bills never change, so what comes out differently is kept beside them and charged or
 * given back once, on the next bill (product.md 2.14).
 */
export const rerating: Migration = {
  name: '0015-rerating',
  sql: `
set local role careline_owner;
create table bill.reratings (
  id bigint generated always as identity primary key, at timestamptz not null default care.now(), login text not null default session_user, selection jsonb not null, reason text not null check (length(btrim(reason)) between 3 and 200), catalog_id bigint not null references bill.catalogs, engine text not null
);
comment on table bill.reratings is 'One re-rating: what was chosen, why, and by which catalog and engine.';
create table bill.corrections (
  rerating_id bigint not null references bill.reratings, line_id bigint not null references bill.lines, customer_id bigint not null, account_id bigint not null, bill_id bigint not null references bill.bills, one_time_id bigint unique references bill.one_time, before care.minor not null, after care.minor not null,
  primary key (line_id, rerating_id), check ((one_time_id is null) = (before = after))
);
comment on table bill.corrections is 'What a line of an issued bill comes to after a re-rating. The difference is a one-time charge of the account.';
create index corrections_rerating on bill.corrections (rerating_id);
create index corrections_bill on bill.corrections (bill_id);
create table bill.rerated_usage (
  usage_id bigint not null references bill.usage, rerating_id bigint not null references bill.reratings, line_id bigint not null references bill.lines, customer_id bigint not null, micros care.micros not null, trace jsonb not null, primary key (usage_id, rerating_id)
);
comment on table bill.rerated_usage is 'The price of a billed event after a re-rating; the newest holds. The whole history stays.';
create index rerated_usage_line on bill.rerated_usage (line_id, rerating_id desc);
do $$
declare t text;
begin
  foreach t in array array['bill.reratings','bill.corrections','bill.rerated_usage'] loop
    execute format('create trigger never_changed before update or delete on %s for each row execute function audit.refuse_change()', t);
    execute format('alter table %s enable always trigger never_changed', t);
    execute format('create trigger never_emptied before truncate on %s for each statement execute function audit.refuse_change()', t);
    execute format('alter table %s enable always trigger never_emptied', t);
  end loop;
end $$;

set local role careline_api;
-- Billed events by tariff, days, services and file, found from the bills of an account. Each part of the selection may be
-- absent. Neither a definer nor with settings: so it becomes part of the statements that call it, and reads no more than they.
create function api.rerate_choice(s jsonb) returns table (usage_id bigint, line_id bigint, account_id bigint, day date) language sql stable as $$
  select r.usage_id, r.line_id, b.account_id, d.day
  from bill.bills b join bill.lines l on l.bill_id = b.id join bill.rated_usage r on r.line_id = l.id join bill.usage u on u.id = r.usage_id
    cross join lateral (select (r.started_at at time zone (select x.zone from care.settings x))::date as day) d
  where l.events > 0 and (s->>'offer' is null or l.offer = s->>'offer') and (s->>'charge' is null or l.charge = s->>'charge') and (s->>'version' is null or l.version = s->>'version')
    and (s->>'from' is null or d.day >= (s->>'from')::date) and (s->>'to' is null or d.day < (s->>'to')::date)
    and (s->'serviceIds' is null or l.service_id in (select x::bigint from jsonb_array_elements_text(s->'serviceIds') x)) and (s->>'importId' is null or u.import_id = (s->>'importId')::bigint)
$$;
-- Walks the bills in order of account and stops when the page is full, however many accounts there are.
create function api.rerate_accounts(s jsonb, after bigint, how_many int) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set enable_hashjoin = off set enable_mergejoin = off set enable_hashagg = off as $$
begin
  perform api.require('worker');
  return query select jsonb_build_object('accountId', a.id, 'number', a.number, 'zone', a.zone, 'cycles', api.cycles_of(a), 'first', c.first, 'last', c.last)
    from (select x.account_id, min(x.day) as first, max(x.day) as last from api.rerate_choice(s) x where x.account_id > after group by x.account_id order by x.account_id limit how_many) c join bill.accounts a on a.id = c.account_id order by a.id;
end $$;
-- Billed usage of an account in whole cycles [from_day, to_day): what is chosen is rated anew, the rest keeps its rule and
-- follows. The lines that carry it come with all their events, those of other cycles too.
create function api.rerate_inputs(account bigint, from_day date, to_day date, s jsonb) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set enable_hashjoin = off set enable_mergejoin = off as $$
declare zone text := (select x.zone from care.settings x); family bigint[] := array(select x.id from bill.accounts x where x.id = account or x.payer_id = account); touched bigint[];
  first timestamptz := from_day::timestamp at time zone zone; until timestamptz := to_day::timestamp at time zone zone;
begin
  perform api.require('worker');
  touched := array(select l.id from bill.bills b join bill.lines l on l.bill_id = b.id where b.account_id = account and l.events > 0 and exists (select from bill.rated_usage r where r.line_id = l.id and r.started_at >= first and r.started_at < until));
  return jsonb_build_object(
    'products', (select coalesce(jsonb_agg(jsonb_build_object('productId', p.id, 'serviceId', p.service_id, 'offer', p.offer, 'from', p.from_day, 'to', p.to_day) order by p.id), '[]') from care.products p where p.account_id = any(family)),
    'lines', (select coalesce(jsonb_agg(jsonb_build_object('lineId', l.id, 'billId', b.id, 'billNumber', b.number, 'serviceId', l.service_id, 'charge', l.charge, 'label', l.label,
        'amount', l.amount + coalesce((select sum(c.after - c.before) from bill.corrections c where c.line_id = l.id), 0)) order by l.id), '[]')
      from bill.lines l join bill.bills b on b.id = l.bill_id where l.id = any(touched)),
    'usage', (select coalesce(jsonb_agg(jsonb_build_array(u.id, u.key, u.service_id, u.kind, to_char(u.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), u.units, u.destination, u.visited, r.line_id, coalesce(n.micros, r.micros), coalesce(n.trace, r.trace), c.usage_id is not null, u.started_at >= first and u.started_at < until) order by u.started_at, u.key), '[]')
      from bill.rated_usage r join bill.usage u on u.id = r.usage_id left join lateral (select x.micros, x.trace from bill.rerated_usage x where x.usage_id = r.usage_id order by x.rerating_id desc limit 1) n on true
        left join (select x.usage_id from api.rerate_choice(s) x where x.account_id = account) c on c.usage_id = r.usage_id
      where r.line_id = any(touched)));
end $$;
create function api.begin_rerating(s jsonb, why text, engine text) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare made bigint;
begin
  perform api.require('worker');
  insert into bill.reratings (selection, reason, catalog_id, engine) values (s, btrim(why), (select max(c.id) from bill.catalogs c), begin_rerating.engine) returning id into made;
  perform api.write_audit('usage.rerate', 're-rating ' || made, null, jsonb_build_object('selection', s, 'reason', btrim(why)));
  return made;
exception when check_violation then raise exception 'Say in 3 to 200 letters why this is rated anew.' using errcode = 'C1003';
end $$;
-- p: lines with all their events and new prices. A line that another re-rating changed since it was read is refused, so
-- nothing is given back or charged twice.
create function api.post_corrections(rerating bigint, p jsonb) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare job bill.reratings; e jsonb; l bill.lines; b bill.bills; before bigint; after bigint; item bigint; many int := 0;
begin
  perform api.require('worker');
  select x.* into job from bill.reratings x where x.id = rerating;
  if not found then raise exception 'There is no such re-rating.' using errcode = 'C1005'; end if;
  perform 1 from bill.accounts a where a.id in (select x.account_id from bill.bills x join bill.lines y on y.bill_id = x.id where y.id in (select (i->>'lineId')::bigint from jsonb_array_elements(p) i)) order by a.id for update;
  for e in select i from jsonb_array_elements(p) i loop
    select x.* into strict l from bill.lines x where x.id = (e->>'lineId')::bigint;
    select x.* into strict b from bill.bills x where x.id = l.bill_id;
    before := l.amount + coalesce((select sum(c.after - c.before) from bill.corrections c where c.line_id = l.id), 0);
    after := (e->>'after')::bigint;
    -- The newest prices hold by the order of re-ratings: none is posted behind a later one.
    if before <> (e->>'before')::bigint or exists (select from bill.corrections c where c.line_id = l.id and c.rerating_id > rerating) then raise exception 'Bill % was rated anew in the meantime. Look again.', b.number using errcode = 'C1004'; end if;
    if jsonb_array_length(e->'events') <> l.events or exists (select from jsonb_array_elements(e->'events') v where not exists (select from bill.rated_usage r where r.usage_id = (v->>'usageId')::bigint and r.line_id = l.id))
      or after <> round((select sum((v->>'micros')::numeric) from jsonb_array_elements(e->'events') v) / 1000000) then raise exception 'A corrected line does not sum to its events.' using errcode = '23514'; end if;
    item := null;
    if after <> before then
      insert into bill.one_time (customer_id, account_id, service_id, charge, label, amount, day, tax_code, cause)
        values (l.customer_id, b.account_id, l.service_id, 'correction', 'Correction, ' || l.label, after - before, care.today(), l.tax_code, 'Bill ' || b.number || ': ' || job.reason) returning id into item;
      insert into care.changes (customer_id, area, title, detail) values (l.customer_id, 'money', 'Bill rated anew', 'Bill ' || b.number || ', ' || l.label || ': ' || job.reason);
    end if;
    insert into bill.corrections (rerating_id, line_id, customer_id, account_id, bill_id, one_time_id, before, after) values (rerating, l.id, l.customer_id, b.account_id, b.id, item, before, after);
    insert into bill.rerated_usage (usage_id, rerating_id, line_id, customer_id, micros, trace) select (v->>'usageId')::bigint, rerating, l.id, l.customer_id, (v->>'micros')::bigint, v->'trace' from jsonb_array_elements(e->'events') v;
    perform api.write_audit('bill.correct', 'bill ' || b.number, l.customer_id, jsonb_build_object('rerating', rerating, 'line', l.id, 'before', before, 'after', after));
    many := many + 1;
  end loop;
  return many;
end $$;
create function api.verify_rerating() returns table (name text, broken bigint, checked bigint) language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select 'a corrected line is the rounded sum of its newest prices', count(*) filter (where l.amount + c.moved <> round(e.micros / 1000000)), count(*)
    from (select line_id, sum(after - before) moved from bill.corrections group by line_id) c join bill.lines l on l.id = c.line_id
      join lateral (select sum(coalesce((select x.micros from bill.rerated_usage x where x.usage_id = r.usage_id order by x.rerating_id desc limit 1), r.micros)::numeric) micros from bill.rated_usage r where r.line_id = c.line_id) e on true
  union all select 'a correction is charged once and as it was worked out', count(*) filter (where o.id is null or o.amount <> c.after - c.before), count(*) from bill.corrections c left join bill.one_time o on o.id = c.one_time_id where c.before <> c.after
$$;
`,
};
