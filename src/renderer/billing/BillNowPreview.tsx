import { IconMessage2 } from '@tabler/icons-react';
import type { BillNowPreview as Preview, LineView } from '../../contract/billing.ts';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Day } from '../ui/Day.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Money } from '../ui/Money.tsx';
import { cx } from '../ui/tone.ts';
import { quantityWords } from './quantity-words.ts';

const columns: ReadonlyArray<Column<LineView>> = [
  { id: 'charge', header: 'Charge', width: 'minmax(0, 1.6fr)', cell: (line) => <span title={line.label}>{line.label}</span>, copy: (line) => line.label },
  { id: 'quantity', header: 'Quantity', width: 104, align: 'end', cell: (line) => <span className="ink-2">{quantityWords(line)}</span>, copy: quantityWords },
  { id: 'amount', header: 'Amount', width: 96, align: 'end', cell: (line) => <Money minor={line.amount} style="bare" />, value: (line) => line.amount, sort: false },
];
const lineId = (line: LineView) => String(line.lineId);

/** What the bill will be and do: its lines and tax, the open balance now and after, the next bill, and what to say. */
export function BillNowPreview({ preview, updating }: { readonly preview: Preview; readonly updating: boolean }) {
  const { bill } = preview;
  const money = (minor: number, estimate = false) => <Money minor={minor} currency={bill.currency} estimate={estimate} />;
  return (
    <div className={cx('col gap-12', updating && 'billnow-updating')}>
      <div className="billnow-sums">
        <div><span className="t12 ink-3">Open balance now</span><span className="t16 strong">{money(preview.openBefore)}</span></div>
        <div><span className="t12 ink-3">After</span><span className="t16 strong">{money(preview.openAfter)}</span></div>
        <div><span className="t12 ink-3">Due</span><span className="t16 strong"><Day day={bill.dueDay} /></span></div>
        <div><span className="t12 ink-3">Next bill then</span><span className="t16 strong">{money(preview.nextEstimate, true)}</span></div>
      </div>
      <div className="billnow-lines">
        <DataTable name="bill-now-lines" label="Lines of the bill" columns={columns} rows={bill.lines} rowId={lineId} density="compact" empty={<EmptyState title="Nothing to bill">All usage and charges are on bills already.</EmptyState>} />
      </div>
      <div className="sums">
        <div><span>Charges</span>{money(bill.charges)}</div>
        <div><span>Taxes and fees</span>{money(bill.tax)}</div>
        <div className="total"><span>Bill total</span>{money(bill.total)}</div>
      </div>
      {preview.say && (
        <p className="billnow-say">
          <IconMessage2 size={16} stroke={1.75} aria-hidden="true" />
          <span><span className="strong">Say:</span> <span className="selectable">{preview.say}</span></span>
        </p>
      )}
    </div>
  );
}
