import { LONGEST_CALL_SECONDS } from './import/call-record.ts';
import type { Candidate } from './service-day.ts';

const MS_A_MINUTE = 60_000;

/** The rule at a moment in milliseconds since 1970. */
type RuleAt = (epochMs: number) => Candidate | undefined;

export type TimedPart = { readonly candidate: Candidate; readonly fromMs: number; readonly rounded: number };

/** The rule of the last moment of a call; a call that ends as a band ends has not been in the next one. */
export function guidedAtEnd(at: RuleAt, startMs: number, seconds: number): Candidate | undefined {
  return at(startMs + seconds * 1000 - 1);
}

/**
 * Cuts a call where another rule or version takes over; rules change on whole minutes only. The units of the whole are rounded
 * by the rule of the start, once, and what rounding adds is of the last part. Where no rule prices what follows, the one before
 * goes on. Parts are at least a second. What is longer than any call is not split.
 */
export function splitInTime(at: RuleAt, first: Candidate, startMs: number, seconds: number): TimedPart[] {
  const whole = first.version.price.round(seconds);
  if (seconds > LONGEST_CALL_SECONDS) return [{ candidate: first, fromMs: startMs, rounded: whole }];
  const cuts = [{ candidate: first, fromMs: startMs, after: 0 }];
  const endMs = startMs + seconds * 1000;
  for (let ms = (Math.floor(startMs / MS_A_MINUTE) + 1) * MS_A_MINUTE; ms < endMs; ms += MS_A_MINUTE) {
    const next = at(ms);
    const last = cuts.at(-1);
    const after = Math.ceil((ms - startMs) / 1000);
    if (next && last && !isSame(next, last.candidate) && after < seconds) cuts.push({ candidate: next, fromMs: ms, after });
  }
  return cuts.map(({ candidate, fromMs, after }, index) => ({ candidate, fromMs, rounded: (cuts[index + 1]?.after ?? whole) - after }));
}

function isSame(a: Candidate, b: Candidate): boolean {
  return a.productId === b.productId && a.rule === b.rule && a.version === b.version;
}
