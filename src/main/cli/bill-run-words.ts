import type { BillRun, BillRunFinding, FindingKind } from '../../contract/bill-runs.ts';
import { type Together, togetherWords } from '../../contract/conversion.ts';
import { formatMinor } from '../../contract/money.ts';

const LISTED = 50;
const words: Readonly<Record<Exclude<FindingKind, 'error'>, string>> = { negative: 'below zero', zero: 'nothing to pay', high: 'over three times the usual', noUsage: 'no usage, unlike before', suspense: 'usage in suspense' };

function findingLine({ account, kind, reason, facts }: BillRunFinding): string {
  if (kind === 'error' || !facts) return `  account ${account}: ${reason}`;
  return `  account ${account}: ${words[kind]}, ${formatMinor(facts.total, facts.currency)}${facts.usual === null ? '' : `, usually ${formatMinor(facts.usual, facts.currency)}`}`;
}

/** One run in the list of all. */
export function runLine(run: BillRun): string {
  return `${String(run.id).padStart(6)}  ${run.mode.padEnd(5)}  ${run.day}  ${run.state.padEnd(9)}  ${run.done} of ${run.accounts} accounts, ${run.totals.bills} bills, ${sumsOf(run, 'nothing')}${run.problem === null ? '' : `\n        ${run.problem}`}`;
}

function sumsOf({ totals }: BillRun, nothing: string): string {
  return totals.currencies.map(({ currency, total }) => formatMinor(total, currency)).join(' and ') || nothing;
}

/** What a run came to, then what stands out. `nothing` is the sum of no bills, `together` the sum of all currencies. */
export function billRunLines(run: BillRun, findings: ReadonlyArray<BillRunFinding>, { nothing, together }: { readonly nothing: string; readonly together: Together }): string[] {
  const bills = `${run.totals.bills} ${run.totals.bills === 1 ? 'bill' : 'bills'} of ${run.day}`;
  const sums = [sumsOf(run, nothing), togetherWords(together)].filter(Boolean).join(', ');
  const stopped = run.state === 'done' ? [] : [`The run is ${run.state}: ${run.done} of ${run.accounts} accounts are done.${run.problem === null ? '' : ` ${run.problem}`} Go on with care bill-run --resume ${run.id}`];
  return [
    run.mode === 'trial' ? `${bills} would come to ${sums}. Nothing was posted; care bill-run --final ${run.id} makes them.` : `${bills}, ${sums} in all.`,
    ...findings.slice(0, LISTED).map(findingLine),
    ...(findings.length > LISTED ? [`  and ${findings.length - LISTED} more: --json lists all`] : []),
    ...stopped,
  ];
}
