import type { Migration } from '../platform/migrate.ts';

/**
 * A bill run as a job (docs/adr/0016): operators start, pause and cancel it, workers do it chunk by chunk. A chunk is leased in
 * one transaction and done in another, which holds its bills, its findings and the mark that it is done.
 */
export const billRuns: Migration = {
  name: '0016-bill-runs',
  sql: `
set local role careline_owner;
create table bill.runs (
  id bigint generated always as identity primary key, mode text not null check (mode in ('trial','final')), trial_id bigint references bill.runs, bill_day date not null, account_ids bigint[], accounts int not null, chunk_size int not null check (chunk_size between 1 and 5000), catalog_id bigint not null references bill.catalogs,
  state text not null default 'running' check (state in ('running','paused','cancelled','done')), asked_at timestamptz not null default care.now(), asked_by text not null default session_user, changed_at timestamptz not null default care.now(), changed_by text not null default session_user, done_at timestamptz, totals jsonb, problem text,
  check ((state = 'done') = (done_at is not null)), check (mode = 'final' or trial_id is null)
);
comment on table bill.runs is 'Bill runs over the accounts whose cycle starts on a day, or over chosen accounts. A trial computes and posts nothing; a final one may follow it.';
create unique index runs_one_final_a_trial on bill.runs (trial_id) where state <> 'cancelled';
create index runs_at_work on bill.runs (id) where state = 'running';
create table bill.run_chunks (
  run_id bigint not null references bill.runs, n int not null, account_ids bigint[] not null, leased_by text, leased_until timestamptz, takes int not null default 0, done_at timestamptz, bills int, currencies jsonb, primary key (run_id, n)
);
comment on table bill.run_chunks is 'Accounts of a run that are billed in one transaction. A lease that ran out is taken by another worker; done is written with the bills themselves.';
create index run_chunks_left on bill.run_chunks (run_id, n) where done_at is null;
create table bill.run_findings (
  id bigint generated always as identity primary key, run_id bigint not null references bill.runs, account_id bigint not null, account text not null, kind text not null check (kind in ('error','zero','negative','high','noUsage','suspense')), reason text, facts jsonb, settled_at timestamptz,
  check ((kind = 'error') = (reason is not null))
);
comment on table bill.run_findings is 'What stands out in a run: bills to look at before they go out, and accounts that could not be billed, settled when they are tried again.';
create index run_findings_run on bill.run_findings (run_id, kind, id);
create index suspense_line on bill.suspense ((event->>'line')) where resolved_at is null;

set local role careline_api;
create function api.bill_run_totals(run bigint) returns jsonb language sql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
  select jsonb_build_object('bills', (select coalesce(sum(k.bills), 0) from bill.run_chunks k where k.run_id = run), 'suspense', (select count(*) from bill.suspense s where s.resolved_at is null),
    'currencies', (select coalesce(jsonb_agg(jsonb_build_object('currency', x.currency, 'bills', x.bills, 'charges', x.charges, 'tax', x.tax, 'total', x.total) order by x.currency), '[]') from (
      select c->>'currency' as currency, sum((c->>'bills')::int) as bills, sum((c->>'charges')::bigint) as charges, sum((c->>'tax')::bigint) as tax, sum((c->>'total')::bigint) as total from bill.run_chunks k cross join jsonb_array_elements(k.currencies) c where k.run_id = run group by 1) x),
    'findings', (select coalesce(jsonb_object_agg(x.kind, x.n), '{}') from (select f.kind, count(*) as n from bill.run_findings f where f.run_id = run and f.settled_at is null group by f.kind) x)) $$;
-- Cuts the accounts of a run into chunks. A trial may look two months ahead, at what there is by now. Whether a cycle that was changed starts on the day is left to the worker.
create function api.plan_bill_run(wanted text, day date, ids bigint[], trial bigint, size int) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare made bigint; found_ids bigint[];
begin
  if day > care.today() + (case wanted when 'trial' then 62 else 0 end) then raise exception '% is still to come: today is %.', day, care.today() using errcode = 'C1003'; end if;
  if size not between 1 and 5000 then raise exception 'A chunk has 1 to 5,000 accounts.' using errcode = 'C1003'; end if;
  found_ids := coalesce((select array_agg(x order by x) from unnest(ids) x), array(select a.id from bill.accounts a where ids is null and a.payer_id is null and a.opened <= day and (a.closed is null or a.closed > day)
    and (api.starts_cycle(a.cycle_unit, a.cycle_day, a.cycle_anchor, day) or exists (select from bill.cycle_changes c where c.account_id = a.id))
    and not exists (select from bill.bills b where b.account_id = a.id and b.bill_day = day and b.category = 'normal') order by a.id));
  insert into bill.runs (mode, trial_id, bill_day, account_ids, accounts, chunk_size, catalog_id) values (wanted, trial, day, ids, cardinality(found_ids), size, (select max(c.id) from bill.catalogs c)) returning id into made;
  insert into bill.run_chunks (run_id, n, account_ids) select made, (x.at - 1) / size + 1, array_agg(x.id order by x.at) from unnest(found_ids) with ordinality as x(id, at) group by 2;
  perform api.write_audit('billRun.start', 'bill run ' || made, null, jsonb_build_object('mode', wanted, 'day', day, 'accounts', cardinality(found_ids), 'trial', trial));
  return made;
exception
  when not_null_violation then raise exception 'There is no catalog to bill by.' using errcode = 'C1003';
  when unique_violation then raise exception 'This trial was made final already.' using errcode = 'C1004';
end $$;
-- p: {mode, day, accounts, chunk}: numbers of accounts, or null for all whose cycle starts on the day.
create function api.start_bill_run(p jsonb) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare me care.staff := api.require('operator','worker'); ids bigint[]; missing text;
begin
  if p - array['mode','day','accounts','chunk'] <> '{}' or (p->>'mode') is null or (p->>'day') is null or (p->>'chunk') is null then raise exception 'A run needs its mode and its day.' using errcode = 'C1003'; end if;
  if me.role = 'operator' and p->>'mode' <> 'trial' then raise exception 'Try the run first: a trial is made final.' using errcode = 'C1003'; end if;
  if p->'accounts' <> 'null' then
    select string_agg(x.number, ', ') into missing from (select n.number from jsonb_array_elements_text(p->'accounts') n(number) where not exists (select from bill.accounts a where a.number = n.number) limit 5) x;
    if missing is not null then raise exception 'No account has the number %.', missing using errcode = 'C1003'; end if;
    ids := array(select a.id from bill.accounts a where a.number in (select jsonb_array_elements_text(p->'accounts')) order by a.id);
    if cardinality(ids) = 0 then raise exception 'Choose an account, or all.' using errcode = 'C1003'; end if;
  end if;
  return api.plan_bill_run(p->>'mode', (p->>'day')::date, ids, null, (p->>'chunk')::int);
exception when invalid_text_representation or invalid_datetime_format or datetime_field_overflow or check_violation then raise exception 'The run is not complete: mode, day and numbers of accounts are needed.' using errcode = 'C1003';
end $$;
create function api.make_bill_run_final(trial bigint) returns bigint language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare r bill.runs;
begin
  perform api.require('operator','worker');
  select x.* into r from bill.runs x where x.id = trial for update;
  if not found then raise exception 'There is no such bill run.' using errcode = 'C1005'; end if;
  if r.mode <> 'trial' or r.state <> 'done' then raise exception 'Only a trial that is done can be made final.' using errcode = 'C1004'; end if;
  if r.catalog_id <> (select max(c.id) from bill.catalogs c) then raise exception 'The catalog changed since the trial. Try the run again first.' using errcode = 'C1004'; end if;
  return api.plan_bill_run('final', r.bill_day, r.account_ids, r.id, r.chunk_size);
end $$;
-- How: pause, resume, cancel, or retry the accounts that could not be billed. What is billed stays billed.
create function api.change_bill_run(run bigint, how text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare r bill.runs; failed bigint[]; last int;
begin
  perform api.require('operator','worker');
  select x.* into r from bill.runs x where x.id = run for update;
  if not found then raise exception 'There is no such bill run.' using errcode = 'C1005'; end if;
  if not coalesce(case how when 'pause' then r.state = 'running' when 'resume' then r.state = 'paused' when 'cancel' then r.state in ('running','paused') when 'retry' then r.state = 'done' end, false) then raise exception 'A run that is % can''t be %.', r.state, case how when 'pause' then 'paused' when 'resume' then 'resumed' when 'cancel' then 'cancelled' else 'billed again' end using errcode = 'C1004'; end if;
  if how = 'retry' then
    if r.catalog_id <> (select max(c.id) from bill.catalogs c) then raise exception 'The catalog changed since this run. Start another one.' using errcode = 'C1004'; end if;
    failed := array(select distinct f.account_id from bill.run_findings f where f.run_id = r.id and f.kind = 'error' and f.settled_at is null order by 1);
    if cardinality(failed) = 0 then raise exception 'Every account of this run is billed.' using errcode = 'C1003'; end if;
    select max(k.n) into last from bill.run_chunks k where k.run_id = r.id;
    insert into bill.run_chunks (run_id, n, account_ids) select r.id, last + (x.at - 1) / r.chunk_size + 1, array_agg(x.id order by x.at) from unnest(failed) with ordinality as x(id, at) group by 2;
    update bill.run_findings f set settled_at = care.now() where f.run_id = r.id and f.kind = 'error' and f.settled_at is null;
  end if;
  if how = 'resume' then update bill.run_chunks k set takes = 0 where k.run_id = r.id and k.done_at is null and k.takes > 0; end if;
  update bill.runs x set state = case how when 'pause' then 'paused' when 'cancel' then 'cancelled' else 'running' end, done_at = null, totals = null, problem = null, changed_at = care.now(), changed_by = session_user where x.id = r.id;
  perform api.write_audit('billRun.' || how, 'bill run ' || r.id, null, case when how = 'retry' then jsonb_build_object('accounts', cardinality(failed)) else '{}' end);
end $$;

-- The next chunk for a worker, leased for so many seconds; of one run, or of any. Runs without a chunk left are closed here,
-- because of two workers that do the last two at once neither sees the other's. A chunk that was taken five times and never
-- came to its end stops its run and says so.
create function api.take_bill_chunk(worker text, seconds int, only_run bigint) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare c bill.run_chunks; r bill.runs; trouble text;
begin
  perform api.require('worker');
  if length(worker) not between 1 and 200 or seconds not between 1 and 3600 then raise exception 'A lease needs the name of its worker and 1 to 3,600 seconds.' using errcode = 'C1003'; end if;
  for r in select x.* from bill.runs x where x.state = 'running' and (only_run is null or x.id = only_run) and not exists (select from bill.run_chunks k where k.run_id = x.id and k.done_at is null) order by x.id for update skip locked loop
    update bill.runs x set state = 'done', done_at = care.now(), changed_at = care.now(), changed_by = session_user, totals = api.bill_run_totals(r.id) where x.id = r.id returning x.* into r;
    perform api.write_audit('billRun.done', 'bill run ' || r.id, null, r.totals);
  end loop;
  select k.* into c from bill.run_chunks k join bill.runs x on x.id = k.run_id where x.state = 'running' and (only_run is null or x.id = only_run) and k.done_at is null
    and (k.leased_until is null or k.leased_until < care.now() or k.leased_by = worker) order by k.run_id, k.n limit 1 for update of k skip locked;
  if not found then
    return jsonb_build_object('state', case when exists (select from bill.runs x where x.state = 'running' and (only_run is null or x.id = only_run)) then 'wait' else 'none' end);
  end if;
  select x.* into r from bill.runs x where x.id = c.run_id;
  trouble := case when r.catalog_id <> (select max(g.id) from bill.catalogs g) then 'The catalog changed while the run was under way. Cancel it and start another one: bills that are made stay.'
    when c.takes >= 5 then 'A part of the run was begun five times and never ended. The log of the worker says more; resume it then.' end;
  if trouble is not null then
    update bill.runs x set state = 'paused', problem = trouble, changed_at = care.now(), changed_by = session_user where x.id = r.id and x.state = 'running';
    perform api.write_audit('billRun.stop', 'bill run ' || r.id, null, jsonb_build_object('problem', trouble));
    return jsonb_build_object('state', 'again');
  end if;
  update bill.run_chunks k set leased_by = worker, leased_until = care.now() + make_interval(secs => seconds), takes = k.takes + 1 where k.run_id = c.run_id and k.n = c.n;
  return jsonb_build_object('state', 'chunk', 'runId', r.id, 'n', c.n, 'mode', r.mode, 'day', r.bill_day, 'selected', r.account_ids is not null, 'accountIds', to_jsonb(c.account_ids));
end $$;
-- First in the transaction that does a chunk: holds the chunk, so that a worker that is slow is not overtaken, and the
-- accounts of a final run in order of id, so that nothing changes between reading and posting.
create function api.begin_bill_chunk(run bigint, part int, worker text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare c bill.run_chunks;
begin
  perform api.require('worker');
  select k.* into c from bill.run_chunks k where k.run_id = run and k.n = part for update;
  if not found or c.done_at is not null or c.leased_by is distinct from worker then raise exception 'Another worker has this part of the run.' using errcode = 'C1004'; end if;
  perform from bill.accounts a join bill.runs r on r.id = run and r.mode = 'final' where a.id = any(c.account_ids) order by a.id for update of a;
end $$;
-- Last in that transaction. A run that was cancelled meanwhile takes nothing more; one that was paused takes what was begun.
-- outcome: {billIds, bills, currencies, findings: [{accountId, kind, reason, facts}]}. A final chunk is refused unless it counts
-- and sums exactly the bills that it names.
create function api.finish_bill_chunk(run bigint, part int, worker text, outcome jsonb) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
declare r bill.runs; posted record; ids bigint[];
begin
  perform api.require('worker');
  select x.* into r from bill.runs x where x.id = run for share;
  if r.state not in ('running','paused') then raise exception 'The run was cancelled.' using errcode = 'C1004'; end if;
  update bill.run_chunks k set done_at = care.now(), leased_until = null, bills = (outcome->>'bills')::int, currencies = outcome->'currencies' where k.run_id = run and k.n = part and k.leased_by = worker and k.done_at is null returning k.account_ids into ids;
  if not found then raise exception 'Another worker has this part of the run.' using errcode = 'C1004'; end if;
  if r.mode = 'final' then
    select count(*) as n, coalesce(sum(b.total), 0) as total into posted from bill.bills b where b.id in (select jsonb_array_elements_text(outcome->'billIds')::bigint) and b.account_id = any(ids) and b.bill_day = r.bill_day and b.category = 'normal';
    if posted.n <> (outcome->>'bills')::int or posted.total <> coalesce((select sum((c->>'total')::bigint) from jsonb_array_elements(outcome->'currencies') c), 0) then raise exception 'The part of the run does not sum to its bills.' using errcode = '23514'; end if;
  end if;
  insert into bill.run_findings (run_id, account_id, account, kind, reason, facts) select run, a.id, a.number, f->>'kind', f->>'reason', f->'facts' from jsonb_array_elements(outcome->'findings') with ordinality as x(f, at) join bill.accounts a on a.id = (f->>'accountId')::bigint order by x.at;
end $$;
-- A worker that could not do its chunk gives it back at once instead of letting the lease run out.
create function api.give_back_bill_chunk(run bigint, part int, worker text) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' as $$
begin
  perform api.require('worker');
  update bill.run_chunks k set leased_until = null, leased_by = null where k.run_id = run and k.n = part and k.leased_by = worker and k.done_at is null;
end $$;
-- What is usual for accounts, to see what stands out: totals of their last six bills of a cycle before the day, whether those
-- had usage, and how much of theirs is in suspense.
create function api.usual_bills(ids bigint[], day date) returns table (account_id bigint, totals jsonb, had_usage boolean, suspended int) language plpgsql stable security definer set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set plan_cache_mode = force_generic_plan as $$
begin
  perform api.require('worker');
  return query select w.id, coalesce(b.totals, '[]'), coalesce(b.used, false), (select count(*)::int from bill.accounts o join care.services s on s.account_id = o.id join bill.suspense x on x.event->>'line' = s.reference and x.resolved_at is null where o.id = w.id or o.payer_id = w.id)
    from unnest(ids) w(id) left join lateral (select jsonb_agg(y.total order by y.bill_day) as totals, bool_or(exists (select from bill.lines l where l.bill_id = y.id and l.events > 0)) as used
      from (select k.id, k.total, k.bill_day from bill.bills k where k.account_id = w.id and k.category = 'normal' and k.bill_day < day order by k.bill_day desc, k.id desc limit 6) y) b on true order by w.id;
end $$;
`,
};
