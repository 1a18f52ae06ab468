/**
 * Who may do what, in one place: applied after every migration and again after a database was cloned, because rights on a
 * database itself are not copied with it (architecture.md 5, 10.8). Everything is refused first and then granted by name.
 */

/** Tables a person may read at a verification level; rows are those of customers with an open case. */
const readable: ReadonlyArray<{ readonly table: string; readonly level: 0 | 1 | 2; readonly columns?: string }> = [
  { table: 'care.contacts', level: 1, columns: 'id, customer_id, kind, label, masked, preferred, active' },
  { table: 'care.interactions', level: 1 },
  { table: 'care.changes', level: 1 },
  { table: 'bill.accounts', level: 0 },
  { table: 'care.services', level: 1 },
  { table: 'care.products', level: 1 },
  { table: 'bill.bills', level: 1 },
  { table: 'bill.bill_balances', level: 1 },
  { table: 'bill.disputes', level: 1 },
  { table: 'bill.one_time', level: 1 },
  { table: 'bill.allowance_crossings', level: 1 },
  { table: 'bill.top_ups', level: 1 },
  { table: 'bill.reservations', level: 1 },
  { table: 'bill.lines', level: 2 },
  { table: 'bill.taxes', level: 2 },
  { table: 'bill.usage', level: 2 },
  { table: 'bill.rated_usage', level: 2 },
  { table: 'bill.corrections', level: 2 },
  { table: 'bill.rerated_usage', level: 2 },
  { table: 'pay.methods', level: 2 },
  { table: 'pay.payments', level: 2 },
  { table: 'pay.allocations', level: 2 },
];

