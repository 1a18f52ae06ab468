import type { Migration } from '../platform/migrate.ts';

/** Customers, how to reach them, and the cases that give the right to look at one. */
export const customers: Migration = {
  name: '0003-customers',
  sql: `
set local role careline_owner;
create table care.customers (
  id bigint generated always as identity primary key, number text not null unique, segment text not null check (segment in ('private','corporate','vip')), tier text,
  name text not null, given_name text, family_name text, active boolean not null default true, city text not null, state text not null, language text not null default 'en', since date not null, household text
);
comment on table care.customers is 'A party that buys from us. Names only; every way to reach them is in contacts, secrets are in vault.';
create index customers_household on care.customers (household) where household is not null;

create function care.masked(kind text, value text) returns text language sql immutable set search_path = pg_catalog, pg_temp
as $$ select case kind
  when 'phone' then '••• ••• ' || right(value, 4)
  when 'email' then left(value, 1) || '•••@' || left(split_part(value, '@', 2), 1) || '•••.' || reverse(split_part(reverse(value), '.', 1))
  else '•••' end $$;
create table care.contacts (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, kind text not null check (kind in ('phone','email','address')), label text not null,
  value text not null, normal text not null, masked text not null generated always as (care.masked(kind, value)) stored, preferred boolean not null default false, active boolean not null default true,
  unique (customer_id, kind, label)
);
comment on table care.contacts is 'normal is what is searched: digits of E.164, small letters of an e-mail, small letters of street and city.';
create index contacts_customer on care.contacts (customer_id);
create index contacts_phone on care.contacts (reverse(normal) text_pattern_ops) where kind = 'phone';
create index contacts_other on care.contacts (kind, normal text_pattern_ops) where kind <> 'phone';

create table vault.caller_secrets (customer_id bigint primary key references care.customers, salt text not null, pin_hash text, birth_date date);
comment on table vault.caller_secrets is 'What a caller is asked. Compared in a function; never read by a person.';

create table care.cases (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, login text not null default session_user, reason text not null check (reason in ('call','search','queue','link')),
  call_id text, from_number text, level smallint not null default 0 check (level between 0 and 2), checks jsonb not null default '[]', failures smallint not null default 0, pending jsonb,
  opened_at timestamptz not null default care.now(), closed_at timestamptz, changed_xid xid8 not null default pg_current_xact_id()
);
comment on table care.cases is 'The right of one person to look at one customer, with its reason and level. It counts only once it is committed.';
comment on column care.cases.pending is 'An answer of the caller that was given but not written down as judged: kind, keyed digest, moment.';
create unique index cases_open on care.cases (login, customer_id) where closed_at is null;
create index cases_login on care.cases (login, opened_at desc);
create index cases_customer on care.cases (customer_id, opened_at desc);

create table care.search_counts (login text not null, hour timestamptz not null, searches int not null, primary key (login, hour));
-- Each member of staff has a counter of searches of their own, as a sequence: what it counted stays counted when the search
-- is rolled back.
create function care.give_search_counter() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  execute format('create sequence if not exists care.%I', 'searches_of_' || new.login);
  execute format('grant usage, update on sequence care.%I to careline_api', 'searches_of_' || new.login);
  return null;
end $$;
create trigger search_counter after insert on care.staff for each row execute function care.give_search_counter();

create table care.interactions (
  id bigint generated always as identity primary key, customer_id bigint references care.customers, channel text not null check (channel in ('call','email','sms','web','store')), direction text not null check (direction in ('in','out')),
  login text, started_at timestamptz not null, ended_at timestamptz, reason text not null, outcome text not null, summary text not null default '' check (length(summary) <= 4000), call_id text, from_number text
);
comment on table care.interactions is 'One contact with its outcome (TMF683). customer_id is null for a caller nobody knew.';
create index interactions_customer on care.interactions (customer_id, started_at desc);
create index interactions_login on care.interactions (login, started_at desc);

create table care.changes (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, at timestamptz not null default care.now(), login text not null default session_user, area text not null check (area in ('service','contact','money')), title text not null, detail text not null default ''
);
comment on table care.changes is 'The readable history of changes, values masked; written by the functions that make the change.';
create index changes_customer on care.changes (customer_id, at desc);

create table care.follow_ups (
  id bigint generated always as identity primary key, login text not null default session_user, customer_id bigint not null references care.customers, title text not null, due_at timestamptz not null, done_at timestamptz, created_at timestamptz not null default care.now(),
  level smallint not null default 2 check (level between 0 and 2)
);
comment on column care.follow_ups.level is 'How well the caller was known when this was promised: the work never opens more than that. 2 where the work was handed out.';
create index follow_ups_login on care.follow_ups (login, due_at) where done_at is null;
create table care.wrap_up_codes (code text primary key, label text not null, grp text not null, position int not null);
`,
};
