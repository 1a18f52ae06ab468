import { useState } from 'react';
import type { SameCause, SameCauseRow } from '../../contract/billing.ts';
import type { BulkCredit, BulkCreditItem } from '../../contract/bulk-credits.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Day } from '../ui/Day.tsx';
import { Money } from '../ui/Money.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { many } from './same-cause-words.ts';

const rowId = (row: SameCauseRow) => String(row.lineId);
const itemId = (item: BulkCreditItem) => item.bill;
const hitColumns: ReadonlyArray<Column<SameCauseRow>> = [
  { id: 'day', header: 'Bill day', width: 104, cell: (row) => <Day day={row.billDay} />, value: (row) => row.billDay },
  { id: 'bill', header: 'Bill', width: 108, cell: (row) => <span className="num">{row.bill}</span>, value: (row) => row.bill },
  { id: 'account', header: 'Account', width: 104, cell: (row) => <span className="num">{row.account}</span>, value: (row) => row.account },
  { id: 'charge', header: 'Charge', width: 'minmax(120px, 1fr)', cell: (row) => <span title={row.label}>{row.label}</span>, value: (row) => row.label },
  { id: 'events', header: 'Events', width: 76, align: 'end', cell: (row) => <span className="num">{row.events.toLocaleString('en-US')}</span>, value: (row) => row.events },
  { id: 'amount', header: 'Billed', width: 100, align: 'end', cell: (row) => <Money minor={row.amount} currency={row.currency} />, value: (row) => row.amount },
  { id: 'credit', header: 'Left to credit', width: 112, align: 'end', cell: (row) => <Money minor={row.credit} currency={row.currency} />, value: (row) => row.credit },
];

const itemStates = { waiting: ['Waiting', 'neutral'], shown: ['Worked out', 'info'], credited: ['Issued', 'pos'], failed: ['Left out', 'neg'] } as const;
const amount = (id: 'charges' | 'tax' | 'total', header: string): Column<BulkCreditItem> => ({ id, header, width: 96, align: 'end', cell: (item) => <Money minor={item[id]} currency={item.currency} />, value: (item) => item[id] });
const itemColumns: ReadonlyArray<Column<BulkCreditItem>> = [
  { id: 'bill', header: 'Bill', width: 108, cell: (item) => <span className="num">{item.bill}</span>, value: (item) => item.bill },
  { id: 'account', header: 'Account', width: 104, cell: (item) => <span className="num">{item.account}</span>, value: (item) => item.account },
  { id: 'state', header: 'State', width: 108, cell: (item) => <Chip tone={itemStates[item.state][1]}>{itemStates[item.state][0]}</Chip>, value: (item) => itemStates[item.state][0] },
  { id: 'note', header: 'Credit note', width: 'minmax(120px, 1fr)', cell: (item) => (item.failure === null ? <span className="num">{item.note}</span> : <span className="ink-2" title={item.failure}>{item.failure}</span>), value: (item) => item.note ?? item.failure },
  amount('charges', 'Net'), amount('tax', 'Tax'), amount('total', 'Goes back'),
];

type SameCauseTableProps = { readonly same: SameCause; readonly order: BulkCredit | null; /** The charge that was asked from. */ readonly lineId: number };

/** The charges with the cause; beside them, once a credit is worked out, the credit note of each bill. */
export function SameCauseTable({ same, order, lineId }: SameCauseTableProps) {
  const [notes, setNotes] = useState(false);
  const [selected, setSelected] = useState(String(lineId));
  const worked = order !== null && order.worked > 0;
  const all = same.totals.reduce((sum, { charges }) => sum + charges, 0);
  return (
    <Card
      title={notes && worked ? 'Credit notes' : 'Charges that are hit'}
      ruled={false}
      grow
      right={worked && <Segmented size="sm" label="Show" options={[{ value: 'charges', label: 'Charges' }, { value: 'notes', label: 'Credit notes' }]} value={notes ? 'notes' : 'charges'} onChange={(next) => setNotes(next === 'notes')} />}
    >
      {notes && worked ? <Notes order={order} /> : (
        <>
          <DataTable name="same-cause" label="Charges that are hit" columns={hitColumns} rows={same.rows} rowId={rowId} selected={selected} onSelect={(row) => setSelected(rowId(row))} density="compact" fill />
          {same.rows.length < all && <p className="pad t12 ink-3">The newest {same.rows.length.toLocaleString('en-US')} of {many(all, 'charge')} are listed; sums and credit are of all.</p>}
        </>
      )}
    </Card>
  );
}

function Notes({ order }: { readonly order: BulkCredit }) {
  const items = useCare(care.bulkCredits.items, { id: order.id }, { keepPrevious: true, ...(order.state === 'asked' || order.state === 'ordered' ? { refetchEvery: 1_000 } : {}) });
  return (
    <Answer of={items} failed="The credit notes did not load">
      {(found: ReadonlyArray<BulkCreditItem>) => (
        <>
          <DataTable name="bulk-credit" label="Credit notes" columns={itemColumns} rows={found} rowId={itemId} density="compact" fill />
          {found.length < order.bills && <p className="pad t12 ink-3">{found.length.toLocaleString('en-US')} of {many(order.bills, 'bill')} are listed.</p>}
        </>
      )}
    </Answer>
  );
}
