import type { Migration } from '../platform/migrate.ts';

const hit = `'customerId', k.id, 'number', k.number, 'name', k.name, 'segment', k.segment, 'active', k.active, 'city', k.city, 'state', k.state,
    'phone', (select c.masked from care.contacts c where c.customer_id = k.id and c.kind = 'phone' and c.active order by c.preferred desc, c.id limit 1),
    'email', (select c.masked from care.contacts c where c.customer_id = k.id and c.kind = 'email' and c.active order by c.preferred desc, c.id limit 1)`;

/** The one search over all customers: at most 20 masked rows, counted, and audited with a keyed hash (architecture.md 10.1). */
export const search: Migration = {
  name: '0009-search',
  sql: `
set local role careline_api;
create function api.count_search(me care.staff, said text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare counter regclass := format('care.%I', 'searches_of_' || me.login)::regclass; hour timestamptz := date_trunc('hour', care.now()); start bigint := extract(epoch from hour)::bigint / 3600 * 1000000; used bigint := nextval(counter);
begin
  -- The value is the hour and the searches within it.
  if used <= start or used >= start + 1000000 then used := setval(counter, start + 1); end if;
  used := used - start;
  if used > 600 then raise exception 'You searched 600 times within an hour. Ask your supervisor.' using errcode = 'C1003'; end if;
  insert into care.search_counts as c (login, hour, searches) values (me.login, hour, used) on conflict on constraint search_counts_pkey do update set searches = excluded.searches;
  -- A gap in n shows a search that was rolled back.
  perform api.write_audit('search', left(encode(sha256(convert_to((select s.search_key from care.settings s) || lower(said), 'UTF8')), 'hex'), 32), null, jsonb_build_object('n', used));
end $$;

-- Beginnings are searched as ranges and not with LIKE, so that one plan for the session serves every text: to plan these
-- statements takes longer than to run them.
create function api.search(said text) returns jsonb language plpgsql security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set pg_trgm.similarity_threshold = 0.45 set plan_cache_mode = force_generic_plan as $$
declare me care.staff := api.require('agent','supervisor','auditor'); word text := lower(regexp_replace(trim(said), '\\s+', ' ', 'g')); digits text := regexp_replace(said, '\\D', '', 'g');
  top constant text := chr(1114111); found jsonb := '[]'; first_word text; last_word text; guess text;
begin
  if length(word) < 2 then return jsonb_build_object('hits', '[]'::jsonb, 'didYouMean', null); end if;
  perform api.count_search(me, word);
  if word ~ '@' then
    select coalesce(jsonb_agg(x.hit), '[]') into found from (select jsonb_build_object(${hit}, 'reason', 'E-mail ' || t.masked, 'kind', 'customer', 'objectId', null) as hit
      from care.contacts t join care.customers k on k.id = t.customer_id where t.kind = 'email' and t.normal ~>=~ word and t.normal ~<~ (word || top) order by k.active desc, t.normal limit 20) x;
  elsif word ~ '^\\d{4}-\\d+$' then
    select coalesce(jsonb_agg(x.hit), '[]') into found from (select jsonb_build_object(${hit}, 'reason', 'Bill ' || b.number, 'kind', 'bill', 'objectId', b.id) as hit
      from bill.bills b join care.customers k on k.id = b.customer_id where b.number = word limit 20) x;
  elsif word ~ '^p-\\d+$' then
    select coalesce(jsonb_agg(x.hit), '[]') into found from (select jsonb_build_object(${hit}, 'reason', 'Payment ' || p.number, 'kind', 'payment', 'objectId', p.id) as hit
      from pay.payments p join care.customers k on k.id = p.customer_id where p.number = upper(word) limit 20) x;
  elsif word ~ '^[0-9+() .-]+$' and length(digits) >= 3 then
    select coalesce(jsonb_agg(x.hit order by x.rank, x.active desc, x.id), '[]') into found from (select distinct on (y.id) y.* from (
      (select k.id, k.active, 1 as rank, jsonb_build_object(${hit}, 'reason', 'Customer ' || k.number, 'kind', 'customer', 'objectId', null) as hit from care.customers k where k.number = digits limit 5)
      union all (select k.id, k.active, 1, jsonb_build_object(${hit}, 'reason', 'Account ' || a.number, 'kind', 'customer', 'objectId', null) from bill.accounts a join care.customers k on k.id = a.customer_id where a.number = digits limit 5)
      union all (select k.id, k.active, 2, jsonb_build_object(${hit}, 'reason', 'Phone ' || t.masked, 'kind', 'customer', 'objectId', null) from care.contacts t join care.customers k on k.id = t.customer_id
        where t.kind = 'phone' and t.active and length(digits) >= 4 and reverse(t.normal) ~>=~ reverse(digits) and reverse(t.normal) ~<~ (reverse(digits) || top) order by k.active desc, k.id limit 20)
      union all (select k.id, k.active, 3, jsonb_build_object(${hit}, 'reason', 'Service •••' || right(s.reference, 4), 'kind', 'service', 'objectId', s.id) from care.services s join care.customers k on k.id = s.customer_id
        where length(digits) >= 7 and s.reference in (digits, api.normal_phone(said)) limit 20)) y order by y.id, y.rank) x;
  end if;
  if found = '[]' and word !~ '@' then
    select coalesce(jsonb_agg(x.hit), '[]') into found from (select jsonb_build_object(${hit}, 'reason', 'Service ' || s.reference, 'kind', 'service', 'objectId', s.id) as hit
      from care.services s join care.customers k on k.id = s.customer_id where upper(word) = s.reference and word ~ '\\d' limit 20) x;
  end if;
  if found = '[]' and word ~ '[[:alpha:]]' then
    first_word := split_part(word, ' ', 1); last_word := substr(word, length(first_word) + 2);
    select coalesce(jsonb_agg(x.hit), '[]') into found from (select distinct on (y.rank, y.sort, y.id) y.hit from (
      (select k.id, case when k.active then 1 else 4 end as rank, lower(k.name) as sort, jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) as hit from care.customers k where lower(k.name) ~>=~ word and lower(k.name) ~<~ (word || top) order by lower(k.name) using ~<~ limit 20)
      union all (select k.id, case when k.active then 2 else 4 end, lower(k.name), jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) from care.customers k
        where last_word = '' and lower(k.family_name) ~>=~ first_word and lower(k.family_name) ~<~ (first_word || top) limit 20)
      union all (select k.id, case when k.active then 2 else 4 end, lower(k.name), jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) from care.customers k
        where last_word <> '' and lower(k.family_name) ~>=~ last_word and lower(k.family_name) ~<~ (last_word || top) and lower(k.given_name) ~>=~ first_word and lower(k.given_name) ~<~ (first_word || top) limit 20)
      union all (select k.id, case when k.active then 2 else 4 end, lower(k.name), jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) from care.customers k
        where last_word <> '' and lower(k.family_name) ~>=~ first_word and lower(k.family_name) ~<~ (first_word || top) and lower(k.given_name) ~>=~ last_word and lower(k.given_name) ~<~ (last_word || top) limit 20)) y order by y.rank, y.sort, y.id limit 20) x;
    if found = '[]' or (word ~ '\\d') then
      select found || coalesce(jsonb_agg(x.hit), '[]') into found from (select jsonb_build_object(${hit}, 'reason', 'Address', 'kind', 'customer', 'objectId', null) as hit
        from care.contacts t join care.customers k on k.id = t.customer_id where t.kind = 'address' and t.normal ~>=~ word and t.normal ~<~ (word || top) order by k.active desc, t.normal using ~<~ limit 20) x;
    end if;
    if found = '[]' and length(word) >= 3 then
      select coalesce(jsonb_agg(x.hit), '[]'), min(x.name) filter (where x.place = 1) into found, guess from (select jsonb_build_object(${hit}, 'reason', 'Name, spelled alike', 'kind', 'customer', 'objectId', null) as hit, k.name, row_number() over (order by word_similarity(word, lower(k.name)) desc, k.active desc, k.id) as place
        from care.customers k where lower(k.name) % word or word <% lower(k.name) order by word_similarity(word, lower(k.name)) desc, k.active desc, k.id limit 20) x;
    end if;
  end if;
  return jsonb_build_object('hits', found, 'didYouMean', guess);
end $$;

create function api.who_calls(said text) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
declare me care.staff := api.require('agent','supervisor'); called text := api.normal_phone(said); found jsonb;
begin
  perform api.count_search(me, called);
  select coalesce(jsonb_agg(x.hit order by x.active desc, x.rank, x.name), '[]') into found from (select distinct on (y.id) y.* from (
    select k.id, k.active, k.name, case when t.preferred then 1 else 2 end as rank, jsonb_build_object(${hit}, 'reason', 'Number on file: ' || t.label, 'kind', 'customer', 'objectId', null) as hit
      from care.contacts t join care.customers k on k.id = t.customer_id where t.kind = 'phone' and t.active and reverse(t.normal) = reverse(called) and length(called) >= 5
    union all select k.id, k.active, k.name, 3, jsonb_build_object(${hit}, 'reason', 'Calls from a line of this customer', 'kind', 'service', 'objectId', s.id)
      from care.services s join care.customers k on k.id = s.customer_id where s.reference = called and s.status <> 'terminated' and length(called) >= 5) y order by y.id, y.rank limit 20) x;
  return jsonb_build_object('number', called, 'hits', found);
end $$;
`,
};
