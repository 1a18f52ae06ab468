import { randomBytes, randomUUID } from 'node:crypto';

/** A name no two desks give twice, for idempotency keys and references to quote. */
export function newKey(): string {
  return randomUUID();
}

/** A short reference a person can read aloud: "E-7K2Q9". */
export function newReference(): string {
  return `E-${randomBytes(4).toString('base64url').replaceAll(/[-_]/g, '7').slice(0, 5).toUpperCase()}`;
}

/** Random bytes for salts and keys. */
export function randomSalt(bytes: number): Buffer {
  return randomBytes(bytes);
}
