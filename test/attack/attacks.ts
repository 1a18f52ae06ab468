import { deskDraft, draftFrom, type SmallWorld, usageLineOf, WORLD_TODAY } from '../support/small-world.ts';

/** Who attacks, with their own login: an agent who has Ada open at level 0, 1 or 2 and Ben not at all, or another role. */
export type Attacker = 'agent0' | 'agent1' | 'agent2' | 'susan' | 'olga' | 'aldo' | 'ulla' | 'worker';

/** A list of statements, each sent alone; an error stops none of the later ones. `$me` stands for the attacker's login. */
export type Attack = { readonly name: string; readonly by: Attacker; readonly statements: (world: SmallWorld) => ReadonlyArray<string> };

const attack = (by: Attacker, name: string, ...statements: ReadonlyArray<string>): Attack => ({ name, by, statements: () => statements });
const made = (by: Attacker, name: string, statements: Attack['statements']): Attack => ({ name, by, statements });
const text = (value: unknown) => `'${JSON.stringify(value).replaceAll("'", "''")}'`;
const bill = (draft: unknown) => `select api.issue_bill(${text(draft)}::jsonb)`;

/** Everything of a customer that is worth having, as plain reads. */
const reads = ['customers', 'contacts', 'services', 'products', 'interactions', 'changes', 'follow_ups', 'cases'].map((table) => `select * from care.${table}`)
  .concat(['accounts', 'bills', 'lines', 'taxes', 'usage', 'rated_usage', 'bill_balances', 'disputes', 'one_time'].map((table) => `select * from bill.${table}`))
  .concat(['payments', 'methods', 'allocations'].map((table) => `select * from pay.${table}`));

