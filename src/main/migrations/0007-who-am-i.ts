import type { Migration } from '../platform/migrate.ts';

/** Who calls, which customers they may see, and the one way an audit row is written. Codes C1xxx become refusals. */
export const whoAmI: Migration = {
  name: '0007-who-am-i',
  sql: `
set local role careline_api;
create function api.me() returns care.staff language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff;
begin
  if current_setting('transaction_isolation') <> 'read committed' then raise exception 'Only READ COMMITTED is allowed.' using errcode = '25001'; end if;
  select s.* into me from care.staff s where s.login = session_user and s.active;
  if not found then raise exception 'No active member of staff is signed in as %.', session_user using errcode = 'C1001'; end if;
  if me.password_given then raise exception 'Choose a password of your own first.' using errcode = 'C1007'; end if;
  return me;
end $$;

create function api.require(variadic allowed text[]) returns care.staff language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.me();
begin
  if not me.role = any(allowed) then raise exception 'Your role does not allow this.' using errcode = 'C1002'; end if;
  return me;
end $$;

-- For policies: whether the caller is at work now in one of these roles. Membership of the role alone is not enough: a person
-- who was shut out keeps the session they have, logins are shared by all databases of a server, and a password that somebody
-- else gave opens nothing.
create function api.works_as(allowed text[]) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  return exists (select from care.staff s where s.login = session_user and s.at_work and s.role = any(allowed));
end $$;

-- An answer is only kept when it is given, and compared from then on: whoever gives it has committed it, with its failure,
-- before anything they can measure depends on it. So no answer is tried and rolled back.
create function api.answer_digest(kind text, answer text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select encode(sha256(convert_to((select s.search_key from care.settings s) || kind || '|' || answer, 'UTF8')), 'hex')
$$;
create function api.true_answers(customer bigint, kind text) returns setof text language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select s.pin_hash from vault.caller_secrets s where kind = 'pin' and s.customer_id = customer and s.pin_hash is not null
  union all select s.birth_date::text from vault.caller_secrets s where kind = 'birthDate' and s.customer_id = customer and s.birth_date is not null
  union all (select p.amount::text from pay.payments p where kind = 'lastPayment' and p.customer_id = customer and p.state = 'captured' order by p.received_at desc, p.id desc limit 1)
  union all select k.number from care.customers k where kind = 'customerNumber' and k.id = customer
  union all select a.number from bill.accounts a where kind = 'customerNumber' and a.customer_id = customer
$$;
create function api.judged(c care.cases) returns care.cases language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare kind text := c.pending->>'kind'; matched boolean; passed text[];
begin
  if c.pending is null then return c; end if;
  matched := exists (select from api.true_answers(c.customer_id, kind) t where api.answer_digest(kind, t) = c.pending->>'digest');
  select coalesce(array_agg(distinct e->>'kind'), '{}') into passed from jsonb_array_elements(c.checks) e where (e->>'passed')::boolean;
  if matched and not kind = any(passed) then passed := passed || kind; end if;
  c.failures := c.failures + (not matched)::int;
  c.checks := c.checks || jsonb_build_array(jsonb_build_object('kind', kind, 'passed', matched, 'at', c.pending->'at'));
  -- Level 2 wants two checks of which one is the PIN (architecture.md 10.14).
  c.level := greatest(c.level, case when cardinality(passed) >= 2 and 'pin' = any(passed) then 2 when cardinality(passed) >= 1 then 1 else 0 end);
  c.pending := null;
  return c;
end $$;

-- A case counts only once it is committed: opening or raising one and reading in the same transaction, to roll it back
-- afterwards, shows nothing (security.md 2.3).
create function api.my_customers(needed int) returns bigint[] language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  return (with mine as (select c.customer_id from care.cases c join care.staff s on s.login = c.login and s.at_work
    where c.login = session_user and c.closed_at is null and (case when c.pending is null then c.level else (api.judged(c)).level end) >= needed and c.changed_xid is distinct from pg_current_xact_id_if_assigned())
  select coalesce(array_agg(m.customer_id), '{}') from (
    select customer_id from mine
    union select child.customer_id from mine join bill.accounts payer on payer.customer_id = mine.customer_id join bill.accounts child on child.payer_id = payer.id) m);
end $$;
create function api.may_see(customer bigint, needed int) returns boolean language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  return exists (select from care.staff s where s.login = session_user and s.at_work and s.role in ('auditor','worker')) or customer = any(api.my_customers(needed));
end $$;
create function api.require_level(customer bigint, needed int) returns void language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  if api.may_see(customer, needed) then return; end if;
  if not api.may_see(customer, 0) then raise exception 'Open the customer first.' using errcode = 'C1002'; end if;
  raise exception 'The caller is not verified enough for this.' using errcode = 'C1006';
end $$;

create function api.write_audit(action text, object text, customer bigint, details jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  insert into audit.entries (action, object, customer_id, details) values (write_audit.action, write_audit.object, customer, write_audit.details);
end $$;

-- Writes down what a committed answer was worth. Called wherever a case changes.
create function api.settle_answer(c care.cases) returns care.cases language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare j care.cases;
begin
  if c.pending is null then return c; end if;
  -- Not in the transaction of the answer itself: what this writes could be measured and rolled back.
  if c.changed_xid = pg_current_xact_id() then raise exception 'One answer at a time.' using errcode = 'C1003'; end if;
  j := api.judged(c);
  update care.cases k set level = j.level, checks = j.checks, failures = j.failures, pending = null where k.id = c.id;
  perform api.write_audit('case.check', 'case ' || c.id, c.customer_id, jsonb_build_object('kind', c.pending->>'kind', 'matched', j.failures = c.failures));
  return j;
end $$;

-- Digits of E.164 without plus, for what a person or a telephone system writes.
create function api.normal_phone(said text) returns text language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  return (select case when trim(said) like '+%' then d.digits when d.digits like '00%' then substr(d.digits, 3) when d.digits like '011%' and length(d.digits) > 11 then substr(d.digits, 4)
    when length(d.digits) = 10 then (select s.country_prefix from care.settings s) || d.digits else d.digits end
  from (select regexp_replace(said, '\\D', '', 'g') as digits) d);
end $$;

-- Seals every committed entry since the last seal: all transactions below the oldest that still runs. Entries are hashed as
-- arrays, so that no value can pass for its neighbour.
create function api.seal_audit() returns int language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare last audit.seals; upto xid8 := pg_snapshot_xmin(pg_current_snapshot()); many bigint; root text; began xid8;
begin
  perform api.require('worker');
  perform pg_advisory_xact_lock(727001);
  select s.* into last from audit.seals s order by s.id desc limit 1;
  began := coalesce(last.to_xid, '0'::xid8);
  select count(*), encode(sha256(convert_to(coalesce(string_agg(jsonb_build_array(e.id, e.at, e.login, e.xid, e.action, e.object, e.customer_id, e.details)::text, E'\\n' order by e.id), ''), 'UTF8')), 'hex')
    into many, root from audit.entries e where e.xid >= began and e.xid < upto;
  if many = 0 then return 0; end if;
  insert into audit.seals (from_xid, to_xid, entries, root, previous, hash)
    values (began, upto, many, root, coalesce(last.hash, ''), encode(sha256(convert_to(concat_ws('|', coalesce(last.hash, ''), root, began, upto, many), 'UTF8')), 'hex'));
  return many;
end $$;
-- Blocks whose entries or links are not what was sealed; none when all is well.
create function api.broken_seals() returns setof bigint language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select s.id from audit.seals s left join lateral (select p.hash, p.to_xid from audit.seals p where p.id < s.id order by p.id desc limit 1) before on true
  where s.previous <> coalesce(before.hash, '') or s.from_xid <> coalesce(before.to_xid, '0'::xid8)
    or s.hash <> encode(sha256(convert_to(concat_ws('|', s.previous, s.root, s.from_xid, s.to_xid, s.entries), 'UTF8')), 'hex')
    or (s.entries, s.root) <> (select count(*), encode(sha256(convert_to(coalesce(string_agg(jsonb_build_array(e.id, e.at, e.login, e.xid, e.action, e.object, e.customer_id, e.details)::text, E'\\n' order by e.id), ''), 'UTF8')), 'hex')
      from audit.entries e where e.xid >= s.from_xid and e.xid < s.to_xid)
$$;
`,
};
