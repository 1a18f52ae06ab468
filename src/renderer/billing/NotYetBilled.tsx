import type { UnbilledSummary } from '../../contract/billing.ts';
import { Button } from '../ui/Button.tsx';
import { Day } from '../ui/Day.tsx';
import { Money } from '../ui/Money.tsx';

export type NotYetBilledProps = { readonly summary: UnbilledSummary; readonly currency: string; readonly onSee: () => void; /** Absent where the role may not make bills. */ readonly onBillNow: (() => void) | null; readonly locked: string | null };

/** What the next bill will hold, below a charge of the last one: the two are asked about together (mock d). */
export function NotYetBilled({ summary, currency, onSee, onBillNow, locked }: NotYetBilledProps) {
  return (
    <section className="bills-selected">
      <div className="row between"><h3 className="strong">Not yet billed</h3><span className="t12 ink-3">since <Day day={summary.sinceDay} /></span></div>
      <div className="sums">
        <div><span className="ink-2">Usage so far</span><Money minor={summary.usage} currency={currency} /></div>
        <div className="total"><span>Next bill, if nothing changes</span><Money minor={summary.estimate} currency={currency} estimate /></div>
      </div>
      <div className="row gap-6">
        <Button size="sm" onClick={onSee}>See unbilled</Button>
        {onBillNow && <Button size="sm" variant="quiet" locked={locked} onClick={onBillNow}>Bill now</Button>}
      </div>
    </section>
  );
}
