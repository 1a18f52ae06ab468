import type { BillPoint, OpenItem, ServiceRow, Standing, Suggestion } from '../../../contract/customers.ts';
import { daysBetween, formatDay, monthName, type Day } from '../../../contract/dates.ts';
import { formatMinor } from '../../../contract/money.ts';
import type { Level } from '../../../contract/procedure.ts';

export type Situation = { readonly level: Level; readonly standing: Standing | null; readonly bills: ReadonlyArray<BillPoint>; readonly services: ReadonlyArray<ServiceRow>; readonly openItems: ReadonlyArray<OpenItem>; readonly payer: string | null; readonly currency: string; readonly today: Day };
type Rule = (situation: Situation) => Suggestion | null;

/** A bill this much above the one before is worth a word: a tenth, and at least five units of money. */
const NOTABLE_SHARE = 10;
const NOTABLE_MINOR = 500;

const higherBill: Rule = ({ bills, currency }) => {
  const [before, last] = bills.slice(-2);
  if (!before || !last) return null;
  const more = last.total - before.total;
  if (more < NOTABLE_MINOR || more * NOTABLE_SHARE < before.total) return null;
  const percent = before.total > 0 ? `, ${Math.floor((more * 100 + before.total / 2) / before.total)}% higher` : '';
  return { act: 'explainBill', title: 'Explain the higher bill', reason: `${monthName(last.billDay)} is up ${formatMinor(more, currency)} on ${monthName(before.billDay)}${percent}.`, tone: 'accent', rank: 30, billIds: [before.billId, last.billId] };
};
const idsOf = (bills: ReadonlyArray<BillPoint>) => bills.map((bill) => bill.billId);
const overdue: Rule = ({ standing, bills, currency, today }) =>
  standing && standing.overdue > 0 && standing.overdueSince
    ? { act: 'seeOverdue', title: `Talk about ${formatMinor(standing.overdue, currency)} overdue`, reason: `Since ${formatDay(standing.overdueSince, today)}, ${daysBetween(standing.overdueSince, today)} days late.`, tone: 'neg', rank: 40, billIds: idsOf(bills.filter((bill) => bill.overdue > 0)) }
    : null;
const autopay: Rule = ({ standing, today }) => {
  if (standing?.autopay.state !== 'failed' && standing?.autopay.state !== 'expired') return null;
  const at = standing.autopay.at ? ` Autopay failed ${formatDay(standing.autopay.at, today)}.` : '';
  return { act: 'seeAutopay', title: standing.autopay.state === 'expired' ? 'The card for autopay expired' : 'Autopay did not go through', reason: `Bills are not paid by themselves until it is replaced.${at}`, tone: 'warn', rank: 50 };
};
const unallocated: Rule = ({ standing, currency }) =>
  standing && standing.credit > 0 && standing.open > 0
    ? { act: 'seeUnallocated', title: `${formatMinor(standing.credit, currency)} is paid but not allocated`, reason: `It lies on the account while ${formatMinor(standing.open, currency)} of bills shows as open.`, tone: 'warn', rank: 35 }
    : null;
const dispute: Rule = ({ standing, bills, currency }) =>
  standing && standing.disputed > 0 ? { act: 'seeDispute', title: `Dispute ${standing.dispute ?? ''} is open`.replace('  ', ' '), reason: `${formatMinor(standing.disputed, currency)} is on hold until it is settled.`, tone: 'disp', rank: 60, billIds: idsOf(bills.filter((bill) => bill.disputed > 0)) } : null;
const nearLimit: Rule = ({ services, openItems, today }) => {
  const usedUp = openItems.find(({ kind }) => kind === 'allowance');
  if (usedUp) return { act: 'seeUsage', title: `Tell the customer: ${usedUp.title}`, reason: `${usedUp.detail}. More of it is charged.`, tone: 'warn', rank: 65 };
  const found = services.flatMap((service) => service.use.filter((use) => use.overOn !== null && use.included !== null).map((use) => ({ service, use })))[0];
  if (!found?.use.overOn) return null;
  const over = found.use.overOn <= today;
  return { act: 'seeUsage', title: over ? `${found.service.label} is over its allowance` : `${found.service.label} will run over`, reason: `${found.use.label}: ${over ? 'over since' : 'at this pace over by'} ${formatDay(found.use.overOn, today)}.`, tone: 'warn', rank: 70 };
};
const child: Rule = ({ payer }) => (payer ? { act: 'seeParent', title: `Bills go to ${payer}`, reason: 'This account is charged to a paying parent.', tone: 'accent', rank: 20 } : null);
const verify: Rule = ({ level }) => (level < 2 ? { act: 'verify', title: 'Verify the caller first', reason: 'Call detail, payment methods and addresses stay hidden until then.', tone: 'warn', rank: 0 } : null);

/** In the order of design.md 6: verification, the likely reason of the call, money at risk, the rest. */
const rules: ReadonlyArray<Rule> = [verify, child, higherBill, unallocated, overdue, autopay, dispute, nearLimit];

/** What to say or do first, most important first, each with its reason. The screen shows the first three after verification. */
export function whatNext(situation: Situation): Suggestion[] {
  return rules.flatMap((rule) => rule(situation) ?? []).sort((a, b) => a.rank - b.rank);
}
