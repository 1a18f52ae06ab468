import { useElementSize } from '@mantine/hooks';
import { IconReceipt } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { byBillDay } from '../../contract/bill-state.ts';
import type { BillPoint, CustomerOverview } from '../../contract/customers.ts';
import { formatDay, monthName } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { formatCustomerNumber } from '../app/customer-number.ts';
import { openBillsOf, payerOf } from '../app/payer.ts';
import { showView } from '../app/tabs.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { BarChart } from '../ui/Chart.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { LockedPart } from './LockedPart.tsx';
import { MarkerLane } from './MarkerLane.tsx';
import { groupMarkers, type MarkerGroup } from './marker-groups.ts';
import { shortMonth } from './words.ts';

const LEAST = 6;
const MOST = 13;
const BAR_ROOM = 58;
const MARK_WIDTH = 22;
const markViews: Readonly<Record<MarkerGroup['kind'], string>> = { payment: 'payments', failedPayment: 'payments', dispute: 'billing', contact: 'timeline' };

/** What is left to pay of a bill whose due day has passed; the current bill is not marked before that. */
const unpaidOf = (bill: BillPoint, today: string) => (bill.dueDay < today ? Math.max(0, Math.min(bill.open, bill.total)) : 0);

/** The last bills side by side with what is unpaid, what happened in between, and the difference to the month before (mock c). */
export function BillsTile({ overview, onVerify }: { readonly overview: CustomerOverview; readonly onVerify: () => void }) {
  const { bills, customerId, currency } = overview;
  const { today } = useFormat();
  const payer = payerOf(overview);
  const newest = useMemo(() => (bills ?? []).toSorted((a, b) => byBillDay(b, a)), [bills]);
  const [last, before] = newest;
  const change = last && before ? last.total - before.total : null;
  return (
    <Card
      title="Bills"
      className="tile-bills"
      right={change !== null && before && (
        <span className="row gap-4 strong tile-change">
          <Money minor={change} currency={currency} style="change" />
          <span className={change > 0 ? 'more' : change < 0 ? 'less' : 'ink-3'}>on {monthName(before.billDay)}</span>
        </span>
      )}
    >
      {bills === null && <LockedPart onVerify={onVerify}>Bill totals are shown once the caller is known.</LockedPart>}
      {bills?.length === 0 && (payer ? <EmptyState title={`Bills go to ${payer.name}`} icon={IconReceipt} action={<Button size="sm" onClick={() => openBillsOf(payer)}>Open its bills</Button>}>The charges of this account are on the bills of customer <span className="nowrap">{formatCustomerNumber(payer.number)}</span>.</EmptyState> : <EmptyState title="No bills yet" icon={IconReceipt}>The first bill comes on {formatDay(overview.nextBillDay, today)}.</EmptyState>)}
      {bills !== null && bills.length > 0 && <BillsGraph newest={newest} overview={overview} onOpen={(bill) => showView(customerId, 'billing', { bill })} />}
    </Card>
  );
}

function BillsGraph({ newest, overview, onOpen }: { readonly newest: ReadonlyArray<BillPoint>; readonly overview: CustomerOverview; readonly onOpen: (billId: number) => void }) {
  const { currency, customerId } = overview;
  const { today } = useFormat();
  const { ref, width } = useElementSize();
  const count = Math.max(LEAST, Math.min(MOST, Math.floor((width || 376) / BAR_ROOM)));
  const shown = useMemo(() => newest.slice(0, count).toReversed(), [newest, count]);
  const groups = useMemo(() => groupMarkers(overview.markers ?? [], shown.map((bill) => bill.billDay), MARK_WIDTH / (width || 376)), [overview.markers, shown, width]);
  const unpaid = shown.filter((bill) => unpaidOf(bill, today) > 0);
  const total = unpaid.reduce((sum, bill) => sum + unpaidOf(bill, today), 0);
  const highest = shown.toSorted((a, b) => b.total - a.total)[0];
  const format = (minor: number) => formatMinor(minor, currency, { bare: true });
  const bars = shown.map((bill, at) => ({ key: String(bill.billId), label: shortMonth(bill.billDay), value: bill.total, part: unpaidOf(bill, today), partLabel: 'Unpaid', on: at === shown.length - 1 }));
  return (
    <>
      <div className="bills-graph">
        <div ref={ref} className="bills-plot">
          <MarkerLane groups={groups} currency={currency} onOpen={(group) => showView(customerId, markViews[group.kind])} />
          <BarChart label="Bills by month" summary={`The last ${shown.length} bills. ${highest ? `${monthName(highest.billDay)} is the highest with ${formatMinor(highest.total, currency)}.` : ''}`} bars={bars} format={format} height={156} onSelect={(key) => onOpen(Number(key))} />
          <BarButtons bills={shown} currency={currency} onOpen={onOpen} />
        </div>
      </div>
      <div className="row t12 ink-2 bills-foot">
        {total > 0 && (
          <span className="row gap-4">
            <i className="swatch" aria-hidden="true" />
            {unpaid.length === 1 && unpaid[0] ? `Unpaid part of ${monthName(unpaid[0].billDay)}, ` : `Unpaid on ${unpaid.length} bills, `}
            <Money minor={total} currency={currency} />
          </span>
        )}
        <span className="grow" />
        <button type="button" className="link" onClick={() => showView(customerId, 'billing')}>All bills</button>
      </div>
    </>
  );
}

/** One invisible button over each bar: the graph by keyboard. Arrows move, Enter opens. */
function BarButtons({ bills, currency, onOpen }: { readonly bills: ReadonlyArray<BillPoint>; readonly currency: string; readonly onOpen: (billId: number) => void }) {
  const [at, setAt] = useState<number | null>(null);
  const current = Math.min(at ?? bills.length - 1, bills.length - 1);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(bills.length - 1, current + step));
    setAt(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <div className="bar-buttons" role="group" aria-label="Open a bill" onKeyDown={move}>
      {bills.map((bill, index) => (
        <button key={bill.billId} type="button" tabIndex={index === current ? 0 : -1} aria-label={`${monthName(bill.billDay)} bill, ${formatMinor(bill.total, currency)}${bill.open > 0 ? `, ${formatMinor(bill.open, currency)} open` : ''}`} onClick={() => onOpen(bill.billId)} />
      ))}
    </div>
  );
}
