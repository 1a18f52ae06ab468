import type { Cause, Explanation } from '../../contract/explanation.ts';
import type { Minor } from '../../contract/money.ts';
import type { Step } from '../ui/chart-types.ts';

/** A step of the chart; `repeats` is drawn hatched: it comes again every month. */
export type ChangeStep = Step & { readonly repeats: boolean };

const REST = 'rest';
const sum = (amounts: ReadonlyArray<Minor>) => amounts.reduce((total, amount) => total + amount, 0);

/** The key of a cause, by which chart and list know the same one. */
export function causeKey(index: number): string {
  return `cause${index}`;
}

/** A cause in the few words that fit under a bar: the list beside it has the whole title. */
export function axisWords(cause: Pick<Cause, 'title' | 'category'>): string {
  if (cause.category === 'tax') return 'Taxes, fees';
  const short = cause.title.replace(/^(More|Fewer|Less|No|New price of|Part month of) /, (_, word: string) => (word === 'Part month of' ? 'Part month ' : '')).replace(/ (over|within) the allowance$/, '');
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/**
 * From the bill before to the bill after: a step for each of the largest causes, one for all smaller ones together, and
 * one for what is unexplained. The steps always sum to the end.
 */
export function changeSteps(explanation: Explanation, most = 9): ReadonlyArray<ChangeStep> {
  const { before, after, causes, residual } = explanation;
  const shown = causes.length > most ? causes.slice(0, most - 1) : causes;
  const rest = causes.slice(shown.length);
  return [
    { key: 'start', label: before.label, amount: before.total, kind: 'start', repeats: false },
    ...shown.map((cause, index): ChangeStep => ({ key: causeKey(index), label: axisWords(cause), amount: cause.amount, kind: 'change', repeats: cause.repeats })),
    ...(rest.length > 0 ? [{ key: REST, label: `${rest.length} smaller changes`, amount: sum(rest.map((cause) => cause.amount)), kind: 'change' as const, repeats: false }] : []),
    ...(residual === 0 ? [] : [{ key: 'residual', label: 'Unexplained', amount: residual, kind: 'change' as const, repeats: false }]),
    { key: 'end', label: after.label, amount: after.total, kind: 'end', repeats: false },
  ];
}

/** "76% higher", "12% lower", "the same"; without a percent where the earlier bill is nothing to measure by. */
export function percentWords(before: Minor, after: Minor): string {
  if (before === after) return 'the same';
  const word = after > before ? 'higher' : 'lower';
  if (before <= 0 || after < 0) return word;
  const percent = Math.round((Math.abs(after - before) * 100) / before);
  return percent === 0 ? `less than 1% ${word}` : `${percent}% ${word}`;
}
