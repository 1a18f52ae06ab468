import { cycleNames } from '../../../contract/cycles.ts';
import { formatDay, formatPeriod } from '../../../contract/dates.ts';
import { formatMinor } from '../../../contract/money.ts';
import type { Cause } from '../../../contract/explanation.ts';
import { cause, evidenceOf, pairBy, sumOf, type Question, type Rule } from './cause.ts';
import type { SideLine } from './explained-bill.ts';
import { amountChange, details, midSentence, titleAndRest } from './words.ts';

type Pair = { readonly before: ReadonlyArray<SideLine>; readonly after: ReadonlyArray<SideLine> };

/** Why it stands on this bill: its cause, the year or quarter it is for, or its day. */
function reasonOf({ trace, period }: SideLine, { afterBill }: Question): string {
  if (trace.kind === 'oneTime' && trace.cause) return trace.cause;
  return 'unit' in trace && trace.unit ? `for the ${cycleNames[trace.unit]}, ${formatPeriod(period, afterBill.billDay)}` : formatDay(period.from, afterBill.billDay);
}

function once(question: Question, { before, after }: Pair): Cause[] {
  const leading = after[0] ?? before[0];
  if (!leading) return [];
  const { currency } = question.context;
  const { title, rest } = titleAndRest(leading.label);
  const { trace } = leading;
  const isFee = leading.serviceId === null && sumOf([...before, ...after]) >= 0;
  const story = { kind: 'beyond' in trace && trace.beyond ? 'longCharge' as const : isFee ? 'fee' as const : 'oneTime' as const, serviceId: question.serviceId, category: leading.category, repeats: false, evidence: [...before, ...after].map((line) => evidenceOf(line)) };
  if (after.length === 0) return [cause({ ...story, title: `No ${midSentence(title)}`, detail: details(rest, `${formatMinor(sumOf(before), currency)} on ${question.beforeBill.label} bill`), since: null })];
  if (before.length > 0) return [cause({ ...story, title, detail: details(rest, amountChange(sumOf(after), sumOf(before), currency)), since: null })];
  const reason = reasonOf(leading, question);
  return [cause({ ...story, title, detail: details(rest, reason), since: leading.period.from })];
}

/** What is charged or credited once: downloads, activations, fees of the account. The same on both bills cancels out. */
export const explainOnce: Rule = (question) => pairBy(question, (line) => line.role === 'once', (line) => `${line.charge}|${line.label}`).flatMap((pair) => once(question, pair));