const reading: ReadonlyArray<Attack> = [
  attack('agent0', 'read every table', ...reads),
  attack('agent2', 'read every table at level 2 of another customer', ...reads),
  attack('agent2', 'read contacts as they are', 'select value, normal from care.contacts', 'select c from care.contacts c', 'select row_to_json(c) from care.contacts c'),
  attack('agent2', 'filter by a column that may not be read', "select id from care.contacts where value like '+1%'", "select id, 'read' from care.contacts order by normal"),
  attack('agent2', 'read what callers are asked', 'select * from vault.caller_secrets', 'table vault.caller_secrets'),
  attack('agent2', 'read gateway tokens', 'select token from vault.tokens'),
  attack('agent2', 'read the audit', 'select * from audit.entries', 'select * from audit.seals'),
  attack('agent2', 'read the ledger', 'select * from ledger.entries', 'select * from ledger.transactions'),
  attack('agent2', 'read drafts of colleagues', 'select * from care.drafts'),
  attack('agent2', 'read the key of search hashes', 'select search_key from care.settings', 'select s from care.settings s', 'select * from care.settings'),
  attack('agent2', 'read passwords', 'select rolname, rolpassword from pg_authid', 'select * from pg_shadow'),
  attack('agent2', 'copy a table out', 'copy care.contacts to stdout', 'copy care.contacts (id, value) to stdout', 'copy (select value from care.contacts) to stdout', 'copy bill.accounts to stdout', 'copy vault.tokens to stdout'),
  attack('agent2', 'copy to and from files and programs', "copy care.customers to '/tmp/careline-attack'", "copy care.customers to program 'cat'", "copy care.drafts (body) from '/etc/passwd'", "copy care.drafts (body) from program 'cat /etc/passwd'"),
  attack('agent2', 'read files of the server', "select pg_read_file('/etc/passwd')", "select pg_read_binary_file('/etc/passwd')", "select pg_ls_dir('/')", "select pg_ls_logdir()", "select pg_stat_file('/etc/passwd')", "select pg_read_file('postgresql.conf')"),
  attack('agent2', 'large objects', "select lo_import('/etc/passwd', 4711)", "select convert_from(lo_get(4711), 'UTF8')", 'select lo_create(4712)', "select lo_from_bytea(4713, 'x')", "select lo_export(4711, '/tmp/careline-attack')"),
  attack('agent2', 'a whole table as XML', "select query_to_xml('select * from care.contacts', true, false, '')", "select table_to_xml('vault.tokens', true, false, '')", "select schema_to_xml('vault', true, false, '')", "select database_to_xml(true, false, '')"),
  attack('agent0', 'statistics of columns', 'select * from pg_stats', "select * from pg_statistic", 'select * from pg_stats_ext'),
  attack('agent0', 'what colleagues run', 'select * from pg_stat_activity', 'select * from pg_stat_get_activity(null)', 'select * from pg_prepared_statements', 'select * from pg_cursors'),
  attack('agent0', 'errors that show a hidden row', 'select * from care.customers where name::int = 1', 'select * from bill.accounts where number::date is null', "select * from care.customers where 1 / (length(name) - length(name)) = 1", "select xmlparse(document name) from care.customers", 'select * from bill.usage where key::int = 1'),
  attack('agent0', 'operators and casts that are run before the policy', "select * from care.customers where (name || '')::xml is not null", "select * from bill.accounts where cast(number as inet) is not null"),
  attack('agent0', 'row security off', 'set row_security = off', ...reads),
  attack('agent0', 'a cursor held over the end', 'begin', 'declare held cursor with hold for select * from care.customers', 'select api.open_case(2, \'search\', null, null)', 'fetch all from held', 'rollback', 'fetch all from held'),
  attack('agent0', 'a code block that tells what it reads', "do $$ declare r record; begin for r in select * from care.contacts loop raise notice '%', r; end loop; end $$", "do $$ begin raise notice '%', (select string_agg(token, ',') from vault.tokens); end $$"),
  attack('agent0', 'a function of one\'s own', "create function pg_temp.leak(t text) returns boolean language plpgsql cost 0.0000001 as $$ begin raise notice '%', t; return true; end $$", 'select * from care.customers where pg_temp.leak(name)', "create function public.leak(t text) returns boolean language sql as 'select true'"),
  attack('agent0', 'a table, view, schema, type or domain of one\'s own', 'create temp table mine as select * from care.customers', 'create table public.mine (a int)', 'create table care.mine (a int)', 'create view public.mine2 as select * from vault.tokens', 'create schema mine', 'create type public.mine3 as (a int)', 'create domain public.mine4 as int', 'select * into temp mine5 from care.customers'),
  attack('agent0', 'operators and casts of one\'s own', "create operator public.=== (leftarg = text, rightarg = text, function = texteq)", 'create aggregate public.mine (text) (sfunc = textcat, stype = text)', 'create cast (text as int) with inout'),
  attack('agent0', 'a search path that hides our names', 'create schema pg_catalog_2', 'create function public.sha256(bytea) returns bytea language sql as \'select $1\'', "set search_path = public, pg_temp, pg_catalog", 'create temp table staff (login text, active boolean, role text)', "select api.my_customers(0)", ...reads),
  attack('agent0', 'become someone else', ...['careline_owner', 'careline_api', 'careline_provision', 'careline_auditor', 'careline_worker', 'careline_supervisor', 'careline_operator', 'careline_useradmin', 'postgres', 'pg_read_all_data', 'pg_monitor', 'pg_read_server_files'].flatMap((role) => [`set role ${role}`, 'select value from care.contacts', 'select * from vault.tokens', 'select * from audit.entries', 'reset role'])),
  made('agent0', 'become someone else for the session', ({ db }) => ['postgres', db.login('susan'), db.login('worker'), db.login('aldo')].flatMap((login) => [`set session authorization "${login}"`, ...reads, 'begin', `set local session authorization "${login}"`, 'select value from care.contacts', 'rollback'])),
  attack('agent0', 'functions behind the functions', "select api.true_answers(1, 'pin')", "select api.true_answers(2, 'birthDate')", "select api.answer_digest('pin', 'x')", "select api.judged(row(1,2,'x','call',null,null,2,'[]',0,null,now(),null,'1'::xid8)::care.cases)", "select api.settle_answer(c) from care.cases c", "select api.count_search(api.me(), 'x')", "select api.require('worker')"),
  made('agent0', 'functions about a customer who is not open', ({ ben: { customerId: c, accountId: a } }) => [`select api.case_state(${c})`, `select api.name_of_mine(${c})`, `select api.number_of_mine(${c})`, `select api.address_of(${c})`, `select api.standing_facts(${c})`, `select api.related_to(${c})`, `select api.billing_inputs(array[${a}])`, `select api.reveal_contact(${c}, 'phone', 'mobile')`, `select api.revealed_contact(${c}, 'phone', 'mobile')`, `select api.answer_check(${c}, 'pin', '4715')`, `select api.may_see(${c}, 0)::text || '-' from api.require_level(${c}, 0)`]),
  made('agent0', 'functions beyond the level', ({ ada: { customerId: c, accountId: a } }) => [`select api.address_of(${c})`, `select api.standing_facts(${c})`, `select api.billing_inputs(array[${a}])`, `select api.reveal_contact(${c}, 'phone', 'mobile')`, `select api.revealed_contact(${c}, 'phone', 'mobile')`]),
];

