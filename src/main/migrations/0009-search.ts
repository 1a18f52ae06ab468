import type { Migration } from '../platform/migrate.ts';

const hit = `'customerId', k.id, 'number', k.number, 'name', k.name, 'segment', k.segment, 'active', k.active, 'city', k.city, 'state', k.state,
    'phone', (select c.masked from care.contacts c where c.customer_id = k.id and c.kind = 'phone' and c.active order by c.preferred desc, c.id limit 1),
    'email', (select c.masked from care.contacts c where c.customer_id = k.id and c.kind = 'email' and c.active order by c.preferred desc, c.id limit 1)`;

/** Marks that are not part of a name: those that vanish ("O'Neil" is one word) and those that part words. */
const marks = { vanish: "[\\u0300-\\u036f''‘’ʼ`´]", part: '[\\u0001-/:-@\\[-`{-\\u00bf×÷\\u2000-\\u206f\\u3000-\\u303f]+' };

/** The one search over all customers: at most 20 masked rows, counted, and audited with a keyed hash (architecture.md 10.1). */
export const search: Migration = {
  name: '0009-search',
  sql: `
-- Only what is loaded in a session may be set by a function that is made in it.
select public.similarity('', '');
set local role careline_owner;
-- A name as it is compared: small letters without accents, words parted by one space. Nothing for signs alone.
create function care.folded(said text) returns text language plpgsql immutable strict parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return trim(regexp_replace(replace(replace(replace(translate(lower(regexp_replace(normalize(said, NFD), '${marks.vanish}', '', 'g')), 'łøđðħı', 'loddhi'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '${marks.part}', ' ', 'g'));
end $$;
-- The words a name can be found by; a given or family name of several also as one, so that "Vanderberg" finds "Van der Berg".
create function care.name_parts(name text, given text, family text) returns text[] language plpgsql immutable parallel safe set search_path = pg_catalog, pg_temp as $$
begin
  return (select coalesce(array_agg(distinct p), '{}') from unnest(string_to_array(care.folded(name), ' ') || replace(care.folded(given), ' ', '') || replace(care.folded(family), ' ', '')) p where length(p) between 1 and 60);
end $$;
create index customers_name on care.customers (care.folded(name) text_pattern_ops);
create index customers_family on care.customers (care.folded(family_name) text_pattern_ops, care.folded(given_name) text_pattern_ops, id);
create index customers_parts on care.customers using gin (array_to_tsvector(care.name_parts(name, given_name, family_name)));

create table care.name_words (word text collate "C" primary key);
create index name_words_trgm on care.name_words using gin (word gin_trgm_ops);
comment on table care.name_words is 'Every word of a customer''s name, once. Misspelled names are compared with these few, not with all customers.';
create function care.learn_name_words() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into care.name_words (word) select distinct p from named k cross join lateral unnest(care.name_parts(k.name, k.given_name, k.family_name)) p order by p on conflict do nothing;
  return null;
end $$;
create trigger learns_names after insert on care.customers referencing new table as named for each statement execute function care.learn_name_words();
create trigger learns_new_names after update on care.customers referencing new table as named for each statement execute function care.learn_name_words();

set local role careline_api;
-- Words of names that a typed word may stand for: those it begins, and those a few slips away: one from 4 letters, two from
-- 7. Neighbours that swapped places are one slip. Trigrams only choose what is worth comparing.
create function api.words_like(typed text) returns table (word text, slips int) language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set pg_trgm.similarity_threshold = 0.1 set plan_cache_mode = force_generic_plan as $$
declare allowed constant int := case when typed ~ '\\d' or length(typed) > 60 then 0 when length(typed) >= 7 then 2 when length(typed) >= 4 then 1 else 0 end;
  swapped constant text[] := array(select overlay(typed placing reverse(substr(typed, at, 2)) from at for 2) from generate_series(1, length(typed) - 1) at);
begin
  return query select n.word::text, 0 from care.name_words n where n.word = typed
    union all (select n.word::text, 0 from care.name_words n where length(typed) >= 3 and n.word > typed and n.word < typed || chr(1114111) order by n.word limit 300);
  if allowed = 0 then return; end if;
  return query select near.word::text, near.slips from (
      select n.word, case when n.straight <= allowed then n.straight else (select 1 + min(levenshtein_less_equal(s, n.word, allowed - 1)) from unnest(swapped) s) end as slips
      from (select w.word, levenshtein_less_equal(typed, w.word, allowed + 1) as straight from care.name_words w where w.word % typed and abs(length(w.word) - length(typed)) <= allowed offset 0) n where n.straight between 1 and allowed + 1) near
    where near.slips <= allowed order by near.slips, near.word limit 100;
end $$;

-- Customers whose name has a word like each of these: the nearest words first, and where nobody has those together, any.
create function api.customers_named_like(typed text[]) returns table (customer_id bigint, slips int) language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
declare places int[] := '{}'; likes text[] := '{}'; costs int[] := '{}'; nearest int[] := '{}'; more record; wanted tsquery;
begin
  for place in 1 .. cardinality(typed) loop
    select array_agg(place) as places, array_agg(l.word) as likes, array_agg(l.slips) as costs, array_agg(l.nearest) as nearest into more from (select w.word, w.slips, min(w.slips) over () as nearest from api.words_like(typed[place]) w) l;
    if more.likes is null then return; end if;
    places := places || more.places; likes := likes || more.likes; costs := costs || more.costs; nearest := nearest || more.nearest;
  end loop;
  foreach wanted in array array(select string_agg(any_of.words, '&' order by any_of.place)::tsquery from (select wide, l.place, '(' || string_agg('''' || l.word || '''', '|') || ')' as words
      from generate_series(0, 1) wide cross join unnest(places, likes, costs, nearest) l(place, word, cost, nearest) where wide = 1 or l.cost = l.nearest group by wide, l.place) any_of group by any_of.wide order by any_of.wide) loop
    return query select k.id, (select sum(best.cost)::int from (select min(l.cost) as cost from unnest(places, likes, costs) l(place, word, cost) where l.word = any(k.parts) group by l.place) best)
      from (select c.id, care.name_parts(c.name, c.given_name, c.family_name) as parts from care.customers c where array_to_tsvector(care.name_parts(c.name, c.given_name, c.family_name)) @@ wanted limit 300) k;
    if found then return; end if;
  end loop;
end $$;

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
create function api.search(said text) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
declare me care.staff := api.require('agent','supervisor','auditor'); word text := lower(regexp_replace(trim(said), '\\s+', ' ', 'g')); digits text := regexp_replace(said, '\\D', '', 'g');
  top constant text := chr(1114111); found jsonb := '[]'; spelled constant text := care.folded(said); words constant text[] := string_to_array(spelled, ' ');
  first_word constant text := words[1]; last_word constant text := array_to_string(words[2:], ' '); guess text;
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
  if found = '[]' and length(spelled) >= 2 and spelled ~ '[^\\d ]' then
    select coalesce(jsonb_agg(x.hit order by x.rank, x.sort, x.id), '[]') into found from (select best.* from (select distinct on (y.id) y.* from (
      (select k.id, case when k.active then 1 else 4 end as rank, care.folded(k.name) as sort, jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) as hit from care.customers k where care.folded(k.name) ~>=~ spelled and care.folded(k.name) ~<~ (spelled || top) order by care.folded(k.name) using ~<~ limit 20)
      union all (select k.id, case when k.active then 2 else 4 end, care.folded(k.name), jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) from care.customers k
        where last_word = '' and care.folded(k.family_name) ~>=~ first_word and care.folded(k.family_name) ~<~ (first_word || top) limit 20)
      union all (select k.id, case when k.active then 2 else 4 end, care.folded(k.name), jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) from care.customers k
        where last_word <> '' and care.folded(k.family_name) ~>=~ last_word and care.folded(k.family_name) ~<~ (last_word || top) and care.folded(k.given_name) ~>=~ first_word and care.folded(k.given_name) ~<~ (first_word || top) limit 20)
      union all (select k.id, case when k.active then 2 else 4 end, care.folded(k.name), jsonb_build_object(${hit}, 'reason', 'Name', 'kind', 'customer', 'objectId', null) from care.customers k
        where last_word <> '' and care.folded(k.family_name) ~>=~ first_word and care.folded(k.family_name) ~<~ (first_word || top) and care.folded(k.given_name) ~>=~ last_word and care.folded(k.given_name) ~<~ (last_word || top) limit 20)) y order by y.id, y.rank) best order by best.rank, best.sort, best.id limit 20) x;
    if found = '[]' or (word ~ '\\d') then
      select found || coalesce(jsonb_agg(x.hit), '[]') into found from (select jsonb_build_object(${hit}, 'reason', 'Address', 'kind', 'customer', 'objectId', null) as hit
        from care.contacts t join care.customers k on k.id = t.customer_id where t.kind = 'address' and t.normal ~>=~ word and t.normal ~<~ (word || top) order by k.active desc, t.normal using ~<~ limit 20) x;
    end if;
    -- As typed, and then with a short word joined to the next: "Mc Donald" is "McDonald".
    for joined in 0 .. case when found = '[]' and length(spelled) >= 3 and cardinality(words) <= 5 then cardinality(words) - 1 else -1 end loop
      continue when joined > 0 and least(length(words[joined]), length(words[joined + 1])) > 3;
      select coalesce(jsonb_agg(x.hit order by x.place), '[]'), min(x.name) filter (where x.place = 1 and x.slips > 0) into found, guess from (select jsonb_build_object(${hit}, 'reason', case when a.slips = 0 then 'Name' else 'Name, spelled alike' end, 'kind', 'customer', 'objectId', null) as hit, k.name, a.slips,
          row_number() over (order by a.slips, k.active desc, k.name, k.id) as place
        from api.customers_named_like(case when joined = 0 then words else words[:joined - 1] || (words[joined] || words[joined + 1]) || words[joined + 2:] end) a join care.customers k on k.id = a.customer_id order by place limit 20) x;
      exit when found <> '[]';
    end loop;
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
