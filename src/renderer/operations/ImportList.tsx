import type { ImportRun } from '../../contract/operations.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { cx } from '../ui/tone.ts';
import { formatName } from './import-words.ts';

const figure = (id: string, header: string, width: number, of: (run: ImportRun) => number, tone?: string): Column<ImportRun> => ({
  id, header, width, align: 'end', value: of, cell: (run) => <span className={cx('num', of(run) === 0 ? 'ink-3' : tone)}>{of(run).toLocaleString('en-US')}</span>,
});
const columns: ReadonlyArray<Column<ImportRun>> = [
  { id: 'file', header: 'File', width: 'minmax(164px, 1fr)', cell: (run) => <span title={`${run.file}, ${formatName(run.format)}, imported by ${run.login}`}>{run.file}</span>, value: (run) => run.file },
  { id: 'at', header: 'Imported', width: 116, cell: (run) => <Clock at={run.at} time />, value: (run) => run.at },
  figure('rows', 'Rows', 66, (run) => run.rows),
  figure('accepted', 'Accepted', 88, (run) => run.accepted),
  figure('duplicates', 'Duplicates', 96, (run) => run.duplicates),
  figure('unanswered', 'Unanswered', 104, (run) => run.unanswered),
  figure('suspended', 'Suspense', 92, (run) => run.suspended, 'warn medium'),
  figure('rejected', 'Rejected', 92, (run) => run.rejected, 'neg medium'),
];
const runId = (run: ImportRun) => String(run.id);
const first = { id: 'at', down: true };

/** The files imported so far, newest first. */
export function ImportList() {
  const imports = useCare(care.operations.imports);
  return (
    <Card title="Imported files" ruled={false} grow className="ops-list">
      <Answer of={imports} failed="The list of imports did not load">
        {(runs) => <DataTable name="imported-files" label="Imported files" columns={columns} rows={runs} rowId={runId} density="compact" fill defaultSort={first} empty={<EmptyState title="No file yet">Files appear here once they are imported.</EmptyState>} />}
      </Answer>
    </Card>
  );
}
