import type { Migration } from '../platform/migrate.ts';

/** From one charge or event to all charges of the same cause (product.md D12): bill and account numbers and amounts, never a name. */
export const sameCause: Migration = {
  name: '0019-same-cause',
  sql: `
set local role careline_api;
-- What is left of charges: as issued, with later corrections, less what credit notes gave back.
create function api.left_of(line bigint) returns bigint language sql stable set search_path = pg_catalog, pg_temp
as $$ select l.amount + coalesce((select sum(c.after - c.before) from bill.corrections c where c.line_id = l.id), 0)::bigint + coalesce((select sum(n.amount) from bill.lines n where n.credit_of = l.id), 0)::bigint from bill.lines l where l.id = line $$;
-- p: {lineId, usageId, by}. By tariff: charges of the same version of the same charge; by file: those with events of the file
-- that brought the event, each with the part that the file has in it. At a desk one asks from a customer who is known; the
-- look over all others is audited.
create function api.same_cause(p jsonb, how_many int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker', 'supervisor', 'auditor'); l bill.lines; file bill.imports; cause jsonb; hits jsonb;
begin
  select x.* into l from bill.lines x where x.id = (p->>'lineId')::bigint and x.credit_of is null;
  if not found then raise exception 'There is no such charge.' using errcode = 'C1005'; end if;
  if me.role <> 'worker' then perform api.require_level(l.customer_id, 2); end if;
  if p->>'by' = 'file' then
    select i.* into file from bill.rated_usage r join bill.usage u on u.id = r.usage_id join bill.imports i on i.id = u.import_id where r.usage_id = (p->>'usageId')::bigint and r.line_id = l.id;
    if not found then raise exception 'This event came in with no file.' using errcode = 'C1003'; end if;
    cause := jsonb_build_object('by', 'file', 'importId', file.id, 'label', file.file, 'version', null);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.line_id, x.amount, x.events)), '[]') from (select r.line_id, sum(r.amount) as amount, count(*) as events from bill.usage u join bill.rated_usage r on r.usage_id = u.id where u.import_id = file.id group by r.line_id) x);
  else
    cause := jsonb_build_object('by', 'tariff', 'importId', null, 'label', l.label, 'version', l.version);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.id, x.amount, x.events)), '[]') from bill.lines x where x.charge = l.charge and x.version = l.version and x.offer is not distinct from l.offer and x.credit_of is null);
  end if;
  perform api.write_audit('bill.sameCause', 'charge ' || l.id, l.customer_id, cause || jsonb_build_object('charges', jsonb_array_length(hits)));
  return (with hit as (
      select b.number as bill, a.number as account, b.bill_day, b.currency, k.id, k.label, (f->>1)::bigint as amount, (f->>2)::int as events, case when sign((f->>1)::bigint) = sign(api.left_of(k.id)) then sign((f->>1)::bigint)::bigint * least(abs((f->>1)::bigint), abs(api.left_of(k.id))) else 0 end as credit
      from jsonb_array_elements(hits) f join bill.lines k on k.id = (f->>0)::bigint join bill.bills b on b.id = k.bill_id join bill.accounts a on a.id = b.account_id)
    select jsonb_build_object('cause', cause,
      'totals', (select coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'bills', t.bills, 'accounts', t.accounts, 'charges', t.charges, 'events', t.events, 'amount', t.amount, 'credit', t.credit) order by t.currency), '[]')
        from (select h.currency, count(distinct h.bill) as bills, count(distinct h.account) as accounts, count(*) as charges, sum(h.events) as events, sum(h.amount) as amount, sum(h.credit) as credit from hit h group by h.currency) t),
      'rows', (select coalesce(jsonb_agg(jsonb_build_object('bill', h.bill, 'account', h.account, 'billDay', h.bill_day, 'currency', h.currency, 'lineId', h.id, 'label', h.label, 'events', h.events, 'amount', h.amount, 'credit', h.credit) order by h.bill_day desc, h.bill, h.id), '[]')
        from (select x.* from hit x order by x.bill_day desc, x.bill, x.id limit how_many) h)));
end $$;
`,
};
