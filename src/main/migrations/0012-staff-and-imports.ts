import type { Migration } from '../platform/migrate.ts';

/** Staff administration (the login role and its row in one step) and what the worker and operators write in bulk. */
export const staffAndImports: Migration = {
  name: '0012-staff-and-imports',
  sql: `
set local role careline_provision;
-- Owned by the one role that may create logins. The verifier was made at the desk: the password never travels.
create function api.set_login(who text, verifier text, role text, is_active boolean) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('useradmin');
  if who !~ '^[a-z][a-z0-9._-]{2,31}$' or who like 'careline%' or who like 'pg\\_%' then raise exception 'Use 3 to 32 small letters, digits, dot, dash or underscore, starting with a letter.' using errcode = 'C1003'; end if;
  if verifier is not null and verifier !~ '^SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then raise exception 'The password was not prepared.' using errcode = 'C1003'; end if;
  if not exists (select from pg_catalog.pg_roles r where r.rolname = who) then execute format('create role %I login connection limit 4 password %L', who, verifier);
  elsif exists (select from pg_catalog.pg_roles r where r.rolname = who and (r.rolsuper or r.rolcreaterole or r.rolbypassrls)) or (role is not null and not pg_has_role(who, 'careline_login', 'member')) then raise exception 'This name is taken.' using errcode = 'C1003';
  elsif verifier is not null then execute format('alter role %I password %L', who, verifier); end if;
  if is_active then execute format('alter role %I login', who); else execute format('alter role %I nologin', who); end if;
  if role is not null then execute format('grant careline_login, %I to %I', 'careline_' || role, who); end if;
end $$;
-- A person's own password; only their session can tell who they are.
create function api.set_own_login(verifier text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  if not exists (select from care.staff s where s.login = session_user and s.active and s.role <> 'worker') then raise exception 'No active member of staff is signed in as %.', session_user using errcode = 'C1001'; end if;
  if verifier is null or verifier !~ '^SCRAM-SHA-256\\$[0-9]+:[A-Za-z0-9+/=]+\\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' then raise exception 'The password was not prepared.' using errcode = 'C1003'; end if;
  execute format('alter role %I password %L', session_user, verifier);
end $$;
set local role careline_api;
create function api.add_staff(p jsonb, verifier text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('useradmin');
begin
  if p->>'role' not in ('agent','supervisor','operator','auditor','useradmin') then raise exception 'There is no such role.' using errcode = 'C1003'; end if;
  if exists (select from care.staff s where s.login = p->>'login') then raise exception 'This name is taken.' using errcode = 'C1003'; end if;
  insert into care.staff (login, name, role, team, extension, password_given) values (p->>'login', p->>'name', p->>'role', p->>'team', p->>'extension', true);
  perform api.set_login(p->>'login', verifier, p->>'role', true);
  perform api.write_audit('staff.add', 'staff ' || (p->>'login'), null, jsonb_build_object('role', p->>'role'));
end $$;
create function api.set_staff_active(who text, is_active boolean) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('useradmin');
begin
  if who = me.login then raise exception 'You can''t shut yourself out.' using errcode = 'C1003'; end if;
  update care.staff s set active = is_active where s.login = who and s.role <> 'worker';
  if not found then raise exception 'There is no such member of staff.' using errcode = 'C1005'; end if;
  perform api.set_login(who, null, null, is_active);
  perform api.write_audit(case when is_active then 'staff.allow' else 'staff.shutOut' end, 'staff ' || who, null, '{}');
end $$;
create function api.set_staff_password(who text, verifier text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('useradmin');
begin
  if who = me.login then raise exception 'Change your own password in your own menu.' using errcode = 'C1003'; end if;
  if not exists (select from care.staff s where s.login = who and s.role <> 'worker') then raise exception 'There is no such member of staff.' using errcode = 'C1005'; end if;
  perform api.set_login(who, verifier, null, (select s.active from care.staff s where s.login = who));
  update care.staff s set password_given = true where s.login = who;
  perform api.write_audit('staff.password', 'staff ' || who, null, '{}');
end $$;
create function api.signed_in() returns care.staff language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff;
begin
  update care.staff s set last_sign_in = care.now() where s.login = session_user and s.active returning s.* into me;
  if not found then raise exception 'No active member of staff is signed in as %.', session_user using errcode = 'C1001'; end if;
  perform api.write_audit('staff.signIn', 'staff ' || me.login, null, '{}');
  return me;
end $$;
create function api.set_own_password(verifier text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.set_own_login(verifier);
  update care.staff s set password_given = false where s.login = session_user;
  perform api.write_audit('staff.ownPassword', 'staff ' || session_user, null, '{}');
end $$;

-- One file, all or nothing. events: those that were guided; the rest is counted and kept with its reason.
create function api.import_usage(p jsonb, events jsonb, suspended jsonb) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker','operator'); made bigint; taken int; held int; known int;
begin
  perform 1 from bill.imports i where i.sha256 = p->>'sha256';
  if found then return jsonb_build_object('repeated', true); end if;
  insert into bill.imports (file, sha256, format, profile, rows, accepted, duplicates, unanswered, suspended, rejected) values (p->>'file', p->>'sha256', p->>'format', p->'profile', (p->>'rows')::int, (p->>'accepted')::int, (p->>'duplicates')::int, (p->>'unanswered')::int, (p->>'suspended')::int, p->'rejected') returning id into made;
  insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination, visited, import_id)
    select e.key, s.id, s.account_id, s.customer_id, e.usage, e.start, e.units, e.destination, e.visited, made from jsonb_to_recordset(events) as e(key text, service_id bigint, usage text, start timestamptz, units bigint, destination text, visited text) join care.services s on s.id = e.service_id
    on conflict (key) do nothing;
  get diagnostics taken = row_count;
  insert into bill.suspense (import_id, line, key, reason, row, event) select made, e.line, e.key, e.reason, e.row, e.event from jsonb_to_recordset(suspended) as e(line int, key text, reason text, row text, event jsonb) on conflict (key) do nothing;
  get diagnostics held = row_count;
  if taken <> (p->>'accepted')::int or held <> (p->>'suspended')::int then raise exception 'Usage of this file arrived in the meantime. Import it again.' using errcode = 'C1004'; end if;
  perform api.write_audit('usage.import', 'import ' || made, null, jsonb_build_object('accepted', taken, 'suspended', held));
  return jsonb_build_object('repeated', false, 'importId', made);
end $$;
-- Always by the index of the keys: a plan kept since the tables were small would read them whole for each key.
create function api.known_usage(keys text[]) returns text[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set enable_seqscan = off as $$
begin
  perform api.require('worker','operator');
  return (select coalesce(array_agg(k), '{}') from unnest(keys) k where exists (select from bill.usage u where u.key = k) or exists (select from bill.suspense s where s.key = k and s.resolved_at is null));
end $$;
create function api.guide(lines text[]) returns table (service_id bigint, reference text, started date, ended date) language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker','operator');
  return query select s.id, s.reference, s.started, s.ended from care.services s where s.reference = any(lines);
end $$;
create function api.recycle_suspense(events jsonb) returns int language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('worker','operator'); taken int;
begin
  with wanted as (select e.* from jsonb_to_recordset(events) as e(id bigint, key text, service_id bigint, usage text, start timestamptz, units bigint, destination text, visited text)),
    freed as (update bill.suspense s set resolved_at = care.now() from wanted w where s.id = w.id and s.resolved_at is null returning s.id)
  insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units, destination, visited)
    select w.key, v.id, v.account_id, v.customer_id, w.usage, w.start, w.units, w.destination, w.visited from wanted w join freed f on f.id = w.id join care.services v on v.id = w.service_id on conflict (key) do nothing;
  get diagnostics taken = row_count;
  perform api.write_audit('usage.recycle', 'suspense', null, jsonb_build_object('accepted', taken));
  return taken;
end $$;
`,
};
