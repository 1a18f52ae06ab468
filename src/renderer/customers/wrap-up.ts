import { Temporal } from 'temporal-polyfill';
import { addDays, type Day, daysBetween, formatDay, type Instant } from '../../contract/dates.ts';
import type { CheckState, Suggestion, TimelineItem, WrapUpCode } from '../../contract/customers.ts';
import { checkWords } from './words.ts';

export type Outcome = 'solved' | 'followUp' | 'noAnswer' | 'transferred';
export const outcomeLabels: Readonly<Record<Outcome, string>> = { solved: 'Solved', followUp: 'Follow-up', noAnswer: 'No answer', transferred: 'Transferred' };

/** A wrap-up as it is being filled in. Days and times are the operator's. */
export type WrapUpDraft = { readonly reason: string; readonly outcome: Outcome; readonly summary: string; readonly followUp: boolean; readonly title: string; readonly day: Day; readonly time: string };

const words = (text: string) => text.toLowerCase().match(/[a-z]{3,}/g) ?? [];

const topics: Readonly<Record<Suggestion['act'], string>> = { verify: '', explainBill: 'bill billing high', seeOverdue: 'payment overdue', seeAutopay: 'payment autopay card', seeUnallocated: 'payment', seeDispute: 'dispute billing', seeUsage: 'usage', seeParent: 'account' };

/**
 * The reason a call most likely had: the code that shares most words with the queue it came by, then with what is
 * suggested for the customer and with the notes. The first code where nothing is shared.
 */
export function suggestReason(codes: ReadonlyArray<WrapUpCode>, hints: { readonly queue: string; readonly notes: string; readonly suggestions: ReadonlyArray<Suggestion> }): WrapUpCode | undefined {
  const queue = new Set(words(hints.queue));
  const told = new Set(words(`${hints.notes} ${hints.suggestions.slice(0, 1).map((suggestion) => `${topics[suggestion.act]} ${suggestion.title}`).join(' ')}`));
  const score = (code: WrapUpCode) => words(`${code.group} ${code.label}`).reduce((sum, word) => sum + (queue.has(word) ? 3 : 0) + (told.has(word) ? 1 : 0), 0);
  return codes.reduce<WrapUpCode | undefined>((best, code) => (best === undefined || score(code) > score(best) ? code : best), undefined);
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The summary to start from: the notes as typed, then what was proved and done since the call began. */
export function draftSummary(notes: string, checks: ReadonlyArray<CheckState>, done: ReadonlyArray<TimelineItem>, startedAt: Instant): string {
  const passed = checks.filter((check) => check.passed).map((check) => checkWords[check.kind]);
  const since = done.filter((item) => item.at >= startedAt).toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const lines = [notes.trim(), passed.length > 0 ? `Verified by ${passed.join(', ')}.` : '', ...since.map((item) => sentence(item.title))];
  return lines.filter(Boolean).join('\n').slice(0, 4000);
}

/** A fresh wrap-up; a follow-up starts tomorrow at 10:00. */
export function newWrapUp(reason: string, summary: string, today: Day): WrapUpDraft {
  return { reason, outcome: 'solved', summary, followUp: false, title: '', day: addDays(today, 1), time: '10:00' };
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const DAYS_AHEAD = 60;

/** The days a follow-up can be due on: "Today", "Tomorrow", "Fri 20 Nov", 60 days on. */
export function followUpDays(today: Day): ReadonlyArray<{ readonly value: Day; readonly label: string }> {
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => {
    const day = addDays(today, ahead);
    const weekday = weekdays[(((daysBetween('1970-01-04', day) % 7) + 7) % 7)] ?? '';
    return { value: day, label: ahead === 0 ? 'Today' : ahead === 1 ? 'Tomorrow' : `${weekday} ${formatDay(day, today)}` };
  });
}

/** The times a follow-up can be due at, each half hour of the day, 24-hour. */
export const followUpTimes: ReadonlyArray<string> = Array.from({ length: 48 }, (_, half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);

/** The moment of a day and time in the operator's zone, or undefined where they are not complete. */
export function dueInstant(day: string, time: string, zone: string): Instant | undefined {
  try {
    return new Date(Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}