/** Functions by who may call them; a function not named here can be called by its owner only. */
const callable: Readonly<Record<string, ReadonlyArray<string>>> = {
  'careline_login, careline_worker': ['api.conversion_rates(text, date)', 'care.now()', 'care.today()', 'care.masked(text, text)', 'api.me()', 'api.signed_in()', 'api.set_own_password(text)', 'api.leave_cases()', 'api.my_customers(int)', 'api.may_see(bigint, int)', 'api.require_level(bigint, int)', 'api.normal_phone(text)', 'api.works_as(text[])'],
  'careline_agent': ['api.export_events(bigint)', 'api.name_of_mine(bigint)', 'api.number_of_mine(bigint)', 'api.open_case(bigint, text, text, text)', 'api.close_case(bigint)', 'api.changed_elsewhere(text)', 'api.end_call(bigint, text)', 'api.case_state(bigint)', 'api.case_level(bigint)', 'api.answer_check(bigint, text, text)', 'api.reveal_contact(bigint, text, text)', 'api.revealed_contact(bigint, text, text)', 'api.wrap_up(jsonb)', 'api.finish_follow_up(bigint)', 'api.tell_crossing(bigint)', 'api.buy_top_up(jsonb)', 'api.search(text)', 'api.who_calls(text)', 'api.issue_bill(jsonb)', 'api.billing_inputs(bigint[])', 'api.address_of(bigint)', 'api.standing_facts(bigint)', 'api.related_to(bigint)'],
  'careline_supervisor': ['api.outages_found(int)', 'api.outages_of_charge(bigint)', 'api.replay_inputs(bigint)', 'api.same_cause(jsonb, int)', 'api.ask_bulk_credit(jsonb)', 'api.order_bulk_credit(bigint, text)', 'api.cancel_bulk_credit(bigint)'],
  'careline_auditor': ['api.export_events(bigint)', 'api.outages_found(int)', 'api.outages_of_charge(bigint)', 'api.same_cause(jsonb, int)', 'api.replay_inputs(bigint)', 'api.bills_to_replay(bigint, int)', 'api.open_case(bigint, text, text, text)', 'api.close_case(bigint)', 'api.changed_elsewhere(text)', 'api.case_state(bigint)', 'api.case_level(bigint)', 'api.search(text)', 'api.billing_inputs(bigint[])', 'api.address_of(bigint)', 'api.standing_facts(bigint)', 'api.related_to(bigint)', 'api.verify_money()', 'api.verify_rerating()', 'api.verify_carried()', 'api.broken_seals()'],
  'careline_operator': ['api.set_conversion_rate(jsonb)', 'api.outages_found(int)', 'api.service_places()', 'api.record_outage(jsonb)', 'api.end_outage(bigint, text)', 'api.start_bill_run(jsonb)', 'api.make_bill_run_final(bigint)', 'api.change_bill_run(bigint, text)', 'api.bill_run_totals(bigint)', 'api.ask_rerating(jsonb)', 'api.order_rerating(bigint, text, text)', 'api.cancel_rerating(bigint)', 'api.import_usage(jsonb, jsonb, jsonb)', 'api.known_usage(text[])', 'api.guide(text[])', 'api.recycle_suspense(jsonb)'],
  'careline_useradmin': ['api.add_staff(jsonb, text)', 'api.set_staff_active(text, boolean)', 'api.set_staff_password(text, text)'],
  // Indexes of customers call these as whoever adds one.
  'careline_worker, careline_api': ['care.folded(text)', 'care.name_parts(text, text, text)'],
  'careline_worker': ['api.export_events(bigint)', 'api.set_conversion_rate(jsonb)', 'api.outages_found(int)', 'api.outages_of_charge(bigint)', 'api.record_outage(jsonb)', 'api.end_outage(bigint, text)', 'api.start_bill_run(jsonb)', 'api.make_bill_run_final(bigint)', 'api.change_bill_run(bigint, text)', 'api.take_bill_chunk(text, int, bigint)', 'api.begin_bill_chunk(bigint, int, text)', 'api.finish_bill_chunk(bigint, int, text, jsonb)', 'api.give_back_bill_chunk(bigint, int, text)', 'api.usual_bills(bigint[], date)', 'api.bill_run_totals(bigint)', 'api.same_cause(jsonb, int)', 'api.next_bulk_credit()', 'api.settle_bulk_credit(bigint, bigint, jsonb)', 'api.next_rerating()', 'api.rerate_count(jsonb)', 'api.tell_rerating(bigint, text, int, int, bigint)', 'api.show_rerating(bigint, jsonb, text)', 'api.finish_rerating(bigint, bigint, text)', 'api.replay_inputs(bigint)', 'api.bills_to_replay(bigint, int)', 'api.issue_bill(jsonb)', 'api.issue_bills(jsonb)', 'api.post_bills(jsonb)', 'api.keep_allowances(jsonb)', 'api.kept_allowances(bigint, date)', 'api.take_crossing_asks(int)', 'api.keep_crossings(jsonb)', 'api.buy_top_up(jsonb)', 'api.hold_for_reservation(bigint)', 'api.reserve_allowance(jsonb)', 'api.release_reservation(text)', 'api.top_ups_of(bigint, date)', 'api.record_payment(jsonb)', 'api.allocate(bigint, jsonb)', 'api.open_dispute(jsonb)', 'api.add_one_time(jsonb)', 'api.import_usage(jsonb, jsonb, jsonb)', 'api.known_usage(text[])', 'api.guide(text[])', 'api.recycle_suspense(jsonb)', 'api.billing_inputs(bigint[])', 'api.seal_audit()', 'api.broken_seals()', 'api.verify_money()', 'api.rerate_accounts(jsonb, bigint, int)', 'api.rerate_inputs(bigint, date, date, jsonb)', 'api.begin_rerating(jsonb, text, text)', 'api.post_corrections(bigint, jsonb)', 'api.verify_rerating()', 'api.verify_carried()', 'api.starts_cycle(text, int, date, date)', 'api.change_cycle(jsonb)', 'api.take_deposit(jsonb)', 'api.return_deposit(bigint, date, text)', 'api.close_account(jsonb)', 'api.issue_credit_note(jsonb)', 'api.set_tax_profile(jsonb)', 'api.record_exemption(jsonb)'],
  'careline_provision': ['api.require(text[])', 'api.me()'],
  'careline_api': ['api.set_login(text, text, text, boolean)', 'api.set_own_login(text)', 'care.now()', 'care.today()', 'care.masked(text, text)'],
};

/** What the owner of the functions may write; it never updates or deletes what is posted. */
const postable = [
  'insert on audit.entries, audit.seals, care.cases, care.search_counts, care.interactions, care.changes, care.follow_ups, care.staff, care.outages, bill.imports, bill.usage, bill.suspense, bill.one_time, bill.numbers, bill.bills, bill.lines, bill.taxes, bill.rated_usage, bill.reratings, bill.corrections, bill.rerated_usage, bill.made_from, bill.allowance_ends, bill.allowance_crossings, bill.crossing_asks, bill.top_ups, bill.reservations, bill.rerating_orders, bill.runs, bill.run_chunks, bill.run_findings, bill.bulk_credits, bill.bulk_credit_items, bill.bill_balances, bill.disputes, pay.payments, pay.allocations, ledger.transactions, ledger.entries, bill.cycle_changes, bill.deposits, bill.tax_profiles, bill.exemptions, bill.conversion_rates',
  'update (ended, services) on care.outages',
  'update (back_day, back_cause) on bill.deposits',
  'update on bill.runs, bill.run_chunks, bill.run_findings, bill.bulk_credits, bill.bulk_credit_items',
  'update on bill.crossing_asks',
  'update (released_at) on bill.reservations',
  'update (state, usage_id, crossed_at, words, told_at, told_by) on bill.allowance_crossings',
  'update on care.cases, care.search_counts, care.follow_ups, care.staff, bill.suspense, bill.numbers, bill.rerating_orders, bill.bill_balances, bill.disputes, pay.payments, bill.accounts, bill.tax_profiles',
];

