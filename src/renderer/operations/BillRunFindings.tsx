import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { type BillRun, type BillRunFinding, type FindingFacts, type FindingKind, findingKinds } from '../../contract/bill-runs.ts';
import { formatMinor } from '../../contract/money.ts';
import { care } from '../platform/care.ts';
import { useCarePages } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Money } from '../ui/Money.tsx';
import { Select } from '../ui/Select.tsx';
import { findingSentence, kindLabels, kindTones } from './bill-run-words.ts';

const columns: ReadonlyArray<Column<BillRunFinding>> = [
  { id: 'kind', header: 'What', width: 196, cell: ({ kind }) => <Chip tone={kindTones[kind]}>{kindLabels[kind]}</Chip>, value: ({ kind }) => kindLabels[kind] },
  { id: 'account', header: 'Account', width: 116, cell: ({ account }) => <span className="num">{account}</span>, value: ({ account }) => account },
  { id: 'why', header: 'Why', width: 'minmax(160px, 1fr)', cell: (finding) => <span className="ink-2" title={findingSentence(finding)}>{findingSentence(finding)}</span>, value: findingSentence },
  { id: 'total', header: 'Bill', width: 108, align: 'end', cell: ({ facts }) => facts && <Money minor={facts.total} currency={facts.currency} />, value: ({ facts }) => facts?.total ?? null },
  { id: 'usual', header: 'Usual', width: 108, align: 'end', cell: ({ facts }) => facts && facts.usual !== null && <Money minor={facts.usual} currency={facts.currency} />, value: ({ facts }) => facts?.usual ?? null },
];
const findingId = ({ id }: BillRunFinding) => String(id);

/** What stands out in a run, by kind; the chosen one with the figures it is judged by. */
export function BillRunFindings({ run: { id, changedAt, totals } }: { readonly run: BillRun }) {
  const [kind, setKind] = useState<FindingKind | ''>('');
  const [selected, setSelected] = useState<BillRunFinding | null>(null);
  const narrowed = kind ? { kind } : {};
  const pages = useCarePages(care.billRuns.findings, { id, ...narrowed, changedAt }, (after: number | undefined) => ({ id, ...narrowed, ...(after ? { after } : {}) }), (page) => page.next);
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const explained = selected && rows.some((row) => row.id === selected.id) ? selected : null;
  const found = findingKinds.filter((one) => (totals.findings[one] ?? 0) > 0);
  return (
    <>
      {found.length > 1 && (
        <div className="pad ops-reason">
          <Field label="What stands out" hideLabel>
            <Select value={kind} onChange={setKind} options={[{ value: '', label: 'All that stands out' }, ...found.map((value) => ({ value, label: `${kindLabels[value]}, ${totals.findings[value]}` }))]} />
          </Field>
        </div>
      )}
      <Answer of={{ ...pages, data: pages.data }} failed="What stands out did not load">
        {() => (
          <DataTable
            name="bill-run-findings"
            label="What stands out"
            columns={columns}
            rows={rows}
            rowId={findingId}
            density="compact"
            fill
            selected={explained ? findingId(explained) : null}
            onSelect={setSelected}
            more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
            empty={<EmptyState icon={IconCircleCheck} title="Nothing stands out">No bill is zero, below zero, far over the usual, or without its usage.</EmptyState>}
          />
        )}
      </Answer>
      {explained && (
        <div className="ops-explained" role="status" aria-label={`Account ${explained.account}`}>
          <p><span className="strong">{kindLabels[explained.kind]}.</span> {findingSentence(explained)}</p>
          {explained.facts && <Facts facts={explained.facts} />}
        </div>
      )}
    </>
  );
}

function Facts({ facts: { currency, charges, tax, total, usual, before, events, suspended, unpriced } }: { readonly facts: FindingFacts }) {
  const cell = (label: string, value: ReactNode) => <div className="ops-fact"><dt>{label}</dt><dd>{value}</dd></div>;
  return (
    <dl className="row gap-14 wrap">
      {cell('Net', <Money minor={charges} currency={currency} />)}
      {cell('Tax', <Money minor={tax} currency={currency} />)}
      {cell('Bill', <Money minor={total} currency={currency} />)}
      {usual !== null && cell('Usual', <Money minor={usual} currency={currency} />)}
      {cell('Events', events.toLocaleString('en-US'))}
      {suspended > 0 && cell('In suspense', suspended.toLocaleString('en-US'))}
      {unpriced > 0 && cell('Without a price', unpriced.toLocaleString('en-US'))}
      {before.length > 0 && cell('Earlier bills', before.map((minor) => formatMinor(minor, currency)).join(', '))}
    </dl>
  );
}
