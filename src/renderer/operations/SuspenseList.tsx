import { IconCircleCheck, IconRefresh, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { ImportRun, SuspendedRecord } from '../../contract/operations.ts';
import type { SuspenseReason } from '../../contract/usage.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { reasonLabels, retrySentence } from './import-words.ts';
import { placesWords } from './suspense-words.ts';
import { SuspenseRecord } from './SuspenseRecord.tsx';
import { type SuspenseFilter, useSuspense } from './use-suspense.ts';

const reasons: ReadonlyArray<SuspenseReason> = ['unknownService', 'inactiveService', 'ambiguousTime', 'noPrice'];
const noFilter: SuspenseFilter = { reason: '', file: '' };
const columns: ReadonlyArray<Column<SuspendedRecord>> = [
  { id: 'reason', header: 'Reason', width: 196, cell: (record) => <Chip tone="warn">{reasonLabels[record.reason]}</Chip>, value: (record) => reasonLabels[record.reason] },
  { id: 'file', header: 'File', width: 'minmax(120px, 0.6fr)', cell: (record) => <span title={record.file}>{record.file}</span>, value: (record) => record.file },
  { id: 'line', header: 'Line', width: 70, align: 'end', cell: (record) => <span className="num">{record.line.toLocaleString('en-US')}</span>, value: (record) => record.line },
  { id: 'row', header: 'Row', width: 'minmax(140px, 1fr)', cell: (record) => <span className="ink-2" title={record.row}>{record.row}</span>, value: (record) => record.row },
  { id: 'at', header: 'Since', width: 120, cell: (record) => <Clock at={record.at} time />, value: (record) => record.at },
];
const recordId = (record: SuspendedRecord) => String(record.id);
const records = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'record' : 'records'}`;

/** Usage that could not be used, by reason and file, each with its row and its cure; it is kept and can be tried again. */
export function SuspenseList() {
  const [filter, setFilter] = useState(noFilter);
  const [selected, setSelected] = useState<SuspendedRecord | null>(null);
  const { pages, all, rows, total, looking, loadingMore, retry, retried, forget } = useSuspense(filter);
  const imports = useCare(care.operations.imports);
  const narrowed = filter.reason !== '' || filter.file !== '';
  const explained = rows.find(({ id }) => id === selected?.id) ?? null;
  const nothing = total === 0 && !narrowed ? 'Nothing is in suspense.' : null;
  return (
    <Card
      title="In suspense"
      ruled={false}
      grow
      className="ops-list ops-suspense"
      right={
        <div className="row">
          {total !== undefined && <span className="ink-2 nowrap" role="status">{looking ? `Looking, ${all.length.toLocaleString('en-US')} of ${records(total)}` : records(filter.file ? rows.length : total)}</span>}
          <Field label="File" hideLabel className="ops-reason"><Select value={filter.file} onChange={(file) => setFilter({ ...filter, file })} options={[{ value: '', label: 'All files' }, ...filesOf(imports.data ?? [], all)]} /></Field>
          <Field label="Reason" hideLabel className="ops-reason"><Select value={filter.reason} onChange={(reason) => setFilter({ ...filter, reason })} options={[{ value: '', label: 'All reasons' }, ...reasons.map((value) => ({ value, label: reasonLabels[value] }))]} /></Field>
          <Button size="sm" icon={IconRefresh} busy={retry.isPending} locked={nothing} onClick={() => { if (!retry.isPending) retry.mutate(undefined); }}>Try all again</Button>
        </div>
      }
    >
      {retry.error && <div className="pad"><Callout tone="neg" role="alert">{retry.error.sentence}</Callout></div>}
      {retried && (
        <div className="pad">
          <Callout tone={retried.accepted > 0 ? 'pos' : 'warn'} role="status" right={<Button size="sm" variant="quiet" icon={IconX} label="Close what happened" onClick={forget} />}>
            <span className="strong">Tried again.</span> {retrySentence(retried)}{retried.freed.length > 0 && ` Of those listed: ${placesWords(retried.freed)}.`}
          </Callout>
        </div>
      )}
      <Answer of={{ ...pages, data: pages.data }} failed="Suspense did not load">
        {() => (
          <>
            <DataTable
              name="suspense"
              label="Usage in suspense"
              columns={columns}
              rows={rows}
              rowId={recordId}
              density="compact"
              fill
              selected={explained ? recordId(explained) : null}
              onSelect={setSelected}
              more={{ has: pages.hasNextPage, loading: loadingMore, load: () => void pages.fetchNextPage() }}
              empty={<EmptyState icon={IconCircleCheck} title={narrowed ? 'Nothing for this choice' : 'Nothing in suspense'} action={narrowed && <Button size="sm" onClick={() => setFilter(noFilter)}>Show all</Button>}>{narrowed ? 'Other reasons or files may have records.' : 'All usage that came in could be used.'}</EmptyState>}
            />
            {explained && <SuspenseRecord record={explained} onClose={() => setSelected(null)} />}
          </>
        )}
      </Answer>
    </Card>
  );
}

/** Files that brought records into suspense, newest first; those of listed records too, though their import is long ago. */
function filesOf(imports: ReadonlyArray<ImportRun>, listed: ReadonlyArray<SuspendedRecord>): ReadonlyArray<{ readonly value: string; readonly label: string }> {
  const names = new Set([...imports.filter(({ suspended }) => suspended > 0).map(({ file }) => file), ...listed.map(({ file }) => file)]);
  return [...names].map((file) => ({ value: file, label: file }));
}
