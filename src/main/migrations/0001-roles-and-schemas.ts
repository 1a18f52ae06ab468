import type { Migration } from '../platform/migrate.ts';

/**
 * Roles are per cluster, so everything here can run again. Nobody can log in as an owner or a group; each member of
 * staff is a login of their own (security.md 2.1).
 */
export const rolesAndSchemas: Migration = {
  name: '0001-roles-and-schemas',
  sql: `
do $$
declare r text;
begin
  foreach r in array array['careline_owner','careline_api','careline_login','careline_agent','careline_supervisor','careline_operator','careline_auditor','careline_useradmin','careline_worker','careline_provision'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = r) then execute format('create role %I nologin', r); end if;
  end loop;
  alter role careline_provision createrole;
  if pg_has_role(current_user, 'pg_read_all_data', 'member') and (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
    alter role careline_worker bypassrls;
  end if;
  grant careline_agent to careline_supervisor;
  grant careline_owner, careline_api, careline_provision to current_user;
  if current_setting('server_version_num')::int >= 160000 then
    execute 'grant careline_login, careline_agent, careline_supervisor, careline_operator, careline_auditor, careline_useradmin, careline_worker to careline_provision with admin true, inherit false, set false';
  else
    execute 'grant careline_login, careline_agent, careline_supervisor, careline_operator, careline_auditor, careline_useradmin, careline_worker to careline_provision with admin option';
  end if;
end $$;

create schema care authorization careline_owner;
create schema bill authorization careline_owner;
create schema pay authorization careline_owner;
create schema ledger authorization careline_owner;
create schema audit authorization careline_owner;
create schema vault authorization careline_owner;
create schema api authorization careline_owner;
grant usage, create on schema api to careline_api, careline_provision;
grant usage on schema care, bill, pay, ledger, audit, vault to careline_api, careline_provision;

create domain care.minor as bigint check (value between -1000000000000000 and 1000000000000000);
create domain care.micros as bigint check (value between -9007199254740991 and 9007199254740991);
create extension if not exists pg_trgm;
create extension if not exists fuzzystrmatch;
create extension if not exists btree_gist;
`,
};
