import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { Refusal } from '../../contract/errors.ts';
import type { Role } from '../../contract/procedure.ts';
import type { DemoAccount, Me } from '../../contract/staff.ts';
import { realNow } from './clock.ts';
import { type Database, embeddedDatabase, embeddedKnex, row } from './database.ts';
import type { Host } from './desk.ts';
import { engineOnThread } from './embedded-client.ts';
import { lockFolder } from './folder-lock.ts';
import { log } from './log.ts';
import { passwordFits } from './scram.ts';

const SEAL_EVERY_MS = 5_000;
type Settings = { operator: string; currency: string; zone: string; now: string };

/**
 * Opens the embedded database of a folder, copied from the prepared template the first time. `begin` sets the demo's
 * clock. The same roles and functions work as on a server, but the folder belongs to whoever sits at the desk: it is no
 * boundary, and it does not survive a power cut (architecture.md 1).
 */
export async function embeddedHost(options: { folder: string; template: string; moduleFolder: string; demoAccounts: ReadonlyArray<DemoAccount>; begin: (owner: Knex) => Promise<void> }): Promise<Host> {
  const { folder, template, moduleFolder, demoAccounts, begin } = options;
  const unlock = lockFolder(folder);
  try {
    const data = join(folder, 'data');
    if (!existsSync(data)) await copyTemplate(template, data);
    // The engine writes this file and never reads it; an empty one, left by a power cut, keeps it from starting.
    rmSync(join(data, 'postmaster.pid'), { force: true });
    const engine = engineOnThread(data, moduleFolder);
    const owner = await embeddedKnex(engine).catch(async (failure: unknown) => {
      await engine.close();
      throw new Error(`The embedded database in ${folder} does not open (${failure instanceof Error ? failure.message : String(failure)}). Move this folder away to begin with a fresh demo.`);
    });
    await begin(owner);
    const facts = await embeddedFacts(owner);
    const sealing = setInterval(() => void seal(owner), SEAL_EVERY_MS);
    return {
      kind: 'demo', label: 'Demo', demoAccounts, ...facts, worker: embeddedDatabase(owner, 'careworker'),
      signIn: (login, password) => signInEmbedded(owner, facts, login, password),
      close: async () => {
        clearInterval(sealing);
        await owner.destroy();
        await engine.close();
        unlock();
      },
    };
  } catch (failure) {
    unlock();
    throw failure;
  }
}

type Facts = Pick<Host, 'operator' | 'currency' | 'zone' | 'offsetMs'>;

/** Whose database this is and what time it is in it. Throws where the demo was not prepared to its end. */
export async function embeddedFacts(owner: Knex): Promise<Facts> {
  const settings = await row<Settings>(owner, 'select s.operator, s.currency, s.zone, care.now() as now from care.settings s');
  if (!settings) throw new Error('The prepared demo database is not complete. Run "npm run ready" again.');
  return { operator: settings.operator, currency: settings.currency, zone: settings.zone, offsetMs: Date.parse(settings.now) - realNow() };
}

/** Signing in where the engine itself asks for no password: the verifier of the login decides (architecture.md 5). */
export async function signInEmbedded(owner: Knex, facts: Facts, login: string, password: string): Promise<{ me: Me; person: Database; host: Facts }> {
  const found = await row<{ verifier: string | null; login: string; name: string; role: Role; team: string; extension: string; passwordGiven: boolean }>(owner, `select a.rolpassword as verifier, s.login, s.name, s.role, s.team, s.extension, s.password_given as "passwordGiven" from care.staff s join pg_authid a on a.rolname = s.login and a.rolcanlogin where s.login = ? and s.active and s.role <> 'worker'`, [login]);
  // The same work for a name nobody has, so that time does not tell names.
  const fits = passwordFits(password, found?.verifier ?? 'SCRAM-SHA-256$100000:AAAAAAAAAAAAAAAAAAAAAA==$AAAA:AAAA');
  if (!found || !fits) throw new Refusal('NOT_SIGNED_IN', 'Name and password do not fit.');
  const { verifier: _verifier, ...me } = found;
  const person = embeddedDatabase(owner, login);
  await person.write((db) => row(db, 'select api.signed_in()'));
  return { me, person, host: facts };
}

async function copyTemplate(template: string, data: string): Promise<void> {
  if (!existsSync(template)) throw new Error('The prepared demo database is missing. Run "npm run ready".');
  mkdirSync(join(data, '..'), { recursive: true });
  const making = `${data}.making`;
  rmSync(making, { recursive: true, force: true });
  await cp(template, making, { recursive: true });
  renameSync(making, data);
}

async function seal(owner: Knex): Promise<void> {
  try {
    await embeddedDatabase(owner, 'careworker').write((db) => row(db, 'select api.seal_audit()'));
  } catch (failure) {
    log('warn', `audit sealing is late: ${failure instanceof Error ? failure.message.slice(0, 200) : String(failure)}`);
  }
}
