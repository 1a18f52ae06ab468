import type { Migration } from '../platform/migrate.ts';

/**
 * That usage has reached a threshold of an allowance is noticed by the worker, kept once and then told: no desk computes for
 * a customer whom nobody has open, and nobody is told twice (product.md 2.14).
 */
export const allowanceCrossings: Migration = {
  name: '0029-allowance-crossings',
  sql: `
set local role careline_owner;
create table bill.crossing_asks (account_id bigint primary key references bill.accounts, asked bigint not null default 1, looked bigint not null default 0, check (looked <= asked));
comment on table bill.crossing_asks is 'How often usage of an account arrived (asked), and up to which arrival the worker looked for crossed thresholds.';
create index crossing_asks_waiting on bill.crossing_asks (account_id) where asked > looked;
create table bill.allowance_crossings (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, service_id bigint references care.services, code text not null, percent int not null check (percent between 1 and 100),
  cycle_from date not null, cycle_to date not null, usage_id bigint not null references bill.usage, crossed_at timestamptz not null, words text not null, noticed_at timestamptz not null default care.now(),
  state text not null default 'toTell' check (state in ('toTell', 'told', 'withdrawn')), told_at timestamptz, told_by text, check (cycle_from < cycle_to), check ((state = 'told') = (told_at is not null) and (told_at is null) = (told_by is null))
);
comment on table bill.allowance_crossings is 'The event that brought the use of an allowance to a threshold, once a cycle; to be told to the customer once. Without a service the allowance is shared.';
create unique index allowance_crossings_once on bill.allowance_crossings (account_id, coalesce(service_id, 0), code, cycle_from, percent);
create index allowance_crossings_customer on bill.allowance_crossings (customer_id, crossed_at desc);

set local role careline_api;
-- Whatever way usage comes, its accounts are looked at once it is committed. In order of account, so that two files never wait for each other.
create function api.ask_crossings() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into bill.crossing_asks as k (account_id) select distinct coalesce(a.payer_id, a.id) from arrived u join bill.accounts a on a.id = u.account_id order by 1
    on conflict on constraint crossing_asks_pkey do update set asked = k.asked + 1;
  return null;
end $$;
reset role;
set local role careline_owner;
create trigger arrived_usage_is_looked_at after insert on bill.usage referencing new table as arrived for each statement execute function api.ask_crossings();

set local role careline_api;
-- Accounts with usage that nobody looked at, held until the end of the transaction; those that others hold are theirs.
create function api.take_crossing_asks(how_many int) returns table (account_id bigint, asked bigint) language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  return query select k.account_id, k.asked from bill.crossing_asks k where k.asked > k.looked order by k.account_id limit how_many for update skip locked;
end $$;
-- p: [{accountId, asked, openFrom, crossings: [{serviceId, code, percent, cycle: {from, to}, usageId, at, words}]}], for each account all that its
-- open cycles have crossed now. What was told stays as it was told; of the rest the newest state counts, late usage may move the
-- moment, and what is not crossed any more is withdrawn. An account without crossings could not be looked at.
create function api.keep_crossings(p jsonb) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); k jsonb; a bill.accounts; made int; gone int; many int := 0;
begin
  for k in select e from jsonb_array_elements(p) e order by (e->>'accountId')::bigint loop
    select x.* into a from bill.accounts x where x.id = (k->>'accountId')::bigint;
    if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
    if exists (select from jsonb_array_elements(k->'crossings') c where c->>'serviceId' is not null and not exists (select from care.services s join bill.accounts o on o.id = s.account_id where s.id = (c->>'serviceId')::bigint and coalesce(o.payer_id, o.id) = a.id)) then
      raise exception 'What was crossed is of a service of another account.' using errcode = '23514';
    end if;
    insert into bill.allowance_crossings as x (customer_id, account_id, service_id, code, percent, cycle_from, cycle_to, usage_id, crossed_at, words)
      select coalesce((select s.customer_id from care.services s where s.id = (c->>'serviceId')::bigint), a.customer_id), a.id, (c->>'serviceId')::bigint, c->>'code', (c->>'percent')::int, (c->'cycle'->>'from')::date, (c->'cycle'->>'to')::date, (c->>'usageId')::bigint, (c->>'at')::timestamptz, c->>'words'
      from jsonb_array_elements(k->'crossings') c
      on conflict (account_id, coalesce(service_id, 0), code, cycle_from, percent) do update set usage_id = excluded.usage_id, crossed_at = excluded.crossed_at, words = excluded.words, state = 'toTell'
        where x.state <> 'told' and (x.state, x.usage_id, x.words) is distinct from ('toTell', excluded.usage_id, excluded.words);
    get diagnostics made = row_count;
    update bill.allowance_crossings x set state = 'withdrawn' where k ? 'crossings' and x.account_id = a.id and x.state = 'toTell' and x.cycle_from >= (k->>'openFrom')::date
      and not exists (select from jsonb_array_elements(k->'crossings') c where coalesce((c->>'serviceId')::bigint, 0) = coalesce(x.service_id, 0) and c->>'code' = x.code and (c->>'percent')::int = x.percent and (c->'cycle'->>'from')::date = x.cycle_from);
    get diagnostics gone = row_count;
    update bill.crossing_asks x set looked = greatest(x.looked, (k->>'asked')::bigint) where x.account_id = a.id;
    if made + gone > 0 then perform api.write_audit('allowance.cross', 'account ' || a.number, a.customer_id, jsonb_build_object('noticed', made, 'withdrawn', gone)); end if;
    many := many + made;
  end loop;
  return many;
end $$;
-- The customer was told, by whoever has them open: once.
create function api.tell_crossing(crossing bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent', 'supervisor'); c bill.allowance_crossings;
begin
  select x.* into c from bill.allowance_crossings x where x.id = crossing for update;
  if not found then raise exception 'There is no such notice.' using errcode = 'C1005'; end if;
  perform api.require_level(c.customer_id, 1);
  if c.state <> 'toTell' then raise exception 'There is nothing to tell any more: this was told or is not so.' using errcode = 'C1004'; end if;
  update bill.allowance_crossings x set state = 'told', told_at = care.now(), told_by = session_user where x.id = crossing;
  perform api.write_audit('allowance.tell', 'notice ' || crossing, c.customer_id, jsonb_build_object('words', c.words));
end $$;`,
};