/** Ids that a function draws before it writes the rows. */
const drawn = 'bill.bills_id_seq, ledger.transactions_id_seq';

const schemas = 'care, bill, pay, ledger, audit, vault, api';
const every = "select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('care','bill','pay','ledger','audit','vault') and c.relkind = 'r'";

/** A condition for policies: the caller is active in one of these roles now; asked once a statement. */
const worksAs = (...roles: ReadonlyArray<string>) => `(select api.works_as('{${roles.join(',')}}'))`;

/**
 * What PostgreSQL lets everyone do and a desk has no use for: anonymous code blocks, large objects, waiting, locks that
 * outlive a transaction, whole tables as XML, and positions of the log, whose growth tells what a function wrote.
 */
const withdrawn = `
do $$ declare f record; begin
  if not (select r.rolsuper from pg_roles r where r.rolname = current_user) then return; end if;
  revoke usage on language plpgsql from public;
  grant usage on language plpgsql to careline_owner, careline_api, careline_provision;
  for f in select p.oid::regprocedure as name, p.proname ~ 'advisory' as lock from pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace
    and p.proname ~ '^(pg_read_|pg_sleep|pg_advisory|pg_try_advisory|lo_|lowrite|loread|pg_notify|pg_logical_emit_message|pg_current_wal|pg_stat_get_wal|pg_stat_get_backend_wal|pg_stat_get_io|pg_export_snapshot|(query|cursor|table|schema|database)_to_xml)' loop
    execute format('revoke execute on function %s from public', f.name);
    if f.lock then execute format('grant execute on function %s to careline_api, careline_worker', f.name); end if;
  end loop;
end $$;`;

function policies(): string {
  return readable.map(({ table, level, columns }) => `
grant select ${columns ? `(${columns})` : ''} on ${table} to careline_agent, careline_auditor;
create policy agents_with_a_case on ${table} for select to careline_agent using (customer_id = any((select api.my_customers(${level}))::bigint[]));
create policy auditors on ${table} for select to careline_auditor using (${worksAs('auditor')});`).join('\n');
}

