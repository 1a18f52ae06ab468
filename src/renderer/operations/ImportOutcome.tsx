import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import type { ImportResult } from '../../contract/usage.ts';
import { Callout } from '../ui/Callout.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { resultSentence, uncounted } from './import-words.ts';

type Rejected = ImportResult['rejected'][number];
const columns: ReadonlyArray<Column<Rejected>> = [
  { id: 'line', header: 'Line', width: 84, align: 'end', cell: (row) => row.line.toLocaleString('en-US'), value: (row) => row.line },
  { id: 'reason', header: 'Reason', cell: (row) => <span title={row.reason}>{row.reason}</span>, value: (row) => row.reason },
];
const rowId = (row: Rejected) => `${row.line} ${row.reason}`;

/** What became of each row. Rejected rows are named by line; they never stop the file. */
export function ImportOutcome({ result }: { readonly result: ImportResult }) {
  const left = uncounted(result);
  const counts: ReadonlyArray<readonly [string, number]> = [['Rows', result.rows], ['Accepted', result.accepted], ['Duplicates', result.duplicates], ['Unanswered', result.unanswered], ['In suspense', result.suspended], ['Rejected', result.rejected.length]];
  return (
    <section className="col gap-10" aria-label="Result of the import">
      <Callout tone={result.repeated ? 'info' : 'pos'} icon={result.repeated ? IconInfoCircle : IconCircleCheck} role="status"><span className="strong">{resultSentence(result)}</span></Callout>
      <dl className="ops-counts">
        {counts.map(([label, value]) => (
          <div key={label}>
            <dt className="t12 ink-3">{label}</dt>
            <dd className="t16 strong num">{value.toLocaleString('en-US')}</dd>
          </div>
        ))}
      </dl>
      {left !== 0 && !result.repeated && <Callout tone="neg" role="alert">{Math.abs(left).toLocaleString('en-US')} rows are not in any of these counts. Report this.</Callout>}
      {result.rejected.length > 0 && (
        <div className="ops-rejected">
          <DataTable name="rejected-rows" label="Rejected rows" columns={columns} rows={result.rejected} rowId={rowId} density="compact" fill />
        </div>
      )}
    </section>
  );
}