/** Opens or raises, reads, and makes it undone (security.md 2.3, rows 2 and 3). */
const undoing: ReadonlyArray<Attack> = [
  made('agent0', 'open, read, roll back', ({ ben }) => ['begin', `select api.open_case(${ben.customerId}, 'search', null, null)`, ...reads.flatMap((sql) => ['savepoint s', sql, 'rollback to s']), `select api.name_of_mine(${ben.customerId})`, `select api.number_of_mine(${ben.customerId})`, `select api.case_state(${ben.customerId})`, 'rollback']),
  made('agent0', 'open in a savepoint that is released, read, roll back', ({ ben }) => ['begin', 'savepoint a', `select api.open_case(${ben.customerId}, 'search', null, null)`, 'release savepoint a', 'savepoint b', 'select * from care.customers', 'select * from bill.accounts', 'rollback']),
  made('agent0', 'open in a savepoint that is rolled back, read', ({ ben }) => ['begin', 'savepoint a', `select api.open_case(${ben.customerId}, 'search', null, null)`, 'rollback to savepoint a', 'select * from care.customers', 'select * from bill.accounts', 'commit']),
  made('agent0', 'open and read in one statement that fails at its end', ({ ben }) => [`with o as materialized (select api.open_case(${ben.customerId}, 'search', null, null) as id) select k.*, a.* from o, care.customers k, bill.accounts a where o.id > 0 and k.id = ${ben.customerId}`, `select api.open_case(${ben.customerId}, 'search', null, null), k.number from bill.accounts k; select 1 / 0`]),
  made('agent0', 'open as one batch and roll back', ({ ben }) => [`begin; select api.open_case(${ben.customerId}, 'search', null, null); select * from care.customers; select * from bill.accounts; rollback`]),
  made('agent0', 'prepare the opening in two phases', ({ ben }) => ['begin', `select api.open_case(${ben.customerId}, 'search', null, null)`, "prepare transaction 'attack'", 'select * from bill.accounts', "rollback prepared 'attack'"]),
  made('agent2', 'reveal, read, roll back', ({ ada }) => ['phone', 'email', 'address'].flatMap((kind) => ['begin', `select api.reveal_contact(${ada.customerId}, '${kind}', 'mobile'), api.reveal_contact(${ada.customerId}, '${kind}', 'private')`, `select api.revealed_contact(${ada.customerId}, '${kind}', 'mobile'), api.revealed_contact(${ada.customerId}, '${kind}', 'private')`, 'rollback'])),
  attack('agent0', 'share a snapshot or a portal with a colleague', 'begin', 'select pg_export_snapshot()', "set transaction snapshot '00000003-00000001-1'", ...reads, 'rollback'),
];

