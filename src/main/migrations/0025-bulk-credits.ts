import type { Migration } from '../platform/migrate.ts';

/**
 * One approval gives back what one cause charged on many bills (product.md D12): a supervisor asks, the worker works out the
 * credit notes, the supervisor orders exactly those, the worker issues them bill by bill, each in a transaction of its own.
 */
export const bulkCredits: Migration = {
  name: '0025-bulk-credits',
  sql: `
set local role careline_owner;
create table bill.bulk_credits (
  id bigint generated always as identity primary key, asked_at timestamptz not null default care.now(), asked_by text not null default session_user, customer_id bigint not null references care.customers, line_id bigint not null references bill.lines, cause jsonb not null,
  state text not null default 'asked' check (state in ('asked','shown','ordered','done','cancelled')), reason text check (length(btrim(reason)) between 3 and 200), ordered_at timestamptz, ordered_by text, cancelled_by text, done_at timestamptz,
  check ((state = 'cancelled') = (cancelled_by is not null)), check (state not in ('ordered','done') or (reason is not null and ordered_by is not null))
);
comment on table bill.bulk_credits is 'Credits for all bills that one cause hit: asked from one charge, worked out by the worker, ordered as shown, issued.';
create table bill.bulk_credit_items (
  order_id bigint not null references bill.bulk_credits, bill_id bigint not null references bill.bills, bill text not null, account text not null, currency text not null, parts jsonb not null, state text not null default 'waiting' check (state in ('waiting','shown','credited','failed')),
  charges care.minor, tax care.minor, total care.minor check (total > 0 and total = charges + tax), note_id bigint unique references bill.bills, note text, failure text, primary key (order_id, bill_id),
  check ((state = 'credited') = (note_id is not null)), check ((note_id is null) = (note is null)), check ((state = 'failed') = (failure is not null)), check (state not in ('shown','credited') or total is not null)
);
comment on table bill.bulk_credit_items is 'One bill of a bulk credit: the parts of its charges that go back, what the credit note comes to, and the note.';
create index bulk_credit_items_open on bill.bulk_credit_items (order_id, bill_id) where state in ('waiting','shown');
create index bulk_credits_open on bill.bulk_credits (id) where state in ('asked','ordered');

set local role careline_api;
-- What has the cause of one charge, or of one event of it: {cause, lineId, customerId, hits: [[charge, amount, events]]}. By
-- tariff: charges of the same version of the same charge; by file: those with events of the file that brought the event, each
-- with the part that the file has in it. p: {lineId, usageId, by, from, to}; the days, absent or null for all, are those of the
-- bills, the last one with them. Rights are the caller's to ask for.
create function api.cause_of(p jsonb) returns jsonb language plpgsql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare l bill.lines; file bill.imports; cause jsonb; hits jsonb; first date := coalesce((p->>'from')::date, '-infinity'); last date := coalesce((p->>'to')::date, 'infinity');
begin
  select x.* into l from bill.lines x where x.id = (p->>'lineId')::bigint and x.credit_of is null;
  if not found then raise exception 'There is no such charge.' using errcode = 'C1005'; end if;
  if p->>'by' = 'file' then
    select i.* into file from bill.rated_usage r join bill.usage u on u.id = r.usage_id join bill.imports i on i.id = u.import_id where r.usage_id = (p->>'usageId')::bigint and r.line_id = l.id;
    if not found then raise exception 'This event came in with no file.' using errcode = 'C1003'; end if;
    cause := jsonb_build_object('by', 'file', 'importId', file.id, 'label', file.file, 'version', null);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.line_id, x.amount, x.events)), '[]') from (select r.line_id, sum(r.amount) as amount, count(*) as events from bill.usage u join bill.rated_usage r on r.usage_id = u.id join bill.bills b on b.id = r.bill_id where u.import_id = file.id and b.bill_day between first and last group by r.line_id) x);
  else
    cause := jsonb_build_object('by', 'tariff', 'importId', null, 'label', l.label, 'version', l.version);
    hits := (select coalesce(jsonb_agg(jsonb_build_array(x.id, x.amount, x.events)), '[]') from bill.lines x join bill.bills b on b.id = x.bill_id where x.charge = l.charge and x.version = l.version and x.offer is not distinct from l.offer and x.credit_of is null and b.bill_day between first and last);
  end if;
  cause := cause || jsonb_build_object('from', p->'from', 'to', p->'to');
  return jsonb_build_object('cause', cause, 'lineId', l.id, 'customerId', l.customer_id, 'hits', hits);
end $$;
-- Charges that are hit, each with what of the hit can still be given back: not more than is left of the charge when what is
-- ordered already has gone back.
create function api.hit_charges(hits jsonb) returns table (bill_id bigint, bill text, account text, bill_day date, currency text, line_id bigint, label text, amount bigint, events int, credit bigint, deposit boolean) language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  with coming as (select (e->>'lineId')::bigint as line_id, sum((e->>'amount')::bigint)::bigint as amount from bill.bulk_credits o join bill.bulk_credit_items i on i.order_id = o.id cross join jsonb_array_elements(i.parts) e where o.state = 'ordered' and i.state = 'shown' group by 1)
  select b.id, b.number, a.number, b.bill_day, b.currency, k.id, k.label, (f->>1)::bigint, (f->>2)::int, case when sign((f->>1)::bigint) = sign(v.amount) then sign(v.amount)::bigint * least(abs((f->>1)::bigint), abs(v.amount)) else 0 end, k.deposit_id is not null
  from jsonb_array_elements(hits) f join bill.lines k on k.id = (f->>0)::bigint join bill.bills b on b.id = k.bill_id join bill.accounts a on a.id = b.account_id left join coming c on c.line_id = k.id cross join lateral (select api.left_of(k.id) - coalesce(c.amount, 0) as amount) v
$$;
-- p as above. At a desk one asks from a customer who is known; the look over all others is audited.
create or replace function api.same_cause(p jsonb, how_many int) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker', 'supervisor', 'auditor'); found_cause jsonb := api.cause_of(p);
begin
  if me.role <> 'worker' then perform api.require_level((found_cause->>'customerId')::bigint, 2); end if;
  perform api.write_audit('bill.sameCause', 'charge ' || (found_cause->>'lineId'), (found_cause->>'customerId')::bigint, (found_cause->'cause') || jsonb_build_object('charges', jsonb_array_length(found_cause->'hits')));
  return (with hit as materialized (select x.* from api.hit_charges(found_cause->'hits') x)
    select jsonb_build_object('cause', found_cause->'cause',
      'totals', (select coalesce(jsonb_agg(jsonb_build_object('currency', t.currency, 'bills', t.bills, 'accounts', t.accounts, 'charges', t.charges, 'events', t.events, 'amount', t.amount, 'credit', t.credit) order by t.currency), '[]')
        from (select h.currency, count(distinct h.bill) as bills, count(distinct h.account) as accounts, count(*) as charges, sum(h.events) as events, sum(h.amount) as amount, sum(h.credit) as credit from hit h group by h.currency) t),
      'rows', (select coalesce(jsonb_agg(jsonb_build_object('bill', h.bill, 'account', h.account, 'billDay', h.bill_day, 'currency', h.currency, 'lineId', h.line_id, 'label', h.label, 'events', h.events, 'amount', h.amount, 'credit', h.credit) order by h.bill_day desc, h.bill, h.line_id), '[]')
        from (select x.* from hit x order by x.bill_day desc, x.bill, x.line_id limit how_many) h)));
end $$;

-- p as above. What was charged goes back; a charge below zero, which gave something, stays, and deposits have a way of their own.
create function api.ask_bulk_credit(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare found_cause jsonb; made bigint; many bigint;
begin
  perform api.require('supervisor');
  found_cause := api.cause_of(p);
  perform api.require_level((found_cause->>'customerId')::bigint, 2);
  insert into bill.bulk_credits (customer_id, line_id, cause) values ((found_cause->>'customerId')::bigint, (found_cause->>'lineId')::bigint, found_cause->'cause') returning id into made;
  insert into bill.bulk_credit_items (order_id, bill_id, bill, account, currency, parts) select made, h.bill_id, h.bill, h.account, h.currency, jsonb_agg(jsonb_build_object('lineId', h.line_id, 'amount', h.credit) order by h.line_id) from api.hit_charges(found_cause->'hits') h where h.credit > 0 and not h.deposit group by h.bill_id, h.bill, h.account, h.currency;
  get diagnostics many = row_count;
  if many = 0 then raise exception 'Nothing is left to credit.' using errcode = 'C1003'; end if;
  perform api.write_audit('bulkCredit.ask', 'bulk credit ' || made, (found_cause->>'customerId')::bigint, (found_cause->'cause') || jsonb_build_object('bills', many));
  return made;
end $$;
create function api.order_bulk_credit(wanted bigint, why text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.bulk_credits;
begin
  perform api.require('supervisor');
  select x.* into o from bill.bulk_credits x where x.id = wanted for update;
  if not found then raise exception 'There is no such bulk credit.' using errcode = 'C1005'; end if;
  if o.state <> 'shown' then raise exception 'Only a bulk credit that was worked out and not ordered yet can be ordered.' using errcode = 'C1004'; end if;
  if not exists (select from bill.bulk_credit_items i where i.order_id = wanted and i.state = 'shown') then raise exception 'Nothing can be credited.' using errcode = 'C1003'; end if;
  update bill.bulk_credits x set state = 'ordered', reason = btrim(why), ordered_at = care.now(), ordered_by = session_user where x.id = wanted;
  perform api.write_audit('bulkCredit.order', 'bulk credit ' || wanted, o.customer_id, jsonb_build_object('reason', btrim(why), 'bills', (select count(*) from bill.bulk_credit_items i where i.order_id = wanted and i.state = 'shown'), 'total', (select sum(i.total) from bill.bulk_credit_items i where i.order_id = wanted and i.state = 'shown')));
exception when check_violation or not_null_violation then raise exception 'Say in 3 to 200 letters why this is credited.' using errcode = 'C1003';
end $$;
-- Credit notes that are issued stay issued.
create function api.cancel_bulk_credit(wanted bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.bulk_credits;
begin
  perform api.require('supervisor');
  select x.* into o from bill.bulk_credits x where x.id = wanted for update;
  if not found then raise exception 'There is no such bulk credit.' using errcode = 'C1005'; end if;
  if o.state not in ('asked','shown','ordered') then raise exception 'It is done already: there is nothing to cancel.' using errcode = 'C1004'; end if;
  update bill.bulk_credits x set state = 'cancelled', cancelled_by = session_user, done_at = care.now() where x.id = wanted;
  perform api.write_audit('bulkCredit.cancel', 'bulk credit ' || wanted, o.customer_id, jsonb_build_object('state', o.state, 'credited', (select count(*) from bill.bulk_credit_items i where i.order_id = wanted and i.state = 'credited')));
end $$;

-- The next bill to work out or to credit, held by the transaction that does it: another worker takes another one, and what a
-- worker that stopped had in hand is free again.
create function api.next_bulk_credit() returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare i bill.bulk_credit_items; o bill.bulk_credits;
begin
  perform api.require('worker');
  select x.* into i from bill.bulk_credits y join bill.bulk_credit_items x on x.order_id = y.id where (y.state = 'asked' and x.state = 'waiting') or (y.state = 'ordered' and x.state = 'shown') order by x.order_id, x.bill_id limit 1 for update of x skip locked;
  if not found then return null; end if;
  select x.* into o from bill.bulk_credits x where x.id = i.order_id;
  return jsonb_build_object('orderId', i.order_id, 'billId', i.bill_id, 'customerId', (select b.customer_id from bill.bills b where b.id = i.bill_id), 'parts', i.parts, 'credits', o.state = 'ordered', 'reason', coalesce(o.reason, o.cause->>'label'));
end $$;
-- One bill of it is done: p has {charges, tax, total} as worked out, {noteId} as credited, or {failure}. With the last one the
-- order itself goes on. The order is locked, so that of two workers who end at once the second sees the first.
create function api.settle_bulk_credit(wanted bigint, of_bill bigint, p jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare o bill.bulk_credits; i bill.bulk_credit_items; note bill.bills;
begin
  perform api.require('worker');
  select x.* into o from bill.bulk_credits x where x.id = wanted for update;
  select x.* into strict i from bill.bulk_credit_items x where x.order_id = wanted and x.bill_id = of_bill for update;
  if i.state <> (case o.state when 'asked' then 'waiting' when 'ordered' then 'shown' end) or o.state not in ('asked','ordered') then raise exception 'It was cancelled.' using errcode = 'C1004'; end if;
  if p->>'failure' is not null then
    update bill.bulk_credit_items x set state = 'failed', failure = p->>'failure' where x.order_id = wanted and x.bill_id = of_bill;
  elsif o.state = 'asked' then
    update bill.bulk_credit_items x set state = 'shown', charges = (p->>'charges')::bigint, tax = (p->>'tax')::bigint, total = (p->>'total')::bigint where x.order_id = wanted and x.bill_id = of_bill;
  else
    select b.* into note from bill.bills b where b.id = (p->>'noteId')::bigint and b.credits_id = of_bill;
    if not found or note.total <> -i.total or note.tax <> -i.tax then raise exception 'The credit note is not what was shown: the bill has changed since.' using errcode = 'C1004'; end if;
    update bill.bulk_credit_items x set state = 'credited', note_id = note.id, note = note.number where x.order_id = wanted and x.bill_id = of_bill;
  end if;
  if o.state = 'asked' and not exists (select from bill.bulk_credit_items x where x.order_id = wanted and x.state = 'waiting') then update bill.bulk_credits x set state = 'shown' where x.id = wanted;
  elsif o.state = 'ordered' and not exists (select from bill.bulk_credit_items x where x.order_id = wanted and x.state = 'shown') then update bill.bulk_credits x set state = 'done', done_at = care.now() where x.id = wanted; end if;
end $$;
`,
};
