import { type ErrorCode, errorSentences } from '../../contract/errors.ts';

/** A call that was refused or failed, as screens show it. */
export class CareFailure extends Error {
  readonly code: ErrorCode;
  /** What to quote when reporting it; the log has the same. */
  readonly reference: string | null;
  constructor(code: ErrorCode, sentence: string, reference: string | null = null) {
    super(sentence);
    this.name = 'CareFailure';
    this.code = code;
    this.reference = reference;
  }
  /** Written for the person at the desk. */
  get sentence(): string {
    return this.message;
  }
}

function isCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorSentences, code);
}

function referenceIn(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('reference' in data)) return null;
  return typeof data.reference === 'string' ? data.reference : null;
}

/** Anything a call threw, as one kind of failure; what is unknown is said to be internal and never shown raw. */
export function failureOf(thrown: unknown): CareFailure {
  if (thrown instanceof CareFailure) return thrown;
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return new CareFailure('INTERNAL', errorSentences.INTERNAL);
  const code: unknown = thrown.code;
  const reference = 'data' in thrown ? referenceIn(thrown.data) : null;
  if (isCode(code)) {
    const sentence = 'message' in thrown && typeof thrown.message === 'string' && thrown.message ? thrown.message : errorSentences[code];
    return new CareFailure(code, sentence, reference);
  }
  return new CareFailure(code === 'BAD_REQUEST' ? 'MALFORMED' : 'INTERNAL', errorSentences[code === 'BAD_REQUEST' ? 'MALFORMED' : 'INTERNAL'], reference);
}
