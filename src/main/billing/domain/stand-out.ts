import type { FindingFacts, FindingKind } from '../../../contract/bill-runs.ts';
import type { Minor } from '../../../contract/money.ts';

/** More than so many times the usual bill is looked at before it goes out (product.md 2.13). */
const TIMES_THE_USUAL = 3;
/** One bill is not usual yet: the first of an account often is of a part of a period. */
const BILLS_FOR_USUAL = 2;

/** The median of totals, the lower one of two; null where there are too few to speak of the usual. */
export function usualOf(totals: ReadonlyArray<Minor>): Minor | null {
  if (totals.length < BILLS_FOR_USUAL) return null;
  return totals.toSorted((a, b) => a - b)[Math.floor((totals.length - 1) / 2)] ?? null;
}

/** Why a bill stands out; empty where it does not. An account that had usage before and has none now is looked at too. */
export function standsOut({ total, usual, events, suspended, unpriced }: FindingFacts, hadUsage: boolean): FindingKind[] {
  const kinds: FindingKind[] = [];
  if (total < 0) kinds.push('negative');
  if (total === 0) kinds.push('zero');
  if (usual !== null && usual > 0 && total > TIMES_THE_USUAL * usual) kinds.push('high');
  if (hadUsage && events === 0) kinds.push('noUsage');
  if (suspended + unpriced > 0) kinds.push('suspense');
  return kinds;
}
