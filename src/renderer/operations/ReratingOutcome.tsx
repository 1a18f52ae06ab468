import { IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ReratedLine, ReratingLines, ReratingOrder, ReratingTotals } from '../../contract/rerating.ts';
import { care } from '../platform/care.ts';
import { useAct, useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Field } from '../ui/Field.tsx';
import { Money } from '../ui/Money.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { ReratingUnderWay } from './ReratingUnderWay.tsx';
import { cancelledWords, postWords, stateLabels, stateTones } from './rerating-words.ts';

const MOST_LISTED = 500;
const lineId = (line: ReratedLine) => `${line.bill}|${line.charge}|${line.before}|${line.after}`;
const many = (count: number, one: string) => `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;

function columnsFor(currency: string): ReadonlyArray<Column<ReratedLine>> {
  const amount = (id: string, header: string, of: (line: ReratedLine) => number): Column<ReratedLine> => ({ id, header, width: 104, align: 'end', value: of, cell: (line) => <Money minor={of(line)} currency={line.currency ?? currency} /> });
  return [
    { id: 'account', header: 'Account', width: 112, cell: (line) => <span className="num">{line.account}</span>, value: (line) => line.account },
    { id: 'bill', header: 'Bill', width: 108, cell: (line) => <span className="num">{line.bill}</span>, value: (line) => line.bill },
    { id: 'charge', header: 'Charge', width: 'minmax(140px, 1fr)', cell: (line) => <span title={line.charge}>{line.charge}</span>, value: (line) => line.charge },
    { id: 'events', header: 'Events', width: 76, align: 'end', value: (line) => line.events, cell: (line) => <span className="num">{line.events.toLocaleString('en-US')}</span> },
    amount('before', 'So far', (line) => line.before), amount('after', 'Anew', (line) => line.after), amount('difference', 'Difference', (line) => line.after - line.before),
  ];
}

/** One re-rating: what it would change or has changed, and its posting by the sum that is shown. */
export function ReratingOutcome({ order, words }: { readonly order: ReratingOrder; readonly words: string }) {
  return (
    <Card title={words} right={<Chip tone={stateTones[order.state]}>{stateLabels[order.state]}</Chip>} ruled={false} grow className="ops-list ops-outcome">
      {order.state === 'failed' && <div className="pad"><Callout tone="neg" role="alert"><span className="strong">Not posted in full.</span> {order.failure}</Callout></div>}
      {order.state === 'cancelled' && <div className="pad"><Callout role="status">{cancelledWords(order)}</Callout></div>}
      {order.shown && <Totals totals={order.shown} />}
      {order.shown && order.shown.lineCount + order.shown.failedCount > 0 && <Lines id={order.id} totals={order.shown} />}
      {order.shown && order.state === 'shown' && (order.shown.changed === 0 ? <EmptyState icon={IconCircleCheck} title="Nothing would change">All of it was billed by the prices of today.</EmptyState> : <PostForm order={order} totals={order.shown} />)}
      {(order.state === 'asked' || order.state === 'ordered') && <ReratingUnderWay order={order} />}
      {order.state === 'posted' && order.shown && <p className="ops-explained" role="status">Posted as re-rating {order.reratingId} by {order.orderedBy}: {order.reason}. The next bills carry it.</p>}
    </Card>
  );
}

function Totals({ totals: { looked, changed, lineCount, events, total, currency, others = [] } }: { readonly totals: ReratingTotals }) {
  const cell = (label: string, value: ReactNode) => <div className="ops-fact"><dt>{label}</dt><dd>{value}</dd></div>;
  return (
    <dl className="ops-facts" aria-label="What would change">
      {cell('Accounts looked at', looked.toLocaleString('en-US'))}
      {cell('Accounts that change', changed.toLocaleString('en-US'))}
      {cell('Charges', lineCount.toLocaleString('en-US'))}
      {cell('Events', events.toLocaleString('en-US'))}
      <div className="ops-fact last"><dt>Difference in all</dt>{[{ total, currency }, ...others].map((sum) => <dd key={sum.currency}><Money minor={sum.total} currency={sum.currency} /></dd>)}</div>
    </dl>
  );
}

function Lines({ id, totals }: { readonly id: number; readonly totals: ReratingTotals }) {
  const lines = useCare(care.rerating.lines, { id }, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <Answer of={lines} failed="The charges did not load">
      {(found: ReratingLines) => (
        <>
          {found.failed.length > 0 && <div className="pad"><Callout tone="warn">{many(totals.failedCount, 'account')} can’t be rated anew: {found.failed.slice(0, 3).map(({ number, reason }) => `${number}, ${reason}`).join('; ')}</Callout></div>}
          {found.lines.length > 0 && <DataTable name="rerated-lines" label="Charges that change" columns={columnsFor(totals.currency)} rows={found.lines} rowId={lineId} density="compact" fill />}
          {totals.lineCount > MOST_LISTED && <p className="pad t12 ink-3">The first {MOST_LISTED} of {many(totals.lineCount, 'charge')} are listed.</p>}
        </>
      )}
    </Answer>
  );
}

function PostForm({ order, totals }: { readonly order: ReratingOrder; readonly totals: ReratingTotals }) {
  const [reason, setReason] = useState('');
  const post = useAct(care.rerating.order);
  const locked = reason.trim().length < 3 ? 'Say why first: customers read it on their bill.' : null;
  const commit = () => {
    if (!locked && !post.isPending && order.hash) post.mutate({ id: order.id, hash: order.hash, reason: reason.trim() });
  };
  return (
    <form className="ops-explained" aria-label="Post the re-rating" onSubmit={(event) => { event.preventDefault(); commit(); }}>
      {post.error && <Callout tone="neg" role="alert">{post.error.sentence}</Callout>}
      <div className="row ops-post">
        <Field label="Reason, as customers read it" className="grow"><TextInput value={reason} maxLength={200} placeholder="Wrong price of roaming in October" onChange={setReason} /></Field>
        <Button variant="primary" type="submit" busy={post.isPending} locked={post.isPending ? null : locked}>{postWords(totals)} on {many(totals.changed, 'account')}</Button>
      </div>
    </form>
  );
}
