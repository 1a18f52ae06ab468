import { IconAlertCircle, IconArrowBackUp, IconCash, IconCircleCheck, IconReceipt, IconRepeat } from '@tabler/icons-react';
import { useMemo } from 'react';
import { formatMinor, type Minor } from '../../contract/money.ts';
import { showView } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Day } from '../ui/Day.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import type { MenuItem } from '../ui/Menu.tsx';
import { Money } from '../ui/Money.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { focusPanel } from './panel-focus.ts';
import type { CustomerViewProps } from './view-props.ts';
import './views.css';

type Payment = Awaited<ReturnType<typeof care.billing.payments>>[number];

function StateOf({ payment }: { readonly payment: Payment }) {
  if (payment.state === 'failed') return <Chip tone="neg" icon={IconAlertCircle}>Failed</Chip>;
  if (payment.state === 'refunded') return <Chip icon={IconArrowBackUp}>Refunded</Chip>;
  return <Chip tone="pos" icon={IconCircleCheck}>Received</Chip>;
}

function PaidBills({ payment, currency }: { readonly payment: Payment; readonly currency: string }) {
  if (payment.state === 'failed') return <span className="neg ellipsis" title={payment.detail}>{payment.detail || 'No reason was given'}</span>;
  const paid = payment.bills.map((bill) => `${bill.number}, ${formatMinor(bill.amount, currency)}`);
  const rest = payment.unallocated > 0;
  return (
    <span className="col">
      <span className="ellipsis" title={paid.join('; ')}>{paid.length > 0 ? paid.join('; ') : 'No bill yet'}</span>
      {rest && <span className="t12 warn row gap-4"><Money minor={payment.unallocated} currency={currency} /> not allocated</span>}
    </span>
  );
}

function columnsOf(currency: string): ReadonlyArray<Column<Payment>> {
  return [
    { id: 'day', header: 'Day', width: 106, value: (row) => row.day, cell: (row) => <Day day={row.day} /> },
    { id: 'number', header: 'Payment', width: 96, value: (row) => row.number, cell: (row) => <span className="ellipsis selectable">{row.number}</span> },
    {
      id: 'method', header: 'Paid by', width: 'minmax(160px, 7fr)', value: (row) => row.method,
      cell: (row) => (
        <span className="col">
          <span className="ellipsis" title={row.method}>{row.method}</span>
          <span className="t12 ink-3 row gap-4">{row.origin === 'automatic' && <IconRepeat size={12} stroke={1.75} aria-hidden="true" />}<span className="ellipsis">{[row.origin === 'automatic' ? 'Autopay' : 'By hand', row.state === 'failed' ? '' : row.detail].filter(Boolean).join(', ')}</span></span>
        </span>
      ),
    },
    { id: 'state', header: 'State', width: 108, value: (row) => row.state, cell: (row) => <StateOf payment={row} /> },
    { id: 'bills', header: 'What it paid, or why it failed', width: 'minmax(180px, 9fr)', value: (row) => row.bills.map((bill) => bill.number).join(' '), sort: false, cell: (row) => <PaidBills payment={row} currency={currency} /> },
    { id: 'amount', header: 'Amount', width: 100, align: 'end', value: (row) => row.amount, copy: (row) => formatMinor(row.amount, currency, { bare: true }), cell: (row) => <Money minor={row.amount} currency={currency} className={row.state === 'failed' ? 'struck ink-3' : 'strong'} /> },
  ];
}

const sumOf = (payments: ReadonlyArray<Payment>, amount: (payment: Payment) => Minor) => payments.filter((payment) => payment.state === 'captured').reduce((sum, payment) => sum + amount(payment), 0);

/** Every payment with the bills it paid; failed ones with the reason. */
export function PaymentsView({ customerId, overview }: CustomerViewProps) {
  const { currency } = overview;
  const payments = useCare(care.billing.payments, { customerId });
  const columns = useMemo(() => columnsOf(currency), [currency]);
  const list = payments.data ?? [];
  const billActs = (payment: Payment) => payment.bills.flatMap(({ number }): ReadonlyArray<MenuItem> => {
    const bill = overview.bills?.find((one) => one.number === number);
    return bill ? [{ kind: 'item', label: `Open bill ${number}`, icon: IconReceipt, onClick: () => showView(customerId, 'billing', { bill: bill.billId }) }] : [];
  });
  const open = sumOf(list, (payment) => payment.unallocated);
  return (
    <div className="page col fill">
      <Card title="Payments" ruled={list.length === 0} grow right={list.length > 0 && <span className="t12 ink-3 row gap-4 tile-note">{open > 0 ? <><Money minor={open} currency={currency} /> not allocated</> : 'All allocated'}</span>}>
        <Answer of={payments} failed="Payments did not load" waiting={<Skeleton rows={8} height={44} />} onVerify={() => focusPanel(customerId, 'verify')}>
          {(rows) => (
            <DataTable name="payments" label="Payments" fill density="two-line" columns={columns} rows={rows} rowId={(row) => String(row.paymentId)} rowActs={billActs} defaultSort={{ id: 'day', down: true }} empty={<EmptyState title="No payments yet" icon={IconCash}>The first payment will be here once it is received.</EmptyState>} />
          )}
        </Answer>
      </Card>
    </div>
  );
}
