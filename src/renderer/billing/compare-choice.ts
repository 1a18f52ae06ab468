import { byBillDay } from '../../contract/bill-state.ts';
import type { BillChoice, BillSummary } from '../../contract/billing.ts';
import { billIdIn } from './bill-id.ts';

/** Two to six bills can stand side by side (product.md 2.3). */
export const MOST_COMPARED = 6;

type Dated = Pick<BillSummary, 'billId' | 'billDay'>;

/** Earliest first, the bill in progress last; each once. Bills that are not known keep their place before it. */
export function inOrder(choices: ReadonlyArray<BillChoice>, bills: ReadonlyArray<Dated>): ReadonlyArray<BillChoice> {
  const dayOf = (choice: BillChoice) => (choice === 'unbilled' ? '9999-12-31' : (bills.find((bill) => bill.billId === choice)?.billDay ?? ''));
  const unique = [...new Set(choices)];
  return unique.every((choice) => dayOf(choice) !== '') ? unique.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0)) : unique;
}

/** What comparing a bill begins with: the bill and the two before it, or for the oldest the one after. Null with fewer than two. */
export function billsToCompare(choice: BillChoice, bills: ReadonlyArray<Dated>): ReadonlyArray<BillChoice> | null {
  const newestFirst = bills.toSorted((a, b) => byBillDay(b, a));
  const at = choice === 'unbilled' ? -1 : newestFirst.findIndex((bill) => bill.billId === choice);
  if (choice !== 'unbilled' && at < 0) return null;
  const before = newestFirst.slice(at + 1, at + 3).map((bill) => bill.billId);
  if (before.length > 0) return [...before.reverse(), choice];
  const after = at > 0 ? newestFirst[at - 1]?.billId : 'unbilled';
  return choice === 'unbilled' || after === undefined ? null : [choice, after];
}

/** The bills a place names: '12,13,unbilled'. Fewer than two, or something else, is none. */
export function parseBills(text: string | number | undefined): ReadonlyArray<BillChoice> | null {
  const choices = String(text ?? '').split(',').flatMap((part): BillChoice[] => {
    if (part === 'unbilled') return ['unbilled'];
    const id = billIdIn(part);
    return id ? [id] : [];
  });
  const unique = [...new Set(choices)].slice(0, MOST_COMPARED);
  return unique.length >= 2 ? unique : null;
}

/** The pairs of columns whose difference can be explained: neighbors first, then the rest, later against earlier. */
export function pairsOf(count: number): ReadonlyArray<readonly [number, number]> {
  const pairs: Array<readonly [number, number]> = [];
  for (let distance = 1; distance < count; distance += 1) for (let to = count - 1; to - distance >= 0; to -= 1) pairs.push([to - distance, to]);
  return pairs;
}
