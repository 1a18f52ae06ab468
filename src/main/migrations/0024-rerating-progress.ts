import type { Migration } from '../platform/migrate.ts';

/**
 * A re-rating tells how far it is and can be cancelled. What the worker tells keeps its hold on the order, so that one which
 * takes longer than ten minutes is not taken up by a second worker.
 */
export const reratingProgress: Migration = {
  name: '0024-rerating-progress',
  sql: `
set local role careline_owner;
alter table bill.rerating_orders drop constraint rerating_orders_state_check, add constraint rerating_orders_state_check check (state in ('asked','shown','ordered','posted','failed','cancelled')),
  add column step text check (step in ('look','post')), add column accounts_done int check (accounts_done >= 0), add column accounts int check (accounts >= 0), add column cancelled_by text,
  add constraint rerating_orders_progress check (num_nulls(step, accounts_done, accounts) in (0, 3)), add constraint rerating_orders_cancelled check ((state = 'cancelled') = (cancelled_by is not null));
comment on table bill.rerating_orders is 'Re-ratings as operators ask for them: asked, shown by the worker, ordered as shown, posted; or failed, and why; or cancelled, and by whom.';
comment on column bill.rerating_orders.taken_at is 'When the worker took it, and then when it last told how far it is.';
comment on column bill.rerating_orders.step is 'What the worker does with accounts: look, or post. Accounts are counted for this step.';

set local role careline_api;
-- How many accounts have billed usage of the choice: what there is to look at.
create function api.rerate_count(s jsonb) returns bigint language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  return (select count(distinct x.account_id) from api.rerate_choice(s) x);
end $$;
-- How far the worker is. False where nobody waits for it any more: then it stops. A posting names its re-rating.
create function api.tell_rerating(wanted bigint, what text, done int, of_accounts int, rerating bigint) returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  -- A posting that was cancelled still says how many accounts it had posted by then.
  update bill.rerating_orders x set step = what, accounts_done = done, accounts = of_accounts, rerating_id = coalesce(rerating, x.rerating_id), taken_at = care.now() where x.id = wanted and (x.state in ('asked','ordered') or (x.state = 'cancelled' and what = 'post'));
  return exists (select from bill.rerating_orders x where x.id = wanted and x.state in ('asked','ordered'));
end $$;
-- What is looked at is not shown, and what is not posted yet stays as it is. Accounts that are posted stay posted.
create function api.cancel_rerating(wanted bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.rerating_orders;
begin
  perform api.require('operator');
  select x.* into o from bill.rerating_orders x where x.id = wanted for update;
  if not found then raise exception 'There is no such re-rating.' using errcode = 'C1005'; end if;
  if o.state not in ('asked','ordered') then raise exception 'The worker is done with it: there is nothing to cancel.' using errcode = 'C1004'; end if;
  update bill.rerating_orders x set state = 'cancelled', cancelled_by = session_user, done_at = care.now() where x.id = wanted;
  perform api.write_audit('rerating.cancel', 're-rating order ' || wanted, null, jsonb_build_object('state', o.state, 'step', o.step, 'done', o.accounts_done, 'accounts', o.accounts));
end $$;
-- As before; the count starts anew with each take.
create or replace function api.next_rerating() returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.rerating_orders; stale timestamptz := care.now() - interval '10 minutes';
begin
  perform api.require('worker');
  update bill.rerating_orders x set state = 'failed', done_at = care.now(), failure = 'The worker stopped in the middle: some accounts are posted. Ask again to see what is left.' where x.state = 'ordered' and x.taken_at < stale;
  select x.* into o from bill.rerating_orders x where x.state in ('asked','ordered') and (x.taken_at is null or x.taken_at < stale) order by x.id limit 1 for update skip locked;
  if not found then return null; end if;
  update bill.rerating_orders x set taken_at = care.now(), step = null, accounts_done = null, accounts = null where x.id = o.id;
  return jsonb_build_object('id', o.id, 'state', o.state, 'selection', o.selection, 'hash', o.hash, 'reason', o.reason);
end $$;
`,
};
