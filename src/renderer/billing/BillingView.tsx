import { IconGitCompare, IconReceipt } from '@tabler/icons-react';
import { skipToken } from '@tanstack/react-query';
import { useState } from 'react';
import type { BillChoice, BillPlace, BillSummary } from '../../contract/billing.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useCase } from '../app/cases.ts';
import { useCommands } from '../app/commands.ts';
import type { PlaceParams } from '../app/places.ts';
import { useSession } from '../app/session.ts';
import { payerOf } from '../app/payer.ts';
import { showView } from '../app/tabs.ts';
import { useVerifyFirst, verifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useCare, useCarePages } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { type BillFilters, filterChips, filterInput, noFilters } from './bill-filters.ts';
import { BillDetail } from './BillDetail.tsx';
import { BillFacts, UnbilledFacts } from './BillFacts.tsx';
import { BillFilterButton } from './BillFilterButton.tsx';
import { BillList } from './BillList.tsx';
import { BillNowDialog } from './BillNowDialog.tsx';
import { billsToCompare } from './compare-choice.ts';
import { billIdIn } from './bill-id.ts';
import { NoBills } from './NoBills.tsx';
import { NotYetBilled } from './NotYetBilled.tsx';
import './bills.css';

export type BillingViewProps = { readonly customerId: CustomerId; readonly params: PlaceParams };

/** A bill id or 'unbilled' from a place; null where it names none. */
export function chosenBill(params: PlaceParams): BillChoice | null {
  if (params['bill'] === 'unbilled') return 'unbilled';
  return billIdIn(params['bill']);
}

/** The bills of a customer beside the one that is looked at, down to its events (design.md 3, product.md 2.2). */
export function BillingView({ customerId, params }: BillingViewProps) {
  const { can } = useSession();
  const verify = useVerifyFirst();
  const level = useCase(customerId)?.level ?? 0;
  const [filters, setFilters] = useState<BillFilters>(noFilters);
  const [billNow, setBillNow] = useState(false);
  const narrowed = filterInput(filters);
  const isNarrowed = Object.keys(narrowed).length > 0;
  const overview = useCare(care.customers.overview, { customerId });
  const pages = useCarePages(
    care.billing.bills,
    { customerId, ...narrowed },
    (before: BillPlace | undefined) => ({ customerId, ...narrowed, ...(before ? { before } : {}) }),
    (page) => page.next,
  );
  const first = pages.data?.pages[0];
  const bills: ReadonlyArray<BillSummary> = pages.data?.pages.flatMap((page) => page.bills) ?? [];
  const choice = chosenBill(params) ?? bills[0]?.billId ?? (first ? 'unbilled' : null);
  const bill = useCare(care.billing.bill, choice === null ? skipToken : { customerId, bill: choice }, { keepPrevious: true });
  const choose = (next: BillChoice) => showView(customerId, 'billing', { bill: next });
  const payer = overview.data ? payerOf(overview.data) : null;
  // What is not billed yet goes on a bill of the payer: there is nothing of its own to compare it with.
  const compare = choice === null || (payer && choice === 'unbilled') ? null : billsToCompare(choice, bills);
  const onCompare = compare ? () => showView(customerId, 'compare', { bills: compare.join(',') }) : null;
  const mayBill = can(careRoles) && overview.data !== undefined && payer === null;
  const billNowLocked = level < 2 ? verify : null;
  const openBillNow = () => setBillNow(true);
  useCommands(
    () => [
      { id: 'bills.compare', label: 'Compare bills', scope: 'customer', icon: IconGitCompare, hint: 'This bill and the two before', when: () => onCompare !== null, run: () => onCompare?.() },
      { id: 'bills.now', label: 'Bill now', scope: 'customer', icon: IconReceipt, hint: 'What is not billed yet', when: () => mayBill, locked: () => billNowLocked, run: openBillNow },
    ],
    [customerId, compare?.join(','), mayBill, billNowLocked],
  );
  const services = overview.data?.services ?? [];
  const currency = overview.data?.currency ?? bills[0]?.currency ?? bill.data?.currency ?? 'USD';
  const none = first !== undefined && bills.length === 0 && !isNarrowed;
  if (none && chosenBill(params) !== 'unbilled') {
    return <NoBills payer={payer} nextBillDay={first.unbilled.nextBillDay} onSeeUnbilled={() => choose('unbilled')} />;
  }
  return (
    <div className="bills">
      <section className="bills-list" aria-label="Bills" data-region="Bills">
        <header className="bills-list-head">
          <h2 className="grow strong">Bills</h2>
          <BillFilterButton filters={filters} onChange={setFilters} services={services} />
        </header>
        {isNarrowed && (
          <div className="bills-chips">
            {filterChips(filters, services).map((chip) => (
              <Chip key={chip.key} tone="accent" onRemove={() => setFilters(chip.without)} removeLabel={`Remove filter ${chip.text}`}>{chip.text}</Chip>
            ))}
          </div>
        )}
        <Answer of={{ ...pages, data: first }} failed="Bills did not load" waiting={<Skeleton rows={8} height={58} />} onVerify={verifyFirst}>
          {(page) =>
            isNarrowed && bills.length === 0 ? (
              <EmptyState title="No bill matches" action={<Button size="sm" onClick={() => setFilters(noFilters)}>Show all bills</Button>}>Try fewer filters.</EmptyState>
            ) : (
              <BillList bills={bills} unbilled={isNarrowed ? null : page.unbilled} currency={currency} chosen={choice} onChoose={choose} older={pages.data?.pages.at(-1)?.older ?? 0} loadingOlder={pages.isFetchingNextPage} onOlder={() => void pages.fetchNextPage()} />
            )
          }
        </Answer>
      </section>
      <div className="bills-main">
        {choice !== null && (
          <Answer of={bill} failed="The bill did not load" waiting={<Skeleton rows={12} height={28} />} onVerify={verifyFirst}>
            {(answer) => (
              <BillDetail
                key={answer.billId ?? 'unbilled'}
                customerId={customerId}
                choice={answer.billId ?? 'unbilled'}
                bill={answer}
                payer={answer.category === 'unbilled' ? payer : null}
                facts={answer.category === 'unbilled' && first ? <UnbilledFacts bill={answer} summary={first.unbilled} /> : <BillFacts bill={answer} />}
                unbilled={answer.category !== 'unbilled' && first && !payer && <NotYetBilled summary={first.unbilled} currency={currency} onSee={() => choose('unbilled')} onBillNow={mayBill ? openBillNow : null} locked={billNowLocked} />}
                updating={bill.isPlaceholderData}
                onCompare={onCompare}
                onBillNow={answer.category === 'unbilled' && mayBill ? openBillNow : null}
                billNowLocked={billNowLocked}
              />
            )}
          </Answer>
        )}
      </div>
      {billNow && <BillNowDialog customerId={customerId} services={services} onClose={() => setBillNow(false)} />}
    </div>
  );
}
