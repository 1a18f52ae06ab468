import { IconHistory } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TimelineGroup, TimelinePlace } from '../../contract/customers.ts';
import { showView } from '../app/tabs.ts';
import { care } from '../platform/care.ts';
import { useCarePages } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TimelineList } from './TimelineList.tsx';
import { timelineGroups } from './timeline-icons.ts';
import type { CustomerViewProps } from './view-props.ts';
import './views.css';

const groupOf = (value: unknown): 'all' | TimelineGroup => timelineGroups.find((group) => group.value === value)?.value ?? 'all';

/** Every contact and change, newest first, older ones by the page. */
export function TimelineView({ customerId, params }: CustomerViewProps) {
  const chosen = groupOf(params.group);
  const group = chosen === 'all' ? undefined : chosen;
  const pages = useCarePages(care.customers.timeline, { customerId, group }, (before: TimelinePlace | undefined) => ({ customerId, ...(group ? { group } : {}), ...(before ? { before } : {}) }), (page) => page.next);
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items), [pages.data]);
  return (
    <div className="page view-one">
      <Card title="Timeline" right={<Segmented label="Show" size="sm" options={timelineGroups} value={chosen} onChange={(value) => showView(customerId, 'timeline', value === 'all' ? {} : { group: value })} />}>
        <Answer of={{ data: items, error: pages.error, refetch: pages.refetch }} failed="The timeline did not load" waiting={<Skeleton rows={8} height={44} />}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState title="Nothing yet" icon={IconHistory}>Contacts, bills, payments and changes will be here.</EmptyState>
            ) : (
              <div className="timeline-long">
                <TimelineList items={all} long />
                {pages.error && <p className="t12 neg" role="alert">{pages.error.sentence}</p>}
                {pages.hasNextPage ? <Button size="sm" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>Older</Button> : <p className="t12 ink-3">This is the beginning.</p>}
              </div>
            )
          }
        </Answer>
      </Card>
    </div>
  );
}
