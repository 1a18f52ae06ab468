import { cycleNames } from '../../../contract/cycles.ts';
import { formatDay, formatPeriod } from '../../../contract/dates.ts';
import { formatMinor, type Minor } from '../../../contract/money.ts';
import type { Cause, CauseKind } from '../../../contract/explanation.ts';
import { cause, evidenceOf, pairBy, sumOf, type Question, type Rule } from './cause.ts';
import type { SideLine } from './explained-bill.ts';
import { amountChange, details, midSentence, percentText, titleAndRest } from './words.ts';

type Pair = { readonly before: ReadonlyArray<SideLine>; readonly after: ReadonlyArray<SideLine> };

/** Why it stands on this bill: its cause, the year or quarter it is for, what was agreed or reached, or its day. */
function reasonOf({ trace, period }: SideLine, { afterBill, context: { currency } }: Question): string {
  if ((trace.kind === 'oneTime' || trace.kind === 'deposit' || trace.kind === 'credit') && trace.cause) return trace.cause;
  if (trace.kind === 'commitment') return `${formatMinor(trace.minimum, currency)} agreed, ${formatMinor(trace.counted, currency)} charged`;
  if (trace.kind === 'volume') return `${percentText(trace.rate)} of ${formatMinor(trace.base, currency)} usage`;
  return 'unit' in trace && trace.unit ? `for the ${cycleNames[trace.unit]}, ${formatPeriod(period, afterBill.billDay)}` : formatDay(period.from, afterBill.billDay);
}

/** Charged once, or settled once a cycle: which of the causes it is. */
function kindOf({ trace, serviceId }: SideLine, whole: Minor): CauseKind {
  if ('beyond' in trace && trace.beyond) return 'longCharge';
  if (trace.kind === 'volume') return 'discount';
  if (trace.kind === 'commitment' || trace.kind === 'deposit') return trace.kind;
  return serviceId === null && whole >= 0 ? 'fee' : 'oneTime';
}

function once(question: Question, { before, after }: Pair): Cause[] {
  const leading = after[0] ?? before[0];
  if (!leading) return [];
  const { currency } = question.context;
  const { title, rest } = titleAndRest(leading.label);
  const story = { kind: kindOf(leading, sumOf([...before, ...after])), serviceId: question.serviceId, category: leading.category, repeats: false, evidence: [...before, ...after].map((line) => evidenceOf(line)) };
  if (after.length === 0) return [cause({ ...story, title: `No ${midSentence(title)}`, detail: details(rest, `${formatMinor(sumOf(before), currency)} on ${question.beforeBill.label} bill`), since: null })];
  if (before.length > 0) return [cause({ ...story, title, detail: details(rest, amountChange(sumOf(after), sumOf(before), currency)), since: null })];
  const reason = reasonOf(leading, question);
  return [cause({ ...story, title, detail: details(rest, reason), since: leading.period.from })];
}

/** What is charged or credited once: downloads, activations, fees of the account. The same on both bills cancels out. */
export const explainOnce: Rule = (question) => pairBy(question, (line) => line.role === 'once', (line) => `${line.charge}|${line.label}`).flatMap((pair) => once(question, pair));