const raising: ReadonlyArray<Attack> = [
  attack('agent0', 'raise one\'s own level', 'update care.cases set level = 2', "update care.cases set changed_xid = '1'::xid8, level = 2 where login = session_user", ...reads),
  made('agent0', 'add a case of one\'s own', ({ ben }) => [`insert into care.cases (customer_id, reason, level, changed_xid) values (${ben.customerId}, 'call', 2, '1')`, `insert into care.cases (customer_id, login, reason, level) values (${ben.customerId}, '$me', 'call', 2) on conflict do nothing`, ...reads]),
  made('agent0', 'merge and upsert into cases', ({ ada }) => [`insert into care.cases (customer_id, reason) values (${ada.customerId}, 'call') on conflict (login, customer_id) where closed_at is null do update set level = 2`, `merge into care.cases c using (select 1) x on c.customer_id = ${ada.customerId} when matched then update set level = 2`]),
  made('agent0', 'promise oneself a follow-up and open it from the queue', ({ ada }) => [`select api.wrap_up('{"customerId": ${ada.customerId}, "callId": "x", "from": "", "startedAt": "2026-11-22T18:00:00Z", "endedAt": "2026-11-22T18:00:00Z", "reason": "bill.question", "outcome": "followUp", "summary": "", "followUp": {"title": "Mine", "dueAt": "2026-11-22T18:00:00Z"}}')`, `select api.open_case(${ada.customerId}, 'queue', null, null)`, ...reads]),
  made('agent0', 'put a follow-up into one\'s own queue', ({ ben }) => [`insert into care.follow_ups (login, customer_id, title, due_at) values ('$me', ${ben.customerId}, 'Mine', now())`, `select api.open_case(${ben.customerId}, 'queue', null, null)`, ...reads]),
  made('agent0', 'say that the right number calls, without a call', ({ ada }) => ['link', 'search', 'queue'].map((why) => `select api.open_case(${ada.customerId}, '${why}', 'c', '${ada.phone}')`)),
  made('agent1', 'answer a check that is automatic or unknown', ({ ada }) => ['number', 'code', '', 'PIN', 'pin '].map((kind) => `select api.answer_check(${ada.customerId}, '${kind}', '${ada.phone}')`)),
  made('agent1', 'answers that are nothing or too much', ({ ada }) => ['null', "''", "'%'", "'____'", "'0'", `'${ada.pin.split('').join('x0x')}'`, "repeat('1', 1000000)", "E'4711\\n'"].map((said) => `select api.answer_check(${ada.customerId}, 'pin', ${said})`)),
  made('agent0', 'use a colleague\'s case', ({ ada, db }) => [`update care.cases set login = '$me' where login = '${db.login('colleague')}'`, `select api.answer_check(${ada.customerId}, 'number', '')`, `delete from care.cases where login = '${db.login('colleague')}'`]),
];

