import { skipToken } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BillChoice } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import type { PlaceParams } from '../app/places.ts';
import { payerOf } from '../app/payer.ts';
import { showView } from '../app/tabs.ts';
import { verifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { billsToCompare, inOrder, parseBills } from './compare-choice.ts';
import { kindsOf } from './compare-table.ts';
import { CompareBar } from './CompareBar.tsx';
import { NoBills } from './NoBills.tsx';
import { ComparedBills } from './ComparedBills.tsx';
import { useWholeWidth } from './use-whole-width.ts';
import './bills.css';
import './compare.css';

export type CompareViewProps = { readonly customerId: CustomerId; readonly params: PlaceParams };

/** '1-2': the columns whose difference is explained, from a place; the last against the one before otherwise. */
export function pairFrom(text: string | number | undefined, count: number): readonly [number, number] {
  const found = /^(\d)-(\d)$/.exec(String(text ?? ''));
  const [from, to] = [Number(found?.[1] ?? count - 2), Number(found?.[2] ?? count - 1)];
  return from < count && to < count && from !== to ? [from, to] : [Math.max(0, count - 2), Math.max(0, count - 1)];
}

/** Two to six bills side by side, and why one differs from another, to the cent (product.md 2.3 and D1). */
export function CompareView({ customerId, params }: CompareViewProps) {
  useWholeWidth();
  const list = useCare(care.billing.bills, { customerId });
  const overview = useCare(care.customers.overview, { customerId });
  const bills = list.data?.bills ?? [];
  const newest: BillChoice = bills[0]?.billId ?? 'unbilled';
  const wanted = parseBills(params['bills']) ?? (list.data ? (billsToCompare(newest, bills) ?? (bills.length > 0 ? [newest, 'unbilled' as const] : null)) : null);
  const choices = wanted ? inOrder(wanted, bills) : null;
  const pair = pairFrom(params['explain'], choices?.length ?? 2);
  const comparison = useCare(care.billing.compareBills, choices ? { customerId, bills: [...choices], explain: [...pair] as [number, number] } : skipToken, { keepPrevious: true });
  const show = (next: ReadonlyArray<BillChoice>) => showView(customerId, 'compare', { bills: inOrder(next, bills).join(',') });
  const explain = ([from, to]: readonly [number, number]) => showView(customerId, 'compare', { bills: (choices ?? []).join(','), explain: `${from}-${to}` });
  const kinds = useMemo(() => kindsOf(overview.data?.services ?? []), [overview.data]);
  const payer = overview.data ? payerOf(overview.data) : null;
  if (list.data && payer && bills.length < 2) return <NoBills payer={payer} nextBillDay={list.data.unbilled.nextBillDay} onSeeUnbilled={() => showView(customerId, 'billing', { bill: 'unbilled' })} />;
  if (list.data && !choices) {
    return (
      <EmptyState title="Nothing to compare yet" action={<Button size="sm" onClick={() => showView(customerId, 'billing', { bill: 'unbilled' })}>See unbilled usage</Button>}>
        Two bills are needed, or one and what is not billed yet.
      </EmptyState>
    );
  }
  return (
    <div className="cmp">
      <Answer of={list.error && !choices ? { ...list, data: undefined } : comparison} failed="The comparison did not load" waiting={<Skeleton rows={14} height={28} />} onVerify={verifyFirst}>
        {(answer) => (
          <>
            <CompareBar comparison={answer} choices={choices ?? []} bills={bills} unbilled={list.data?.unbilled ?? null} pair={comparison.isPlaceholderData ? pairFrom(undefined, answer.columns.length) : pair} onChoices={show} onPair={explain} />
            <ComparedBills key={answer.columns.map((column) => column.key).join() + pair.join()} customerId={customerId} comparison={answer} pair={comparison.isPlaceholderData ? pairFrom(undefined, answer.columns.length) : pair} kinds={kinds} updating={comparison.isPlaceholderData} onPair={explain} />
          </>
        )}
      </Answer>
    </div>
  );
}
