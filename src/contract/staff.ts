import { type } from '@orpc/contract';
import { z } from 'zod';
import { command, query, type Role, roles, steps } from './procedure.ts';
import type { Instant } from './dates.ts';

/** The member of staff who is signed in. */
export type Me = {
  readonly login: string; readonly name: string; readonly role: Role; readonly team: string; readonly extension: string;
  /** The password is one that somebody else gave: until the person has chosen their own, nothing else is let through. */
  readonly passwordGiven: boolean;
};

export type DemoAccount = { readonly login: string; readonly name: string; readonly role: Role; readonly password: string };

/** What the app knows before and after sign-in. */
export type AppState = {
  readonly version: string;
  /** 'none' shows the first-start screen; `problem` says in a sentence why a chosen database does not open; while it is `opening`, a sign-in waits. */
  readonly connection: { readonly kind: 'none' | 'demo' | 'server'; readonly label: string; readonly problem: string | null; readonly opening: boolean };
  readonly operator: string | null;
  readonly currency: string;
  readonly zone: string;
  /** The time of the product now; the demo's starts at a date of its own and ticks (architecture.md 10.7). */
  readonly now: Instant;
  /** Only in the demo: one account of each role, with its password, for the sign-in screen. */
  readonly demoAccounts: ReadonlyArray<DemoAccount>;
  readonly me: Me | null;
  readonly locked: boolean;
};

export type StaffMember = Me & { readonly active: boolean; readonly lastSignIn: Instant | null };
export type AuditEntry = { readonly id: number; readonly at: Instant; readonly login: string; readonly action: string; readonly object: string; readonly customerId: number | null; readonly customer: string | null; readonly details: string; readonly sealed: boolean };

const Login = z.string().regex(/^[a-z][a-z0-9._-]{2,31}$/, 'Use 3 to 32 small letters, digits, dot, dash or underscore, starting with a letter.');
const Password = z.string().min(12, 'At least 12 characters.').max(200);

export const staff = {
  appState: query('anyone', 0, 'What the app is connected to, what time it is and who is signed in').output(type<AppState>()),
  testConnection: query('anyone', 0, 'Try a PostgreSQL address without saving it').input(z.strictObject({ url: z.string().max(500) })).output(type<{ ok: boolean; sentence: string }>()),
  chooseConnection: steps('anyone', 0, 'Use the demo or a shared PostgreSQL from now on')
    .input(z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('demo') }), z.strictObject({ kind: z.literal('server'), url: z.string().max(500) })])).output(type<AppState>()),
  signIn: steps('anyone', 0, 'Sign in with name and password').input(z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(200) })).output(type<AppState>()),
  signOut: steps('anyone', 0, 'Sign out; drafts stay').output(type<AppState>()),
  lock: steps('anyone', 0, 'Lock the desk; nothing is shown until the password is given').output(type<AppState>()),
  unlock: steps('anyone', 0, 'Unlock with the password').input(z.strictObject({ password: z.string().min(1).max(200) })).output(type<AppState>()),
  setOwnPassword: steps('anyone', 0, 'Choose a password of one\'s own').input(z.strictObject({ present: z.string().min(1).max(200).nullable(), password: Password })).output(type<AppState>()),
  list: query(['useradmin', 'supervisor', 'auditor'], 0, 'All members of staff').output(type<ReadonlyArray<StaffMember>>()),
  add: command(['useradmin'], 0, 'Add a member of staff').input(z.strictObject({ login: Login, name: z.string().trim().min(2).max(80), role: z.enum(roles), team: z.string().trim().min(1).max(40), extension: z.string().regex(/^\d{0,6}$/), password: Password })).output(type<StaffMember>()),
  setActive: command(['useradmin'], 0, 'Let a member of staff in, or keep them out').input(z.strictObject({ login: Login, active: z.boolean() })).output(type<StaffMember>()),
  setPassword: command(['useradmin'], 0, 'Give a member of staff a new password, to be changed at the next sign-in').input(z.strictObject({ login: Login, password: Password })).output(type<{ login: string }>()),
  audit: query(['auditor', 'supervisor'], 0, 'The audit trail, newest first').input(z.strictObject({ before: z.int().positive().optional(), login: z.string().max(64).optional(), action: z.string().max(64).optional() })).output(type<{ rows: ReadonlyArray<AuditEntry>; next: number | null; lastSeal: Instant | null }>()),
};
