import type pg from 'pg';
import { quoted, row, rows } from '../../src/main/platform/database.ts';
import { call, openAt, type SmallWorld } from '../support/small-world.ts';
import type { Attack, Attacker } from './attacks.ts';

/** Words that nobody gets who has no right to them; found anywhere in answers, notices or errors they are a theft. */
export async function secretsFor({ db, ada, ben, billNumber }: SmallWorld, by: Attacker): Promise<ReadonlyArray<string>> {
  const always = [ada.phone, ada.email, ada.address, ben.phone, ben.email, ben.address, 'tok_secret_of_the_gateway', 'key-of-the-small-world', 'salt-11', 'salt-15', 'draft-of-a-colleague', 'root:x:0', 'SCRAM-SHA-256$4096:', 'query-of-a-colleague'];
  const bens = [ben.name, `88${ben.number}`, `${ben.number}-0`, `${ben.number}-2`];
  const adas = [billNumber, `${ada.number}-0`, `${ada.number}-2`, '"4242"', 'P-000001', 'Visa'];
  const trail = (await rows<{ object: string }>(db.owner, "select e.object from audit.entries e where e.action = 'search' limit 1")).map((each) => each.object);
  // The line of a service is its phone number: a verified agent, an auditor and the worker see it in services.
  const lines = [ada.phone, ben.phone];
  if (by === 'agent0') return [...always, ...bens, ...adas, ...trail];
  if (by === 'agent1') return [...always.filter((word) => word !== ada.phone), ...bens, `${ada.number}-0`, '"4242"', 'P-000001', ...trail];
  if (by === 'agent2') return [...always.filter((word) => word !== ada.phone), ...bens, ...trail];
  if (by === 'susan') return [...always, ...bens];
  if (by === 'aldo') return always.filter((word) => !lines.includes(word));
  if (by === 'worker') return ['tok_secret_of_the_gateway', 'salt-11', 'salt-15', 'SCRAM-SHA-256$4096:'];
  return [...always, ...bens, ...adas];
}

const kept = ['care.customers', 'care.contacts', 'care.services', 'care.products', 'care.changes', 'care.wrap_up_codes', 'bill.catalogs', 'bill.accounts', 'bill.imports', 'bill.usage', 'bill.suspense', 'bill.one_time', 'bill.numbers', 'bill.bills', 'bill.lines', 'bill.taxes', 'bill.rated_usage', 'bill.bill_balances', 'bill.disputes', 'pay.methods', 'pay.payments', 'pay.allocations', 'ledger.transactions', 'ledger.entries', 'vault.caller_secrets', 'vault.tokens', 'audit.seals', 'care.settings'];

/** A picture of all that the attacker has no right to change: the books, people, rights, programs, and what others wrote. */
export async function pictureOf({ db }: SmallWorld, login: string, lastAudit: number): Promise<string> {
  const hash = (what: string, from: string) => `select md5(coalesce(string_agg(${what}, '|' order by ${what}), '')) from ${from}`;
  const parts = [
    ...kept.map((table) => hash('t::text', `${table} t`)),
    hash("concat_ws(',', t.login, t.name, t.role, t.team, t.extension, t.active)", 'care.staff t'),
    hash('t::text', `care.cases t where t.login <> '${login}'`), hash('t::text', `care.drafts t where t.login <> '${login}'`), hash('t::text', `care.follow_ups t where t.login <> '${login}'`), hash('t::text', `care.interactions t where t.login <> '${login}'`),
    hash('t::text', `audit.entries t where t.id <= ${lastAudit} or t.login <> '${login}'`),
    hash("concat_ws(',', c.relname, c.relowner, c.relacl, c.relrowsecurity, c.relnamespace)", "pg_class c where c.relkind <> 'i' and c.relnamespace not in (select n.oid from pg_namespace n where n.nspname ~ '^pg_toast')"),
    hash("concat_ws(',', p.proname, p.proowner, p.proacl, p.prosrc, p.proconfig)", "pg_proc p where p.pronamespace <> 'pg_catalog'::regnamespace or p.proacl is not null"), hash("concat_ws(',', n.nspname, n.nspowner, n.nspacl)", "pg_namespace n where n.nspname !~ 'temp'"),
    hash("concat_ws(',', g.tgname, g.tgrelid, g.tgenabled)", 'pg_trigger g'), hash("concat_ws(',', p.polname, p.polrelid)", 'pg_policy p'), hash("concat_ws(',', x.extname)", 'pg_extension x'),
    hash("concat_ws(',', a.rolname, a.rolsuper, a.rolcreaterole, a.rolcanlogin, a.rolbypassrls, a.rolreplication, a.rolconnlimit, a.rolpassword)", "pg_authid a where a.rolname !~ '[.][0-9a-f]{6}$' or split_part(a.rolname, '.', 2) = split_part(current_database(), '_', 3)"),
    // Other files make people of their own in the same server meanwhile; joined, so that one that is dropped has no name left.
    hash("concat_ws(',', g.rolname, m.rolname)", "pg_auth_members a join pg_roles g on g.oid = a.roleid join pg_roles m on m.oid = a.member where concat_ws(' ', g.rolname, m.rolname) !~ '[.][0-9a-f]{6}' or concat_ws(' ', g.rolname, m.rolname) ~ split_part(current_database(), '_', 3)"),
    hash('s::text', 'pg_db_role_setting s'), hash('l.oid::text', 'pg_largeobject_metadata l'), hash('s.slot_name::text', 'pg_replication_slots s'), hash('p.pubname::text', 'pg_publication p'), hash('d::text', 'pg_description d where d.objoid > 16383'),
  ];
  return (await row<{ picture: string }>(db.owner, `select concat_ws(' ', ${parts.map((part) => `(${part})`).join(', ')}) as picture`))!.picture;
}