const money: ReadonlyArray<Attack> = [
  made('agent2', 'write money by hand', ({ billId, ada }) => ['update bill.bill_balances set open = 0, allocated = total', 'update bill.bills set total = 0, charges = 0, tax = 0', 'delete from bill.lines', 'truncate ledger.entries', `insert into pay.payments (number, customer_id, account_id, amount, currency, method, origin, state, received_at, idempotency_key) values ('P-9', ${ada.customerId}, ${ada.accountId}, 1, 'USD', 'x', 'manual', 'captured', now(), 'x')`, `insert into pay.allocations (bill_id, customer_id, amount) values (${billId}, ${ada.customerId}, 1)`, "insert into bill.numbers values ('2612', 99)", `insert into bill.usage (key, service_id, account_id, customer_id, kind, started_at, units) values ('x', ${ada.serviceId}, ${ada.accountId}, ${ada.customerId}, 'voice', now(), 1)`]),
  made('agent2', 'post to the ledger', ({ ada }) => [`insert into ledger.transactions (kind, customer_id, account_id) values ('creditApplied', ${ada.customerId}, ${ada.accountId})`, `select api.post('creditApplied', ${ada.customerId}, ${ada.accountId}, null, null, '[{"book": "credit", "currency": "USD", "amount": -100}, {"book": "cash", "currency": "USD", "amount": 100}]')`]),
  made('agent2', 'record a payment', ({ ada }) => [`select api.record_payment('{"accountId": ${ada.accountId}, "amount": 2348, "state": "captured", "method": "x", "origin": "manual", "key": "attack"}')`]),
  made('agent2', 'allocate a payment', ({ billId, paymentId }) => [`select api.allocate(${paymentId}, '[{"billId": ${billId}, "amount": 1}]')`]),
  made('agent2', 'dispute and add charges', ({ billId, planLineId, ada }) => [`select api.open_dispute('{"billId": ${billId}, "lineId": ${planLineId}, "amount": 1, "reason": "x", "channel": "call"}')`, `select api.add_one_time('{"accountId": ${ada.accountId}, "charge": "x", "label": "x", "amount": -100, "day": "2026-11-22", "cause": "x"}')`]),
  made('agent2', 'a run of one\'s own', (world) => [`select api.issue_bills(${text([deskDraft(world, world.ada)])}::jsonb)`]),
  made('agent2', 'a bill of a cycle, or the last', (world) => ['normal', 'last', null, ''].map((category) => bill({ ...deskDraft(world, world.ada), category }))),
  made('agent2', 'a bill of another day', (world) => ['2026-11-21', '2026-11-23', '2026-10-31', 'infinity'].map((billDay) => bill({ ...deskDraft(world, world.ada), billDay, period: { from: '2026-11-01', to: '2026-11-01' } }))),
  made('agent2', 'a bill that does not sum', (world) => {
    const good = deskDraft(world, world.ada);
    return [{ total: 1 }, { charges: 1, total: 5 }, { tax: 0, total: 45 }, { total: 0 }, { charges: null, tax: null, total: null }, { charges: '4e1', total: 'NaN' }, { charges: 45.4, total: 49.4 }, { total: '9007199254740993' }].map((change) => bill({ ...good, ...change }));
  }),
  made('agent2', 'a bill that is a credit', (world) => {
    const good = deskDraft(world, world.ada);
    const refund = { ...good.lines[0]!, events: [], amount: -100_000, tax: 0, category: 'discount' };
    return [bill({ ...good, lines: [refund], taxes: [], charges: -100_000, tax: 0, total: -100_000 })];
  }),
  made('agent2', 'events that are priced otherwise than their line', (world) => {
    const good = deskDraft(world, world.ada);
    const line = good.lines[0]!;
    const [one, two] = line.events;
    return [[{ ...one, amount: 0 }, { ...two, amount: 0 }], [{ ...one, micros: 0 }, { ...two, micros: 0 }], [{ ...one, amount: null }, { ...two, amount: 45 }], [one], [{ ...one, amount: 45, micros: 45_000_000 }, one]].map((events) => bill({ ...good, lines: [{ ...line, events }] }));
  }),
  made('agent2', 'a bill of another customer', (world) => [bill(deskDraft(world, world.ben))]),
  made('agent2', 'another customer\'s service, product or usage on a bill', (world) => {
    const good = deskDraft(world, world.ada);
    const line = good.lines[0]!;
    const bens = usageLineOf(world.ben, world.ben.november, line.period as { from: string; to: string });
    return [[bens], [{ ...line, serviceId: world.ben.serviceId }], [{ ...line, productId: world.ben.productId }], [{ ...line, events: bens.events }], [{ ...bens, serviceId: world.ada.serviceId, productId: null }], [{ ...line, serviceId: null, productId: null }]].map((lines) => bill({ ...good, lines }));
  }),
  made('agent2', 'bill usage a second time', (world) => [bill(draftFrom(world, world.ada, [usageLineOf(world.ada, world.ada.october, { from: '2026-11-01', to: WORLD_TODAY })], { category: 'interim', billDay: WORLD_TODAY, dueDay: '2026-12-13', period: { from: '2026-11-01', to: WORLD_TODAY } }))]),
  made('agent2', 'take away the late fee of another customer, or cover a product for years', (world) => {
    const good = deskDraft(world, world.ada);
    const free = { ...good.lines[0]!, events: [], amount: 0, tax: 0, category: 'plan', trace: { kind: 'recurring', price: 0, days: 1, ofDays: 1, refund: false } };
    const as = (line: object, header: object = {}) => bill({ ...good, lines: [line], taxes: [], charges: 0, tax: 0, total: 0, ...header });
    return [as({ ...free, causeBillId: 999_999 }), as({ ...free, productId: world.ben.productId, serviceId: world.ben.serviceId, period: { from: '2026-11-01', to: '2026-12-01' } }), as({ ...free, productId: world.ben.productId }), as({ ...free, period: { from: '2026-11-01', to: '2099-01-01' } }), as(free, { dueDay: '2099-01-01' })];
  }),
  made('agent2', 'a bill in another isolation level', (world) => ['repeatable read', 'serializable'].flatMap((level) => ['begin', `set transaction isolation level ${level}`, bill(deskDraft(world, world.ada)), 'commit'])),
  made('agent1', 'a bill for a caller who is not verified', (world) => [bill(deskDraft(world, world.ada))]),
  made('agent2', 'change what is sold', ({ ben }) => ["update care.products set to_day = '2027-01-01'", "update care.services set status = 'terminated'", `update bill.accounts set payer_id = ${ben.accountId}`, 'update bill.catalogs set body = \'{}\'', "insert into bill.catalogs (name, body, hash) values ('x', '{}', 'x')", "update pay.methods set last4 = '0000'", 'delete from pay.methods', "update care.customers set name = 'x'"]),
  attack('agent2', 'usage of one\'s own', "select api.import_usage('{\"file\": \"x\", \"sha256\": \"x\", \"format\": \"x\", \"profile\": {}, \"rows\": 0, \"accepted\": 0, \"duplicates\": 0, \"unanswered\": 0, \"suspended\": 0, \"rejected\": []}', '[]', '[]')", "select api.recycle_suspense('[]')", "select api.known_usage('{1000015-0}')", "select api.guide('{12065550015}')"),
  attack('agent2', 'delete what is posted', ...['audit.entries', 'ledger.entries', 'ledger.transactions', 'bill.bills', 'bill.rated_usage', 'pay.allocations', 'care.interactions', 'care.changes'].flatMap((table) => [`delete from ${table}`, `truncate ${table} cascade`, `drop table ${table} cascade`])),
  attack('agent2', 'switch the guards off', 'set session_replication_role = replica', 'delete from bill.lines', 'alter table bill.bills disable trigger all', 'drop trigger never_changed on bill.bills', 'alter table care.customers disable row level security', 'alter table care.customers no force row level security', 'drop policy agents_with_a_case on care.customers', 'create policy mine on care.customers using (true)', 'set plpgsql.check_asserts = off', "set check_function_bodies = off"),
];

