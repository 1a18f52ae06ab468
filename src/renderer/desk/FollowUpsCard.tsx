import { IconCalendarCheck, IconCheck } from '@tabler/icons-react';
import type { DeskOverview } from '../../contract/customers.ts';
import { openCustomer } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useNow } from '../platform/clock.ts';
import { useAct } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { dueText } from '../ui/moments.ts';
import { showToast } from '../ui/toast-store.ts';
import { cx } from '../ui/tone.ts';

type FollowUp = DeskOverview['followUps'][number];

/** What I promised to come back to. */
export function FollowUpsCard({ followUps }: { readonly followUps: ReadonlyArray<FollowUp> }) {
  const open = followUps.filter((one) => !one.done).length;
  return (
    <Card title="Follow-ups" right={open > 0 && <span className="ink-3 t12">{open} open</span>}>
      {followUps.length === 0 ? (
        <EmptyState icon={IconCalendarCheck} title="Nothing to follow up">What you promise at the end of a call stands here until it is done.</EmptyState>
      ) : (
        <ul>{followUps.map((one) => <li key={one.id}><Row followUp={one} /></li>)}</ul>
      )}
    </Card>
  );
}

/** "In 18 min" after a name and a comma; a date stays as it is. */
const inSentence = (due: string) => due.replace(/^[A-Z]/, (letter) => letter.toLowerCase());

function Row({ followUp }: { readonly followUp: FollowUp }) {
  const now = useNow('minute');
  const { zone } = useFormat();
  const finish = useAct(care.customers.finishFollowUp, { onError: (failure) => showToast({ tone: 'neg', text: failure.sentence }) });
  const late = !followUp.done && Date.parse(followUp.dueAt) < now;
  const soon = !followUp.done && !late && Date.parse(followUp.dueAt) - now < 3_600_000;
  return (
    <div className="follow-up">
      <span className={cx('medium', late && 'neg', soon && 'warn', followUp.done && 'ink-3')} title={dueText(followUp.dueAt, now, zone)}><Clock at={followUp.dueAt} /></span>
      <div>
        <div className={followUp.done ? 'ink-3 struck' : 'medium'}>{followUp.title}</div>
        <div className="ink-3 t12">{followUp.customer}{!followUp.done && `, ${inSentence(dueText(followUp.dueAt, now, zone))}`}</div>
      </div>
      {followUp.done ? (
        <IconCheck size={16} stroke={1.75} className="pos" aria-label="Done" />
      ) : (
        <span className="row gap-6">
          <Button size="sm" variant="quiet" icon={IconCheck} label={`Mark as done: ${followUp.title}`} busy={finish.isPending} onClick={() => finish.mutate({ id: followUp.id })} />
          <Button size="sm" onClick={() => void openCustomer({ customerId: followUp.customerId, name: followUp.customer, segment: 'private' }, { reason: 'queue' })}>Open</Button>
        </span>
      )}
    </div>
  );
}
