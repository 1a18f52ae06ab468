import { recurs } from '../../../contract/bill.ts';
import { formatDay, type Day } from '../../../contract/dates.ts';
import type { Cause, CauseKind } from '../../../contract/explanation.ts';
import { formatMinor } from '../../../contract/money.ts';
import { cause, groupBy, pairBy, sumOf, type Question, type Rule } from './cause.ts';
import type { SideLine } from './explained-bill.ts';
import { lastLines, monthlyOf, splitMonthly } from './monthly.ts';
import { amountChange, daysText, details, titleAndRest } from './words.ts';

type Pair = { readonly before: ReadonlyArray<SideLine>; readonly after: ReadonlyArray<SideLine> };
type Story = { readonly kind: CauseKind; readonly title: string; readonly detail: string; readonly since: Day | null };

const isCurrent = (line: SideLine) => line.role === 'current';
/** Offer and charge: two plans may both call their fee "plan". */
const identity = (line: SideLine) => `${line.category}|${line.offer}|${line.charge}`;
const hasPlan = (lines: ReadonlyArray<SideLine>) => lines.some((line) => isCurrent(line) && line.category === 'plan');

function earliest(lines: ReadonlyArray<SideLine>): Day | null {
  return lines.reduce<Day | null>((first, { period }) => (first === null || period.from < first ? period.from : first), null);
}

/**
 * From which day the second bill charges it, the part months before its cycle included; null where that bill is the older
 * one, because then nothing began.
 */
function sinceOf(question: Question, matches: (line: SideLine) => boolean): Day | null {
  if (question.afterBill.billDay < question.beforeBill.billDay) return null;
  return earliest(question.after.filter((line) => (line.role === 'current' || line.role === 'catchUp') && matches(line)));
}

const sinceText = (day: Day | null, question: Question) => (day ? `since ${formatDay(day, question.afterBill.billDay)}` : null);

/** Days off the whole month: a price that changed within the cycle, or a charge that was not held all of it. */
function partTitle({ before, after }: Pair, title: string): string {
  const repriced = [before, after].some((lines) => new Set(lines.map((line) => line.version)).size > 1);
  return repriced ? `Old price of ${title} for part of the month` : `Part month of ${title}`;
}

/** The cause of the monthly price and, apart from it, the cause of days that were not a whole month. */
function told(question: Question, pair: Pair, story: Story): Cause[] {
  const lines = [...pair.before, ...pair.after];
  const leading = pair.after[0] ?? pair.before[0];
  if (!leading) return [];
  const before = splitMonthly(pair.before);
  const after = splitMonthly(pair.after);
  const { serviceId } = question;
  const partLine = [...after.restLines, ...before.restLines].find((line) => recurs(line.trace)) ?? lines[0];
  return [
    cause({ ...story, serviceId, category: leading.category, repeats: true, evidence: [...before.monthly, ...after.monthly] }),
    cause({
      kind: 'prorationDays', serviceId, category: leading.category, title: partTitle(pair, titleAndRest(leading.label).title), repeats: false, since: null, evidence: [...before.rest, ...after.rest],
      detail: partLine ? details(daysText(partLine, question.afterBill.billDay), partLine.side === 'before' ? `on ${question.beforeBill.label} bill` : null) : '',
    }),
  ];
}

/** A charge that only one of the bills has. */
function appeared(question: Question, pair: Pair): Cause[] {
  const isNew = pair.after.length > 0;
  const lines = isNew ? pair.after : pair.before;
  const [line] = lines;
  if (!line) return [];
  const { title, rest } = titleAndRest(line.label);
  const { currency } = question.context;
  const price = `${formatMinor(monthlyOf(lines), currency)} a month`;
  const since = isNew ? sinceOf(question, (candidate) => identity(candidate) === identity(line)) : null;
  const detail = isNew ? details(rest, price, sinceText(since, question)) : details(rest, `last ${line.category === 'discount' ? 'used' : 'charged'} on ${question.beforeBill.label} bill`);
  const kinds: Readonly<Record<string, readonly [CauseKind, CauseKind]>> = { discount: ['promotionStarted', 'promotionEnded'], fee: ['fee', 'fee'] };
  const kind = (kinds[line.category] ?? ['addonAdded', 'addonRemoved'])[isNew ? 0 : 1];
  const verb = line.category === 'discount' ? (isNew ? 'started' : 'ended') : isNew ? 'added' : 'removed';
  return told(question, pair, { kind, title: `${title} ${verb}`, detail, since });
}

