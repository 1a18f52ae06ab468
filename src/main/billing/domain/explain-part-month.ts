import { recurs } from '../../../contract/bill.ts';
import type { Cause } from '../../../contract/explanation.ts';
import { cause, evidenceOf, sumOf, type Question, type Rule } from './cause.ts';
import type { SideLine } from './explained-bill.ts';
import { daysText, details, titleAndRest } from './words.ts';

const isRefund = ({ trace }: SideLine) => recurs(trace) && trace.refund;
const isWhole = ({ trace }: SideLine) => recurs(trace) && trace.days === trace.ofDays;

/** "Part-month upgrade", "Credit for unused days", "Part month of Fiber 1000", "Earlier months of Fiber 1000". */
function titleOf(lines: ReadonlyArray<SideLine>, leading: SideLine): string {
  const plans = lines.filter((line) => line.category === 'plan');
  if (plans.some(isRefund) && plans.some((line) => !isRefund(line))) return sumOf(plans) >= 0 ? 'Part-month upgrade' : 'Part-month downgrade';
  const { title } = titleAndRest(leading.label);
  if (lines.every(isRefund)) return lines.every((line) => line.category === 'discount') ? `${title} taken back for unused days` : `Credit for unused days of ${title}`;
  return lines.every(isWhole) ? `Earlier months of ${title}` : `Part month of ${title}`;
}

function partMonth(question: Question, lines: ReadonlyArray<SideLine>): Cause[] {
  const bySize = [...lines].sort((a, b) => Number(isRefund(a)) - Number(isRefund(b)) || Math.abs(b.amount) - Math.abs(a.amount));
  const [leading] = bySize;
  if (!leading) return [];
  const earlier = leading.side === 'before';
  const title = titleOf(lines, leading);
  return [cause({
    kind: 'prorationDays', serviceId: question.serviceId, category: lines.every((line) => line.category === 'discount') ? 'discount' : 'oneoff', repeats: false, since: earlier ? null : leading.period.from,
    title: earlier ? `${title}, ${question.beforeBill.label} bill only` : title, detail: details(daysText(leading, question.afterBill.billDay)), evidence: lines.map((line) => evidenceOf(line)),
  })];
}

/** Days settled after the fact: charges and refunds of part months stand together, apart from the monthly price. */
export const explainPartMonth: Rule = (question) => [
  ...partMonth(question, question.before.filter((line) => line.role === 'catchUp')),
  ...partMonth(question, question.after.filter((line) => line.role === 'catchUp')),
];
