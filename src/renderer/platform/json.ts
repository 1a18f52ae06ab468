/** What a call answers to a screen: JSON text made by the database arrives as its value. */
export type Parsed<O> = O extends { readonly json: string; readonly shape?: infer T } ? Exclude<T, undefined> : O;

/** Parses an answer that is one field of JSON text; leaves every other answer as it is. */
export function parsed<O>(answer: O): Parsed<O>;
export function parsed(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('json' in answer) || typeof answer.json !== 'string') return answer;
  return JSON.parse(answer.json) as unknown;
}
