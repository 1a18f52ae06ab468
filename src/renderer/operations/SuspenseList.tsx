import { IconCircleCheck, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { SuspendedRecord } from '../../contract/operations.ts';
import type { SuspenseReason } from '../../contract/usage.ts';
import { care } from '../platform/care.ts';
import { useAct, useCarePages } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Select } from '../ui/Select.tsx';
import { showToast } from '../ui/toast-store.ts';
import { reasonCures, reasonLabels, retrySentence } from './import-words.ts';

const reasons: ReadonlyArray<SuspenseReason> = ['unknownService', 'inactiveService', 'ambiguousTime', 'noPrice'];
const columns: ReadonlyArray<Column<SuspendedRecord>> = [
  { id: 'reason', header: 'Reason', width: 196, cell: (record) => <Chip tone="warn">{reasonLabels[record.reason]}</Chip>, copy: (record) => reasonLabels[record.reason] },
  { id: 'file', header: 'File', width: 'minmax(120px, 0.6fr)', cell: (record) => <span title={record.file}>{record.file}</span>, copy: (record) => record.file },
  { id: 'line', header: 'Line', width: 70, align: 'end', cell: (record) => <span className="num">{record.line.toLocaleString('en-US')}</span>, copy: (record) => String(record.line) },
  { id: 'row', header: 'Row', width: 'minmax(140px, 1fr)', cell: (record) => <span className="ink-2" title={record.row}>{record.row}</span>, copy: (record) => record.row },
  { id: 'at', header: 'Since', width: 120, cell: (record) => <Clock at={record.at} time />, copy: (record) => record.at },
];
const recordId = (record: SuspendedRecord) => String(record.id);

/** Usage that could not be used, with the reason and its cure; it is kept and can be tried again. */
export function SuspenseList() {
  const [reason, setReason] = useState<SuspenseReason | ''>('');
  const [selected, setSelected] = useState<SuspendedRecord | null>(null);
  const narrowed = reason ? { reason } : {};
  const pages = useCarePages(care.operations.suspense, narrowed, (before: number | undefined) => ({ ...narrowed, ...(before ? { before } : {}) }), (page) => page.next);
  const retry = useAct(care.operations.retrySuspense, {
    onSuccess: (answer) => showToast({ tone: answer.accepted > 0 ? 'pos' : 'warn', text: retrySentence(answer) }),
    onError: (failure) => showToast({ tone: 'neg', text: failure.sentence, stays: true }),
  });
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total;
  const explained = selected && rows.includes(selected) ? selected : null;
  return (
    <Card
      title="In suspense"
      ruled={false}
      grow
      className="ops-list"
      right={
        <div className="row">
          {total !== undefined && <span className="ink-2 nowrap">{total.toLocaleString('en-US')} {total === 1 ? 'record' : 'records'}</span>}
          <Field label="Reason" hideLabel className="ops-reason">
            <Select value={reason} onChange={setReason} options={[{ value: '', label: 'All reasons' }, ...reasons.map((value) => ({ value, label: reasonLabels[value] }))]} />
          </Field>
          <Button size="sm" icon={IconRefresh} busy={retry.isPending} locked={total === 0 && !reason ? 'Nothing is in suspense.' : null} onClick={() => retry.mutate(undefined)}>Try again</Button>
        </div>
      }
    >
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
              more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
              empty={<EmptyState icon={IconCircleCheck} title={reason ? 'Nothing for this reason' : 'Nothing in suspense'}>{reason ? 'Other reasons may have records.' : 'All usage that came in could be used.'}</EmptyState>}
            />
            {explained && (
              <div className="ops-explained" role="status">
                <p><span className="strong">{reasonLabels[explained.reason]}.</span> {reasonCures[explained.reason]}</p>
                <code className="ops-row selectable">{explained.row}</code>
              </div>
            )}
          </>
        )}
      </Answer>
    </Card>
  );
}
