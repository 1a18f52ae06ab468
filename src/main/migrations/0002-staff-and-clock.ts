import type { Migration } from '../platform/migrate.ts';

/** Settings of the operator, the one clock, staff, the audit trail with its seals, and each person's own drafts. */
export const staffAndClock: Migration = {
  name: '0002-staff-and-clock',
  sql: `
set local role careline_owner;
create table care.settings (
  only_row boolean primary key default true check (only_row),
  operator text not null, currency text not null check (currency ~ '^[A-Z]{3}$'), zone text not null,
  country_prefix text not null default '1', demo boolean not null default false,
  clock_offset interval not null default interval '0', search_key text not null
);
comment on table care.settings is 'The operator: one row. clock_offset moves the time of the whole product; only the owner may set it.';

-- What is called again and again is written in plpgsql, not in sql: it keeps its plan for the session.
create function care.now() returns timestamptz language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'
as $$ begin return transaction_timestamp() + coalesce((select s.clock_offset from care.settings s), interval '0'); end $$;
create function care.today() returns date language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD'
as $$ begin return (select ((transaction_timestamp() + s.clock_offset) at time zone s.zone)::date from care.settings s); end $$;

create table care.staff (
  login text primary key check (login ~ '^[a-z][a-z0-9._-]{2,31}$'), name text not null, role text not null check (role in ('agent','supervisor','operator','auditor','useradmin','worker')),
  team text not null, extension text not null default '', active boolean not null default true,
  password_given boolean not null default false, at_work boolean not null generated always as (active and not password_given) stored, created_at timestamptz not null default care.now(), last_sign_in timestamptz
);
comment on table care.staff is 'Members of staff. Each is a login role of PostgreSQL with the same name; the password lives only there. While it is one that somebody else gave, the person may do nothing but choose their own.';

create table audit.entries (
  id bigint generated always as identity primary key, at timestamptz not null default care.now(), login text not null default session_user, xid xid8 not null default pg_current_xact_id(),
  action text not null, object text not null, customer_id bigint, details jsonb not null default '{}'
);
create index on audit.entries (customer_id, id desc);
create index on audit.entries (xid);
comment on table audit.entries is 'Append-only. Written only by posting functions and triggers; sealed in blocks every few seconds.';
create table audit.seals (
  id bigint generated always as identity primary key, at timestamptz not null default care.now(), from_xid xid8 not null, to_xid xid8 not null, entries bigint not null, root text not null, previous text not null, hash text not null
);
comment on table audit.seals is 'Hash-linked blocks over the committed entries of a range of transactions.';

create table care.drafts (
  login text not null default session_user, key text not null, customer_id bigint, title text not null, body text not null check (length(body) <= 100000), saved_at timestamptz not null default care.now(), primary key (login, key)
);
comment on table care.drafts is 'What a person was typing, and their own preferences. Only the author reads them.';
`,
};
