import { Refusal } from '../../contract/errors.ts';
import type { Level } from '../../contract/procedure.ts';
import type { AppState, DemoAccount, Me } from '../../contract/staff.ts';
import { instantOf, realNow } from './clock.ts';
import { type Database, rows, type WritableDb } from './database.ts';
import { log } from './log.ts';
import { samePassword, scramVerifier } from './scram.ts';

/** A database that people can sign in to. Throws a Refusal where name and password do not fit. */
export type Host = {
  readonly kind: 'demo' | 'server';
  readonly label: string;
  readonly operator: string | null;
  readonly currency: string;
  readonly zone: string;
  /** Product time less real time, in milliseconds. */
  readonly offsetMs: number;
  readonly demoAccounts: ReadonlyArray<DemoAccount>;
  readonly signIn: (login: string, password: string) => Promise<{ me: Me; person: Database; host: Pick<Host, 'operator' | 'currency' | 'zone' | 'offsetMs'> }>;
  /** The service that does what was ordered, where it lives with the database itself; null on a server, which has its own. */
  readonly worker: Database | null;
  readonly close: () => Promise<void>;
};

/** A database that is being opened: what the sign-in shows meanwhile. */
export type Opening = Pick<Host, 'kind' | 'label' | 'demoAccounts'> & {
  /** Settled when `useHost` was called with the host, or with the reason why there is none. */
  readonly done: Promise<void>;
};

/** What must survive a restart of the data process: kept by the shell in memory only. */
export type Remembered = { readonly login: string; readonly password: string; readonly locked: boolean } | null;

/** One desk: its database, who is signed in, and how well their callers are known. */
export type Desk = {
  readonly state: () => AppState;
  readonly useHost: (host: Host | null, problem: string | null) => void;
  /** The database of this desk is on its way: names can be typed, and a sign-in waits for it. */
  readonly opens: (opening: Opening) => void;
  readonly host: () => Host | null;
  /** `again` for a data process that started anew under a person at work; otherwise no customer is open at first. */
  readonly signIn: (login: string, password: string, again?: 'again') => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly lock: () => void;
  readonly unlock: (password: string) => Promise<void>;
  /**
   * A password of one's own instead of the present one. Refused where the present one does not fit, or the two are one. One
   * that somebody else gave was typed just now to come in, and needs no proof again: null.
   */
  readonly changePassword: (present: string | null, next: string) => Promise<void>;
  readonly signedIn: () => { me: Me; person: Database };
  readonly levelOf: (customerId: number) => Level;
  readonly setLevel: (customerId: number, level: Level) => void;
  readonly now: () => string;
};

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** What the last caller proved counts for nobody who comes after (architecture.md 10.14). */
const leaveCases = (db: WritableDb) => rows(db, 'select api.leave_cases()');

