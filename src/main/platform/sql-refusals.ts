import { type ErrorCode, Refusal } from '../../contract/errors.ts';
import { lineWasCut } from './cut-lines.ts';

/** SQLSTATEs of our functions (C1xxx) and of PostgreSQL as refusals. A raw message may show a row, so it is never passed on. */
const codes: Readonly<Record<string, ErrorCode>> = {
  C1001: 'NOT_SIGNED_IN', C1002: 'FORBIDDEN', C1003: 'REFUSED', C1004: 'CONFLICT', C1005: 'NOT_FOUND', C1006: 'NOT_VERIFIED', C1007: 'OWN_PASSWORD',
  '42501': 'FORBIDDEN', '28000': 'NOT_SIGNED_IN', '28P01': 'NOT_SIGNED_IN', '55P03': 'BUSY', '40001': 'BUSY', '40P01': 'BUSY', '57014': 'BUSY', '53300': 'UNAVAILABLE', '57P01': 'UNAVAILABLE', '57P02': 'UNAVAILABLE', '57P03': 'UNAVAILABLE', '08000': 'UNAVAILABLE', '08001': 'UNAVAILABLE', '08003': 'UNAVAILABLE', '08006': 'UNAVAILABLE',
  ECONNREFUSED: 'UNAVAILABLE', ECONNRESET: 'UNAVAILABLE', EPIPE: 'UNAVAILABLE', ENOTFOUND: 'UNAVAILABLE', EAI_AGAIN: 'UNAVAILABLE', ETIMEDOUT: 'UNAVAILABLE', EHOSTUNREACH: 'UNAVAILABLE', ENETUNREACH: 'UNAVAILABLE',
};

/** What node-postgres and knex say without a code when no connection comes in time. */
const tooLate = /^(timeout expired|timeout exceeded when trying to connect)|Knex: Timeout acquiring a connection/;

/** What a failure means to the person at the desk, or undefined where it is a fault of ours. */
export function refusalOf(failure: unknown): Refusal | undefined {
  if (failure instanceof Refusal) return failure;
  if (!(failure instanceof Error)) return undefined;
  const state = 'code' in failure ? String(failure.code) : '';
  const code = codes[state] ?? (lineWasCut(failure) || (state === '' && tooLate.test(failure.message.split(' - ').at(-1) ?? '')) ? 'UNAVAILABLE' : undefined);
  if (!code) return undefined;
  // Only the sentences of our own functions are written for people; knex puts the statement before them.
  return state.startsWith('C1') ? new Refusal(code, failure.message.split(' - ').at(-1)) : new Refusal(code);
}