const identity: ReadonlyArray<Attack> = [
  made('agent2', 'forge the audit', ({ db, ada }) => [`insert into audit.entries (login, action, object, customer_id) values ('${db.login('adam')}', 'case.open', 'case 1', ${ada.customerId})`, "insert into audit.entries (action, object) values ('x', 'x')", `select api.write_audit('bill.issue', 'bill 1', ${ada.customerId}, '{}')`, "update audit.entries set login = 'x'", 'delete from audit.entries', 'select api.seal_audit()', "insert into audit.seals (from_xid, to_xid, entries, root, previous, hash) values ('0', '1', 0, '', '', '')"]),
  made('agent2', 'forge who wrote a draft', ({ db }) => [`insert into care.drafts (login, key, title, body) values ('${db.login('colleague')}', 'forged', 'x', 'x')`, `update care.drafts set login = '${db.login('colleague')}'`, "update care.drafts set body = 'x'", 'delete from care.drafts']),
  made('agent2', 'administer staff', ({ db }) => ["select api.add_staff('{\"login\": \"evil.one\", \"name\": \"Evil\", \"role\": \"supervisor\", \"team\": \"x\", \"extension\": \"\"}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')", `select api.set_staff_active('${db.login('susan')}', false)`, `select api.set_staff_password('${db.login('susan')}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')`, `select api.set_login('${db.login('susan')}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA', 'supervisor', true)`]),
  attack('agent2', 'promote oneself', "update care.staff set role = 'supervisor' where login = session_user", "update care.staff set active = true, team = 'x'", "insert into care.staff (login, name, role, team) values ('evil.two', 'Evil', 'auditor', 'x')", 'grant careline_supervisor to "$me"', 'grant careline_auditor to "$me"', 'grant careline_worker to "$me"', 'grant pg_read_all_data to "$me"', 'grant postgres to "$me"'),
  made('agent2', 'make and change logins', ({ db }) => ['create role evil login superuser', 'create role evil2 login', 'alter role "$me" superuser', 'alter role "$me" createrole', 'alter role "$me" bypassrls', 'alter role "$me" connection limit 1000', 'alter role "$me" replication', `alter role "${db.login('susan')}" password 'x'`, `drop role "${db.login('adam')}"`, `alter role "${db.login('adam')}" rename to evil3`, 'alter role all set row_security = off', `alter role "${db.login('susan')}" set search_path = public`]),
  attack('agent2', 'give rights away', 'grant select on care.customers to public', 'grant all on all tables in schema care to public', 'grant careline_agent to public', 'grant careline_agent to careline_operator', 'alter default privileges grant all on tables to public', 'reassign owned by careline_owner to current_user', 'drop owned by careline_api'),
  attack('agent2', 'change the time', "update care.settings set clock_offset = '1 year'", "insert into care.settings (operator, currency, zone, search_key) values ('x', 'USD', 'UTC', 'x') on conflict do nothing", 'delete from care.settings', "create or replace function care.now() returns timestamptz language sql as 'select now()'"),
  attack('agent2', 'replace our functions', "create or replace function api.me() returns care.staff language sql as 'select s from care.staff s limit 1'", "create function api.my_customers(bigint) returns bigint[] language sql as 'select array[1,2]::bigint[]'", 'alter function api.me() owner to current_user', "alter function api.me() set search_path = public", 'alter function api.search(text) security invoker', 'drop function api.require_level(bigint, int) cascade', 'alter schema api rename to api2'),
  attack('agent2', 'settings of the server', "alter system set log_statement = 'none'", "alter database postgres set row_security = off", 'select pg_reload_conf()', "set log_min_error_statement = 'panic'", "load 'auto_explain'", "set local_preload_libraries = 'x'", "select set_config('session_authorization', 'postgres', false)", "select set_config('role', 'careline_owner', false)", ...reads),
  attack('agent2', 'extensions and languages', 'create extension dblink', 'create extension file_fdw', 'create extension plpython3u', 'create language plpython3u', 'create server evil foreign data wrapper postgres_fdw', "create foreign data wrapper evil", "create event trigger evil on ddl_command_start execute function audit.refuse_change()"),
  attack('agent2', 'replication', 'create publication evil for all tables', "create subscription evil connection 'host=evil' publication evil", "select pg_create_logical_replication_slot('evil', 'test_decoding')", 'select pg_create_physical_replication_slot(\'evil\')', "select pg_logical_emit_message(true, 'x', 'x')"),
  attack('agent2', 'the counter of one\'s searches', "select setval('care.\"searches_of_$me\"', 1)", "select nextval('care.\"searches_of_$me\"')", 'alter sequence care."searches_of_$me" restart', 'drop sequence care."searches_of_$me"', 'delete from care.search_counts', 'update care.search_counts set searches = 0'),
  attack('agent2', 'the server\'s log of changes', 'select pg_current_wal_lsn()', "select pg_ls_waldir()", 'select pg_switch_wal()', "select pg_logical_slot_peek_changes('x', null, null)"),
  attack('agent2', 'comments and labels as notes to others', "comment on table care.customers is 'x'", "comment on role careline_agent is 'x'", "security label on table care.customers is 'x'"),
];

