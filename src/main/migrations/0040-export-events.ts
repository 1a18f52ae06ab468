import type { Migration } from '../platform/migrate.ts';

/** The events of a bill leave the product as a file: it is written down who took them. */
export const exportEvents: Migration = {
  name: '0040-export-events',
  sql: `
set local role careline_api;
-- What names the file and its rows; audited, for a caller who is verified.
create function api.export_events(wanted bigint) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent', 'supervisor', 'auditor', 'worker'); b bill.bills; events bigint;
begin
  select x.* into b from bill.bills x where x.id = wanted;
  if not found then raise exception 'There is no such bill.' using errcode = 'C1005'; end if;
  if me.role <> 'worker' then perform api.require_level(b.customer_id, 2); end if;
  events := (select count(*) from bill.rated_usage r where r.bill_id = b.id);
  perform api.write_audit('bill.exportEvents', 'bill ' || b.number, b.customer_id, jsonb_build_object('events', events));
  return (select jsonb_build_object('number', b.number, 'account', a.number, 'currency', b.currency, 'zone', coalesce(a.zone, s.zone)) from bill.accounts a cross join care.settings s where a.id = b.account_id);
end $$;
`,
};
