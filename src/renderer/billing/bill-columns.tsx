import { IconDeviceMobile, IconDeviceTv, IconFileInvoice, IconPhone, IconRouter, IconScale, IconUsers, type Icon } from '@tabler/icons-react';
import type { ServiceKind } from '../../contract/catalog.ts';
import { dayOf, type Day as DayText, formatDay, formatPeriod } from '../../contract/dates.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/column.ts';
import { Money } from '../ui/Money.tsx';
import { timeOf } from '../ui/moments.ts';
import { ChangeFigure } from './ChangeFigure.tsx';
import { amountOf, type BillRow, changeOf, labelOf } from './bill-rows.ts';
import { eventPlace, eventWords, quantityWords } from './quantity-words.ts';

/** The picture of a kind of service. */
export const serviceIcons: Readonly<Record<ServiceKind, Icon>> = { fibre: IconRouter, mobile: IconDeviceMobile, phone: IconPhone, tv: IconDeviceTv };

type House = { readonly zone: string; readonly today: DayText; readonly currency: string };

const momentOf = (row: Extract<BillRow, { kind: 'event' }>, zone: string) => `${formatDay(dayOf(row.event.start, zone))}, ${timeOf(row.event.start, zone)}`;

function ChargeName({ row, zone }: { readonly row: BillRow; readonly zone: string }) {
  if (row.kind === 'service' || row.kind === 'customer') {
    const Shape = row.kind === 'customer' ? IconUsers : row.service ? serviceIcons[row.service.kind] : IconFileInvoice;
    return (
      <span className="bills-service" title={`${row.label} ${row.reference}`.trim()}>
        <Shape size={16} stroke={1.75} className="ink-3" aria-hidden="true" />
        <span>{row.label}</span> <span className="bills-reference">{row.reference}</span>
      </span>
    );
  }
  if (row.kind === 'event') return <span className="num">{momentOf(row, zone)}</span>;
  if (row.kind === 'failed') {
    return (
      <span className="row">
        <span className="neg">Events did not load</span>
        <Button size="sm" variant="quiet" onClick={row.retry}>Try again</Button>
      </span>
    );
  }
  if (row.kind !== 'charge' || row.line.dispute === null) return <span title={labelOf(row)}>{labelOf(row)}</span>;
  return (
    <span className="bills-charge" title={row.line.label}>
      <span className="ellipsis">{row.line.label}</span> <Chip tone="disp" icon={IconScale}>{row.line.dispute}</Chip>
    </span>
  );
}

/** The days of a charge, the place of an event. */
export function periodWords(row: BillRow, { today }: Pick<House, 'today'>): string {
  if (row.kind === 'event') return eventPlace(row.event);
  if (row.kind !== 'charge') return '';
  const { line } = row;
  return line.trace.kind === 'oneTime' && line.trace.day ? formatDay(line.trace.day, today) : formatPeriod(line.period, today);
}

function quantityOf(row: BillRow): string {
  if (row.kind === 'event') return eventWords(row.event);
  return row.kind === 'charge' ? quantityWords(row.line) : '';
}

/** The columns of the bill's tree. Currency and zone are the house's; build them once per bill. */
export function billColumns(house: House, symbol: string): ReadonlyArray<Column<BillRow>> {
  return [
    { id: 'charge', header: 'Charge', width: 'minmax(150px, 1fr)', cell: (row) => <ChargeName row={row} zone={house.zone} />, copy: (row) => (row.kind === 'event' ? momentOf(row, house.zone) : `${labelOf(row)} ${'reference' in row ? row.reference : ''}`.trim()) },
    { id: 'period', header: 'Period', width: 'var(--bills-period)', cell: (row) => <span className="ink-2 num ellipsis" title={periodWords(row, house)}>{periodWords(row, house)}</span>, copy: (row) => periodWords(row, house) },
    { id: 'quantity', header: 'Quantity', width: 'var(--bills-quantity)', align: 'end', cell: (row) => <span className="ink-2">{quantityOf(row)}</span>, copy: quantityOf },
    {
      id: 'amount', header: symbol ? `Amount, ${symbol}` : 'Amount', width: 'var(--bills-amount)', align: 'end', value: amountOf,
      cell: (row) => (row.kind === 'failed' ? null : <Money minor={amountOf(row)} currency={house.currency} style="bare" />),
    },
    {
      id: 'change', header: 'Change', width: 'var(--bills-change)', align: 'end', value: changeOf,
      cell: (row) => {
        const change = changeOf(row);
        return change === null ? null : <ChangeFigure minor={change} currency={house.currency} />;
      },
    },
  ];
}
