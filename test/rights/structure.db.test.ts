import { expect, it } from 'vitest';
import { rightsSql } from '../../src/main/migrations/rights.ts';
import { row, rows } from '../../src/main/platform/database.ts';
import { onBothEngines } from '../support/both-engines.ts';
import { smallWorld } from '../support/small-world.ts';

const ours = "('care','bill','pay','ledger','audit','vault','api')";
const groups = ['careline_login', 'careline_agent', 'careline_supervisor', 'careline_operator', 'careline_auditor', 'careline_useradmin'];
const posted = ['audit.entries', 'audit.seals', 'ledger.transactions', 'ledger.entries', 'bill.bills', 'bill.lines', 'bill.taxes', 'bill.rated_usage', 'bill.made_from', 'bill.allowance_ends', 'bill.top_ups', 'bill.usage', 'pay.allocations', 'bill.imports', 'care.changes', 'care.interactions'];

onBothEngines('the structure of rights', smallWorld, (world) => {
  const names = async (sql: string, bindings: ReadonlyArray<unknown> = []) => (await rows<{ name: string }>(world().db.owner, sql, bindings)).map((each) => each.name);

  it('every function that runs with its owner\'s rights pins search_path, TimeZone and DateStyle', async () => {
    const loose = await names(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${ours} and p.prosecdef
      and not coalesce(exists (select from unnest(p.proconfig) c where c ~ '^search_path=pg_catalog, (public, |)pg_temp$') and 'TimeZone=UTC' = any(p.proconfig) and exists (select from unnest(p.proconfig) c where c ~* '^DateStyle=.*ISO, YMD'), false)`);
    expect(loose).toEqual([]);
    expect((await names(`select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${ours} and p.prosecdef`)).length).toBeGreaterThan(40);
  });

  it('PUBLIC may execute none of our functions', async () => {
    expect(await names(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
      where n.nspname in ${ours} and a.grantee = 0 and a.privilege_type = 'EXECUTE'`)).toEqual([]);
  });

  it('every table has row-level security on', async () => {
    expect(await names(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours} and c.relkind in ('r', 'p') and not c.relrowsecurity`)).toEqual([]);
  });

  it('there is no view or materialized view that would read with its owner\'s rights', async () => {
    expect(await names(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours} and c.relkind in ('v', 'm', 'f')`)).toEqual([]);
  });

  it('no person writes to any table but the columns of their own drafts', async () => {
    const writable = await names(`select g || ' ' || p || ' ' || t.name || coalesce('.' || a.attname, '') as name
      from unnest(?::text[]) g cross join unnest(array['INSERT', 'UPDATE', 'REFERENCES']) p
      cross join (select c.oid, c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours} and c.relkind = 'r') t
      join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped where has_column_privilege(g, t.oid, a.attnum, p) order by 1`, [groups]);
    expect(writable.filter((each) => each.startsWith('careline_login'))).toEqual([
      ...['body', 'customer_id', 'key', 'title'].map((column) => `careline_login INSERT care.drafts.${column}`),
      ...['body', 'customer_id', 'saved_at', 'title'].map((column) => `careline_login UPDATE care.drafts.${column}`),
    ]);
    expect(writable.filter((each) => !each.startsWith('careline_login'))).toEqual([]);
    expect(await names(`select g || ' ' || p || ' ' || c.oid::regclass::text as name from unnest(?::text[]) g cross join unnest(array['DELETE', 'TRUNCATE', 'TRIGGER']) p
      cross join pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours} and c.relkind = 'r' and has_table_privilege(g, c.oid, p)`, [groups])).toEqual(['careline_login DELETE care.drafts']);
  });

  it('no person uses a sequence', async () => {
    expect(await names(`select g || ' ' || c.oid::regclass::text as name from unnest(?::text[]) g cross join pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ${ours} and c.relkind = 'S' and (has_sequence_privilege(g, c.oid, 'USAGE') or has_sequence_privilege(g, c.oid, 'UPDATE') or has_sequence_privilege(g, c.oid, 'SELECT'))`, [groups])).toEqual([]);
  });

  it('the owner of the functions can\'t change or delete what is posted', async () => {
    expect(await names("select p || ' ' || t as name from unnest(?::text[]) t cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p where has_table_privilege('careline_api', t, p) or (p = 'UPDATE' and has_any_column_privilege('careline_api', t, p))", [posted])).toEqual([]);
    expect(await names(`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours} and c.relkind = 'r' and (has_table_privilege('careline_api', c.oid, 'DELETE') or has_table_privilege('careline_api', c.oid, 'TRUNCATE'))`)).toEqual([]);
  });

  it('what is posted is guarded by triggers that no setting switches off', async () => {
    const guarded = await names("select t.tgrelid::regclass::text || ' ' || t.tgname as name from pg_trigger t where t.tgenabled = 'A' and not t.tgisinternal");
    expect(guarded).toEqual(expect.arrayContaining([...posted.flatMap((table) => [`${table} never_changed`, `${table} never_emptied`]), 'ledger.entries entries_sum_to_zero']));
  });

  it('no one who can log in owns anything of ours, and no owner can log in', async () => {
    const owners = await names(`select distinct r.rolname || case when r.rolcanlogin then ' (login)' else '' end as name from (
        select c.relowner as o from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ${ours}
        union all select p.proowner from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ${ours}
        union all select t.typowner from pg_type t join pg_namespace n on n.oid = t.typnamespace where n.nspname in ${ours} and t.typname in ('minor', 'micros') and n.nspname = 'care'
        union all select n.nspowner from pg_namespace n where n.nspname in ${ours}) x join pg_roles r on r.oid = x.o order by 1`);
    expect(owners.filter((owner) => !owner.startsWith('postgres'))).toEqual(['careline_api', 'careline_owner', 'careline_provision']);
    expect(await names(`select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_roles r on r.oid = p.proowner where n.nspname in ${ours} and p.prosecdef and r.rolcanlogin`)).toEqual([]);
  });

  it('no person may create anything, anywhere', async () => {
    expect(await names(`select g || ' ' || n.nspname as name from unnest(?::text[]) g cross join pg_namespace n where n.nspname !~ '^pg_toast' and has_schema_privilege(g, n.oid, 'CREATE')`, [groups])).toEqual([]);
    expect(await names("select g || ' ' || p as name from unnest(?::text[]) g cross join unnest(array['CREATE', 'TEMP']) p where has_database_privilege(g, current_database(), p)", [groups])).toEqual([]);
    expect(await names("select g || ' ' || l.lanname as name from unnest(?::text[]) g cross join pg_language l where l.lanname = 'plpgsql' and has_language_privilege(g, l.oid, 'USAGE')", [groups])).toEqual([]);
  });

  it('groups have no powers of their own and are in no other group but agents in supervisors', async () => {
    expect(await names("select r.rolname as name from pg_roles r where r.rolname = any(?::text[]) and (r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication or r.rolcanlogin)", [groups])).toEqual([]);
    expect(await names('select m.member::regrole::text || \' in \' || m.roleid::regrole::text as name from pg_auth_members m where m.member::regrole::text = any(?::text[])', [groups])).toEqual(['careline_supervisor in careline_agent']);
  });

  it('a desk waits for nothing, locks nothing and reads no position of the log', async () => {
    const open = await names("select g || ' ' || p.proname as name from unnest(?::text[]) g cross join pg_proc p where p.pronamespace = 'pg_catalog'::regnamespace and p.proname ~ '^(pg_sleep|pg_advisory|pg_try_advisory|lo_|query_to_xml|pg_notify|pg_current_wal|pg_logical_emit_message|pg_read_file|pg_ls_dir|pg_read_binary_file)' and has_function_privilege(g, p.oid, 'EXECUTE')", [groups]);
    expect(open).toEqual([]);
  });

  it('people execute exactly the functions that the rights name', async () => {
    const wanted = [...rightsSql().matchAll(/^grant execute on function (\S+)\((.*)\) to (.+);$/gm)].flatMap(([, name = '', , who = '']) => who.split(', ').map((role) => `${role} ${name}`)).filter((each) => groups.includes(each.split(' ')[0]!));
    const granted = await names(`select distinct r.rolname || ' ' || n.nspname || '.' || p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) a join pg_roles r on r.oid = a.grantee where n.nspname in ${ours} and r.rolname = any(?::text[])`, [groups]);
    expect(granted.toSorted()).toEqual([...new Set(wanted)].toSorted());
    expect(granted.length).toBeGreaterThan(30);
  });

  it('the numbers of a person\'s session are few, and money is bounded', async () => {
    const limits = await row<{ most: number }>(world().db.owner, "select max(r.rolconnlimit) as most from pg_roles r join care.staff s on s.login = r.rolname where s.role <> 'worker'");
    expect(limits!.most).toBeLessThanOrEqual(6);
    await expect(rows(world().db.owner, "select 1000000000000001::care.minor")).rejects.toThrow(/minor/);
  });
});
