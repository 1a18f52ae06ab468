import type { Knex } from 'knex';
import { quoted } from '../platform/database.ts';
import { scramVerifier } from '../platform/scram.ts';

export type DemoAccount = { readonly login: string; readonly password: string; readonly name: string; readonly role: 'agent' | 'supervisor' | 'operator' | 'auditor' | 'useradmin'; readonly team: string; readonly extension: string };

/** The people of the demo, one of each role; the sign-in screen of the demo shows them with their passwords. */
export const demoAccounts: ReadonlyArray<DemoAccount> = [
  { login: 'nadia.okafor', password: 'demo-agent-2026', name: 'Nadia Okafor', role: 'agent', team: 'Billing', extension: '4127' },
  { login: 'marcus.reyes', password: 'demo-supervisor-2026', name: 'Marcus Reyes', role: 'supervisor', team: 'Billing', extension: '4101' },
  { login: 'priya.natarajan', password: 'demo-operator-2026', name: 'Priya Natarajan', role: 'operator', team: 'Billing operations', extension: '4302' },
  { login: 'tomas.lind', password: 'demo-auditor-2026', name: 'Tomas Lind', role: 'auditor', team: 'Internal audit', extension: '4550' },
  { login: 'grace.muller', password: 'demo-useradmin-2026', name: 'Grace Muller', role: 'useradmin', team: 'Service desk', extension: '4600' },
];

/** The service that imports, bills and takes payments in the demo. Nobody signs in as it at a desk. */
export const DEMO_WORKER = 'careworker';
const WORKER_PASSWORD = 'demo-worker-2026';

/** Makes the logins with their rights and their rows; those that exist keep their password. As the owner. */
export async function createStaff(owner: Knex): Promise<void> {
  for (const { login, password, role } of demoAccounts) {
    await createLogin(owner, login, password);
    await owner.raw(`grant careline_login, ${quoted(`careline_${role}`)} to ${quoted(login)}`);
    // PostgreSQL 16 and later: who may create roles changes only those it was given.
    await owner.raw(`do $$ begin if current_setting('server_version_num')::int >= 160000 then execute 'grant ${quoted(login)} to careline_provision with admin true, inherit false, set false'; end if; end $$`);
  }
  await createLogin(owner, DEMO_WORKER, WORKER_PASSWORD);
  await owner.raw(`grant careline_login, careline_worker to ${quoted(DEMO_WORKER)}`);
  const superuser: { rows: unknown[] } = await owner.raw('select 1 from pg_catalog.pg_roles r where r.rolname = current_user and r.rolsuper');
  if (superuser.rows.length > 0) await owner.raw(`alter role ${quoted(DEMO_WORKER)} bypassrls`);
  const people = [...demoAccounts.map(({ login, name, role, team, extension }) => ({ login, name, role, team, extension })), { login: DEMO_WORKER, name: 'Careline worker', role: 'worker', team: 'Service', extension: '' }];
  await owner.raw('insert into care.staff (login, name, role, team, extension) select * from jsonb_to_recordset(?::jsonb) as x(login text, name text, role text, team text, extension text) on conflict (login) do nothing', [JSON.stringify(people)]);
}

async function createLogin(owner: Knex, login: string, password: string): Promise<void> {
  const known: { rows: unknown[] } = await owner.raw('select 1 from pg_catalog.pg_roles r where r.rolname = ?', [login]);
  if (known.rows.length > 0) return;
  await owner.raw(`create role ${quoted(login)} login connection limit 4 password '${scramVerifier(password)}'`);
}
