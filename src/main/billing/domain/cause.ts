import type { BilledService, Category } from '../../../contract/bill.ts';
import type { Day } from '../../../contract/dates.ts';
import type { Cause, CauseKind, Evidence } from '../../../contract/explanation.ts';
import type { Minor } from '../../../contract/money.ts';
import type { ExplainContext, ExplainedBill, SideLine } from './explained-bill.ts';

/** The two sides of one service (null is the account), and what the words need. */
export type Question = {
  readonly context: ExplainContext;
  readonly beforeBill: Pick<ExplainedBill, 'label' | 'billDay'>;
  readonly afterBill: Pick<ExplainedBill, 'label' | 'billDay'>;
  readonly service: BilledService | null;
  readonly serviceId: number | null;
  readonly before: ReadonlyArray<SideLine>;
  readonly after: ReadonlyArray<SideLine>;
};

export type Rule = (question: Question) => Cause[];

/** A line as evidence with `amount` of its own money, signed by its side: what the earlier bill had counts against. */
export function evidenceOf(line: SideLine, amount: Minor = line.amount): Evidence {
  const { side, lineId, label, version, units, unit, eventsCount } = line;
  return { side, lineId, label, amount: side === 'before' ? 0 - amount : amount, version, units, unit, events: eventsCount };
}

type CauseInput = {
  readonly kind: CauseKind;
  readonly serviceId: number | null;
  readonly category: Category | 'tax';
  readonly title: string;
  readonly detail: string;
  readonly repeats: boolean;
  readonly since: Day | null;
  readonly evidence: ReadonlyArray<Evidence>;
};

/** A cause is worth the sum of its evidence, never a figure of its own. */
export function cause(input: CauseInput): Cause {
  return { ...input, amount: sumOf(input.evidence) };
}

export function sumOf(items: ReadonlyArray<{ readonly amount: Minor }>): Minor {
  return items.reduce((sum, item) => sum + item.amount, 0);
}

/** Items by a key, keys in order of first sight. */
export function groupBy<T>(items: ReadonlyArray<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Both sides by a key, so that each pair is looked at once; the earlier bill's keys first. */
export function pairBy(question: Pick<Question, 'before' | 'after'>, wanted: (line: SideLine) => boolean, keyOf: (line: SideLine) => string): Array<{ readonly key: string; readonly before: SideLine[]; readonly after: SideLine[] }> {
  const before = groupBy(question.before.filter(wanted), keyOf);
  const after = groupBy(question.after.filter(wanted), keyOf);
  return [...new Set([...before.keys(), ...after.keys()])].map((key) => ({ key, before: before.get(key) ?? [], after: after.get(key) ?? [] }));
}
