import { IconAlertCircle, IconAlertTriangle, IconLock, IconScale, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { byBillDay } from '../../contract/bill-state.ts';
import type { BillPoint, CustomerOverview, Standing } from '../../contract/customers.ts';
import { daysBetween, formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import type { PlaceParams } from '../app/places.ts';
import { useFormat } from '../ui/format-context.ts';
import { spokenMoney } from '../ui/spoken-money.ts';
import { cx } from '../ui/tone.ts';
import { daysText } from './words.ts';

type Cell = { readonly key: string; readonly label: string; readonly icon?: Icon; readonly tone?: 'neg' | 'disp' | 'warn'; readonly value: string; readonly spoken: string; readonly words?: boolean; readonly more: string; readonly view: string; readonly params?: PlaceParams };

function cellsOf(standing: Standing, currency: string, today: string, bills: ReadonlyArray<BillPoint>): ReadonlyArray<Cell> {
  const money = (minor: number) => ({ value: formatMinor(minor, currency), spoken: spokenMoney(minor, currency) });
  const day = (at: string | null) => (at ? formatDay(at, today) : '');
  const billWith = (found: BillPoint | undefined) => (found ? { bill: found.billId } : undefined);
  const oldest = bills.toSorted(byBillDay);
  const { autopay } = standing;
  const late = standing.overdue > 0;
  const disputed = standing.disputed > 0;
  const autopayFails = autopay.state === 'failed' || autopay.state === 'expired';
  return [
    { key: 'open', label: 'Open balance', ...money(standing.open), more: [...(standing.also ?? []).map((other) => `and ${formatMinor(other.open, other.currency)}`), day(standing.nextDue)].filter(Boolean).join(', '), view: 'billing' },
    { key: 'overdue', label: 'Overdue', ...(late ? { icon: IconAlertCircle, tone: 'neg' as const } : {}), ...money(standing.overdue), more: late && standing.overdueSince ? daysText(daysBetween(standing.overdueSince, today)) : '', view: 'billing', params: billWith(oldest.find((bill) => bill.overdue > 0)) },
    { key: 'disputed', label: 'In dispute', ...(disputed ? { icon: IconScale, tone: 'disp' as const } : {}), ...money(standing.disputed), more: standing.dispute ?? '', view: 'billing', params: billWith(oldest.find((bill) => bill.disputed > 0)) },
    { key: 'credit', label: 'Credit on account', ...money(standing.credit), more: '', view: 'payments' },
    { key: 'unbilled', label: 'Not yet billed', ...money(standing.unbilled), more: standing.unbilledSince ? `since ${day(standing.unbilledSince)}` : '', view: 'usage' },
    { key: 'autopay', label: 'Autopay', ...(autopayFails || autopay.state === 'paused' ? { icon: IconAlertTriangle, tone: 'warn' as const } : {}), value: autopay.label, spoken: autopay.label, words: true, more: day(autopay.at), view: 'payments' },
  ];
}

const hidden: ReadonlyArray<readonly [key: string, label: string]> = [['open', 'Open balance'], ['overdue', 'Overdue'], ['disputed', 'In dispute'], ['credit', 'Credit on account'], ['unbilled', 'Not yet billed'], ['autopay', 'Autopay']];

export type StandingStripProps = {
  readonly overview: Pick<CustomerOverview, 'standing' | 'bills' | 'currency'>;
  readonly onOpen: (view: string, params?: PlaceParams) => void;
  readonly onVerify: () => void;
};

/** What the customer owes, always in the same places (design.md 5). Each cell opens its place; before the caller is known it leads to the checks. */
export function StandingStrip({ overview, onOpen, onVerify }: StandingStripProps) {
  const { today } = useFormat();
  const cells = overview.standing ? cellsOf(overview.standing, overview.currency, today, overview.bills ?? []) : null;
  const sum = cells?.map((cell) => `${cell.label} ${cell.spoken}`).join(', ') ?? '';
  const [first, setFirst] = useState(sum);
  if (!first && sum) setFirst(sum);
  return (
    <div className="standing" role="group" aria-label="Account standing" data-region="Standing">
      {cells
        ? cells.map((cell) => <StandingCell key={cell.key} cell={cell} onOpen={onOpen} />)
        : hidden.map(([key, label]) => (
            <button key={key} type="button" className="standing-cell" onClick={onVerify}>
              <span className="standing-label">{label}</span>
              <span className="standing-value hidden-value">
                <IconLock size={14} stroke={1.75} aria-hidden="true" />
                <small>Verify caller</small>
              </span>
            </button>
          ))}
      <span className="sr-only" aria-live="polite">{first && sum !== first ? sum : ''}</span>
    </div>
  );
}

function StandingCell({ cell, onOpen }: { readonly cell: Cell; readonly onOpen: StandingStripProps['onOpen'] }) {
  const [first] = useState(cell.value);
  const Shape = cell.icon;
  return (
    <button type="button" className={cx('standing-cell', cell.tone && `edge ${cell.tone}`)} onClick={() => onOpen(cell.view, cell.params)}>
      <span className={cx('standing-label', cell.tone)}>
        {Shape && <Shape size={14} stroke={1.75} aria-hidden="true" />}
        {cell.label}
      </span>
      <span key={cell.value} className={cx('standing-value num', cell.words && 'words', cell.tone === 'neg' && 'neg', cell.value !== first && 'tinted')}>
        <span aria-hidden="true">{cell.value}</span>
        <span className="sr-only">, {cell.spoken}</span>
        {cell.more && <small>{cell.more}</small>}
      </span>
    </button>
  );
}
