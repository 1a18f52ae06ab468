import type { Migration } from '../platform/migrate.ts';

/** The posting functions of money that exist by now: receive, allocate, a failed automatic payment, a dispute, a one-time charge. */
export const paymentsAndDisputes: Migration = {
  name: '0011-payments-and-disputes',
  sql: `
set local role careline_api;
create function api.record_payment(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts; made bigint; counter bigint; captured boolean := p->>'state' = 'captured';
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint for update;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  select k.id into made from pay.payments k where k.idempotency_key = p->>'key' and k.account_id = a.id and k.amount = (p->>'amount')::bigint and k.state = p->>'state';
  if found then return made; end if;
  if exists (select from pay.payments k where k.idempotency_key = p->>'key') then raise exception 'This key was used for another payment.' using errcode = 'C1004'; end if;
  insert into bill.numbers as n (series, last) values ('P', 1) on conflict (series) do update set last = n.last + 1 returning n.last into counter;
  insert into pay.payments (number, customer_id, account_id, amount, currency, method_id, method, origin, state, failure, received_at, reference, idempotency_key)
    values ('P-' || lpad(counter::text, 6, '0'), a.customer_id, a.id, (p->>'amount')::bigint, a.currency, (p->>'methodId')::bigint, p->>'method', p->>'origin', p->>'state', p->>'failure', coalesce((p->>'receivedAt')::timestamptz, care.now()), p->>'reference', p->>'key') returning id into made;
  if captured then
    perform api.post('paymentReceived', a.customer_id, a.id, null, made, jsonb_build_array(jsonb_build_object('book', 'cash', 'billId', null, 'currency', a.currency, 'amount', (p->>'amount')::bigint), jsonb_build_object('book', 'credit', 'billId', null, 'currency', a.currency, 'amount', -(p->>'amount')::bigint)));
  end if;
  perform api.write_audit(case when captured then 'payment.receive' else 'payment.fail' end, 'payment P-' || lpad(counter::text, 6, '0'), a.customer_id, jsonb_build_object('amount', (p->>'amount')::bigint, 'origin', p->>'origin'));
  return made;
end $$;

-- parts: [{billId, amount}]. Locks the payment, then the bills in order of id.
create function api.allocate(payment bigint, parts jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); k pay.payments; b bill.bill_balances; part record; whole bigint := 0;
begin
  select x.* into k from pay.payments x where x.id = payment for update;
  if not found or k.state <> 'captured' then raise exception 'This payment can''t be allocated.' using errcode = 'C1003'; end if;
  for part in select (e->>'billId')::bigint as bill_id, (e->>'amount')::bigint as amount from jsonb_array_elements(parts) e order by 1 loop
    select x.* into b from bill.bill_balances x where x.bill_id = part.bill_id for update;
    if not found or b.customer_id <> k.customer_id then raise exception 'This bill is of another customer.' using errcode = 'C1003'; end if;
    if k.currency <> (select x.currency from bill.bills x where x.id = part.bill_id) then raise exception 'This bill is in another currency.' using errcode = 'C1003'; end if;
    if part.amount <= 0 or part.amount > b.open then raise exception 'More than what is open on the bill.' using errcode = 'C1003'; end if;
    whole := whole + part.amount;
    insert into pay.allocations (payment_id, bill_id, customer_id, amount) values (payment, part.bill_id, k.customer_id, part.amount);
    update bill.bill_balances x set allocated = x.allocated + part.amount, open = x.open - part.amount, disputed = least(x.disputed, x.open - part.amount), settled_on = case when x.open = part.amount then care.today() end where x.bill_id = part.bill_id;
    perform api.post('paymentAllocated', k.customer_id, b.account_id, part.bill_id, payment, jsonb_build_array(jsonb_build_object('book', 'credit', 'billId', null, 'currency', k.currency, 'amount', part.amount), jsonb_build_object('book', 'receivable', 'billId', part.bill_id, 'currency', k.currency, 'amount', -part.amount)));
  end loop;
  if k.allocated + whole + k.refunded > k.amount then raise exception 'More than what is left of the payment.' using errcode = 'C1003'; end if;
  update pay.payments x set allocated = x.allocated + whole where x.id = payment;
  perform api.write_audit('payment.allocate', 'payment ' || k.number, k.customer_id, parts);
end $$;

create function api.open_dispute(p jsonb) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); b bill.bill_balances; counter bigint; made text; amount bigint := (p->>'amount')::bigint;
begin
  select x.* into b from bill.bill_balances x where x.bill_id = (p->>'billId')::bigint for update;
  if not found then raise exception 'There is no such bill.' using errcode = 'C1005'; end if;
  if amount <= 0 or b.disputed + amount > b.open then raise exception 'More than what is open on the bill.' using errcode = 'C1003'; end if;
  if not exists (select from bill.lines l where l.id = (p->>'lineId')::bigint and l.bill_id = b.bill_id) then raise exception 'The charge is not on this bill.' using errcode = 'C1003'; end if;
  insert into bill.numbers as n (series, last) values ('D', 3391) on conflict (series) do update set last = n.last + 1 returning n.last into counter;
  made := 'D-' || counter;
  insert into bill.disputes (number, customer_id, account_id, bill_id, line_id, usage_id, amount, reason, channel) values (made, b.customer_id, b.account_id, b.bill_id, (p->>'lineId')::bigint, (p->>'usageId')::bigint, amount, p->>'reason', p->>'channel');
  update bill.bill_balances x set disputed = x.disputed + amount where x.bill_id = b.bill_id;
  perform api.write_audit('dispute.open', 'dispute ' || made, b.customer_id, jsonb_build_object('amount', amount));
  return made;
end $$;

create function api.add_one_time(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker'); a bill.accounts; made bigint;
begin
  select x.* into a from bill.accounts x where x.id = (p->>'accountId')::bigint;
  if not found then raise exception 'There is no such account.' using errcode = 'C1005'; end if;
  insert into bill.one_time (customer_id, account_id, service_id, charge, label, amount, day, tax_code, cause) values (a.customer_id, a.id, (p->>'serviceId')::bigint, p->>'charge', p->>'label', (p->>'amount')::bigint, (p->>'day')::date, p->>'taxCode', p->>'cause') returning id into made;
  perform api.write_audit('charge.add', 'one-time ' || made, a.customer_id, jsonb_build_object('amount', (p->>'amount')::bigint));
  return made;
end $$;

-- Every money invariant over the whole database, as name, broken count and how many rows were looked at (architecture.md 6).
create function api.verify_money() returns table (name text, broken bigint, checked bigint) language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select 'ledger transactions sum to zero', count(*) filter (where x.s <> 0 or x.n < 2), count(*) from (select sum(e.amount) s, count(*) n from ledger.entries e group by e.transaction_id, e.currency) x
  union all select 'the whole ledger sums to zero', count(*) filter (where x.s <> 0), count(*) from (select sum(e.amount) s from ledger.entries e group by e.currency) x
  union all select 'what is open on a bill is its receivable in the ledger', count(*) filter (where b.open <> coalesce(l.s, 0)), count(*) from bill.bill_balances b left join (select e.bill_id, sum(e.amount) s from ledger.entries e where e.book = 'receivable' group by e.bill_id) l on l.bill_id = b.bill_id
  union all select 'a bill is the sum of its lines and taxes', count(*) filter (where b.charges <> coalesce(l.amount, 0) or b.tax <> coalesce(l.tax, 0) or b.tax <> coalesce(t.amount, 0) or b.total <> b.charges + b.tax), count(*) from bill.bills b left join (select bill_id, sum(amount - included) amount, sum(tax) tax from bill.lines group by bill_id) l on l.bill_id = b.id left join (select bill_id, sum(amount) amount from bill.taxes group by bill_id) t on t.bill_id = b.id
  union all select 'a line is the rounded sum of its events', count(*) filter (where l.amount <> r.amount or l.amount <> round(r.micros / 1000000) or l.events <> r.n), count(*) from bill.lines l join (select line_id, sum(amount) amount, sum(micros::numeric) micros, count(*) n from bill.rated_usage group by line_id) r on r.line_id = l.id
  union all select 'a line with events has all of them', count(*) filter (where r.line_id is null), count(*) from bill.lines l left join (select distinct line_id from bill.rated_usage) r on r.line_id = l.id where l.events > 0
  union all select 'a billed event is on a line of its own service', count(*) filter (where u.service_id is distinct from l.service_id or l.bill_id <> r.bill_id), count(*) from bill.rated_usage r join bill.lines l on l.id = r.line_id join bill.usage u on u.id = r.usage_id
  union all select 'a bill balance belongs to its bill', count(*) filter (where v.bill_id is null or v.total <> b.total), count(*) from bill.bills b left join bill.bill_balances v on v.bill_id = b.id
  union all select 'what is allocated to a bill is in its balance', count(*) filter (where v.allocated <> coalesce(x.s, 0)), count(*) from bill.bill_balances v left join (select bill_id, sum(amount) s from pay.allocations group by bill_id) x on x.bill_id = v.bill_id
  union all select 'what is allocated of a payment is in its allocations', count(*) filter (where p.allocated <> coalesce(x.s, 0) or p.allocated + p.refunded > p.amount), count(*) from pay.payments p left join (select payment_id, sum(amount) s from pay.allocations group by payment_id) x on x.payment_id = p.id
  union all select 'every captured payment is in the ledger once', count(*) filter (where p.state = 'captured' and coalesce(x.n, 0) <> 1 or p.state = 'failed' and coalesce(x.n, 0) <> 0), count(*) from pay.payments p left join (select payment_id, count(*) n from ledger.transactions where kind = 'paymentReceived' group by payment_id) x on x.payment_id = p.id
  union all select 'what is disputed on a bill is its open disputes', count(*) filter (where v.disputed > coalesce(x.s, 0)), count(*) from bill.bill_balances v left join (select bill_id, sum(amount) s from bill.disputes where state in ('open', 'underReview') group by bill_id) x on x.bill_id = v.bill_id
  union all select 'deposits held are in the ledger', count(*) filter (where coalesce(l.held, 0) <> coalesce(e.held, 0)), count(*) from bill.accounts a left join (select d.account_id, sum(k.amount) as held from bill.deposits d join bill.lines k on k.deposit_id = d.id group by 1) l on l.account_id = a.id
    left join (select n.account_id, -sum(n.amount) as held from ledger.entries n where n.book = 'deposit' group by 1) e on e.account_id = a.id
  union all select 'bill numbers have no gap', count(*) filter (where n.last <> coalesce(b.n, 0)), count(*) from bill.numbers n left join (select split_part(number, '-', 1) series, count(*) n from bill.bills group by 1) b on b.series = n.series where n.series ~ '^C?[0-9]+$'
  union all select 'payment numbers have no gap', count(*) filter (where n.last <> (select count(*) from pay.payments)), count(*) from bill.numbers n where n.series = 'P'
  union all select 'audit seals are whole', (select count(*) from api.broken_seals()), (select count(*) from audit.seals)
$$;
`,
};
