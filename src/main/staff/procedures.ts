import type { AppState, AuditEntry, StaffMember } from '../../contract/staff.ts';
import { row, rows } from '../platform/database.ts';
import { anyone, asks, does } from '../platform/dispatch.ts';
import { scramVerifier } from '../platform/scram.ts';
import { tryServer } from '../platform/server-host.ts';
import type { Desk } from '../platform/desk.ts';

const AUDIT_PAGE = 200;
const memberColumns = 's.login, s.name, s.role, s.team, s.extension, s.password_given as "passwordGiven", s.active, s.last_sign_in as "lastSignIn"';

/** What the data process does when another database is chosen; the choice is saved there. */
export type ChooseConnection = (choice: { kind: 'demo' } | { kind: 'server'; url: string }) => Promise<void>;

async function and(desk: Desk, work: Promise<void> | void): Promise<AppState> {
  await work;
  return desk.state();
}

export function staffProcedures(choose: ChooseConnection) {
  return {
    appState: anyone.staff.appState.handler(({ context: { desk } }) => desk.state()),
    testConnection: anyone.staff.testConnection.handler(({ input }) => tryServer(input.url)),
    chooseConnection: anyone.staff.chooseConnection.handler(({ context: { desk }, input }) => and(desk, desk.signOut().then(() => choose(input)))),
    signIn: anyone.staff.signIn.handler(({ context: { desk }, input }) => and(desk, desk.signIn(input.login.trim().toLowerCase(), input.password))),
    signOut: anyone.staff.signOut.handler(({ context: { desk } }) => and(desk, desk.signOut())),
    lock: anyone.staff.lock.handler(({ context: { desk } }) => and(desk, desk.lock())),
    unlock: anyone.staff.unlock.handler(({ context: { desk }, input }) => and(desk, desk.unlock(input.password))),
    setOwnPassword: anyone.staff.setOwnPassword.handler(({ context: { desk }, input }) => and(desk, desk.changePassword(input.present, input.password))),
    list: asks.staff.list.handler(({ context: { db } }) => rows<StaffMember>(db, `select ${memberColumns} from care.staff s where s.role <> 'worker' order by s.name`)),
    add: does.staff.add.handler(async ({ context: { db }, input: { password, ...member } }) => {
      await rows(db, 'select api.add_staff(?::jsonb, ?)', [JSON.stringify(member), scramVerifier(password)]);
      return memberOf(db, member.login);
    }),
    setActive: does.staff.setActive.handler(async ({ context: { db }, input }) => {
      await rows(db, 'select api.set_staff_active(?, ?)', [input.login, input.active]);
      return memberOf(db, input.login);
    }),
    setPassword: does.staff.setPassword.handler(async ({ context: { db }, input }) => {
      await rows(db, 'select api.set_staff_password(?, ?)', [input.login, scramVerifier(input.password)]);
      return { login: input.login };
    }),
    audit: asks.staff.audit.handler(async ({ context: { db }, input }) => {
      const found = await rows<AuditEntry>(db, `select e.id, e.at, e.login, e.action, e.object, e.customer_id as "customerId", case when pg_has_role(session_user, 'careline_auditor', 'member') then (select c.name from care.customers c where c.id = e.customer_id) end as customer, e.details::text as details,
        exists (select from audit.seals s where e.xid >= s.from_xid and e.xid < s.to_xid) as sealed
        from audit.entries e where e.id < ? and (?::text is null or e.login = ?) and (?::text is null or e.action like ? || '%') order by e.id desc limit ?`,
      [input.before ?? Number.MAX_SAFE_INTEGER, input.login ?? null, input.login ?? null, input.action ?? null, input.action ?? null, AUDIT_PAGE + 1]);
      const seal = await row<{ at: string | null }>(db, 'select max(s.at) as at from audit.seals s');
      const page = found.slice(0, AUDIT_PAGE);
      return { rows: page, next: found.length > AUDIT_PAGE ? (page.at(-1)?.id ?? null) : null, lastSeal: seal?.at ?? null };
    }),
  };
}

async function memberOf(db: Parameters<typeof row>[0], login: string): Promise<StaffMember> {
  const found = await row<StaffMember>(db, `select ${memberColumns} from care.staff s where s.login = ?`, [login]);
  if (!found) throw new Error(`${login} is not there`);
  return found;
}
