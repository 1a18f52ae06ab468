import { ORPCError } from '@orpc/client';
import { implement, ValidationError } from '@orpc/server';
import type { StandardHandleResult } from '@orpc/server/standard';
import { contract } from '../../contract/contract.ts';
import { type ErrorCode, errorSentences, Refusal } from '../../contract/errors.ts';
import type { CallMeta } from '../../contract/procedure.ts';
import type { Me } from '../../contract/staff.ts';
import { monotonic } from './clock.ts';
import type { Database, ReadableDb, WritableDb } from './database.ts';
import type { Desk } from './desk.ts';
import { newReference } from './ids.ts';
import { log } from './log.ts';
import { refusalOf } from './sql-refusals.ts';

const SLOW_MS = 100;
const calls = implement(contract).$context<{ desk: Desk }>();

/** Known, signed in with a password of their own, not locked, allowed, and the caller verified enough: in this order (architecture.md 3). */
function admit(desk: Desk, meta: CallMeta, input: unknown): { me: Me; person: Database } {
  const { me, person } = desk.signedIn();
  if (Array.isArray(meta.roles) && !meta.roles.includes(me.role)) throw new Refusal('FORBIDDEN', `${meta.sentence} is not for the role ${me.role}.`);
  const customerId = typeof input === 'object' && input !== null && Object.hasOwn(input, 'customerId') ? Number((input as { customerId: unknown }).customerId) : undefined;
  if (meta.level > 0 && customerId !== undefined && me.role !== 'auditor' && desk.levelOf(customerId) < meta.level) throw new Refusal('NOT_VERIFIED');
  return { me, person };
}

/** Calls that work before anyone is signed in; they see the desk alone. */
export const anyone = calls;

/** Queries: a read-only connection as the person. */
export const asks = calls.use(async ({ context, next, procedure }, input) => {
  const { me, person } = admit(context.desk, procedure['~orpc'].meta, input);
  return person.read(async (db: ReadableDb) => next({ context: { db, me } }));
});

/** Commands: one transaction as the person. */
export const does = calls.use(async ({ context, next, procedure }, input) => {
  const { me, person } = admit(context.desk, procedure['~orpc'].meta, input);
  return person.write(async (db: WritableDb) => next({ context: { db, me } }));
});

/** Commands of several steps: the procedure opens its own transactions. */
export const stepwise = calls.use(async ({ context, next, procedure }, input) => {
  const { me, person } = admit(context.desk, procedure['~orpc'].meta, input);
  return next({ context: { person, me } });
});

type Requested = { readonly request: { readonly url: URL }; readonly next: () => Promise<StandardHandleResult> };

/** Around every message: a call that is not in the contract gets a code and a sentence like any other refusal. */
export async function known({ request, next }: Requested): Promise<StandardHandleResult> {
  const outcome = await next();
  if (outcome.matched) return outcome;
  const reference = newReference();
  log('warn', `${request.url.pathname.replaceAll(/[^\w/]/g, '').slice(0, 60)} UNKNOWN_CALL ${reference}`);
  throw new ORPCError('UNKNOWN_CALL', { status: 404, message: errorSentences.UNKNOWN_CALL, data: { reference } });
}

type Intercepted = { readonly path: ReadonlyArray<string>; readonly next: () => Promise<unknown> };

/** Around every call: its time and outcome in the log, and anything thrown as a code and a sentence. Nothing is lost. */
export async function answered({ path, next }: Intercepted): Promise<unknown> {
  const name = path.join('.');
  const began = monotonic();
  try {
    const value = await next();
    if (isSteps(value)) return followed(name, began, value);
    done(name, began);
    return value;
  } catch (failure) {
    throw refused(name, began, failure);
  }
}

function isSteps(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** A call that tells its progress ends with its last step, and may fail at any of them. */
async function* followed(name: string, began: number, steps: AsyncIterable<unknown>): AsyncGenerator<unknown, void, undefined> {
  try {
    yield* steps;
    done(name, began);
  } catch (failure) {
    throw refused(name, began, failure);
  }
}

const took = (began: number) => `${(monotonic() - began).toFixed(1)} ms`;

function done(name: string, began: number): void {
  log(monotonic() - began > SLOW_MS ? 'warn' : 'info', `${name} ${took(began)} ok`);
}

function refused(name: string, began: number, failure: unknown): ORPCError<ErrorCode, { reference: string }> {
  const { code, sentence, reference } = told(name, failure);
  log(code === 'INTERNAL' ? 'error' : 'info', `${name} ${took(began)} ${code} ${reference}${code === 'INTERNAL' ? ` ${inner(failure)}` : ''}`);
  return new ORPCError(code, { status: code === 'INTERNAL' ? 500 : 400, message: sentence, data: { reference } });
}

function told(name: string, failure: unknown): { code: ErrorCode; sentence: string; reference: string } {
  const reference = newReference();
  if (failure instanceof ORPCError && failure.code === 'BAD_REQUEST') {
    const issue = failure.cause instanceof ValidationError ? failure.cause.issues[0] : undefined;
    const place = issue?.path?.map((part) => (typeof part === 'object' ? String(part.key) : String(part))).join('.');
    return { code: 'MALFORMED', sentence: issue ? `${place ? `${place}: ` : ''}${issue.message}` : errorSentences.MALFORMED, reference };
  }
  const refusal = refusalOf(failure);
  if (refusal) return { code: refusal.code, sentence: refusal.message, reference };
  return { code: 'INTERNAL', sentence: `${errorSentences.INTERNAL} (${name})`, reference };
}

/** What went wrong, for the log only: the message of a database error may hold a row, so its first line is enough. */
function inner(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const state = 'code' in failure ? ` [${String(failure.code)}]` : '';
  return `${failure.message.split(' - ').at(-1)?.slice(0, 300)}${state} ${failure.stack?.split('\n').slice(1, 4).join(' ') ?? ''}`;
}
