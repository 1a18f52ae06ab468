import { IconReceipt } from '@tabler/icons-react';
import { useState } from 'react';
import type { BillRun } from '../../contract/bill-runs.ts';
import type { Day } from '../../contract/dates.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { Day as DayOf } from '../ui/Day.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { BillRunForm } from './BillRunForm.tsx';
import { BillRunOutcome } from './BillRunOutcome.tsx';
import { runStates, runTones, sumsText } from './bill-run-words.ts';

const LOOK_AGAIN_MS = 1_000;
const runId = (run: BillRun) => String(run.id);
const columns: ReadonlyArray<Column<BillRun>> = [
  { id: 'asked', header: 'Started', width: 116, cell: (run) => <Clock at={run.askedAt} time />, value: (run) => run.askedAt },
  { id: 'mode', header: 'Run', width: 72, cell: (run) => (run.mode === 'trial' ? 'Trial' : 'Final'), value: (run) => run.mode },
  { id: 'day', header: 'Bill day', width: 104, cell: (run) => <DayOf day={run.day} />, value: (run) => run.day },
  { id: 'by', header: 'By', width: 'minmax(110px, 1fr)', cell: (run) => <span className="ink-2">{run.askedBy}</span>, value: (run) => run.askedBy },
  { id: 'state', header: 'State', width: 104, cell: (run) => <Chip tone={runTones[run.state]}>{runStates[run.state]}</Chip>, value: (run) => runStates[run.state] },
  { id: 'done', header: 'Accounts', width: 104, align: 'end', cell: (run) => <span className="num">{run.done === run.accounts ? run.accounts.toLocaleString('en-US') : `${run.done.toLocaleString('en-US')} of ${run.accounts.toLocaleString('en-US')}`}</span>, value: (run) => run.accounts },
  { id: 'bills', header: 'Bills', width: 76, align: 'end', cell: (run) => <span className="num">{run.totals.bills.toLocaleString('en-US')}</span>, value: (run) => run.totals.bills },
  { id: 'total', header: 'Total', width: 124, align: 'end', cell: (run) => <span className="num">{sumsText(run)}</span>, value: sumsText, sort: false },
];

/** Bill runs: try one, see what it comes to and what stands out, make it final, and follow what runs. */
export function BillRunPart() {
  const [chosen, setChosen] = useState<number | null>(null);
  const answer = useCare(care.billRuns.runs, undefined, { refetchEvery: LOOK_AGAIN_MS });
  const shown = answer.data?.runs.find(({ id }) => id === chosen) ?? (chosen === null ? (answer.data?.runs[0] ?? null) : null);
  return (
    <Answer of={answer} failed="The bill runs did not load">
      {({ today, runs }: { readonly today: Day; readonly runs: ReadonlyArray<BillRun> }) => (
        <div className="ops-body">
          <div className="ops-side" data-region="Try a bill run"><BillRunForm today={today} onStarted={setChosen} /></div>
          <div className="ops-lists" data-region="Bill runs">
            {shown && <BillRunOutcome key={shown.id} run={shown} today={today} onStarted={setChosen} />}
            <Card title="Bill runs" ruled={false} grow className="ops-list">
              <DataTable
                name="bill-runs"
                label="Bill runs"
                columns={columns}
                rows={runs}
                rowId={runId}
                density="compact"
                fill
                selected={shown ? runId(shown) : null}
                onSelect={({ id }) => setChosen(id)}
                empty={<EmptyState icon={IconReceipt} title="No bill run yet">Choose a bill day at the left to see what its bills come to.</EmptyState>}
              />
            </Card>
          </div>
        </div>
      )}
    </Answer>
  );
}
