import type { Migration } from '../platform/migrate.ts';

/** Issuing a bill: the only way a bill, its lines, its events and its ledger postings come to be. */
export const issueBills: Migration = {
  name: '0010-issue-bills',
  sql: `
set local role careline_api;
create function api.post(kind text, customer bigint, account bigint, bill bigint, payment bigint, entries jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare made bigint;
begin
  insert into ledger.transactions (kind, customer_id, account_id, bill_id, payment_id) values (kind, customer, account, bill, payment) returning id into made;
  insert into ledger.entries (transaction_id, line, book, account_id, bill_id, currency, amount)
    select made, row_number() over (), e->>'book', account, (e->>'billId')::bigint, e->>'currency', (e->>'amount')::bigint from jsonb_array_elements(entries) e where (e->>'amount')::bigint <> 0;
  return made;
end $$;

-- How many days ahead a charge of an account may reach: to the end of its own cycle, or of the one that the charge is for.
create function api.longest_reach(a bill.accounts, unit text) returns int language sql stable set search_path = pg_catalog, pg_temp
as $$ select max(case u when 'year' then 370 when 'quarter' then 96 else 35 end + case when first = 'long' then 35 else 0 end)
  from (select a.cycle_unit as u, null as first union all select c.cycle_unit, c.first from bill.cycle_changes c where c.account_id = a.id union all select unit, null) x $$;
-- p: one draft as contract/bill.ts has it, in the worker's and the agent's own right. Draws its number last.
-- The planner takes every JSON array for a hundred rows and nested ones for ten thousand, and would read whole tables for a
-- bill of five lines: only joins by index are let through.
create function api.issue_bill(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set enable_hashjoin = off set enable_mergejoin = off as $$
declare me care.staff := api.require('worker','agent','supervisor'); a bill.accounts; made bigint; bill_number text; counter bigint; series text; day date := (p->>'billDay')::date;
  charges bigint := (p->>'charges')::bigint; tax bigint := (p->>'tax')::bigint; total bigint := (p->>'total')::bigint; last_to date; kind text := p->>'category'; held bigint; made_from jsonb;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  if a.payer_id is not null then raise exception 'This account is billed to another account.' using errcode = 'C1003'; end if;
  if me.role <> 'worker' then
    perform api.require_level(a.customer_id, 2);
    if kind <> 'interim' or day <> care.today() or total < 0 then raise exception 'Only an interim bill of today that is not a credit can be made at a desk.' using errcode = 'C1003'; end if;
    if (p->>'catalogId')::bigint is distinct from (select max(c.id) from bill.catalogs c) then raise exception 'The catalog is not the one in force. Look again.' using errcode = 'C1004'; end if;
    -- Nothing is charged beyond the cycle (or the year, where a charge runs by years) that holds today, and the bill falls due when bills do.
    if (p->>'dueDay')::date > day + 90 or exists (select from jsonb_array_elements(p->'lines') l where (l->'period'->>'to')::date > day + api.longest_reach(a, l->'trace'->>'unit')) then raise exception 'The bill reaches too far ahead.' using errcode = 'C1003'; end if;
  end if;
  if kind not in ('normal', 'interim', 'last') then raise exception 'A bill is one of a cycle, one within it, or the last.' using errcode = 'C1003'; end if;
  if kind = 'last' and (a.closed is null or day < a.closed) then raise exception 'The last bill is made when the account is closed.' using errcode = 'C1003'; end if;
  if (p->>'currency') <> a.currency then raise exception 'The bill is not in the currency of the account.' using errcode = 'C1003'; end if;
  select max(b.period_to) into last_to from bill.bills b where b.account_id = a.id;
  if (p->'period'->>'from')::date < last_to or (p->'period'->>'to')::date > day then raise exception 'The period of the bill does not follow the last one.' using errcode = 'C1004'; end if;
  if charges <> coalesce((select sum((l->>'amount')::bigint - coalesce((l->>'included')::bigint, 0)) from jsonb_array_elements(p->'lines') l), 0) or tax <> coalesce((select sum((l->>'tax')::bigint) from jsonb_array_elements(p->'lines') l), 0)
    or tax <> coalesce((select sum((t->>'amount')::bigint) from jsonb_array_elements(p->'taxes') t), 0) or total <> charges + tax
    or coalesce((select sum((l->>'included')::bigint) from jsonb_array_elements(p->'lines') l), 0) <> coalesce((select sum((t->>'included')::bigint) from jsonb_array_elements(p->'taxes') t), 0) then raise exception 'The bill does not sum to its lines.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'taxes') t where t ? 'shares' and (t->>'amount')::bigint <> coalesce((select sum((s->>2)::bigint) from jsonb_array_elements(t->'shares') s), 0)) then raise exception 'A tax does not sum to its lines.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where jsonb_array_length(l->'events') > 0 and ((l->>'amount')::bigint <> (select sum((e->>'amount')::bigint) from jsonb_array_elements(l->'events') e)
    or (l->>'amount')::numeric <> round((select sum((e->>'micros')::numeric) from jsonb_array_elements(l->'events') e) / 1000000))) then raise exception 'A line does not sum to its events.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where l->>'serviceId' is not null and not exists (select from care.services s join bill.accounts o on o.id = s.account_id where s.id = (l->>'serviceId')::bigint and coalesce(o.payer_id, o.id) = a.id)) then raise exception 'A charge is of a service of another account.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where l->>'productId' is not null and not exists (select from care.products h join bill.accounts o on o.id = h.account_id where h.id = (l->>'productId')::bigint and h.service_id = (l->>'serviceId')::bigint and coalesce(o.payer_id, o.id) = a.id)) then raise exception 'A charge is of a product of another account.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where l->>'causeBillId' is not null and not exists (select from bill.bills c where c.id = (l->>'causeBillId')::bigint and c.account_id = a.id)) then raise exception 'A charge is for a bill of another account.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l cross join jsonb_array_elements(l->'events') e where not exists (select from bill.usage u where u.id = (e->>'usageId')::bigint and u.service_id = (l->>'serviceId')::bigint)) then raise exception 'An event is not of the service that is charged.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where l->>'oneTimeId' is not null and not exists (select from bill.one_time o join bill.accounts oa on oa.id = o.account_id where o.id = (l->>'oneTimeId')::bigint and o.amount = (l->>'amount')::bigint and coalesce(oa.payer_id, oa.id) = a.id)) then raise exception 'A one-time charge is not what was recorded.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where l->>'depositId' is not null and not exists (select from bill.deposits d where d.id = (l->>'depositId')::bigint and d.account_id = a.id and l->>'taxCode' is null and ((l->>'amount')::bigint = d.amount
    or ((l->>'amount')::bigint = -d.amount and d.back_day <= day and exists (select from bill.lines k where k.deposit_id = d.id and k.amount > 0))))) then raise exception 'A deposit is not what was recorded.' using errcode = '23514'; end if;
  -- A deposit is owed to the customer and no revenue.
  held := coalesce((select sum((l->>'amount')::bigint) from jsonb_array_elements(p->'lines') l where l->>'depositId' is not null), 0);

  made_from := api.made_from(a, p, me.role);
  series := to_char(day, 'YYMM');
  insert into bill.numbers as n (series, last) values (series, 1) on conflict on constraint numbers_pkey do update set last = n.last + 1 returning n.last into counter;
  bill_number := series || '-' || lpad(counter::text, 5, '0');
  insert into bill.bills (number, customer_id, account_id, category, bill_day, due_day, period_from, period_to, currency, charges, tax, total, catalog_id, engine, usage_hash)
    values (bill_number, a.customer_id, a.id, kind, day, (p->>'dueDay')::date, (p->'period'->>'from')::date, (p->'period'->>'to')::date, a.currency, charges, tax, total, (p->>'catalogId')::bigint, p->>'engine', p->>'usageHash') returning id into made;
  insert into bill.made_from (bill_id, customer_id, scope, facts, left_out, rerated) select made, a.customer_id, made_from->'scope', made_from->'facts', made_from->'leftOut', (made_from->>'rerated')::bigint where made_from->'facts' is not null;
  insert into bill.lines (bill_id, customer_id, position, service_id, product_id, offer, charge, version, part, label, category, period_from, period_to, units, unit, amount, tax, included, tax_code, events, micros, trace, one_time_id, cause_bill_id, deposit_id)
    select made, a.customer_id, n, (l->>'serviceId')::bigint, (l->>'productId')::bigint, l->>'offer', l->>'charge', l->>'version', l->>'part', l->>'label', l->>'category', (l->'period'->>'from')::date, (l->'period'->>'to')::date, (l->>'units')::bigint, l->>'unit', (l->>'amount')::bigint, (l->>'tax')::bigint, coalesce((l->>'included')::bigint, 0), l->>'taxCode',
      jsonb_array_length(l->'events'), (select sum((e->>'micros')::bigint) from jsonb_array_elements(l->'events') e), l->'trace', (l->>'oneTimeId')::bigint, (l->>'causeBillId')::bigint, (l->>'depositId')::bigint
    from jsonb_array_elements(p->'lines') with ordinality as x(l, n) order by n;
  insert into bill.rated_usage (usage_id, line_id, bill_id, customer_id, account_id, started_at, micros, amount, trace)
    select (e->>'usageId')::bigint, k.id, made, a.customer_id, a.id, u.started_at, (e->>'micros')::bigint, (e->>'amount')::bigint, e->'trace'
    from jsonb_array_elements(p->'lines') with ordinality as x(l, n) join bill.lines k on k.bill_id = made and k.position = n cross join jsonb_array_elements(l->'events') e join bill.usage u on u.id = (e->>'usageId')::bigint;
  insert into bill.taxes (bill_id, customer_id, position, code, label, jurisdiction, version, rate, base, amount, included, note, shares)
    select made, a.customer_id, n, t->>'code', t->>'label', t->>'jurisdiction', t->>'version', (t->>'rate')::int, (t->>'base')::bigint, (t->>'amount')::bigint, coalesce((t->>'included')::bigint, 0), t->>'note', coalesce(t->'shares', '[]') from jsonb_array_elements(p->'taxes') with ordinality as x(t, n);
  insert into bill.bill_balances (bill_id, customer_id, account_id, total, due_day, credited, open, settled_on)
    values (made, a.customer_id, a.id, total, (p->>'dueDay')::date, greatest(-total, 0), greatest(total, 0), case when total <= 0 then day end);
  if charges <> 0 or tax <> 0 then
    perform api.post('billIssued', a.customer_id, a.id, made, null, jsonb_build_array(jsonb_build_object('book', 'receivable', 'billId', made, 'currency', a.currency, 'amount', total),
      jsonb_build_object('book', 'revenue', 'billId', null, 'currency', a.currency, 'amount', held - charges), jsonb_build_object('book', 'deposit', 'billId', null, 'currency', a.currency, 'amount', -held), jsonb_build_object('book', 'tax', 'billId', null, 'currency', a.currency, 'amount', -tax)));
  end if;
  if total < 0 then
    perform api.post('creditBill', a.customer_id, a.id, made, null, jsonb_build_array(jsonb_build_object('book', 'receivable', 'billId', made, 'currency', a.currency, 'amount', -total), jsonb_build_object('book', 'credit', 'billId', null, 'currency', a.currency, 'amount', total)));
  end if;
  perform api.write_audit('bill.issue', 'bill ' || bill_number, a.customer_id, jsonb_build_object('total', total, 'category', kind));
  return jsonb_build_object('billId', made, 'number', bill_number);
exception
  when unique_violation then raise exception 'Something on this bill was billed already. Look again.' using errcode = 'C1004';
  when not_null_violation or foreign_key_violation or invalid_text_representation then raise exception 'The bill is not complete.' using errcode = 'C1003';
end $$;
-- p: {accountId, from, unit, day, anchor, first}. A new cycle begins where nothing is charged yet: not before the next bill of the old one.
create function api.change_cycle(p jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts; begins date := (p->>'from')::date; last_to date;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  select greatest(max(l.period_to), max(b.period_to)) into last_to from bill.bills b left join bill.lines l on l.bill_id = b.id and l.trace->>'kind' in ('recurring', 'percent', 'discount') and l.trace->>'unit' is null where b.account_id = a.id;
  if begins < greatest(coalesce(last_to, a.opened), a.opened) then raise exception 'The account is billed up to % already. A new cycle can begin on that day or later.', coalesce(last_to, a.opened) using errcode = 'C1003'; end if;
  if exists (select from bill.cycle_changes c where c.account_id = a.id and c.from_day >= begins) then raise exception 'The cycle changes on that day or later already.' using errcode = 'C1004'; end if;
  insert into bill.cycle_changes (account_id, from_day, cycle_unit, cycle_day, cycle_anchor, first) values (a.id, begins, p->>'unit', (p->>'day')::int, (p->>'anchor')::date, p->>'first');
  insert into care.changes (customer_id, area, title, detail) values (a.customer_id, 'money', 'Billing cycle changed', 'From ' || begins || ' on');
  perform api.write_audit('account.cycle', 'account ' || a.number, a.customer_id, p);
exception
  when not_null_violation or check_violation or invalid_text_representation then raise exception 'The cycle is not complete: unit, day from 1 to 31, anchor and first period are needed.' using errcode = 'C1003';
end $$;
-- p: {accountId, taxClass, taxNumber}. Bills from now on; those that are issued keep what they say.
create function api.set_tax_profile(p jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  insert into bill.tax_profiles as t (account_id, tax_class, tax_number) values (a.id, p->>'taxClass', p->>'taxNumber') on conflict (account_id) do update set tax_class = excluded.tax_class, tax_number = excluded.tax_number, login = excluded.login, at = excluded.at;
  perform api.write_audit('tax.profile', 'account ' || a.number, a.customer_id, p - 'taxNumber' || jsonb_build_object('taxNumber', p->>'taxNumber' is not null));
exception
  when not_null_violation or check_violation then raise exception 'A customer is taxed as consumer, business or government; a tax number is not empty.' using errcode = 'C1003';
end $$;
-- p: {accountId, certificate, taxes, from, to}.
create function api.record_exemption(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts; made bigint;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  insert into bill.exemptions (customer_id, account_id, certificate, taxes, valid_from, valid_to)
    values (a.customer_id, a.id, p->>'certificate', case when p->'taxes' <> 'null' then array(select jsonb_array_elements_text(p->'taxes')) end, (p->>'from')::date, (p->>'to')::date) returning id into made;
  insert into care.changes (customer_id, area, title, detail) values (a.customer_id, 'money', 'Tax exemption recorded', 'Certificate ' || (p->>'certificate') || ' from ' || (p->>'from') || coalesce(' to ' || (p->>'to'), ''));
  perform api.write_audit('tax.exemption', 'account ' || a.number, a.customer_id, p);
  return made;
exception
  when unique_violation then raise exception 'This certificate is recorded already.' using errcode = 'C1004';
  when not_null_violation or check_violation then raise exception 'A certificate needs its number, the day from which it counts, and an end after that day.' using errcode = 'C1003';
end $$;
-- Records a deposit that the next bill takes, and one that is held to be credited on the next bill.
create function api.take_deposit(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts; made bigint;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  if a.payer_id is not null then raise exception 'This account is billed to another account, which gives the deposit.' using errcode = 'C1003'; end if;
  insert into bill.deposits (customer_id, account_id, amount, taken_day, cause) values (a.customer_id, a.id, (p->>'amount')::bigint, (p->>'day')::date, p->>'cause') returning id into made;
  perform api.write_audit('deposit.take', 'deposit ' || made, a.customer_id, jsonb_build_object('amount', (p->>'amount')::bigint));
  return made;
exception
  when not_null_violation or check_violation then raise exception 'A deposit needs an amount above zero, a day and a cause.' using errcode = 'C1003';
end $$;
create function api.return_deposit(deposit bigint, from_day date, why text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); d bill.deposits;
begin
  select x.* into d from bill.deposits x where x.id = deposit for update;
  if not found then raise exception 'There is no such deposit.' using errcode = 'C1005'; end if;
  if d.back_day is not null then raise exception 'This deposit is to be credited already.' using errcode = 'C1004'; end if;
  if not exists (select from bill.lines l where l.deposit_id = d.id) then raise exception 'This deposit is on no bill yet, so nothing is held.' using errcode = 'C1003'; end if;
  if coalesce(why, '') = '' or from_day is null or from_day < d.taken_day then raise exception 'Say why the deposit goes back, and from which day; not before it was taken.' using errcode = 'C1003'; end if;
  update bill.deposits x set back_day = from_day, back_cause = why where x.id = d.id;
  perform api.write_audit('deposit.return', 'deposit ' || d.id, d.customer_id, jsonb_build_object('amount', d.amount));
end $$;
-- p: {accountId, day}. Nothing runs on from that day, so the last bill can be made.
create function api.close_account(p jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts; last_day date := (p->>'day')::date;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  if a.closed is not null then raise exception 'The account is closed already.' using errcode = 'C1004'; end if;
  if last_day is null or last_day < a.opened or last_day < (select max(b.bill_day) from bill.bills b where b.account_id = a.id) then raise exception 'An account is closed after its last bill.' using errcode = 'C1003'; end if;
  if exists (select from care.products h join bill.accounts o on o.id = h.account_id where coalesce(o.payer_id, o.id) = a.id and (h.to_day is null or h.to_day > last_day)) then raise exception 'A product of the account runs on after that day. End it first.' using errcode = 'C1003'; end if;
  update bill.accounts x set closed = last_day where x.id = a.id;
  insert into care.changes (customer_id, area, title, detail) values (a.customer_id, 'money', 'Account closed', 'On ' || last_day);
  perform api.write_audit('account.close', 'account ' || a.number, a.customer_id, p);
end $$;
-- p: a credit note as domain/credit-note.ts makes it, with billId, dueDay and catalogId. It lowers what is open on its bill; what
-- exceeds that becomes credit of the account. The bill itself stays as it was issued.
create function api.issue_credit_note(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); o bill.bills; v bill.bill_balances; made bigint; note_number text; counter bigint; series text; day date := (p->>'billDay')::date;
  charges bigint := (p->>'charges')::bigint; tax bigint := (p->>'tax')::bigint; total bigint := (p->>'total')::bigint; lowered bigint;
begin
  perform 1 from bill.accounts x where x.id = (select b.account_id from bill.bills b where b.id = (p->>'billId')::bigint) for update;
  select b.* into o from bill.bills b where b.id = (p->>'billId')::bigint;
  if not found then raise exception 'There is no such bill.' using errcode = 'C1005'; end if;
  if o.category = 'creditNote' or day < o.bill_day then raise exception 'A credit note is for a bill, and not of an earlier day.' using errcode = 'C1003'; end if;
  select x.* into v from bill.bill_balances x where x.bill_id = o.id for update;
  if total is null or total >= 0 then raise exception 'A credit note gives something back.' using errcode = 'C1003'; end if;
  if charges <> (select sum((l->>'amount')::bigint - (l->>'included')::bigint) from jsonb_array_elements(p->'lines') l) or tax <> (select sum((l->>'tax')::bigint) from jsonb_array_elements(p->'lines') l)
    or tax <> coalesce((select sum((t->>'amount')::bigint) from jsonb_array_elements(p->'taxes') t), 0) or total <> charges + tax then raise exception 'The credit note does not sum to its lines.' using errcode = '23514'; end if;
  if exists (select from jsonb_array_elements(p->'lines') l where not exists (select from bill.lines k where k.id = (l->>'creditOf')::bigint and k.bill_id = o.id and k.deposit_id is null)) then raise exception 'A charge is not of this bill, or a deposit.' using errcode = '23514'; end if;
  -- Of each line no more than it was, its tax included, whatever earlier notes gave back.
  if exists (select from bill.lines k cross join lateral (select coalesce(sum(x.amount), 0) as amount, coalesce(sum(x.tax), 0) as tax, coalesce(sum(x.included), 0) as included from (
      select c.amount, c.tax, c.included from bill.lines c where c.credit_of = k.id union all select (l->>'amount')::bigint, (l->>'tax')::bigint, (l->>'included')::bigint from jsonb_array_elements(p->'lines') l where (l->>'creditOf')::bigint = k.id) x) b
    where k.bill_id = o.id and (b.amount not between least(-k.amount, 0) and greatest(-k.amount, 0) or b.tax not between least(-k.tax, 0) and greatest(-k.tax, 0) or b.included not between least(-k.included, 0) and greatest(-k.included, 0))) then
    raise exception 'More than what is left of a charge.' using errcode = 'C1003';
  end if;

  series := 'C' || to_char(day, 'YYMM');
  insert into bill.numbers as n (series, last) values (series, 1) on conflict on constraint numbers_pkey do update set last = n.last + 1 returning n.last into counter;
  note_number := series || '-' || lpad(counter::text, 5, '0');
  insert into bill.bills (number, customer_id, account_id, category, credits_id, bill_day, due_day, period_from, period_to, currency, charges, tax, total, catalog_id, engine, usage_hash)
    values (note_number, o.customer_id, o.account_id, 'creditNote', o.id, day, day, o.period_from, o.period_to, o.currency, charges, tax, total, o.catalog_id, p->>'engine', o.usage_hash) returning id into made;
  insert into bill.lines (bill_id, customer_id, position, service_id, offer, charge, version, part, label, category, period_from, period_to, amount, tax, included, tax_code, trace, credit_of)
    select made, o.customer_id, n, k.service_id, k.offer, k.charge, k.version, l->>'part', k.label, k.category, k.period_from, k.period_to, (l->>'amount')::bigint, (l->>'tax')::bigint, (l->>'included')::bigint, k.tax_code, l->'trace', k.id
    from jsonb_array_elements(p->'lines') with ordinality as x(l, n) join bill.lines k on k.id = (l->>'creditOf')::bigint order by n;
  insert into bill.taxes (bill_id, customer_id, position, code, label, jurisdiction, version, rate, base, amount, included, note, shares)
    select made, o.customer_id, n, t->>'code', t->>'label', t->>'jurisdiction', t->>'version', (t->>'rate')::int, (t->>'base')::bigint, (t->>'amount')::bigint, (t->>'included')::bigint, t->>'note', t->'shares' from jsonb_array_elements(p->'taxes') with ordinality as x(t, n);
  lowered := least(v.open, -total);
  insert into bill.bill_balances (bill_id, customer_id, account_id, total, due_day, adjusted, credited, open, settled_on) values (made, o.customer_id, o.account_id, total, day, -lowered, -total - lowered, 0, day);
  update bill.bill_balances x set adjusted = x.adjusted + lowered, open = x.open - lowered, disputed = least(x.disputed, x.open - lowered), settled_on = case when x.open = lowered then coalesce(x.settled_on, day) end where x.bill_id = o.id;
  perform api.post('creditNote', o.customer_id, o.account_id, made, null, jsonb_build_array(jsonb_build_object('book', 'receivable', 'billId', o.id, 'currency', o.currency, 'amount', -lowered), jsonb_build_object('book', 'credit', 'billId', null, 'currency', o.currency, 'amount', total + lowered),
    jsonb_build_object('book', 'revenue', 'billId', null, 'currency', o.currency, 'amount', -charges), jsonb_build_object('book', 'tax', 'billId', null, 'currency', o.currency, 'amount', -tax)));
  perform api.write_audit('bill.credit', 'credit note ' || note_number, o.customer_id, jsonb_build_object('total', total, 'bill', o.number));
  return jsonb_build_object('billId', made, 'number', note_number);
exception
  when not_null_violation or foreign_key_violation or invalid_text_representation then raise exception 'The credit note is not complete.' using errcode = 'C1003';
end $$;
create function api.issue_bills(p jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  return (select jsonb_agg(api.issue_bill(b) order by n) from jsonb_array_elements(p) with ordinality as x(b, n));
end $$;
`,
};
