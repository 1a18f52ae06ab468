import type { BillChoice } from '../../contract/billing.ts';
import { type Day, dayOf, formatDay, type Instant } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care } from '../platform/care.ts';
import { useCarePages } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { timeOf } from '../ui/moments.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { eventPlace, eventWords } from './quantity-words.ts';

export type CauseEventsProps = { readonly customerId: CustomerId; readonly bill: BillChoice; readonly lineId: number; readonly currency: string; readonly label: string };

const when = (start: Instant, zone: string, today: Day) => `${formatDay(dayOf(start, zone), today)}, ${timeOf(start, zone)}`;

/** The events behind a line, in two columns, page by page. */
export function CauseEvents({ customerId, bill, lineId, currency, label }: CauseEventsProps) {
  const { zone, today } = useFormat();
  const pages = useCarePages(
    care.billing.events,
    { customerId, bill, lineId },
    (after: { readonly start: string; readonly usageId: number } | undefined) => ({ customerId, bill, lineId, after: after ?? null }),
    (page) => page.next,
  );
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  return (
    <Answer of={{ ...pages, data: pages.data }} failed="Events did not load" waiting={<Skeleton rows={3} height={20} />}>
      {() => (
        <>
          <ul className="cmp-events" aria-label={label}>
            {rows.map((event) => (
              <li key={event.usageId}>
                <span className="num nowrap">{when(event.start, zone, today)}</span>
                <span className="ink-2 ellipsis" title={eventPlace(event)}>{eventPlace(event)}</span>
                <span className="ink-2 num right">{eventWords(event)}</span>
                <span className="num right"><Money minor={event.amount} currency={currency} style="bare" /></span>
              </li>
            ))}
          </ul>
          {pages.hasNextPage && (
            <button type="button" className="link t12" aria-busy={pages.isFetchingNextPage || undefined} onClick={() => void pages.fetchNextPage()}>
              {pages.isFetchingNextPage ? 'Loading more events' : `Show more, ${(total - rows.length).toLocaleString('en-US')} left`}
            </button>
          )}
        </>
      )}
    </Answer>
  );
}
