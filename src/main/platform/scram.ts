import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { randomSalt } from './ids.ts';

/** As many as node-postgres accepts from a server; about 50 ms at each sign-in (security.md 3). */
const ROUNDS = 100_000;

/** RFC 3454 C.1.2: spaces of other scripts. */
const spaces = /[\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000]/g;
/** RFC 3454 B.1: characters that stand for nothing. */
const nothing = /\u00AD|\u034F|\u1806|[\u180B-\u180D]|\u200C|\u200D|\u2060|[\uFE00-\uFE0F]|\uFEFF/g;

/** A password as RFC 4013 prepares it, the way the server and node-postgres do: one that a person types is one password. */
function prepared(password: string): string {
  return password.replace(spaces, ' ').replace(nothing, '').normalize('NFKC');
}

/** Whether two ways of typing are one password to the server. */
export function samePassword(one: string, other: string): boolean {
  return prepared(one) === prepared(other);
}

/** The SCRAM-SHA-256 verifier that PostgreSQL stores for a password, so that the password itself never travels. */
export function scramVerifier(password: string, salt: Buffer = randomSalt(16), rounds: number = ROUNDS): string {
  const salted = pbkdf2Sync(prepared(password), salt, rounds, 32, 'sha256');
  const clientKey = createHmac('sha256', salted).update('Client Key').digest();
  const storedKey = createHash('sha256').update(clientKey).digest('base64');
  const serverKey = createHmac('sha256', salted).update('Server Key').digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${storedKey}:${serverKey}`;
}

/** Whether a password fits a stored verifier. False for anything that is not one. */
export function passwordFits(password: string, verifier: string): boolean {
  const found = /^SCRAM-SHA-256\$(\d+):([^$]+)\$[^:]+:.+$/.exec(verifier);
  if (!found) return false;
  const [, rounds = '', salt = ''] = found;
  const made = Buffer.from(scramVerifier(password, Buffer.from(salt, 'base64'), Number(rounds)));
  const kept = Buffer.from(verifier);
  return made.length === kept.length && timingSafeEqual(made, kept);
}
