import { IconFileInvoice } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { BilledService } from '../../contract/bill.ts';
import type { CompareColumn, Comparison } from '../../contract/billing.ts';
import { formatMinor } from '../../contract/money.ts';
import type { Column } from '../ui/column.ts';
import { Money } from '../ui/Money.tsx';
import { TreeGrid } from '../ui/TreeGrid.tsx';
import { serviceIcons } from './bill-columns.tsx';
import { ChangeFigure } from './ChangeFigure.tsx';
import { comparedGroups, type ComparedLine } from './compare-table.ts';

export type CompareTableProps = {
  readonly comparison: Comparison;
  readonly pair: readonly [number, number];
  readonly kinds: ReadonlyMap<number, BilledService['kind']>;
  /** The cell of the table that belongs to the cause that is open. */
  readonly marked: string | null;
  readonly onChoose: (line: ComparedLine) => void;
};

const lineId = (line: ComparedLine) => line.id;
const childrenOf = (line: ComparedLine) => line.below;
const rowKind = (line: ComparedLine) => (line.row.category === null ? 'group' : 'quiet');
/** A column is the first, second... bill, so that its width holds for the bills of any customer. */
const columnOf = (index: number) => `bill${index}`;
const short = (bill: CompareColumn | undefined) => (bill?.billId === null ? 'next' : (bill?.label ?? '').slice(0, 3));

function Name({ line, kinds }: { readonly line: ComparedLine; readonly kinds: CompareTableProps['kinds'] }) {
  const { row } = line;
  if (row.category !== null) return <>{row.label}</>;
  const kind = row.serviceId === null ? undefined : kinds.get(row.serviceId);
  const Shape = kind ? serviceIcons[kind] : IconFileInvoice;
  return (
    <span className="bills-service" title={`${row.label} ${row.reference}`.trim()}>
      <Shape size={16} stroke={1.75} className="ink-3" aria-hidden="true" />
      <span>{row.label}</span> <span className="bills-reference"><Reference text={row.reference} /></span>
    </span>
  );
}

/** A reference; of a telephone number the area goes first where there is little room, so that the name stays whole. */
function Reference({ text }: { readonly text: string }) {
  const area = /^\(\d{3}\) /.exec(text)?.[0] ?? '';
  return <>{area && <span className="cmp-area">{area}</span>}{text.slice(area.length)}</>;
}

/** The bills side by side by service and category, with the difference of the chosen two; every column foots. */
export function CompareTable({ comparison, pair, kinds, marked, onChoose }: CompareTableProps) {
  const { columns: bills, rows, totals, currency, difference } = comparison;
  const groups = useMemo(() => comparedGroups(rows), [rows]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const expanded = useMemo(() => new Set(groups.map(lineId).filter((id) => !closed.has(id))), [groups, closed]);
  const symbol = formatMinor(0, currency).replace(/[\d.,\s]/g, '');
  const names = `${short(bills[pair[0]])} to ${short(bills[pair[1]])}`;
  const columns = useMemo(
    (): ReadonlyArray<Column<ComparedLine>> => [
      { id: 'charge', header: symbol ? `Charge, ${symbol}` : 'Charge', width: 'minmax(136px, 1fr)', cell: (line) => <Name line={line} kinds={kinds} />, copy: ({ row }) => `${row.label} ${row.reference}`.trim() },
      ...bills.map((bill, index): Column<ComparedLine> => ({
        id: columnOf(index), header: bill.label, width: 'var(--cmp-amount)', align: 'end', value: ({ row }) => row.amounts[index] ?? null, cell: ({ row }) => <Money minor={row.amounts[index] ?? null} currency={currency} style="bare" className="cmp-figure" />,
      })),
      { id: 'difference', header: names, width: 'var(--cmp-change)', align: 'end', value: ({ row }) => row.difference, cell: ({ row }) => <ChangeFigure minor={row.difference} currency={currency} /> },
    ],
    [bills, currency, symbol, names, kinds],
  );
  const footer = {
    charge: 'Total', difference: <ChangeFigure minor={difference} currency={currency} />,
    ...Object.fromEntries(bills.map((bill, index) => [columnOf(index), <Money key={bill.key} minor={totals[index] ?? null} currency={currency} style="bare" />])),
  };
  return (
    <TreeGrid
      name="compared-bills"
      label="Bills side by side"
      columns={columns}
      roots={groups}
      rowId={lineId}
      childrenOf={childrenOf}
      expanded={expanded}
      onExpand={(ids) => setClosed(new Set(groups.map(lineId).filter((id) => !ids.has(id))))}
      selected={marked}
      onSelect={onChoose}
      density="compact"
      fill
      rowKind={rowKind}
      footer={footer}
    />
  );
}
