import type { TimelineItem } from '../../contract/customers.ts';
import { Clock } from '../ui/Clock.tsx';
import { Glyph } from '../ui/Glyph.tsx';
import { cx } from '../ui/tone.ts';
import { timelineIcon } from './timeline-icons.ts';

/** What happened, newest first, one under the other on a line. `long` shows details in full. */
export function TimelineList({ items, long = false }: { readonly items: ReadonlyArray<TimelineItem>; readonly long?: boolean }) {
  return (
    <ul className={cx('tl', long && 'long')}>
      {items.map((item, index) => (
        <li key={`${item.at}${item.kind}${index}`}>
          <Glyph icon={timelineIcon(item)} tone={item.tone} round />
          <div className="tl-text">
            <div className="strong ellipsis" title={item.title}>{item.title}</div>
            {item.detail && <div className="t12 ink-3 ellipsis tl-detail selectable" title={item.detail}>{item.detail}</div>}
          </div>
          <span className="tl-at"><Clock at={item.at} time={long} /></span>
        </li>
      ))}
    </ul>
  );
}
