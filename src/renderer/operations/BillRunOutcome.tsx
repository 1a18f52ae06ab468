import { IconPlayerPause, IconPlayerPlay, IconReceipt, IconRefresh, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { BillRun } from '../../contract/bill-runs.ts';
import { type Day, formatDay } from '../../contract/dates.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Meter } from '../ui/Meter.tsx';
import { Money } from '../ui/Money.tsx';
import { BillRunFindings } from './BillRunFindings.tsx';
import { finalLock, many, runStates, runTitle, runTones, sumsText } from './bill-run-words.ts';

type Asks = 'final' | 'cancel' | null;

/** One run: how far it is, what it comes to, what stands out, and what can be done with it now. */
export function BillRunOutcome({ run, today, onStarted }: { readonly run: BillRun; readonly today: Day; readonly onStarted: (id: number) => void }) {
  const under = run.state === 'running' || run.state === 'paused';
  return (
    <Card title={runTitle(run)} right={<Chip tone={runTones[run.state]}>{runStates[run.state]}</Chip>} ruled={false} grow className="ops-list ops-outcome">
      {run.problem !== null && <div className="pad"><Callout tone="neg" role="alert"><span className="strong">The run stopped.</span> {run.problem}</Callout></div>}
      {under && (
        <div className="pad col gap-4" role="status">
          <div className="row between t12"><span>{run.state === 'paused' ? 'Paused' : run.workers === 0 ? 'Waiting for a worker. If this does not change, none is running: tell whoever runs the server.' : `${many(run.workers, 'worker')} at it`}</span><span className="num ink-2">{run.done.toLocaleString('en-US')} of {many(run.accounts, 'account')}</span></div>
          <Meter kind="progress" label="Bill run" value={run.done} max={Math.max(1, run.accounts)} />
        </div>
      )}
      <Totals run={run} />
      {run.state === 'cancelled' && <div className="pad"><Callout>Cancelled by {run.changedBy} after {run.done.toLocaleString('en-US')} of {many(run.accounts, 'account')}. Bills that were made stay.</Callout></div>}
      {run.state === 'running' ? <div className="grow" /> : <BillRunFindings run={run} />}
      <Actions run={run} today={today} onStarted={onStarted} />
    </Card>
  );
}

function Totals({ run: { mode, accounts, totals } }: { readonly run: BillRun }) {
  const cell = (label: string, value: ReactNode) => <div className="ops-fact"><dt>{label}</dt><dd>{value}</dd></div>;
  const first = (
    <>
      {cell('Accounts', accounts.toLocaleString('en-US'))}
      {cell(mode === 'trial' ? 'Bills it would make' : 'Bills made', totals.bills.toLocaleString('en-US'))}
      {cell('In suspense', totals.suspense.toLocaleString('en-US'))}
    </>
  );
  if (totals.currencies.length === 0) return <dl className="ops-facts" aria-label="What it comes to">{first}</dl>;
  return totals.currencies.map(({ currency, charges, tax, total }, at) => (
    <dl key={currency} className="ops-facts" aria-label={at === 0 ? 'What it comes to' : `What it comes to in ${currency}`}>
      {at === 0 && first}
      {cell('Net', <Money minor={charges} currency={currency} />)}
      {cell('Tax', <Money minor={tax} currency={currency} />)}
      <div className="ops-fact last"><dt>Total</dt><dd><Money minor={total} currency={currency} /></dd></div>
    </dl>
  ));
}

function Actions({ run, today, onStarted }: { readonly run: BillRun; readonly today: Day; readonly onStarted: (id: number) => void }) {
  const [asks, setAsks] = useState<Asks>(null);
  const close = { onSuccess: () => setAsks(null) };
  const [pause, resume, cancel, retry] = [useAct(care.billRuns.pause), useAct(care.billRuns.resume), useAct(care.billRuns.cancel, close), useAct(care.billRuns.retry)];
  const makeFinal = useAct(care.billRuns.makeFinal, { onSuccess: ({ id }) => { setAsks(null); onStarted(id); } });
  const { id } = run;
  const failure = [pause, resume, cancel, retry, makeFinal].find(({ error }) => error)?.error;
  const failed = run.totals.findings.error ?? 0;
  const triesFinal = run.mode === 'trial' && run.state === 'done' && run.finalId === null;
  const under = run.state === 'running' || run.state === 'paused';
  if (!under && !triesFinal && failed === 0 && run.finalId === null) return null;
  return (
    <div className="ops-explained">
      {failure && asks === null && <Callout tone="neg" role="alert">{failure.sentence}</Callout>}
      <div className="row end">
        {run.finalId !== null && <span className="ink-2 grow">Made final. <Button variant="quiet" size="sm" onClick={() => onStarted(run.finalId ?? id)}>Show the bills of it</Button></span>}
        {run.state === 'done' && failed > 0 && <Button icon={IconRefresh} busy={retry.isPending} onClick={() => retry.mutate({ id })}>{run.mode === 'trial' ? 'Try' : 'Bill'} {many(failed, 'account')} again</Button>}
        {under && <Button icon={IconX} onClick={() => setAsks('cancel')}>Cancel run</Button>}
        {run.state === 'running' && <Button icon={IconPlayerPause} busy={pause.isPending} onClick={() => pause.mutate({ id })}>Pause run</Button>}
        {run.state === 'paused' && <Button variant="primary" icon={IconPlayerPlay} busy={resume.isPending} onClick={() => resume.mutate({ id })}>Resume run</Button>}
        {triesFinal && <Button variant="primary" icon={IconReceipt} locked={finalLock(run, today)} onClick={() => setAsks('final')}>Make final</Button>}
      </div>
      <Dialog
        open={asks === 'final'}
        title="Make the bills of this trial"
        onClose={() => setAsks(null)}
        onSubmit={() => { if (!makeFinal.isPending) makeFinal.mutate({ id }); }}
        footer={<><Button onClick={() => setAsks(null)}>Keep looking</Button><Button variant="primary" type="submit" keys="Ctrl+Enter" busy={makeFinal.isPending}>Make {many(run.totals.bills, 'bill')}</Button></>}
      >
        <p>{many(run.totals.bills, 'bill')} of {formatDay(run.day)}, {sumsText(run)} in all. Usage that came in since the trial is on them too.</p>
        <p className="ink-2">Issued bills are never changed or taken back: a wrong one gets a credit note.</p>
        {failed > 0 && <Callout tone="warn">{many(failed, 'account')} could not be billed in the trial.</Callout>}
        {makeFinal.error && <Callout tone="neg" role="alert">{makeFinal.error.sentence}</Callout>}
      </Dialog>
      <Dialog
        open={asks === 'cancel'}
        title="Cancel what is left of this run"
        onClose={() => setAsks(null)}
        onSubmit={() => { if (!cancel.isPending) cancel.mutate({ id }); }}
        footer={<><Button onClick={() => setAsks(null)}>Let it be</Button><Button variant="danger" type="submit" keys="Ctrl+Enter" busy={cancel.isPending}>Cancel run</Button></>}
      >
        <p>{run.mode === 'final' ? `${many(run.totals.bills, 'bill')} made so far stay. ` : ''}The other accounts are left out; another run can take them.</p>
        {cancel.error && <Callout tone="neg" role="alert">{cancel.error.sentence}</Callout>}
      </Dialog>
    </div>
  );
}