/** The same spirit from other roles, each with what it may do already. */
const others: ReadonlyArray<Attack> = [
  attack('susan', 'a supervisor writes to the audit and to staff', "insert into audit.entries (action, object) values ('x', 'x')", 'delete from audit.entries', "update care.staff set role = 'useradmin'", 'set role careline_useradmin', 'select value from care.contacts', 'select * from vault.tokens', ...reads),
  attack('olga', 'an operator looks for customers', ...reads, "select api.search('ada')", "select api.open_case(1, 'search', null, null)", "select api.billing_inputs('{1,2}')", 'select * from vault.caller_secrets'),
  attack('aldo', 'an auditor looks behind the masks', 'select value from care.contacts', 'select * from vault.caller_secrets', 'select * from vault.tokens', 'select * from care.drafts', "select api.reveal_contact(1, 'phone', 'mobile')", "select api.revealed_contact(1, 'phone', 'mobile')", 'select api.address_of(1)', 'update care.cases set level = 0', 'delete from audit.entries'),
  made('aldo', 'an auditor bills and verifies callers', (world) => [bill(deskDraft(world, world.ada)), `select api.answer_check(${world.ada.customerId}, 'pin', '${world.ada.pin}')`, 'select api.seal_audit()']),
  attack('ulla', 'a user administrator looks at customers', ...reads, "select api.search('ada')", "select api.open_case(1, 'search', null, null)", 'select * from audit.entries'),
  made('ulla', 'a user administrator takes over logins that are not staff', ({ db }) => ['postgres', 'careline_owner', 'careline_api', 'pg_read_all_data', db.login('outsider'), db.login('worker')].flatMap((login) => [`select api.add_staff('{"login": "${login}", "name": "Evil", "role": "supervisor", "team": "x", "extension": ""}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')`, `select api.set_staff_password('${login}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')`, `select api.set_staff_active('${login}', false)`, `select api.set_login('${login}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA', 'supervisor', true)`])),
  made('ulla', 'a user administrator makes a worker, an owner, or a login with a hook', () => ['worker', 'owner', 'api', 'provision', 'login', 'nobody'].map((role) => `select api.add_staff('{"login": "evil.${role}", "name": "Evil", "role": "${role}", "team": "x", "extension": ""}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')`).concat([`select api.add_staff('{"login": "evil\\" superuser", "name": "Evil", "role": "agent", "team": "x", "extension": ""}', 'SCRAM-SHA-256$4096:AAAA$AAAA:AAAA')`, `select api.add_staff('{"login": "evil.four", "name": "Evil", "role": "agent", "team": "x", "extension": ""}', 'plain password')`, `select api.add_staff('{"login": "evil.five", "name": "Evil", "role": "agent", "team": "x", "extension": ""}', 'SCRAM-SHA-256$1:A$A:A'' superuser')`])),
  attack('worker', 'a stolen worker login rewrites the books', 'update bill.bills set total = 0, charges = 0, tax = 0', 'delete from ledger.entries', 'update bill.bill_balances set open = 0', "update pay.payments set amount = 1", 'delete from audit.entries', "insert into ledger.transactions (kind, customer_id, account_id) values ('creditApplied', 1, 1)", "insert into audit.entries (action, object) values ('x', 'x')", 'truncate bill.usage', 'delete from bill.rated_usage'),
  attack('worker', 'a stolen worker login reads secrets', 'select * from vault.caller_secrets', 'select * from vault.tokens', 'copy vault.tokens to stdout', 'select * from pg_authid', 'set role careline_owner', 'set role careline_provision'),
];

export const attacks: ReadonlyArray<Attack> = [...reading, ...undoing, ...raising, ...money, ...identity, ...others];
