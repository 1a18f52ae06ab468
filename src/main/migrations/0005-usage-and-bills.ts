import type { Migration } from '../platform/migrate.ts';

/** Usage, the bills made of it, and what is left of each bill. Nothing here is ever updated but bill_balances. */
export const usageAndBills: Migration = {
  name: '0005-usage-and-bills',
  sql: `
set local role careline_owner;
create table bill.imports (
  id bigint generated always as identity primary key, file text not null, sha256 text not null unique, format text not null, profile jsonb not null, at timestamptz not null default care.now(), login text not null default session_user,
  rows int not null, accepted int not null, duplicates int not null, unanswered int not null, suspended int not null, rejected jsonb not null default '[]'
);
create table bill.usage (
  id bigint generated always as identity primary key, key text not null unique, service_id bigint not null references care.services, account_id bigint not null, customer_id bigint not null, kind text not null check (kind in ('voice','sms','data','content')),
  started_at timestamptz not null, units bigint not null check (units >= 0), destination text not null default '', visited text, import_id bigint, arrived_at timestamptz not null default care.now()
);
comment on table bill.usage is 'Guided usage events. units are seconds, kilobytes or pieces by kind. Order is (started_at, key).';
create index usage_account on bill.usage (account_id, started_at, key);
create index usage_arrival on bill.usage (account_id, arrived_at);
create table bill.suspense (
  id bigint generated always as identity primary key, import_id bigint not null references bill.imports, line int not null, key text not null unique, reason text not null, row text not null, event jsonb, at timestamptz not null default care.now(), resolved_at timestamptz
);
comment on table bill.suspense is 'Usage that could not be guided, with the reason; tried again on request.';
create table bill.one_time (
  id bigint generated always as identity primary key, customer_id bigint not null, account_id bigint not null references bill.accounts, service_id bigint references care.services, charge text not null, label text not null,
  amount care.minor not null, day date not null, tax_code text, cause text not null, created_at timestamptz not null default care.now(), login text not null default session_user
);
comment on table bill.one_time is 'Charges to be put on the next bill once; billed where a line names them.';
create index one_time_account on bill.one_time (account_id);

create table bill.deposits (
  id bigint generated always as identity primary key, customer_id bigint not null, account_id bigint not null references bill.accounts, amount care.minor not null check (amount > 0), taken_day date not null, cause text not null,
  back_day date, back_cause text, created_at timestamptz not null default care.now(), login text not null default session_user, check ((back_day is null) = (back_cause is null)), check (back_day >= taken_day)
);
comment on table bill.deposits is 'Security of a customer: taken on the bill whose line names it, held until back_day, then credited on a bill.';
create index deposits_account on bill.deposits (account_id);

create table bill.numbers (series text primary key, last bigint not null);
comment on table bill.numbers is 'Gapless numbers: one row a series, taken last in the transaction that uses them.';
create table bill.bills (
  id bigint generated always as identity primary key, number text not null unique, customer_id bigint not null references care.customers, account_id bigint not null references bill.accounts, category text not null check (category in ('normal','interim','last','creditNote')), credits_id bigint references bill.bills,
  bill_day date not null, due_day date not null, period_from date not null, period_to date not null, currency text not null, charges care.minor not null, tax care.minor not null, total care.minor not null check (total = charges + tax),
  issued_at timestamptz not null default care.now(), issued_by text not null default session_user, catalog_id bigint not null references bill.catalogs, engine text not null, usage_hash text not null, check (period_from <= period_to and due_day >= bill_day),
  check ((category = 'creditNote') = (credits_id is not null))
);
comment on column bill.bills.credits_id is 'The bill that a credit note gives back a part of.';
create index bills_credited on bill.bills (credits_id) where credits_id is not null;
create index bills_account on bill.bills (account_id, bill_day desc, id desc);
create index bills_customer on bill.bills (customer_id, bill_day desc, id desc);
create unique index bills_once_a_cycle on bill.bills (account_id, bill_day) where category = 'normal';
create table bill.lines (
  id bigint generated always as identity primary key, bill_id bigint not null references bill.bills, customer_id bigint not null, position int not null, service_id bigint, product_id bigint, offer text, charge text not null, version text not null, part text not null,
  label text not null, category text not null check (category in ('plan','addon','usage','oneoff','discount','fee')), period_from date not null, period_to date not null, units bigint, unit text, amount care.minor not null, tax care.minor not null, included care.minor not null default 0, tax_code text,
  events int not null default 0, micros care.micros, trace jsonb not null, one_time_id bigint unique references bill.one_time, cause_bill_id bigint unique references bill.bills, deposit_id bigint references bill.deposits, credit_of bigint references bill.lines, unique (bill_id, position),
  check (included = 0 or ((included > 0) = (amount > 0) and abs(included) <= abs(amount)))
);
comment on table bill.lines is 'What the customer reads. charge, version and part with the service are its key (architecture.md 10.11).';
create unique index lines_deposit on bill.lines (deposit_id, (amount > 0)) where deposit_id is not null;
create index lines_credited on bill.lines (credit_of) where credit_of is not null;
create index lines_product on bill.lines (product_id, charge, id desc) where product_id is not null;
create table bill.taxes (bill_id bigint not null references bill.bills, customer_id bigint not null, position int not null, code text not null, label text not null, jurisdiction text not null, version text not null, rate int not null, base care.minor not null, amount care.minor not null,
  included care.minor not null default 0, note text, shares jsonb not null default '[]', primary key (bill_id, position));
comment on table bill.taxes is 'Each tax of a bill. included is the tax that is in the prices; shares are [position of the line, base, tax, included].';
comment on column bill.lines.included is 'The part of the amount that is tax already: amount + tax - included is what the line adds to the bill.';
create table bill.rated_usage (
  usage_id bigint primary key references bill.usage, line_id bigint not null references bill.lines, bill_id bigint not null, customer_id bigint not null, account_id bigint not null, started_at timestamptz not null, micros care.micros not null, amount care.minor not null, trace jsonb not null
);
comment on table bill.rated_usage is 'The price of an event and the one line that carries it. Inserted when the bill is issued; never changed.';
create index rated_usage_line on bill.rated_usage (line_id, started_at, usage_id);

create table bill.bill_balances (
  bill_id bigint primary key references bill.bills, customer_id bigint not null, account_id bigint not null, total care.minor not null, due_day date not null, adjusted care.minor not null default 0, allocated care.minor not null default 0, credited care.minor not null default 0,
  disputed care.minor not null default 0, open care.minor not null, settled_on date,
  check (open = total - adjusted - allocated + credited), check (open >= 0), check (disputed between 0 and open)
);
comment on table bill.bill_balances is 'What is left of a bill. credited is the part of a credit bill that became credit on the account.';
create index balances_account on bill.bill_balances (account_id) where open > 0;
create index balances_customer on bill.bill_balances (customer_id, due_day desc);
create table bill.disputes (
  id bigint generated always as identity primary key, number text not null unique, customer_id bigint not null, account_id bigint not null, bill_id bigint not null references bill.bills, line_id bigint references bill.lines, usage_id bigint, amount care.minor not null check (amount > 0),
  state text not null default 'open' check (state in ('open','underReview','granted','partlyGranted','denied','withdrawn')), reason text not null, channel text not null, opened_at timestamptz not null default care.now(), opened_by text not null default session_user, closed_at timestamptz
);
create index disputes_customer on bill.disputes (customer_id, opened_at desc);
create index disputes_bill on bill.disputes (bill_id);
`,
};