/** A charge that both bills have: its price, its quantity, the base of its percent, or the days it was held. */
function changed(question: Question, pair: Pair): Cause[] {
  const [now] = lastLines(pair.after);
  const [was] = lastLines(pair.before);
  if (!now || !was) return [];
  const { currency } = question.context;
  const { title } = titleAndRest(now.label);
  const amounts = amountChange(monthlyOf(pair.after), monthlyOf(pair.before), currency);
  if (now.category === 'discount' || now.category === 'fee') {
    return told(question, pair, { kind: now.category === 'fee' ? 'fee' : 'discount', title: `${title} changed`, detail: amounts, since: null });
  }
  if (now.version !== was.version) {
    const since = sinceOf(question, (line) => identity(line) === identity(now) && line.version === now.version);
    return told(question, pair, { kind: 'priceChange', title: `New price of ${title}`, detail: details(amounts, sinceText(since, question)), since });
  }
  const more = monthlyOf(pair.after) > monthlyOf(pair.before);
  return told(question, pair, { kind: more ? 'addonAdded' : 'addonRemoved', title: `${more ? 'More' : 'Less'} of ${title}`, detail: amounts, since: null });
}

/** All that recurs of a service that came or went, as one cause. */
function wholeService(question: Question, lines: ReadonlyArray<SideLine>, kind: 'serviceAdded' | 'serviceRemoved'): Cause[] {
  const { service, context, beforeBill } = question;
  const name = service?.label ?? lines.find((line) => line.category === 'plan')?.label ?? 'Service';
  const since = kind === 'serviceAdded' ? sinceOf(question, () => true) : null;
  const monthly = [...groupBy(lines, identity).values()].reduce((sum, same) => sum + monthlyOf(same), 0);
  const price = `${formatMinor(monthly, context.currency)} a month`;
  const story: Story = {
    kind, since, title: `${name} ${kind === 'serviceAdded' ? 'added' : 'removed'}`,
    detail: details(service?.reference, price, kind === 'serviceAdded' ? sinceText(since, question) : `last charged on ${beforeBill.label} bill`),
  };
  const parts = [...groupBy(lines, identity).values()].flatMap((same) => told(question, kind === 'serviceAdded' ? { before: [], after: same } : { before: same, after: [] }, story));
  const main = parts.filter((part) => part.kind === kind);
  return [cause({ ...story, serviceId: question.serviceId, category: 'plan', repeats: true, evidence: main.flatMap((part) => part.evidence) }), ...parts.filter((part) => part.kind !== kind)];
}

function planSwitch(question: Question, pair: Pair): Cause[] {
  const isNewPlan = new Set(pair.after.map(identity));
  const since = sinceOf(question, (line) => isNewPlan.has(identity(line)));
  const largest = [...pair.after].sort((a, b) => b.amount - a.amount)[0];
  const { title } = titleAndRest(largest?.label ?? '');
  const amounts = amountChange(sumOf(monthlies(pair.after)), sumOf(monthlies(pair.before)), question.context.currency);
  const parts = [...groupBy([...pair.before, ...pair.after], identity).values()].flatMap((same) => told(
    question, { before: same.filter((line) => line.side === 'before'), after: same.filter((line) => line.side === 'after') },
    { kind: 'planSwitch', title: /plan$/i.test(title) ? title : `${title} plan`, detail: details(amounts, sinceText(since, question)), since },
  ));
  const [first] = [...parts].reverse().filter((part) => part.kind === 'planSwitch');
  const main = parts.filter((part) => part.kind === 'planSwitch');
  return [...(first ? [cause({ ...first, evidence: main.flatMap((part) => part.evidence) })] : []), ...parts.filter((part) => part.kind !== 'planSwitch')];
}

function monthlies(lines: ReadonlyArray<SideLine>): Array<{ readonly amount: number }> {
  return [...groupBy(lines, identity).values()].map((same) => ({ amount: monthlyOf(same) }));
}

/** Plans, add-ons, fees and discounts that recur: whole services first, then a switch of plan, then charge by charge. */
export const explainRecurring: Rule = (question) => {
  const pairs = pairBy(question, isCurrent, identity);
  const added = pairs.filter((pair) => pair.before.length === 0);
  const removed = pairs.filter((pair) => pair.after.length === 0);
  const matched = pairs.filter((pair) => pair.before.length > 0 && pair.after.length > 0).flatMap((pair) => changed(question, pair));
  if (hasPlan(question.after) && !hasPlan(question.before)) {
    return [...matched, ...wholeService(question, added.flatMap((pair) => pair.after), 'serviceAdded'), ...removed.flatMap((pair) => appeared(question, pair))];
  }
  if (hasPlan(question.before) && !hasPlan(question.after)) {
    return [...matched, ...wholeService(question, removed.flatMap((pair) => pair.before), 'serviceRemoved'), ...added.flatMap((pair) => appeared(question, pair))];
  }
  const isPlan = (pair: Pair) => (pair.after[0] ?? pair.before[0])?.category === 'plan';
  const newPlans = added.filter(isPlan);
  const oldPlans = removed.filter(isPlan);
  const switched = newPlans.length > 0 && oldPlans.length > 0;
  const rest = [...added, ...removed].filter((pair) => !(switched && isPlan(pair)));
  return [
    ...matched,
    ...(switched ? planSwitch(question, { before: oldPlans.flatMap((pair) => pair.before), after: newPlans.flatMap((pair) => pair.after) }) : []),
    ...rest.flatMap((pair) => appeared(question, pair)),
  ];
};