/** The whole set of rights as one statement string; it can run again and again. */
export function rightsSql(): string {
  const calls = Object.entries(callable).map(([who, functions]) => functions.map((name) => `grant execute on function ${name} to ${who};`).join('\n')).join('\n');
  return `
do $$ declare t text; p record; begin
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to careline_login, careline_worker', current_database());
  for p in select schemaname, tablename, policyname from pg_policies where schemaname in ('care','bill','pay','ledger','audit','vault') loop execute format('drop policy %I on %I.%I', p.policyname, p.schemaname, p.tablename); end loop;
  for t in ${every} loop
    execute format('revoke all on %s from public, careline_api, careline_login, careline_agent, careline_supervisor, careline_operator, careline_auditor, careline_useradmin, careline_worker, careline_provision', t);
    execute format('alter table %s enable row level security', t);
    execute format('grant select on %s to careline_api', t);
    execute format('create policy functions on %s to careline_api using (true) with check (true)', t);
    execute format('grant select on %s to careline_worker', t);
    execute format('create policy worker on %s for select to careline_worker using (true)', t);
  end loop;
end $$;
${withdrawn}
revoke all on schema public from public;
grant usage on schema public to careline_api;
revoke all on schema ${schemas} from public;
grant usage on schema care, bill, pay, api to careline_login, careline_worker, careline_api, careline_provision;
grant usage on schema audit to careline_api, careline_auditor, careline_supervisor, careline_worker;
grant usage on schema ledger to careline_api, careline_auditor, careline_worker;
grant usage on schema vault to careline_api;
revoke select on vault.caller_secrets, vault.tokens from careline_worker;
revoke execute on all functions in schema care, ledger, audit, api from public;
grant execute on all functions in schema api to careline_api;
revoke execute on function api.set_login(text, text, text, boolean), api.set_own_login(text) from careline_api;
${calls}
${postable.map((grant) => `grant ${grant} to careline_api;`).join('\n')}
grant usage on sequence ${drawn} to careline_api;

grant select on care.settings, care.wrap_up_codes, bill.catalogs to careline_login, careline_worker;
create policy everyone on care.settings for select to careline_login using (true);
create policy everyone on care.wrap_up_codes for select to careline_login using (true);
create policy everyone on bill.catalogs for select to careline_login using (true);
revoke select on care.settings from careline_login;
grant select (operator, currency, zone, country_prefix, demo, clock_offset) on care.settings to careline_login, careline_worker;
grant select on care.customers to careline_agent, careline_auditor;
create policy agents_with_a_case on care.customers for select to careline_agent using (id = any((select api.my_customers(0))::bigint[]));
create policy auditors on care.customers for select to careline_auditor using (${worksAs('auditor')});
${policies()}
grant select (login, name, role, team, extension, active, password_given) on care.staff to careline_login;
grant select on care.staff to careline_provision, careline_useradmin, careline_supervisor, careline_auditor;
create policy colleagues on care.staff for select to careline_login, careline_provision using (true);
grant select on care.cases to careline_agent, careline_auditor;
create policy mine on care.cases for select to careline_agent using (login = session_user and ${worksAs('agent', 'supervisor')} and changed_xid is distinct from pg_current_xact_id_if_assigned());
create policy auditors on care.cases for select to careline_auditor using (${worksAs('auditor')});
create policy my_contacts on care.interactions for select to careline_agent using (login = session_user and ${worksAs('agent', 'supervisor')});
grant select on care.follow_ups to careline_agent, careline_auditor;
create policy auditors on care.follow_ups for select to careline_auditor using (${worksAs('auditor')});
create policy mine on care.follow_ups for select to careline_agent using (login = session_user and ${worksAs('agent', 'supervisor')});
grant select, insert, update, delete on care.drafts to careline_login;
create policy mine on care.drafts to careline_login using (login = session_user) with check (login = session_user);
revoke insert, update on care.drafts from careline_login;
grant insert (key, customer_id, title, body), update (customer_id, title, body, saved_at) on care.drafts to careline_login;
grant select on audit.entries, audit.seals to careline_auditor, careline_supervisor;
-- Nobody reads what their own transaction wrote, to undo it afterwards.
create policy readers on audit.entries for select to careline_auditor, careline_supervisor using (${worksAs('auditor', 'supervisor')} and xid is distinct from pg_current_xact_id_if_assigned());
create policy readers on audit.seals for select to careline_auditor, careline_supervisor using (${worksAs('auditor', 'supervisor')});
grant select on ledger.transactions, ledger.entries to careline_auditor;
create policy auditors on ledger.transactions for select to careline_auditor using (${worksAs('auditor')});
create policy auditors on ledger.entries for select to careline_auditor using (${worksAs('auditor')});
grant select on bill.reratings to careline_operator, careline_auditor;
create policy operators on bill.reratings for select to careline_operator using (${worksAs('operator')});
create policy auditors on bill.reratings for select to careline_auditor using (${worksAs('auditor')});
grant select on bill.rerating_orders to careline_operator, careline_auditor;
create policy operators on bill.rerating_orders for select to careline_operator using (${worksAs('operator')});
create policy auditors on bill.rerating_orders for select to careline_auditor using (${worksAs('auditor')});
grant select on bill.bulk_credits, bill.bulk_credit_items to careline_supervisor, careline_auditor;
do $$ declare t text; begin
  foreach t in array array['bill.bulk_credits','bill.bulk_credit_items'] loop
    execute format('create policy readers on %s for select to careline_supervisor, careline_auditor using (${worksAs('supervisor', 'auditor').replaceAll("'", "''")})', t);
  end loop;
end $$;
grant select on bill.runs, bill.run_chunks, bill.run_findings to careline_operator, careline_auditor;
do $$ declare t text; begin
  foreach t in array array['bill.runs','bill.run_chunks','bill.run_findings'] loop
    execute format('create policy operators on %s for select to careline_operator using (${worksAs('operator').replaceAll("'", "''")})', t);
    execute format('create policy auditors on %s for select to careline_auditor using (${worksAs('auditor').replaceAll("'", "''")})', t);
  end loop;
end $$;
grant select on bill.imports, bill.suspense to careline_operator;
create policy operators on bill.imports for select to careline_operator using (${worksAs('operator')});
create policy operators on bill.suspense for select to careline_operator using (${worksAs('operator')});
grant insert on care.customers, care.contacts, care.services, care.products, bill.accounts, bill.catalogs, pay.methods, bill.usage, care.follow_ups, care.interactions, care.changes, vault.caller_secrets, vault.tokens to careline_worker;
grant update (to_day) on care.products to careline_worker;
grant update (status, ended) on care.services to careline_worker;
grant usage on schema vault to careline_worker;
do $$ declare t text; begin
  foreach t in array array['care.customers','care.contacts','care.services','care.products','bill.accounts','bill.catalogs','pay.methods','bill.usage','care.follow_ups','care.interactions','care.changes','vault.caller_secrets','vault.tokens'] loop
    execute format('create policy worker_adds on %s for insert to careline_worker with check (true)', t);
  end loop;
end $$;
create policy worker_changes on care.products for update to careline_worker using (true);
create policy worker_changes on care.services for update to careline_worker using (true);
`;
}
