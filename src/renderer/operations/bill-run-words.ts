import type { BillRun, BillRunChoice, BillRunFinding, FindingKind } from '../../contract/bill-runs.ts';
import { addDays, type Day, formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import type { Tone } from '../ui/tone.ts';

export const runStates: Readonly<Record<BillRun['state'], string>> = { running: 'Running', paused: 'Paused', cancelled: 'Cancelled', done: 'Done' };
export const runTones: Readonly<Record<BillRun['state'], Tone>> = { running: 'info', paused: 'warn', cancelled: 'neutral', done: 'pos' };
export const kindLabels: Readonly<Record<FindingKind, string>> = { error: 'Could not be billed', negative: 'Below zero', zero: 'Nothing to pay', high: 'Over three times the usual', noUsage: 'No usage', suspense: 'Suspense open' };
export const kindTones: Readonly<Record<FindingKind, Tone>> = { error: 'neg', negative: 'warn', zero: 'warn', high: 'warn', noUsage: 'warn', suspense: 'warn' };
const HOW_FAR_AHEAD_DAYS = 62;

export const many = (count: number, one: string) => `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

/** A run in words: "Trial of 5 Dec 2026, all accounts due". */
export function runTitle({ mode, day, selected, accounts }: Pick<BillRun, 'mode' | 'day' | 'selected' | 'accounts'>): string {
  return `${mode === 'trial' ? 'Trial' : 'Bills'} of ${formatDay(day)}, ${selected ? many(accounts, 'chosen account') : 'all accounts due'}`;
}

/** The sums of a run: "$1,240.50 and €18.00"; empty where it made no bill. */
export function sumsText({ totals }: Pick<BillRun, 'totals'>): string {
  return totals.currencies.map(({ currency, total }) => formatMinor(total, currency)).join(' and ');
}

export type RunForm = { readonly day: Day; readonly numbers: string };
const numbersOf = (text: string) => [...new Set(text.split(/[,;\s]+/).filter(Boolean))];

/** What is wrong with the form, said as its cure; null where the run can be tried. */
export function runFormProblem({ day, numbers }: RunForm, today: Day): string | null {
  if (!day) return 'Choose the bill day first.';
  if (day > addDays(today, HOW_FAR_AHEAD_DAYS)) return 'Choose a day of the next two months.';
  return numbersOf(numbers).length > 500 ? 'Choose up to 500 accounts, or all.' : null;
}

export function runChoiceOf({ day, numbers }: RunForm): BillRunChoice {
  const accounts = numbersOf(numbers);
  return { day, ...(accounts.length > 0 ? { accounts } : {}) };
}

/** Why a trial can't be made final now, with the way out; null where it can. */
export function finalLock({ day, totals }: BillRun, today: Day): string | null {
  if (day > today) return `${formatDay(day)} is still to come. Try the run again on that day.`;
  return totals.bills === 0 ? 'There is no bill to make.' : null;
}

/** Why a bill stands out, in sentences for the operator, with the figures it is judged by. */
export function findingSentence({ kind, reason, facts }: BillRunFinding): string {
  if (kind === 'error' || !facts) return reason ?? '';
  const money = (minor: number) => formatMinor(minor, facts.currency);
  if (kind === 'negative') return `The bill gives back ${money(-facts.total)}: it becomes credit on the account.`;
  if (kind === 'zero') return facts.charges === 0 && facts.tax === 0 && facts.before.some((total) => total > 0) ? `The bill comes to nothing; earlier ones did not.` : 'The bill comes to nothing.';
  if (kind === 'high') return `The bill is ${money(facts.total)}; ${money(facts.usual ?? 0)} is usual.`;
  if (kind === 'noUsage') return 'Earlier bills had usage, this one has none: a file may be missing.';
  const parts = [facts.suspended > 0 && `${many(facts.suspended, 'record')} of its lines ${facts.suspended === 1 ? 'waits' : 'wait'} in suspense`, facts.unpriced > 0 && `${many(facts.unpriced, 'event')} ${facts.unpriced === 1 ? 'has' : 'have'} no price`].filter(Boolean);
  return `${parts.join(', and ')}: not on this bill.`;
}
