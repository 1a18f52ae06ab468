import { IconCalculator, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { CauseChoice, SameCause } from '../../contract/billing.ts';
import type { BulkCredit } from '../../contract/bulk-credits.ts';
import { useSession } from '../app/session.ts';
import { care } from '../platform/care.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { Card } from '../ui/Card.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Field } from '../ui/Field.tsx';
import { Meter } from '../ui/Meter.tsx';
import { TextInput } from '../ui/TextInput.tsx';
import { billsIn, creditStates, creditTones, many, sums } from './same-cause-words.ts';

export type BulkCreditCardProps = {
  readonly input: CauseChoice;
  readonly same: SameCause;
  /** The newest bulk credit of this cause. */
  readonly order: BulkCredit | null;
};

/** The credit for all that the cause charged: worked out, its effect shown, ordered by the sum, issued by the worker. */
export function BulkCreditCard({ input, same, order }: BulkCreditCardProps) {
  const { can } = useSession();
  const credits = can(['supervisor']);
  const left = same.totals.filter(({ credit }) => credit > 0);
  const over = order === null || order.state === 'done' || order.state === 'cancelled';
  return (
    <Card title="Credit for all of them" className="same-credit" right={order && <Chip tone={creditTones[order.state]}>{creditStates[order.state]}</Chip>}>
      <div className="pad col gap-12">
        {order && <Standing order={order} />}
        {!over && credits && <Acts key={`${order.id} ${order.state}`} order={order} />}
        {over && left.length === 0 && order === null && <Callout>Nothing is left to credit.</Callout>}
        {over && left.length > 0 && (credits ? <Begin input={input} left={left} again={order !== null} /> : <Callout>{sums(left, ({ credit }) => credit)} is left to credit. A supervisor can credit it.</Callout>)}
      </div>
    </Card>
  );
}

function Begin({ input, left, again }: { readonly input: BulkCreditCardProps['input']; readonly left: SameCause['totals']; readonly again: boolean }) {
  const ask = useAct(care.bulkCredits.ask);
  return (
    <>
      <p className="ink-2">{again ? `${sums(left, ({ credit }) => credit)} is left to credit.` : 'Gives back what is left of these charges, with the tax that they had, by one credit note a bill. First you see what it comes to.'}</p>
      {ask.error && <Callout tone="neg" role="alert">{ask.error.sentence}</Callout>}
      <div className="row end"><Button variant={again ? 'default' : 'primary'} icon={IconCalculator} busy={ask.isPending} onClick={() => { if (!ask.isPending) ask.mutate(input); }}>{again ? 'Work out the rest' : 'Work out the credit'}</Button></div>
    </>
  );
}

/** How far the worker is, and what it comes to. */
function Standing({ order }: { readonly order: BulkCredit }) {
  const { state, bills, worked, credited, failed, totals, reason, orderedBy, cancelledBy } = order;
  const issued = state === 'ordered' ? { said: 'Issuing the credit notes', done: credited + failed } : { said: 'Working out the credit notes', done: worked };
  return (
    <>
      {(state === 'asked' || state === 'ordered') && (
        <div className="col gap-4" role="status">
          <div className="row between t12"><span>{issued.said}</span><span className="num ink-2">{issued.done.toLocaleString('en-US')} of {many(bills, 'bill')}</span></div>
          <Meter kind="progress" label="Bulk credit" value={issued.done} max={Math.max(1, bills)} />
          {issued.done === 0 && <p className="t12 ink-3">If this does not change, no worker is running: tell whoever runs the server.</p>}
        </div>
      )}
      {state === 'done' && <Callout tone="pos" role="status"><span className="strong">{many(credited, 'credit note')} issued</span> by {orderedBy}: {reason}</Callout>}
      {state === 'cancelled' && <Callout role="status">Cancelled by {cancelledBy}. {credited === 0 ? 'Nothing was credited.' : `${many(credited, 'credit note')} of ${many(bills, 'bill')} were issued before and stay.`}</Callout>}
      {failed > 0 && <Callout tone="warn">{many(failed, 'bill')} {state === 'shown' ? 'can’t be credited and will be' : 'was not credited and'} left out. The list of credit notes says why.</Callout>}
      {(state === 'shown' || state === 'done' || state === 'ordered') && totals.map((total) => <Effect key={total.currency} total={total} more={totals.length > 1} />)}
    </>
  );
}

function Effect({ total, more }: { readonly total: BulkCredit['totals'][number]; readonly more: boolean }) {
  const money = (of: 'charges' | 'tax' | 'total') => sums([total], (one) => one[of]);
  const pair = (label: string, value: ReactNode, strong = false) => <><dt>{label}</dt><dd className={strong ? 'num strong' : 'num'}>{value}</dd></>;
  return (
    <dl className="pairs same-effect" aria-label={more ? `What goes back in ${total.currency}` : 'What goes back'}>
      {pair('Credit notes', total.bills.toLocaleString('en-US'))}
      {pair('Accounts', total.accounts.toLocaleString('en-US'))}
      {pair('Net', money('charges'))}
      {pair('Tax', money('tax'))}
      {pair('Goes back in all', money('total'), true)}
    </dl>
  );
}

function Acts({ order }: { readonly order: BulkCredit }) {
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState('');
  const commit = useAct(care.bulkCredits.order);
  const cancel = useAct(care.bulkCredits.cancel, { onSuccess: () => setAsks(false) });
  const bills = billsIn(order.totals);
  const locked = reason.trim().length < 3 ? 'Say why first: customers read it on their credit note.' : null;
  const send = () => {
    if (!locked && !commit.isPending) commit.mutate({ id: order.id, reason: reason.trim() });
  };
  const stop = <Button icon={IconX} onClick={() => setAsks(true)}>{order.state === 'shown' ? 'Discard' : 'Cancel credit'}</Button>;
  return (
    <>
      {order.state === 'shown' && bills > 0 ? (
        <form className="col gap-12" aria-label="Order the credit" onSubmit={(event) => { event.preventDefault(); send(); }}>
          <Field label="Reason, as customers read it"><TextInput value={reason} maxLength={200} placeholder="Wrong price of roaming in October" onChange={setReason} /></Field>
          <p className="t12 ink-3">What is still open on a bill gets lower; what was paid becomes credit on the account. Credit notes can’t be taken back.</p>
          {commit.error && <Callout tone="neg" role="alert">{commit.error.sentence}</Callout>}
          <div className="row end same-acts">{stop}<Button variant="primary" type="submit" busy={commit.isPending} locked={commit.isPending ? null : locked}>Credit {sums(order.totals, ({ total }) => total)} on {many(bills, 'bill')}</Button></div>
        </form>
      ) : <div className="row end">{stop}</div>}
      <Dialog
        open={asks}
        title={order.state === 'shown' ? 'Discard this credit' : 'Cancel what is left of this credit'}
        onClose={() => setAsks(false)}
        onSubmit={() => { if (!cancel.isPending) cancel.mutate({ id: order.id }); }}
        footer={<><Button onClick={() => setAsks(false)}>Let it be</Button><Button variant="danger" type="submit" keys="Ctrl+Enter" busy={cancel.isPending}>{order.state === 'shown' ? 'Discard' : 'Cancel credit'}</Button></>}
      >
        <p>{order.state === 'ordered' ? 'Credit notes that are issued by now stay. The other bills keep what they were billed.' : 'Nothing is credited. It can be worked out again.'}</p>
        {cancel.error && <Callout tone="neg" role="alert">{cancel.error.sentence}</Callout>}
      </Dialog>
    </>
  );
}
