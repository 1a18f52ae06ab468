import { IconMessage2 } from '@tabler/icons-react';
import type { TopUpPreview } from '../../contract/billing.ts';
import { addDays } from '../../contract/dates.ts';
import { Day } from '../ui/Day.tsx';
import { Money } from '../ui/Money.tsx';
import { cx } from '../ui/tone.ts';
import { sizeText } from './usage-words.ts';

/** What a top-up does: the allowance and the next bill, each now and after, until when it is there, and what to say. */
export function TopUpEffect({ preview, updating }: { readonly preview: TopUpPreview; readonly updating: boolean }) {
  const { usage, currency, leftBefore, leftAfter, price, until, nextBillDay, nextBefore, nextAfter, say } = preview;
  const left = (units: number) => sizeText(usage, units, currency);
  return (
    <div className={cx('col gap-12', updating && 'topup-updating')}>
      <div className="topup-sums">
        <div><span className="t12 ink-3">Left now</span><span className="t16 strong">{left(leftBefore)}</span></div>
        <div><span className="t12 ink-3">After</span><span className="t16 strong">{left(leftAfter)}</span></div>
        <div><span className="t12 ink-3">There until</span><span className="t16 strong">{until === null ? 'Used' : <Day day={addDays(until, -1)} />}</span></div>
      </div>
      <div className="sums">
        <div><span>Price before tax</span><Money minor={price} currency={currency} /></div>
        {nextBefore === null || nextAfter === null
          ? <div className="total"><span>Charged on the bill of the paying parent</span></div>
          : (
            <>
              <div><span>Next bill, <Day day={nextBillDay} />, without it</span><Money minor={nextBefore} currency={currency} estimate /></div>
              <div className="total"><span>Next bill with it</span><Money minor={nextAfter} currency={currency} estimate /></div>
            </>
          )}
      </div>
      <p className="topup-say">
        <IconMessage2 size={16} stroke={1.75} aria-hidden="true" />
        <span><span className="strong">Say:</span> <span className="selectable">{say}</span></span>
      </p>
    </div>
  );
}
