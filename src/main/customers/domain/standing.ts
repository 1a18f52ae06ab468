import type { Standing } from '../../../contract/customers.ts';
import { formatDay, type Day } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';

export type OpenBill = { readonly currency: string; readonly open: Minor; readonly disputed: Minor; readonly dueDay: Day };
export type StandingFacts = { readonly credit: Minor; readonly autopay: 'on' | 'off' | 'paused'; readonly expired: Day | null; readonly failedOn: Day | null };

const sum = (amounts: ReadonlyArray<Minor>) => amounts.reduce((a, b) => a + b, 0);

/**
 * What a customer owes, in the words of architecture.md 10.6: open is all issued and unpaid, disputed included; due is
 * open less disputed; overdue is what is due past its day. Bills are in order of their due day; what is open in other
 * currencies stands beside the sums, never in them.
 */
export function standingOf(all: ReadonlyArray<OpenBill>, currency: string, facts: StandingFacts, unbilled: { readonly usage: Minor; readonly since: Day | null }, dispute: string | null, today: Day): Standing {
  const bills = all.filter((bill) => bill.currency === currency);
  const others = all.filter((bill) => bill.currency !== currency);
  const also = [...new Set(others.map((bill) => bill.currency))].sort().map((code) => ({ currency: code, open: sum(others.filter((bill) => bill.currency === code).map((bill) => bill.open)) }));
  const owed = bills.map((bill) => ({ ...bill, due: bill.open - bill.disputed }));
  const late = owed.filter((bill) => bill.dueDay < today && bill.due > 0);
  const open = sum(owed.map((bill) => bill.open));
  const disputed = sum(owed.map((bill) => bill.disputed));
  return {
    open, ...(also.length > 0 ? { also } : {}), disputed, due: open - disputed, overdue: sum(late.map((bill) => bill.due)), overdueSince: late[0]?.dueDay ?? null,
    nextDue: owed.find((bill) => bill.dueDay >= today && bill.due > 0)?.dueDay ?? null, dispute, credit: facts.credit, unbilled: unbilled.usage, unbilledSince: unbilled.since, autopay: autopayOf(facts, today),
  };
}

function autopayOf({ autopay, expired, failedOn }: StandingFacts, today: Day): Standing['autopay'] {
  if (autopay === 'off') return { state: 'off', label: 'Off', at: null };
  if (autopay === 'paused') return { state: 'paused', label: 'Paused', at: null };
  if (expired) return { state: 'expired', label: 'Card expired', at: failedOn ?? expired };
  if (failedOn) return { state: 'failed', label: `Failed ${formatDay(failedOn, today)}`, at: failedOn };
  return { state: 'on', label: 'On', at: null };
}
