import type { Migration } from '../platform/migrate.ts';

/** Usage that leaves suspense keeps the file that brought it, and it is said what of it comes after its period was billed (product.md 2.14). */
export const recycledUsage: Migration = {
  name: '0035-recycled-usage',
  sql: `
set local role careline_api;
drop function api.recycle_suspense(jsonb);
-- events: [{id, service_id, usage, start, units, destination, visited}] of rows in suspense; one that is no longer there is left as it is.
-- Key and file are those of the row in suspense: another import of the record finds it known, and its file can be rated anew.
create function api.recycle_suspense(events jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker','operator'); done jsonb; operator_zone text := (select x.zone from care.settings x);
begin
  with wanted as (select distinct on (e.id) e.* from jsonb_to_recordset(events) as e(id bigint, service_id bigint, usage text, start timestamptz, units bigint, destination text, visited text) order by e.id),
    freed as (update bill.suspense s set resolved_at = care.now() from wanted w where s.id = w.id and s.resolved_at is null returning s.id, s.key, s.import_id),
    taken as (insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination, visited, import_id)
      select f.key, w.service_id, v.account_id, v.customer_id, w.usage, w.start, w.units, w.destination, w.visited, f.import_id from freed f join wanted w on w.id = f.id left join care.services v on v.id = w.service_id on conflict (key) do nothing returning account_id, started_at),
    billed as (select a.id, (select max(b.period_to) from bill.bills b where b.account_id = coalesce(a.payer_id, a.id) and b.category = 'normal')::timestamp at time zone operator_zone as until from bill.accounts a where a.id in (select t.account_id from taken t))
  select jsonb_build_object('accepted', count(*), 'known', (select count(*) from freed) - count(*), 'late', count(*) filter (where t.started_at < b.until)) into done from taken t join billed b on b.id = t.account_id;
  perform api.write_audit('usage.recycle', 'suspense', null, done);
  return done;
exception
  when not_null_violation then raise exception 'Usage can only be charged to a service that is there.' using errcode = 'C1003';
end $$;`,
};
