import { recurs } from '../../../contract/bill.ts';
import type { Minor } from '../../../contract/money.ts';
import { roundedProduct } from '../../../contract/money.ts';
import type { Evidence } from '../../../contract/explanation.ts';
import { evidenceOf } from './cause.ts';
import type { SideLine } from './explained-bill.ts';
import { WHOLE } from './prorate.ts';

/** What the charge of a line is for a whole cycle. */
function fullAmount(line: SideLine): Minor {
  const { trace } = line;
  if (!recurs(trace) || (trace.days === trace.ofDays && !trace.refund)) return line.amount;
  if (trace.kind === 'recurring') return trace.price;
  return trace.kind === 'percent' ? 0 - roundedProduct(trace.base, trace.rate, WHOLE) : 0 - trace.off;
}

/**
 * The lines that say what a charge costs each month from the end of the bill's cycle on: where a price changed or a product
 * was replaced within the cycle, only the last of them.
 */
export function lastLines(lines: ReadonlyArray<SideLine>): SideLine[] {
  const end = lines.reduce((latest, line) => (line.period.to > latest ? line.period.to : latest), '');
  return lines.filter((line) => line.period.to === end);
}

/** The price of a whole month of these current lines. */
export function monthlyOf(lines: ReadonlyArray<SideLine>): Minor {
  return lastLines(lines).reduce((sum, line) => sum + fullAmount(line), 0);
}

/**
 * Splits current lines in what repeats (the price of a whole month) and what is due to part months on either bill. Both
 * together are the lines' own amounts, so nothing is lost between them.
 */
export function splitMonthly(lines: ReadonlyArray<SideLine>): { readonly monthly: Evidence[]; readonly rest: Evidence[]; readonly restLines: SideLine[] } {
  const last = new Set(lastLines(lines));
  const restOf = (line: SideLine) => line.amount - (last.has(line) ? fullAmount(line) : 0);
  const restLines = lines.filter((line) => restOf(line) !== 0);
  return { monthly: [...last].map((line) => evidenceOf(line, fullAmount(line))), rest: restLines.map((line) => evidenceOf(line, restOf(line))), restLines };
}
