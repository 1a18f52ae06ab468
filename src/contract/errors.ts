/** Every way a call can be refused. The sentence is written for the person at the desk. */
export const errorSentences = {
  UNKNOWN_CALL: 'This version of Careline does not know that action.',
  MALFORMED: 'What was sent is not complete or not in the right form.',
  NOT_SIGNED_IN: 'Sign in first.',
  LOCKED: 'Careline is locked. Unlock it to go on.',
  OWN_PASSWORD: 'Choose a password of your own first.',
  FORBIDDEN: 'Your role does not allow this.',
  NOT_VERIFIED: 'The caller is not verified enough for this.',
  NOT_FOUND: 'This was not found.',
  CONFLICT: 'This was changed in the meantime.',
  REFUSED: 'This cannot be done.',
  BUSY: 'Someone else is working on this account. Try again in a moment.',
  INTERRUPTED: 'The data service restarted. Nothing was half done; try again.',
  UNAVAILABLE: 'The database does not answer.',
  INTERNAL: 'Something failed inside Careline. It was written to the log.',
} as const;
export type ErrorCode = keyof typeof errorSentences;

/** A refusal with its code and a sentence that says the cure. Thrown by main code, carried whole to the renderer. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  constructor(code: ErrorCode, sentence: string = errorSentences[code]) {
    super(sentence);
    this.name = 'Refusal';
    this.code = code;
  }
}
