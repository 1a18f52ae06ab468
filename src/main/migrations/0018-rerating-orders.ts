import type { Migration } from '../platform/migrate.ts';

/**
 * An operator orders a re-rating, the worker does it: it reads usage of anyone and charges accounts, which no person at a
 * desk may (architecture.md 10.4). The order is shown what would change, and posts exactly that.
 */
export const reratingOrders: Migration = {
  name: '0018-rerating-orders',
  sql: `
set local role careline_owner;
create table bill.rerating_orders (
  id bigint generated always as identity primary key, asked_at timestamptz not null default care.now(), asked_by text not null default session_user, selection jsonb not null,
  state text not null default 'asked' check (state in ('asked','shown','ordered','posted','failed')), shown jsonb, hash text, reason text check (length(btrim(reason)) between 3 and 200), ordered_at timestamptz, ordered_by text,
  taken_at timestamptz, done_at timestamptz, rerating_id bigint references bill.reratings, failure text
);
comment on table bill.rerating_orders is 'Re-ratings as operators ask for them: asked, shown by the worker, ordered as shown, posted; or failed, and why.';
create index rerating_orders_waiting on bill.rerating_orders (id) where state in ('asked','ordered');

set local role careline_api;
create function api.ask_rerating(s jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare made bigint;
begin
  perform api.require('operator');
  if s = '{}' or jsonb_typeof(s) <> 'object' or s - array['offer','charge','version','from','to','serviceIds','importId'] <> '{}' then raise exception 'Choose what is rated anew.' using errcode = 'C1003'; end if;
  insert into bill.rerating_orders (selection) values (s) returning id into made;
  perform api.write_audit('rerating.ask', 're-rating order ' || made, null, s);
  return made;
end $$;
create function api.order_rerating(wanted bigint, seen text, why text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.rerating_orders;
begin
  perform api.require('operator');
  select x.* into o from bill.rerating_orders x where x.id = wanted for update;
  if not found then raise exception 'There is no such re-rating.' using errcode = 'C1005'; end if;
  if o.state <> 'shown' or o.hash is distinct from seen then raise exception 'What would change is not what was shown. Look again.' using errcode = 'C1004'; end if;
  if (o.shown->>'changed')::int = 0 then raise exception 'Nothing would change.' using errcode = 'C1003'; end if;
  update bill.rerating_orders x set state = 'ordered', reason = btrim(why), ordered_at = care.now(), ordered_by = session_user, taken_at = null where x.id = wanted;
  perform api.write_audit('rerating.order', 're-rating order ' || wanted, null, jsonb_build_object('reason', btrim(why), 'hash', seen, 'total', o.shown->'total'));
exception when check_violation or not_null_violation then raise exception 'Say in 3 to 200 letters why this is rated anew.' using errcode = 'C1003';
end $$;
-- The oldest order that nobody works on. A worker that stopped while it looked is followed by another; one that stopped while
-- it posted has posted some accounts whole: what is left has to be looked at again.
create function api.next_rerating() returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.rerating_orders; stale timestamptz := care.now() - interval '10 minutes';
begin
  perform api.require('worker');
  update bill.rerating_orders x set state = 'failed', done_at = care.now(), failure = 'The worker stopped in the middle: some accounts are posted. Ask again to see what is left.' where x.state = 'ordered' and x.taken_at < stale;
  select x.* into o from bill.rerating_orders x where x.state in ('asked','ordered') and (x.taken_at is null or x.taken_at < stale) order by x.id limit 1 for update skip locked;
  if not found then return null; end if;
  update bill.rerating_orders x set taken_at = care.now() where x.id = o.id;
  return jsonb_build_object('id', o.id, 'state', o.state, 'selection', o.selection, 'hash', o.hash, 'reason', o.reason);
end $$;
create function api.show_rerating(wanted bigint, outcome jsonb, seal text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  update bill.rerating_orders x set state = 'shown', shown = outcome, hash = seal, done_at = care.now() where x.id = wanted and x.state = 'asked';
end $$;
create function api.finish_rerating(wanted bigint, rerating bigint, why text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  update bill.rerating_orders x set state = case when why is null then 'posted' else 'failed' end, rerating_id = rerating, failure = why, done_at = care.now() where x.id = wanted and x.state in ('asked','ordered');
end $$;
`,
};
