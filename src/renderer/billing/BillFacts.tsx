import type { ReactNode } from 'react';
import type { BillView, UnbilledSummary } from '../../contract/billing.ts';
import { Clock } from '../ui/Clock.tsx';
import { Day, Period } from '../ui/Day.tsx';
import { Money } from '../ui/Money.tsx';
import { cx } from '../ui/tone.ts';

function Fact({ label, last, spare, children }: { readonly label: string; readonly last?: boolean; /** Left out where there is little room. */ readonly spare?: boolean; readonly children: ReactNode }) {
  return (
    <div className={cx('bills-fact', last && 'last', spare && 'spare')}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The figures of an issued bill in one line; what is left to pay stands at the end. */
export function BillFacts({ bill }: { readonly bill: BillView }) {
  const money = (minor: number) => <Money minor={minor} currency={bill.currency} />;
  return (
    <dl className="bills-facts">
      <Fact label="Issued"><Day day={bill.billDay} full /></Fact>
      <Fact label="Usage period"><Period period={bill.period} /></Fact>
      <Fact label="Charges">{money(bill.charges)}</Fact>
      <Fact label="Taxes and fees">{money(bill.tax)}</Fact>
      <Fact label="Paid">{money(bill.allocated)}</Fact>
      <Fact label="In dispute"><span className={cx(bill.disputed > 0 && 'disp medium')}>{money(bill.disputed)}</span></Fact>
      <Fact label="Left to pay" last>{money(bill.open)}</Fact>
    </dl>
  );
}

/** The figures of the bill in progress: so far, and what the next bill will be. */
export function UnbilledFacts({ bill, summary }: { readonly bill: BillView; readonly summary: UnbilledSummary }) {
  return (
    <dl className="bills-facts">
      <Fact label="Next bill"><Day day={summary.nextBillDay} full /></Fact>
      <Fact label="Usage since" spare><Day day={summary.sinceDay} /></Fact>
      <Fact label="Usage so far"><Money minor={summary.usage} currency={bill.currency} /></Fact>
      <Fact label="Usage loaded up to">{summary.lastUsageAt ? <Clock at={summary.lastUsageAt} time /> : <span className="ink-3">No usage yet</span>}</Fact>
      <Fact label="Charges"><Money minor={bill.charges} currency={bill.currency} /></Fact>
      <Fact label="Taxes and fees"><Money minor={bill.tax} currency={bill.currency} /></Fact>
      <Fact label="Estimate" last><Money minor={bill.total} currency={bill.currency} estimate /></Fact>
    </dl>
  );
}