/** Makes the desk. `remember` is told whenever who is signed in changes; `version` is the product's. */
export function makeDesk(version: string, remember: (who: Remembered) => void): Desk {
  let host: Host | null = null;
  let problem: string | null = null;
  let opening: Opening | null = null;
  let who: { me: Me; person: Database; password: string } | null = null;
  let locked = false;
  let clock: Pick<Host, 'operator' | 'currency' | 'zone' | 'offsetMs'> | null = null;
  const levels = new Map<number, Level>();
  const refused = new Map<string, { times: number; until: number }>();
  const now = () => instantOf(realNow() + ((clock ?? host)?.offsetMs ?? 0));

  /** A wrong password makes the next try wait: 1 s, 2 s, 4 s, at most 30 s. */
  async function delayed<T>(login: string, attempt: () => Promise<T>): Promise<T> {
    const before = refused.get(login);
    const wait = before ? before.until - realNow() : 0;
    if (wait > 0) throw new Refusal('REFUSED', `Wait ${Math.ceil(wait / 1000)} s before the next try.`);
    try {
      const made = await attempt();
      refused.delete(login);
      return made;
    } catch (failure) {
      if (failure instanceof Refusal && failure.code === 'NOT_SIGNED_IN') {
        const times = (before?.times ?? 0) + 1;
        refused.set(login, { times, until: realNow() + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1)) });
      }
      throw failure;
    }
  }

  const tell = () => remember(who ? { login: who.me.login, password: who.password, locked } : null);
  const forget = async () => {
    const person = who?.person;
    who = null;
    locked = false;
    clock = null;
    levels.clear();
    tell();
    await person?.close();
  };

  return {
    state: () => ({
      version, now: now(), locked, me: locked ? null : (who?.me ?? null),
      connection: { kind: (host ?? opening)?.kind ?? 'none', label: (host ?? opening)?.label ?? '', problem, opening: opening !== null },
      operator: clock?.operator ?? host?.operator ?? null, currency: (clock ?? host)?.currency ?? 'USD', zone: (clock ?? host)?.zone ?? 'UTC', demoAccounts: (host ?? opening)?.demoAccounts ?? [],
    }),
    useHost: (next, why) => {
      host = next;
      problem = why;
      opening = null;
    },
    opens: (next) => {
      opening = next;
    },
    host: () => host,
    signIn: async (login, password, again) => {
      await opening?.done;
      const open = host;
      if (!open) throw new Refusal('UNAVAILABLE', problem ?? 'Choose a database first.');
      const made = await delayed(login, () => open.signIn(login, password));
      // Who has yet to choose a password has had no customer open since it was given; those of before are closed then.
      if (!again && !made.me.passwordGiven) await made.person.write(leaveCases);
      await forget();
      who = { me: made.me, person: made.person, password };
      clock = made.host;
      tell();
    },
    signOut: async () => {
      // A line that is down must not keep a person from leaving; what stays open there is closed by the next sign-in.
      if (!who?.me.passwordGiven) await who?.person.write(leaveCases).catch((failure: unknown) => log('warn', `open customers were not closed: ${failure instanceof Error ? failure.message.slice(0, 200) : String(failure)}`));
      await forget();
    },
    lock: () => {
      if (!who) return;
      locked = true;
      tell();
    },
    unlock: async (password) => {
      const current = who;
      const open = host;
      if (!current || !open) throw new Refusal('NOT_SIGNED_IN');
      // The database decides again, so that a password changed or a person shut out in between is noticed.
      const made = await delayed(current.me.login, () => open.signIn(current.me.login, password));
      await made.person.close();
      who = { ...current, password };
      locked = false;
      tell();
    },
    changePassword: async (present, next) => {
      const current = who;
      const open = host;
      if (!current || !open) throw new Refusal('NOT_SIGNED_IN');
      if (locked) throw new Refusal('LOCKED');
      const { login, passwordGiven } = current.me;
      const known = present ?? (passwordGiven ? current.password : '');
      const proven = await delayed(login, () => open.signIn(login, known)).catch((failure: unknown) => {
        throw failure instanceof Refusal && failure.code === 'NOT_SIGNED_IN' ? new Refusal('REFUSED', 'The present password does not fit.') : failure;
      });
      try {
        if (samePassword(known, next)) throw new Refusal('REFUSED', 'Choose another password than the present one.');
        await proven.person.write((db) => rows(db, 'select api.set_own_password(?)', [scramVerifier(next)]));
      } finally {
        await proven.person.close();
      }
      // New connections need the new password, so the person comes in anew; customers stay as they are unless the desk was closed to them.
      const made = await open.signIn(login, next);
      if (passwordGiven) await made.person.write(leaveCases);
      await current.person.close();
      who = { me: made.me, person: made.person, password: next };
      tell();
    },
    signedIn: () => {
      if (!who) throw new Refusal('NOT_SIGNED_IN');
      if (locked) throw new Refusal('LOCKED');
      if (who.me.passwordGiven) throw new Refusal('OWN_PASSWORD');
      return who;
    },
    levelOf: (customerId) => levels.get(customerId) ?? 0,
    setLevel: (customerId, level) => {
      levels.set(customerId, level);
    },
    now,
  };
}
