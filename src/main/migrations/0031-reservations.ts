import type { Migration } from '../platform/migrate.ts';

/**
 * Units of an allowance that are put aside for a session that runs: other usage leaves them alone until the session's record
 * arrives (its key is that of the reservation), it is released, or its time is over (product.md 2.14).
 */
export const reservations: Migration = {
  name: '0031-reservations',
  sql: `
set local role careline_owner;
create table bill.reservations (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, service_id bigint references care.services, reserved_for bigint not null references care.services, allowance text not null,
  units bigint not null check (units > 0), key text not null unique check (length(key) between 1 and 200), from_at timestamptz not null default care.now(), to_at timestamptz not null, released_at timestamptz, login text not null default session_user, check (from_at < to_at)
);
comment on table bill.reservations is 'Units, points or minor units of money that are put aside for a session. One counts while it is not released, its time is not over and no usage has its key: then the usage itself counts. Without a service it is of a shared allowance.';
create index reservations_account on bill.reservations (account_id, to_at) where released_at is null;
create index reservations_customer on bill.reservations (customer_id);

set local role careline_api;
-- The account that pays for a service, held until the end of the transaction: what is left is worked out and put aside as one.
create function api.hold_for_reservation(service bigint) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); held bigint;
begin
  select p.id into held from care.services s join bill.accounts a on a.id = s.account_id join bill.accounts p on p.id = coalesce(a.payer_id, a.id) where s.id = service and s.status = 'active' for update of p;
  if not found then raise exception 'There is no such active service.' using errcode = 'C1005'; end if;
  return held;
end $$;
-- p: {serviceId, shared, allowance, units, key, seconds}. At most a day: a session that lasts longer reserves anew.
create function api.reserve_allowance(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); s care.services; payer bigint := api.hold_for_reservation((p->>'serviceId')::bigint); made bigint;
begin
  select x.* into s from care.services x where x.id = (p->>'serviceId')::bigint;
  if exists (select from bill.usage u where u.key = p->>'key') or exists (select from bill.reservations r where r.key = p->>'key') then raise exception 'This session is known already.' using errcode = 'C1004'; end if;
  if (p->>'seconds')::int not between 1 and 86400 then raise exception 'A reservation lasts from one second to a day.' using errcode = 'C1003'; end if;
  insert into bill.reservations (customer_id, account_id, service_id, reserved_for, allowance, units, key, to_at)
    values (s.customer_id, payer, case when (p->>'shared')::boolean then null else s.id end, s.id, p->>'allowance', (p->>'units')::bigint, p->>'key', care.now() + make_interval(secs => (p->>'seconds')::int)) returning id into made;
  perform api.write_audit('allowance.reserve', 'reservation ' || made, s.customer_id, jsonb_build_object('allowance', p->>'allowance', 'units', (p->>'units')::bigint));
  return made;
exception
  when not_null_violation or check_violation then raise exception 'The reservation is not complete: service, allowance, units and key are needed.' using errcode = 'C1003';
end $$;
-- True where it still counted; once more changes nothing.
create function api.release_reservation(session text) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); r bill.reservations;
begin
  select x.* into r from bill.reservations x where x.key = session for update;
  if not found then raise exception 'There is no such reservation.' using errcode = 'C1005'; end if;
  if r.released_at is not null or r.to_at <= care.now() or exists (select from bill.usage u where u.key = session) then return false; end if;
  update bill.reservations x set released_at = care.now() where x.id = r.id;
  perform api.write_audit('allowance.release', 'reservation ' || r.id, r.customer_id, '{}');
  return true;
end $$;
-- Reservations of an account that count now, as rating has them (rating/domain/cycle-usage.ts).
create function api.reservations_of(account bigint) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select coalesce(jsonb_agg(jsonb_build_object('code', r.allowance, 'serviceId', r.service_id, 'units', r.units, 'from', to_char(r.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', to_char(r.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'key', r.key) order by r.id), '[]')
  from bill.reservations r join bill.accounts a on a.id = account where r.account_id = coalesce(a.payer_id, a.id) and (a.payer_id is null or r.service_id in (select s.id from care.services s where s.account_id = a.id)) and r.released_at is null and r.to_at > care.now() and not exists (select from bill.usage u where u.key = r.key)
$$;
-- As before, with what is put aside.
create or replace function api.billing_inputs(wanted bigint[]) returns setof jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select i || jsonb_build_object('topUps', api.top_ups_of((i->>'accountId')::bigint, coalesce(i->>'cycleTo', i->>'opened')::date - 366), 'reservations', api.reservations_of((i->>'accountId')::bigint)) from api.gathered_inputs(wanted) i
$$;`,
};
