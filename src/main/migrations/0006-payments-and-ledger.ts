import type { Migration } from '../platform/migrate.ts';

/** Payments and the double-entry ledger behind every balance (architecture.md 6). */
export const paymentsAndLedger: Migration = {
  name: '0006-payments-and-ledger',
  sql: `
set local role careline_owner;
create table pay.methods (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, kind text not null check (kind in ('card','bank')), brand text not null, last4 text not null check (last4 ~ '^[0-9]{4}$'),
  expires date, autopay boolean not null default false, created_at timestamptz not null default care.now()
);
comment on table pay.methods is 'Never a full number: brand, last four, expiry. The gateway token is in vault.';
create index methods_account on pay.methods (account_id);
create index methods_customer on pay.methods (customer_id);
create table vault.tokens (method_id bigint primary key references pay.methods, token text not null);
create table pay.payments (
  id bigint generated always as identity primary key, number text not null unique, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, amount care.minor not null check (amount > 0), currency text not null, method_id bigint references pay.methods,
  method text not null, origin text not null check (origin in ('automatic','manual')), state text not null check (state in ('captured','failed','refunded')), failure text, received_at timestamptz not null, allocated care.minor not null default 0, refunded care.minor not null default 0,
  reference text, recorded_by text not null default session_user, idempotency_key text not null unique, check (allocated >= 0 and refunded >= 0 and allocated + refunded <= amount), check (state <> 'failed' or allocated = 0)
);
create index payments_customer on pay.payments (customer_id, received_at desc);
create index payments_account on pay.payments (account_id, received_at desc);
create table pay.allocations (
  id bigint generated always as identity primary key, payment_id bigint references pay.payments, bill_id bigint not null references bill.bills, customer_id bigint not null, amount care.minor not null check (amount <> 0), at timestamptz not null default care.now(), login text not null default session_user
);
comment on column pay.allocations.payment_id is 'Null where credit of the account pays.';
create index allocations_payment on pay.allocations (payment_id);
create index allocations_bill on pay.allocations (bill_id);

create table ledger.transactions (
  id bigint generated always as identity primary key, kind text not null check (kind in ('billIssued','creditBill','paymentReceived','paymentAllocated','creditApplied','creditNote')), customer_id bigint not null, account_id bigint not null, at timestamptz not null default care.now(), login text not null default session_user,
  bill_id bigint, payment_id bigint
);
create index transactions_account on ledger.transactions (account_id, id);
create table ledger.entries (
  transaction_id bigint not null references ledger.transactions, line smallint not null, book text not null check (book in ('receivable','revenue','tax','cash','credit','deposit')), account_id bigint not null, bill_id bigint, currency text not null, amount care.minor not null check (amount <> 0), primary key (transaction_id, line)
);
comment on table ledger.entries is 'Debits are positive. Each transaction arrives in one statement and sums to zero per currency.';
create index entries_bill on ledger.entries (bill_id) where bill_id is not null;
create index entries_account on ledger.entries (account_id, book);

create function ledger.check_entries() returns trigger language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  if exists (select from added a group by a.transaction_id, a.currency having sum(a.amount) <> 0 or count(*) < 2) then raise exception 'a ledger transaction must sum to zero' using errcode = '23514'; end if;
  if exists (select from ledger.entries e join added a on a.transaction_id = e.transaction_id group by e.transaction_id having count(distinct e.line) > (select count(*) from added b where b.transaction_id = e.transaction_id)) then raise exception 'nothing is added to a posted transaction' using errcode = '23514'; end if;
  return null;
end $$;
create trigger entries_sum_to_zero after insert on ledger.entries referencing new table as added for each statement execute function ledger.check_entries();

create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin raise exception '% is never changed or deleted', tg_table_name using errcode = '42501'; end $$;
do $$
declare t text;
begin
  foreach t in array array['audit.entries','audit.seals','ledger.transactions','ledger.entries','bill.bills','bill.lines','bill.taxes','bill.rated_usage','bill.usage','pay.allocations','bill.imports','care.changes','care.interactions'] loop
    execute format('create trigger never_changed before update or delete on %s for each row execute function audit.refuse_change()', t);
    execute format('alter table %s enable always trigger never_changed', t);
    execute format('create trigger never_emptied before truncate on %s for each statement execute function audit.refuse_change()', t);
    execute format('alter table %s enable always trigger never_emptied', t);
  end loop;
end $$;
alter table ledger.entries enable always trigger entries_sum_to_zero;
`,
};
