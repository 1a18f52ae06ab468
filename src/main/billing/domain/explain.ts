import type { Cause, Explanation } from '../../../contract/explanation.ts';
import { sumOf, type Rule } from './cause.ts';
import { explainOnce } from './explain-once.ts';
import { explainPartMonth } from './explain-part-month.ts';
import { explainRecurring } from './explain-recurring.ts';
import { agentSentence, customerSentence } from './explain-sentences.ts';
import { explainTaxes } from './explain-taxes.ts';
import { explainUsage } from './explain-usage.ts';
import { sideLines, type ExplainContext, type ExplainedBill } from './explained-bill.ts';

/** Each line has one role, each role one rule: so every line is told in exactly one place. */
const rules: ReadonlyArray<Rule> = [explainRecurring, explainPartMonth, explainUsage, explainOnce];

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Largest first; equal ones in an order that does not depend on how the lines came. */
function bySize(a: Cause, b: Cause): number {
  return Math.abs(b.amount) - Math.abs(a.amount) || b.amount - a.amount || (a.serviceId ?? Number.MAX_SAFE_INTEGER) - (b.serviceId ?? Number.MAX_SAFE_INTEGER) || compareText(a.kind, b.kind) || compareText(a.title, b.title);
}

/**
 * Why two bills differ (product.md D1): the difference of their totals split into causes, each with the lines it rests on.
 * The residual is taken from the totals that the bills state, not from their lines, so it shows whatever no cause tells.
 * Works for issued bills and drafts, in either direction of time.
 */
export function explainDifference(before: ExplainedBill, after: ExplainedBill, context: ExplainContext): Explanation {
  const beforeLines = sideLines(before, 'before');
  const afterLines = sideLines(after, 'after');
  const serviceIds = [...new Set([...beforeLines, ...afterLines].map((line) => line.serviceId))];
  const told = serviceIds.flatMap((serviceId) => {
    const question = {
      context, beforeBill: before, afterBill: after, serviceId, service: context.services.find((service) => service.serviceId === serviceId) ?? null,
      before: beforeLines.filter((line) => line.serviceId === serviceId), after: afterLines.filter((line) => line.serviceId === serviceId),
    };
    return rules.flatMap((rule) => rule(question));
  });
  const causes = [...told, ...explainTaxes(before, after)].filter((cause) => cause.amount !== 0).sort(bySize);
  const difference = after.total - before.total;
  const residual = difference - sumOf(causes);
  const facts = { before: before.label, after: after.label, difference, residual, causes, currency: context.currency };
  return {
    before: { label: before.label, total: before.total }, after: { label: after.label, total: after.total }, difference, causes, residual,
    agentSentence: agentSentence(facts), customerSentence: customerSentence(facts),
  };
}
