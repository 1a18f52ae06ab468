import type { Migration } from '../platform/migrate.ts';

/** Opening a customer, checking the caller, calls and notes: what an agent may do around a contact. */
export const cases: Migration = {
  name: '0008-cases',
  sql: `
set local role careline_api;
create function api.open_case(customer bigint, why text, call text, caller text) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor','auditor'); mine care.cases; known boolean; start smallint := 0; proven jsonb := '[]'; case_id bigint; busy int; hourly int;
begin
  perform 1 from care.staff s where s.login = me.login for update;
  perform 1 from care.customers c where c.id = customer;
  if not found then raise exception 'There is no such customer.' using errcode = 'C1005'; end if;
  known := caller is not null and why = 'call' and exists (select from care.contacts c where c.customer_id = customer and c.kind = 'phone' and c.active and c.normal = api.normal_phone(caller));
  if known then start := 1; proven := jsonb_build_array(jsonb_build_object('kind', 'number', 'passed', true, 'at', care.now())); end if;
  if why = 'queue' then
    if not exists (select from care.follow_ups f where f.login = me.login and f.customer_id = customer and f.done_at is null) then raise exception 'This customer is not in your queue.' using errcode = 'C1003'; end if;
    start := (select max(f.level) from care.follow_ups f where f.login = me.login and f.customer_id = customer and f.done_at is null);
  end if;
  select c.* into mine from care.cases c where c.login = me.login and c.customer_id = customer and c.closed_at is null for update;
  if mine.id is not null then
    mine := api.settle_answer(mine);
    -- A new call is a new caller: what the last one proved does not count for this one.
    if call is not null and call is distinct from mine.call_id then
      update care.cases c set call_id = call, from_number = caller, reason = why, level = start, checks = proven, failures = 0, changed_xid = pg_current_xact_id() where c.id = mine.id;
      perform api.write_audit('case.call', 'case ' || mine.id, customer, jsonb_build_object('level', start));
    elsif start > mine.level then
      update care.cases c set level = start, changed_xid = pg_current_xact_id() where c.id = mine.id;
      perform api.write_audit('case.level', 'case ' || mine.id, customer, jsonb_build_object('level', start, 'reason', why));
    end if;
    return mine.id;
  end if;
  select count(*) filter (where c.closed_at is null), count(*) filter (where c.opened_at > care.now() - interval '1 hour') into busy, hourly from care.cases c where c.login = me.login and (c.closed_at is null or c.opened_at > care.now() - interval '1 hour');
  if busy >= (case me.role when 'agent' then 15 else 40 end) then raise exception 'You have % customers open. Close one first.', busy using errcode = 'C1003'; end if;
  if hourly >= (case me.role when 'agent' then 60 else 200 end) then raise exception 'You opened % customers within an hour. Ask your supervisor.', hourly using errcode = 'C1003'; end if;
  insert into care.cases (customer_id, login, reason, call_id, from_number, level, checks) values (customer, me.login, why, call, caller, start, proven) returning id into case_id;
  perform api.write_audit('case.open', 'case ' || case_id, customer, jsonb_build_object('reason', why, 'level', start));
  return case_id;
end $$;
create function api.close_case(customer bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.me(); k care.cases;
begin
  select c.* into k from care.cases c where c.login = me.login and c.customer_id = customer and c.closed_at is null for update;
  if found then perform api.settle_answer(k); end if;
  update care.cases c set closed_at = care.now() where c.login = me.login and c.customer_id = customer and c.closed_at is null;
  if found then perform api.write_audit('case.close', 'customer ' || customer, customer, '{}'); end if;
end $$;
-- A desk that is left keeps no customer open: whoever sits down next, the same person included, has a new caller before them.
create function api.leave_cases() returns int language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.me(); k care.cases; many int := 0;
begin
  for k in select c.* from care.cases c where c.login = me.login and c.closed_at is null order by c.id for update loop
    perform api.settle_answer(k);
    update care.cases c set closed_at = care.now() where c.id = k.id;
    perform api.write_audit('case.close', 'customer ' || k.customer_id, k.customer_id, jsonb_build_object('why', 'desk left'));
    many := many + 1;
  end loop;
  return many;
end $$;
-- What others did to the customers this person has open, since the mark of the answer before (none: only the mark of now). A
-- transaction that ran at the mark is looked at again, so an entry may come twice and is never missed. A file of usage
-- touches whoever it names, so it counts for all. Looking at a customer changes nothing.
create function api.changed_elsewhere(since text) returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor','auditor'); shown bigint[] := api.my_customers(0);
begin
  return jsonb_build_object('mark', pg_snapshot_xmin(pg_current_snapshot())::text, 'changes', coalesce((select jsonb_agg(jsonb_build_object('entry', e.id, 'customerId', e.customer_id) order by e.id)
    from audit.entries e where e.xid >= since::xid8 and e.login <> me.login and (e.customer_id = any(shown) or e.customer_id is null and e.action like 'usage.%')
      and e.action not like 'case.%' and e.action <> 'contact.reveal'), '[]'));
end $$;
-- After a call nothing that its caller proved counts any longer.
create function api.end_call(customer bigint, call text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor'); k care.cases;
begin
  select c.* into k from care.cases c where c.login = me.login and c.customer_id = customer and c.closed_at is null and c.call_id = call for update;
  if found then perform api.settle_answer(k); end if;
  update care.cases c set call_id = null, from_number = null, level = 0, checks = '[]', failures = 0, reason = 'search', changed_xid = pg_current_xact_id() where c.login = me.login and c.customer_id = customer and c.closed_at is null and c.call_id = call;
  if found then perform api.write_audit('case.callEnded', 'customer ' || customer, customer, '{}'); end if;
end $$;
create function api.case_state(customer bigint) returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select jsonb_build_object('caseId', c.id, 'customerId', c.customer_id, 'name', k.name, 'level', c.level, 'failures', c.failures, 'lockedOut', c.failures >= 3,
    -- Of several answers of one kind the last.
    'outcomes', (select coalesce(jsonb_object_agg(e.said->>'kind', e.said->'passed' order by e.position), '{}') from jsonb_array_elements(c.checks) with ordinality e(said, position)),
    'checks', (select jsonb_agg(coalesce((select p.entry from jsonb_array_elements(c.checks) p(entry) where p.entry->>'kind' = kind and (p.entry->>'passed')::boolean limit 1), jsonb_build_object('kind', kind, 'passed', false, 'at', null)))
      from unnest(array['number','pin','lastPayment','birthDate','customerNumber']) kind))
  from care.cases mine cross join lateral api.judged(mine) c join care.customers k on k.id = c.customer_id
  where mine.login = session_user and mine.customer_id = customer and mine.closed_at is null and mine.changed_xid is distinct from pg_current_xact_id_if_assigned()
$$;
create function api.case_level(customer bigint) returns int language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  return (select (api.judged(c)).level::int from care.cases c where c.login = session_user and c.customer_id = customer and c.closed_at is null and c.changed_xid is distinct from pg_current_xact_id_if_assigned());
end $$;
-- Says nothing and compares nothing: the outcome is read afterwards from the committed case (see api.judged).
create function api.answer_check(customer bigint, check_kind text, answer text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor'); c care.cases; digits text := regexp_replace(answer, '[^0-9]', '', 'g'); misses int; said text;
begin
  select k.* into c from care.cases k where k.login = me.login and k.customer_id = customer and k.closed_at is null for update;
  if not found then raise exception 'Open the customer first.' using errcode = 'C1002'; end if;
  c := api.settle_answer(c);
  if c.failures >= 3 then raise exception 'Three answers did not match. Money and changes stay locked for this contact.' using errcode = 'C1003'; end if;
  -- A new call begins with no failures, so a person who makes up calls is stopped by the day.
  select count(*) into misses from audit.entries e where e.customer_id = customer and e.login = me.login and e.action = 'case.check' and e.details->>'matched' = 'false' and e.at > care.now() - interval '24 hours';
  if misses >= 9 then raise exception 'Too many answers for this customer did not match today. Ask your supervisor.' using errcode = 'C1003'; end if;
  if check_kind = 'pin' then said := (select encode(sha256(convert_to(s.salt || digits, 'UTF8')), 'hex') from vault.caller_secrets s where s.customer_id = customer);
  elsif check_kind = 'birthDate' then said := answer;
  elsif check_kind = 'lastPayment' then said := ltrim(digits, '0');
  elsif check_kind = 'customerNumber' then said := digits;
  else raise exception 'This check is automatic.' using errcode = 'C1003'; end if;
  update care.cases k set changed_xid = pg_current_xact_id(), pending = jsonb_build_object('kind', check_kind, 'digest', api.answer_digest(check_kind, coalesce(said, '')), 'at', care.now()) where k.id = c.id;
  perform api.write_audit('case.answer', 'case ' || c.id, customer, jsonb_build_object('kind', check_kind));
end $$;

create function api.reveal_contact(customer bigint, contact_kind text, contact_label text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor');
begin
  perform api.require_level(customer, 2);
  perform api.write_audit('contact.reveal', contact_kind || ' ' || contact_label, customer, '{}');
end $$;
-- Honours only a reveal that is committed and younger than two minutes (security.md 2.3 row 3).
create function api.revealed_contact(customer bigint, contact_kind text, contact_label text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select c.value from care.contacts c where c.customer_id = customer and c.kind = contact_kind and c.label = contact_label and c.customer_id = any(api.my_customers(2))
    and exists (select from audit.entries e where e.customer_id = customer and e.login = session_user and e.action = 'contact.reveal' and e.object = contact_kind || ' ' || contact_label and e.at > care.now() - interval '2 minutes' and e.xid is distinct from pg_current_xact_id_if_assigned())
$$;

create function api.wrap_up(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor'); customer bigint := (p->>'customerId')::bigint; made bigint;
begin
  if customer is not null then perform api.require_level(customer, 0); end if;
  if not exists (select from care.wrap_up_codes w where w.code = p->>'reason') then raise exception 'Choose a reason from the list.' using errcode = 'C1003'; end if;
  insert into care.interactions (customer_id, channel, direction, login, started_at, ended_at, reason, outcome, summary, call_id, from_number)
    values (customer, 'call', 'in', me.login, (p->>'startedAt')::timestamptz, (p->>'endedAt')::timestamptz, p->>'reason', p->>'outcome', p->>'summary', p->>'callId', care.masked('phone', p->>'from')) returning id into made;
  if p->'followUp' <> 'null'::jsonb and customer is not null then
    insert into care.follow_ups (login, customer_id, title, due_at, level) values (me.login, customer, p->'followUp'->>'title', (p->'followUp'->>'dueAt')::timestamptz, case when api.may_see(customer, 2) then 2 when api.may_see(customer, 1) then 1 else 0 end);
  end if;
  if customer is not null then perform api.end_call(customer, p->>'callId'); end if;
  perform api.write_audit('interaction.add', 'interaction ' || made, customer, jsonb_build_object('reason', p->>'reason', 'outcome', p->>'outcome'));
  return made;
end $$;
create function api.finish_follow_up(follow_up bigint) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('agent','supervisor'); customer bigint;
begin
  update care.follow_ups f set done_at = care.now() where f.id = follow_up and f.login = me.login and f.done_at is null returning f.customer_id into customer;
  if not found then raise exception 'This follow-up is done already or is not yours.' using errcode = 'C1004'; end if;
  perform api.write_audit('followUp.done', 'follow-up ' || follow_up, customer, '{}');
end $$;
`,
};
