import { isAbsolute } from 'node:path';
import { Refusal } from '../../contract/errors.ts';
import type { Me } from '../../contract/staff.ts';
import { realNow } from './clock.ts';
import { row, serverDatabase, serverKnex } from './database.ts';
import type { Host } from './desk.ts';
import { tlsOf, tlsRefusal } from './server-tls.ts';
import { refusalOf } from './sql-refusals.ts';

type Facts = { login: string; name: string; role: Me['role']; team: string; extension: string; passwordGiven: boolean; operator: string; currency: string; zone: string; now: string };

/** A call centre's PostgreSQL: signing in is the database login of the person (architecture.md 5). */
export function serverHost(url: string): Host {
  const address = addressOf(url);
  return {
    kind: 'server', label: address.hostname || 'local server', operator: null, currency: 'USD', zone: 'UTC', offsetMs: 0, demoAccounts: [], worker: null, close: async () => undefined,
    signIn: async (login, password) => {
      const person = serverDatabase(url, { login, password });
      try {
        const facts = await person.write((db) => row<Facts>(db, 'select m.login, m.name, m.role, m.team, m.extension, m.password_given as "passwordGiven", s.operator, s.currency, s.zone, care.now() as now from api.signed_in() m cross join care.settings s'));
        if (!facts) throw new Refusal('NOT_SIGNED_IN', 'This database has no settings yet. Run "care migrate" and load a catalog first.');
        // A service works through the command line; nobody sits at a desk as one.
        if (String(facts.role) === 'worker') throw new Refusal('NOT_SIGNED_IN');
        const { operator, currency, zone, now, ...me } = facts;
        return { me, person, host: { operator, currency, zone, offsetMs: Date.parse(now) - realNow() } };
      } catch (failure) {
        await person.close();
        const refusal = refusalOf(failure);
        if (refusal?.code === 'NOT_SIGNED_IN') throw new Refusal('NOT_SIGNED_IN', 'Name and password do not fit.');
        throw refusal ?? tlsRefusal(failure, address) ?? failure;
      }
    },
  };
}

/** The parts of an address that can be tried; refuses what is none, or names a certificate file that is none. */
function addressOf(url: string): URL {
  const wrong = new Refusal('REFUSED', 'Write the address as postgres://host:5432/database.');
  let address: URL;
  try {
    address = new URL(url);
  } catch {
    throw wrong;
  }
  if (!/^postgres(ql)?:$/.test(address.protocol) || address.pathname.length < 2) throw wrong;
  const authority = address.searchParams.get('sslrootcert');
  // The app is started from anywhere: a path from the folder it was started in leads nowhere the next time.
  if (authority && !isAbsolute(authority)) throw new Refusal('REFUSED', `Write the whole path of the certificate file, not "${authority}".`);
  tlsOf(address);
  return address;
}

/** Whether an address leads to a PostgreSQL 15 or newer, in a sentence. The login may be refused: that too is an answer. */
export async function tryServer(url: string): Promise<{ ok: boolean; sentence: string }> {
  let address: URL;
  try {
    address = addressOf(url);
  } catch (failure) {
    return { ok: false, sentence: failure instanceof Error ? failure.message : String(failure) };
  }
  const probe = serverKnex(url, { login: address.username || 'careline_probe', password: decodeURIComponent(address.password) || 'none' }, { min: 0, max: 1 });
  try {
    const found = await row<{ version: number }>(probe, "select current_setting('server_version_num')::int as version");
    return (found?.version ?? 0) >= 150000 ? { ok: true, sentence: `${address.hostname} answers.` } : { ok: false, sentence: `${address.hostname} runs a PostgreSQL older than 15.` };
  } catch (failure) {
    const refusal = refusalOf(failure);
    if (refusal?.code === 'NOT_SIGNED_IN') return { ok: true, sentence: `${address.hostname} answers. Sign in with your own name.` };
    return { ok: false, sentence: tlsRefusal(failure, address)?.message ?? `${address.hostname} does not answer at port ${address.port || 5432}. Check the address, the network and TLS.` };
  } finally {
    await probe.destroy();
  }
}