/** Sends each statement alone and goes on after an error; everything the server said is the loot. */
export async function plunder(client: pg.Client, statements: ReadonlyArray<string>): Promise<string> {
  const loot: string[] = [];
  const hear = (notice: { message?: string }) => void loot.push(notice.message ?? '');
  const copied = (message: { chunk: Buffer }) => void loot.push(message.chunk.toString());
  const wire = (client as unknown as { connection: NodeJS.EventEmitter }).connection;
  client.on('notice', hear);
  wire.on('copyData', copied);
  for (const sql of statements) {
    try {
      const answer = await client.query(sql);
      loot.push(JSON.stringify([answer].flat().map((each) => each.rows)));
    } catch (failure) {
      const { message, detail, hint, where } = failure as { message: string; detail?: string; hint?: string; where?: string };
      loot.push([message, detail, hint, where].join(' '));
    }
  }
  await client.query('rollback').catch(() => undefined);
  client.off('notice', hear);
  wire.off('copyData', copied);
  return loot.join('\n');
}

/** The agents of the list, each made new for the next attack: Ada open at their level, Ben not. */
export async function standReady(world: SmallWorld, by: Attacker): Promise<string> {
  const login = world.db.login(by);
  await world.db.owner.raw('delete from care.cases where login = ?', [login]);
  await world.db.owner.raw('delete from care.follow_ups where login = ?', [login]);
  if (by === 'agent0' || by === 'agent1' || by === 'agent2') await openAt(world, by, world.ada, by === 'agent0' ? 0 : by === 'agent1' ? 1 : 2);
  return login;
}

const highest: Readonly<Partial<Record<Attacker, number>>> = { agent0: 0, agent1: 1, agent2: 2 };

/** What an attack got: nothing where the list is empty. Judged by effect alone, never by the error it met. */
export async function gains(world: SmallWorld, attack: Attack, client: pg.Client, isolation: string): Promise<ReadonlyArray<string>> {
  const login = await standReady(world, attack.by);
  const last = (await row<{ id: number }>(world.db.owner, 'select coalesce(max(id), 0) as id from audit.entries'))!.id;
  const before = await pictureOf(world, login, last);
  const secrets = await secretsFor(world, attack.by);
  await client.query('reset all; reset session authorization; reset role');
  await client.query(`set session characteristics as transaction isolation level ${isolation}`);
  const loot = await plunder(client, attack.statements(world).map((sql) => sql.replaceAll('$me', login)));
  const found = secrets.filter((secret) => loot.includes(secret)).map((secret) => `read ${secret}`);
  if ((await pictureOf(world, login, last)) !== before) found.push('changed what it may not');
  const allowed = highest[attack.by];
  if (allowed !== undefined) {
    const levels = await rows<{ customer_id: number; level: number }>(world.db.owner, 'select c.customer_id, (api.judged(c)).level from care.cases c where c.login = ? and c.closed_at is null', [login]);
    if (levels.some((each) => each.level > (each.customer_id === world.ada.customerId ? allowed : 0))) found.push('raised its level');
  }
  return found;
}

/** What the attacks need lying about: a colleague's draft, case, search and running statement, statistics, an outsider. */
export async function bait(world: SmallWorld): Promise<void> {
  const { db, ben } = world;
  for (const name of ['agent0', 'agent1', 'agent2', 'colleague']) await db.addPerson(name, 'agent');
  await db.as('colleague').write((trx) => rows(trx, "insert into care.drafts (key, title, body) values ('k', 't', 'draft-of-a-colleague')"));
  await openAt(world, 'colleague', ben, 2);
  await call(db, 'colleague', "api.search('bitdiddle')");
  await db.owner.raw(`create role ${quoted(db.login('outsider'))} login`);
  await db.owner.raw('analyze');
}
