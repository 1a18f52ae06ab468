import type { Migration } from '../platform/migrate.ts';

/** What is sold and what a customer has of it. */
export const servicesAndCatalog: Migration = {
  name: '0004-services-and-catalog',
  sql: `
set local role careline_owner;
create table bill.catalogs (id bigint generated always as identity primary key, name text not null, body jsonb not null, hash text not null unique, active_from timestamptz not null default care.now());
comment on table bill.catalogs is 'The catalog as one document with all versions of all prices; the newest row is in force.';
create table bill.accounts (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, number text not null unique, currency text not null check (currency ~ '^[A-Z]{3}$'), zone text not null,
  cycle_day smallint not null check (cycle_day between 1 and 31), cycle_unit text not null default 'month' check (cycle_unit in ('week','twoWeeks','fourWeeks','month','quarter','year')), cycle_anchor date not null default '2024-01-01', payer_id bigint references bill.accounts, opened date not null, closed date,
  autopay text not null default 'off' check (autopay in ('on','off','paused')), paperless boolean not null default true
);
comment on column bill.accounts.payer_id is 'The account whose bill carries the charges of this one; null where it pays itself.';
comment on column bill.accounts.cycle_anchor is 'Weeks are counted from this day, quarters and years from its month.';
create table bill.cycle_changes (
  account_id bigint not null references bill.accounts, from_day date not null, cycle_unit text not null check (cycle_unit in ('week','twoWeeks','fourWeeks','month','quarter','year')), cycle_day smallint not null check (cycle_day between 1 and 31), cycle_anchor date not null,
  first text not null check (first in ('short','long')), login text not null default session_user, at timestamptz not null default care.now(), primary key (account_id, from_day)
);
comment on table bill.cycle_changes is 'The cycles of an account after its first one, each in force from its day. A long first period is joined with the cycle after it.';
create table bill.tax_profiles (account_id bigint primary key references bill.accounts, tax_class text not null check (tax_class in ('consumer','business','government')), tax_number text check (tax_number <> ''), login text not null default session_user, at timestamptz not null default care.now());
comment on table bill.tax_profiles is 'The customer as the tax office sees them; an account without a row is a consumer. Kept by a function that writes the audit row.';
create table bill.exemptions (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, certificate text not null check (certificate <> ''), taxes text[] check (cardinality(taxes) > 0), valid_from date not null, valid_to date,
  login text not null default session_user, at timestamptz not null default care.now(), unique (account_id, certificate), check (valid_to > valid_from)
);
comment on table bill.exemptions is 'Certificates by which an account owes no tax, or not the taxes named, for [valid_from, valid_to).';
create index accounts_customer on bill.accounts (customer_id);
create index accounts_payer on bill.accounts (payer_id) where payer_id is not null;
create table care.services (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, kind text not null check (kind in ('fibre','mobile','phone','tv')),
  reference text not null, user_name text, place text, status text not null default 'active' check (status in ('active','suspended','terminated')), started date not null, ended date
);
comment on column care.services.reference is 'Digits of E.164 for phones, the circuit or device name for the rest: the line that usage names.';
comment on column care.services.place is 'Where the service is for taxes, the larger place first: WA/Seattle. Null is where its customer lives.';
create index services_account on care.services (account_id);
create index services_customer on care.services (customer_id);
create index services_reference on care.services (reference text_pattern_ops);
create table care.products (
  id bigint generated always as identity primary key, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, service_id bigint not null references care.services,
  offer text not null, quantity int not null default 1 check (quantity > 0), from_day date not null, to_day date, order_number text, check (to_day is null or to_day >= from_day)
);
comment on table care.products is 'An offer held for [from_day, to_day). Plans of one service do not overlap.';
create index products_account on care.products (account_id);
create index products_service on care.products (service_id);
`,
};
