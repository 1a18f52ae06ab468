import type { ImportProfile, RecordOutcome } from './import-profile.ts';
import { rejected } from './import-profile.ts';
import { type CallTimes, type LocalTimes, chargedStart } from './local-times.ts';
import { phoneDigits } from './phone-digits.ts';

/** A call as both exchanges describe it; the lengths are still text. */
export type CallRecord = Omit<CallTimes, 'duration' | 'billsec'> & {
  readonly key: string;
  readonly line: string;
  readonly destination: string;
  readonly duration: string;
  readonly billsec: string;
  readonly answered: boolean;
};

/** No call lasts longer than 31 days; what says so is damaged. */
export const LONGEST_CALL_SECONDS = 31 * 86_400;
/** What is longer cannot be stored, and no exchange writes it. */
const longest = { key: 200, line: 64, destination: 64, visited: 64 } as const;
type TextName = keyof typeof longest;
const textNames = ['key', 'line', 'destination', 'visited'] as const;
const control = /[\u0000-\u001F\u007F]/;

/**
 * What a call record becomes: a voice event of its billed seconds from its answer, or why not. A call nobody answered
 * or that lasted no billed second makes no event. A record that names no line is suspended: it can be tried again once
 * the exchange or the profile is put right.
 */
export function callOutcome(record: CallRecord, profile: ImportProfile, times: LocalTimes): RecordOutcome {
  const duration = seconds(record.duration);
  const billsec = seconds(record.billsec);
  if (duration === undefined || billsec === undefined) {
    const bad = duration === undefined ? record.duration : record.billsec;
    return rejected(`The call's length "${shown(bad)}" is not a whole number of seconds: check that no column is missing in this row.`);
  }
  if (!record.answered || billsec === 0) return { kind: 'unanswered' };
  if (billsec > duration + 1) {
    return rejected(`The billed ${billsec} s are more than the whole call of ${duration} s: check that the columns of this row are in order.`);
  }
  if (billsec > LONGEST_CALL_SECONDS) return rejected(tooLong(billsec));
  const destination = phoneDigits(record.destination, profile.countryPrefix);
  const line = phoneDigits(record.line, profile.countryPrefix);
  const unusable = unusableText({ key: record.key, line, destination });
  if (unusable) return rejected(unusable);
  const start = chargedStart({ ...record, duration, billsec }, times);
  if (start.kind === 'malformed') {
    return rejected(`The time "${shown(start.stamp)}" is not written as 2026-10-05 18:04:11: export the row again without changing its times.`);
  }
  if (start.kind === 'skipped') {
    return rejected(`The time ${start.stamp} does not exist in ${profile.zone}, where clocks skip it: check the zone of this source.`);
  }
  if (start.kind === 'ambiguous') return { kind: 'suspended', key: record.key, reason: 'ambiguousTime' };
  if (line === '') return { kind: 'suspended', key: record.key, reason: 'unknownService' };
  return { kind: 'event', event: { key: record.key, line, usage: 'voice', start: start.instant, units: billsec, destination, visited: null } };
}

/** A call of more seconds than the longest, in a sentence. */
export function tooLong(seconds: number): string {
  return `The call lasts ${seconds} s, more than 31 days: check that the columns of this row are in order, and that lengths are in seconds.`;
}

/** Why texts cannot be stored, in a sentence; undefined where they can. */
export function unusableText(texts: Readonly<Partial<Record<TextName, string>>>): string | undefined {
  for (const name of textNames) {
    const text = texts[name];
    if (text === undefined) continue;
    if (text.length > longest[name]) return `The value of ${name} is ${text.length} characters long; at most ${longest[name]} are allowed: check that the columns of this row are in order.`;
    if (control.test(text)) return `The value of ${name} holds a line break or another control character: remove it from this row.`;
    if (text.includes('\uFFFD')) return `The value of ${name} holds a character that could not be read: save the file as UTF-8.`;
  }
  return undefined;
}

/** A text as it may stand in a sentence: short, and without control characters. */
export function shown(text: string): string {
  const clean = text.replace(/[\u0000-\u001F\u007F]/g, ' ');
  return clean.length > 40 ? `${clean.slice(0, 40)}...` : clean;
}

function seconds(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
