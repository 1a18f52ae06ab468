import type { Migration } from '../platform/migrate.ts';

const definer = "security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'";
/**
 * The planner takes every JSON array for a hundred rows and nested ones for ten thousand, and would read whole tables: only joins
 * by index are let through, and `offset 0` keeps it from reading a table once for an `exists`. What reads is planned at each call:
 * a plan that was made while a table was empty holds any index of it for as good as another. What writes is not, since the
 * checks of its foreign keys would be planned row by row. Another worker may fill an empty table meanwhile: whether an event is
 * billed is asked in an order that only the right index has.
 */
const byIndex = 'set enable_hashjoin = off set enable_mergejoin = off set enable_material = off set enable_memoize = off set enable_seqscan = off';

/**
 * The bills of a part of a run are posted in a fixed number of statements, whatever their number: the same rows, numbers and
 * refusals as bill by bill (docs/adr/0016).
 */
export const postBills: Migration = {
  name: '0032-post-bills',
  sql: `
-- The bill itself, which holds the number, is written last: the row of numbers is locked until the transaction ends. What
-- belongs to it is checked then, and where nobody says so at once as ever.
set local role careline_owner;
alter table bill.lines alter constraint lines_bill_id_fkey deferrable initially immediate;
alter table bill.taxes alter constraint taxes_bill_id_fkey deferrable initially immediate;
alter table bill.made_from alter constraint made_from_bill_id_fkey deferrable initially immediate;
alter table bill.bill_balances alter constraint bill_balances_bill_id_fkey deferrable initially immediate;
-- As before, counted once a transaction and not once for each pair of them.
create or replace function ledger.check_entries() returns trigger language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' ${byIndex} as $$
begin
  if exists (select from added a group by a.transaction_id, a.currency having sum(a.amount) <> 0 or count(*) < 2) then raise exception 'a ledger transaction must sum to zero' using errcode = '23514'; end if;
  if exists (select from (select a.transaction_id, count(*) as n from added a group by a.transaction_id) a cross join lateral (select count(*) as n from ledger.entries e where e.transaction_id = a.transaction_id) e where e.n > a.n) then raise exception 'nothing is added to a posted transaction' using errcode = '23514'; end if;
  return null;
end $$;

set local role careline_api;
-- The number of a bill in its series; five digits, or more where a month has more bills.
create function api.bill_number(series text, counter bigint) returns text language sql immutable set search_path = pg_catalog, pg_temp as $$ select series || '-' || lpad(counter::text, greatest(5, length(counter::text)), '0') $$;
do $$
declare f regprocedure; old text; changed text;
begin
  foreach f in array array['api.issue_bill(jsonb)', 'api.issue_credit_note(jsonb)']::regprocedure[] loop
    old := pg_get_functiondef(f);
    changed := replace(old, 'series || ''-'' || lpad(counter::text, 5, ''0'')', 'api.bill_number(series, counter)');
    if changed = old then raise exception '% does not number as it did', f; end if;
    execute changed;
  end loop;
end $$;

-- Why each draft of a list can't be posted by the worker, as [code, sentence], or null; in the order of the list.
create function api.refusals_of_bills(p jsonb) returns jsonb[] language plpgsql stable ${definer} ${byIndex} set plan_cache_mode = force_custom_plan as $$
begin
  return array(select case
      when a.id is null then '["C1005", "There is no such account."]'
      when x.again > 1 then '["C1004", "Bills of one account are made one after the other."]'
      when a.payer_id is not null then '["C1003", "This account is billed to another account."]'
      when x.kind not in ('normal', 'interim', 'last') or x.kind is null then '["C1003", "A bill is one of a cycle, one within it, or the last."]'
      when x.kind = 'last' and (a.closed is null or x.day < a.closed) then '["C1003", "The last bill is made when the account is closed."]'
      when b->>'currency' is distinct from a.currency then '["C1003", "The bill is not in the currency of the account."]'
      when (b->'period'->>'from')::date < (select max(k.period_to) from bill.bills k where k.account_id = a.id) or (b->'period'->>'to')::date > x.day then '["C1004", "The period of the bill does not follow the last one."]'
      when x.kind = 'normal' and exists (select from bill.bills k where k.account_id = a.id and k.bill_day = x.day and k.category = 'normal' offset 0) then '["C1004", "Something on this bill was billed already. Look again."]'
      when x.day is null or b->>'dueDay' is null or b->>'catalogId' is null or b->>'engine' is null or b->>'usageHash' is null or x.total is null then '["C1003", "The bill is not complete."]'
      when x.charges <> l.charges or x.tax <> l.tax or x.tax <> t.tax or x.total <> x.charges + x.tax or l.included <> t.included then '["23514", "The bill does not sum to its lines."]'
      when t.unshared then '["23514", "A tax does not sum to its lines."]'
      when l.uneven then '["23514", "A line does not sum to its events."]'
      when l.foreign_service then '["23514", "A charge is of a service of another account."]'
      when l.foreign_product then '["23514", "A charge is of a product of another account."]'
      when l.foreign_cause then '["23514", "A charge is for a bill of another account."]'
      when l.foreign_event then '["23514", "An event is not of the service that is charged."]'
      when l.billed_event then '["C1004", "Something on this bill was billed already. Look again."]'
      when l.other_item then '["23514", "A one-time charge is not what was recorded."]'
      when l.other_deposit then '["23514", "A deposit is not what was recorded."]'
    end::jsonb
    from (select y.n, y.b, (y.b->>'billDay')::date as day, y.b->>'category' as kind, (y.b->>'charges')::bigint as charges, (y.b->>'tax')::bigint as tax, (y.b->>'total')::bigint as total, row_number() over (partition by y.b->'accountId' order by y.n) as again from jsonb_array_elements(p) with ordinality as y(b, n)) x
    left join bill.accounts a on a.id = (x.b->>'accountId')::bigint
    cross join lateral (select coalesce(sum((t->>'amount')::bigint), 0) as tax, coalesce(sum((t->>'included')::bigint), 0) as included,
        coalesce(bool_or(t ? 'shares' and (t->>'amount')::bigint <> coalesce((select sum((s->>2)::bigint) from jsonb_array_elements(t->'shares') s), 0)), false) as unshared from jsonb_array_elements(x.b->'taxes') t) t
    cross join lateral (select coalesce(sum(k.amount - k.included), 0) as charges, coalesce(sum((k.l->>'tax')::bigint), 0) as tax, coalesce(sum(k.included), 0) as included,
        bool_or(e.n > 0 and (k.amount <> e.amount or k.amount <> round(e.micros / 1000000))) as uneven, bool_or(not e.own) as foreign_event, bool_or(e.billed) as billed_event,
        bool_or(k.service is not null and not exists (select from care.services s join bill.accounts o on o.id = s.account_id where s.id = k.service and coalesce(o.payer_id, o.id) = a.id offset 0)) as foreign_service,
        bool_or(k.l->>'productId' is not null and not exists (select from care.products h join bill.accounts o on o.id = h.account_id where h.id = (k.l->>'productId')::bigint and h.service_id = k.service and coalesce(o.payer_id, o.id) = a.id offset 0)) as foreign_product,
        bool_or(k.l->>'causeBillId' is not null and not exists (select from bill.bills c where c.id = (k.l->>'causeBillId')::bigint and c.account_id = a.id offset 0)) as foreign_cause,
        bool_or(k.l->>'oneTimeId' is not null and not exists (select from bill.one_time o join bill.accounts oa on oa.id = o.account_id where o.id = (k.l->>'oneTimeId')::bigint and o.amount = k.amount and coalesce(oa.payer_id, oa.id) = a.id offset 0)) as other_item,
        bool_or(k.l->>'depositId' is not null and not exists (select from bill.deposits d where d.id = (k.l->>'depositId')::bigint and d.account_id = a.id and k.l->>'taxCode' is null and (k.amount = d.amount
          or (k.amount = -d.amount and d.back_day <= x.day and exists (select from bill.lines i where i.deposit_id = d.id and i.amount > 0 offset 0))) offset 0)) as other_deposit
      from (select l, (l->>'amount')::bigint as amount, coalesce((l->>'included')::bigint, 0) as included, (l->>'serviceId')::bigint as service from jsonb_array_elements(x.b->'lines') l) k
      cross join lateral (select count(*) as n, sum((e->>'amount')::bigint) as amount, sum((e->>'micros')::bigint) as micros, coalesce(bool_and(u.service_id is not distinct from k.service and u.id is not null), true) as own, coalesce(bool_or(u.id = (select r.usage_id from bill.rated_usage r where r.usage_id >= u.id order by r.usage_id limit 1)), false) as billed
        from jsonb_array_elements(k.l->'events') e left join bill.usage u on u.id = (e->>'usageId')::bigint) e) l
    order by x.n);
end $$;

-- p: drafts as api.issue_bill takes them, each of another account. Posts those that may be and returns for each, in their order,
-- {billId, number} or {refused: [code, sentence]}. Numbers are drawn as one block, in the order of the drafts.
create function api.post_bills(p jsonb) returns jsonb language plpgsql ${definer} ${byIndex} as $$
declare refusals jsonb[]; good jsonb; made bigint[]; issued bigint[]; credited bigint[]; numbers text[]; moment timestamptz := care.now();
begin
  perform api.require('worker');
  perform from bill.accounts a where a.id in (select (b->>'accountId')::bigint from jsonb_array_elements(p) b) order by a.id for update;
  refusals := api.refusals_of_bills(p);
  -- To copy the list takes a fifth of all this, and mostly nobody is refused.
  good := p;
  if exists (select from unnest(refusals) r where r is not null) then good := (select coalesce(jsonb_agg(b order by n), '[]') from jsonb_array_elements(p) with ordinality as x(b, n) where refusals[n] is null); end if;
  set constraints bill.lines_bill_id_fkey, bill.taxes_bill_id_fkey, bill.made_from_bill_id_fkey, bill.bill_balances_bill_id_fkey deferred;
  select array_agg(nextval('bill.bills_id_seq') order by n), array_agg(case when (b->>'charges')::bigint <> 0 or (b->>'tax')::bigint <> 0 then nextval('ledger.transactions_id_seq') end order by n),
    array_agg(case when (b->>'total')::bigint < 0 then nextval('ledger.transactions_id_seq') end order by n) into made, issued, credited from jsonb_array_elements(good) with ordinality as x(b, n);
  insert into bill.made_from (bill_id, customer_id, scope, facts, left_out, rerated)
    select made[n], a.customer_id, b->'madeFrom'->'scope', b->'madeFrom'->'facts', b->'madeFrom'->'leftOut', (select max(c.rerating_id) from bill.accounts o join bill.bills k on k.account_id = o.id join bill.corrections c on c.bill_id = k.id where o.id = a.id or o.payer_id = a.id)
    from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint where b->'madeFrom'->'facts' is not null;
  insert into bill.lines (bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, included, tax_code, events, micros, trace, one_time_id, cause_bill_id, deposit_id)
    select made[x.n], a.customer_id, l.n, (l->>'serviceId')::bigint, (l->>'productId')::bigint, l->>'offer', l->>'charge', l->>'version', l->>'part', l->>'label', l->>'category', (l->'period'->>'from')::date, (l->'period'->>'to')::date, (l->>'units')::bigint, l->>'unit', (l->>'amount')::bigint, (l->>'tax')::bigint, coalesce((l->>'included')::bigint, 0), l->>'taxCode',
      jsonb_array_length(l->'events'), (select sum((e->>'micros')::bigint) from jsonb_array_elements(l->'events') e), l->'trace', (l->>'oneTimeId')::bigint, (l->>'causeBillId')::bigint, (l->>'depositId')::bigint
    from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint cross join lateral jsonb_array_elements(b->'lines') with ordinality as l(l, n);
  insert into bill.rated_usage (usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace)
    select u.id, k.id, made[x.n], a.customer_id, a.id, u.started_at, (e->>'micros')::bigint, (e->>'amount')::bigint, e->'trace'
    from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint cross join lateral jsonb_array_elements(b->'lines') with ordinality as l(l, n)
      join bill.lines k on k.bill_id = made[x.n] and k.position = l.n cross join lateral jsonb_array_elements(l->'events') e join bill.usage u on u.id = (e->>'usageId')::bigint;
  insert into bill.taxes (bill_id, customer_id, position, code, label, jurisdiction, version, rate, base, amount, included, note, shares)
    select made[x.n], a.customer_id, t.n, t->>'code', t->>'label', t->>'jurisdiction', t->>'version', (t->>'rate')::int, (t->>'base')::bigint, (t->>'amount')::bigint, coalesce((t->>'included')::bigint, 0), t->>'note', coalesce(t->'shares', '[]')
    from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint cross join lateral jsonb_array_elements(b->'taxes') with ordinality as t(t, n);
  insert into bill.bill_balances (bill_id, customer_id, account_id, total, due_day, credited, open, settled_on)
    select made[n], a.customer_id, a.id, v.total, (b->>'dueDay')::date, greatest(-v.total, 0), greatest(v.total, 0), case when v.total <= 0 then (b->>'billDay')::date end
    from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint cross join lateral (select (b->>'total')::bigint as total) v;
  insert into ledger.transactions (id, kind, customer_id, account_id, at, bill_id) overriding system value
    select k.id, k.kind, a.customer_id, a.id, moment, made[n] from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint cross join lateral (values (issued[n], 'billIssued'), (credited[n], 'creditBill')) k(id, kind) where k.id is not null order by k.id;
  -- A deposit is owed to the customer and no revenue.
  insert into ledger.entries (transaction_id, line, book, account_id, bill_id, currency, amount)
    select k.id, row_number() over (partition by k.id order by k.line), k.book, k.account_id, k.bill_id, k.currency, k.amount from (
      select e.id, e.line, e.book, case when e.book = 'receivable' then made[n] end as bill_id, (b->>'accountId')::bigint as account_id, b->>'currency' as currency, e.amount from jsonb_array_elements(good) with ordinality as x(b, n)
      cross join lateral (select (b->>'charges')::bigint as charges, (b->>'tax')::bigint as tax, (b->>'total')::bigint as total, coalesce((select sum((l->>'amount')::bigint) from jsonb_array_elements(b->'lines') l where l->>'depositId' is not null), 0)::bigint as held) v
      cross join lateral (values (issued[n], 1, 'receivable', v.total), (issued[n], 2, 'revenue', v.held - v.charges), (issued[n], 3, 'deposit', -v.held), (issued[n], 4, 'tax', -v.tax), (credited[n], 1, 'receivable', -v.total), (credited[n], 2, 'credit', v.total)) e(id, line, book, amount)
      where e.id is not null and e.amount <> 0) k;
  with drawn as (
    insert into bill.numbers as n (series, last) select to_char((b->>'billDay')::date, 'YYMM'), count(*) from jsonb_array_elements(good) b group by 1 order by 1 on conflict on constraint numbers_pkey do update set last = n.last + excluded.last returning n.series, n.last)
  select array_agg(api.bill_number(x.series, (select d.last from drawn d where d.series = x.series) - x.after) order by x.n) into numbers
    from (select y.n, y.series, count(*) over (partition by y.series) - row_number() over (partition by y.series order by y.n) as after from (select n, to_char((b->>'billDay')::date, 'YYMM') as series from jsonb_array_elements(good) with ordinality as z(b, n)) y) x;
  insert into bill.bills (id, number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, issued_at, catalog_id, engine, usage_hash) overriding system value
    select made[n], numbers[n], a.customer_id, a.id, b->>'category', (b->>'billDay')::date, (b->>'dueDay')::date, (b->'period'->>'from')::date, (b->'period'->>'to')::date, a.currency, (b->>'charges')::bigint, (b->>'tax')::bigint, (b->>'total')::bigint, moment, (b->>'catalogId')::bigint, b->>'engine', b->>'usageHash'
    from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint order by n;
  insert into audit.entries (at, action, object, customer_id, details)
    select moment, 'bill.issue', 'bill ' || numbers[n], a.customer_id, jsonb_build_object('total', b->'total', 'category', b->'category') from jsonb_array_elements(good) with ordinality as x(b, n) join bill.accounts a on a.id = (b->>'accountId')::bigint order by n;
  set constraints bill.lines_bill_id_fkey, bill.taxes_bill_id_fkey, bill.made_from_bill_id_fkey, bill.bill_balances_bill_id_fkey immediate;
  return (select coalesce(jsonb_agg(case when r.refusal is null then jsonb_build_object('billId', made[r.at], 'number', numbers[r.at]) else jsonb_build_object('refused', r.refusal) end order by r.n), '[]')
    from (select n, refusal, count(*) filter (where refusal is null) over (order by n) as at from unnest(refusals) with ordinality as x(refusal, n)) r);
exception
  when unique_violation then raise exception 'Something on this bill was billed already. Look again.' using errcode = 'C1004';
  when not_null_violation or foreign_key_violation or invalid_text_representation then raise exception 'The bill is not complete.' using errcode = 'C1003';
end $$;
-- As before: all of them, or none with the first refusal.
create or replace function api.issue_bills(p jsonb) returns jsonb language plpgsql ${definer} as $$
declare made jsonb := api.post_bills(p); refusal jsonb := (select x.b->'refused' from jsonb_array_elements(made) with ordinality as x(b, n) where x.b ? 'refused' order by x.n limit 1);
begin
  if refusal is not null then raise exception '%', refusal->>1 using errcode = refusal->>0; end if;
  return made;
end $$;
`,
};
