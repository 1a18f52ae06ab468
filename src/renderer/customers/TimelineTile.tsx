import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { CustomerOverview, TimelineGroup, TimelineItem } from '../../contract/customers.ts';
import { useCall } from '../app/call.ts';
import { useSession } from '../app/session.ts';
import { showView } from '../app/tabs.ts';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { LockedPart } from './LockedPart.tsx';
import { TimelineList } from './TimelineList.tsx';
import { timelineGroups } from './timeline-icons.ts';

/** The latest contacts, bills, payments and changes, with the call at hand on top. */
export function TimelineTile({ overview, onVerify }: { readonly overview: CustomerOverview; readonly onVerify: () => void }) {
  const [group, setGroup] = useState<'all' | TimelineGroup>('all');
  const { me } = useSession();
  const call = useCall((state) => state.call);
  const now: ReadonlyArray<TimelineItem> = call?.customerId === overview.customerId && call.state !== 'wrapUp' ? [{ at: call.answeredAt ?? call.startedAt, group: 'contact', kind: 'call', title: call.state === 'hold' ? 'Call on hold' : 'Call in progress', detail: me.name, tone: 'accent' }] : [];
  const items = [...now, ...overview.timeline].filter((item) => group === 'all' || item.group === group);
  return (
    <Card title="Timeline" className="tile-timeline" right={<Segmented label="Show" size="sm" options={timelineGroups} value={group} onChange={setGroup} />}>
      {overview.level === 0 && overview.timeline.length === 0 ? (
        <LockedPart onVerify={onVerify}>Contacts and changes are shown once the caller is known.</LockedPart>
      ) : items.length === 0 ? (
        <EmptyState title="Nothing yet" icon={IconHistory}>Contacts, bills, payments and changes will be here.</EmptyState>
      ) : (
        <>
          <div className="timeline-body" tabIndex={0} role="group" aria-label="Timeline entries"><TimelineList items={items} /></div>
          <div className="row t12 end tile-foot"><button type="button" className="link" onClick={() => showView(overview.customerId, 'timeline', group === 'all' ? {} : { group })}>Whole timeline</button></div>
        </>
      )}
    </Card>
  );
}
