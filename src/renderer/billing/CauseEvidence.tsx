import { useState } from 'react';
import type { BillChoice } from '../../contract/billing.ts';
import type { Cause, Evidence } from '../../contract/explanation.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { CauseEvents } from './CauseEvents.tsx';
import { ChangeFigure } from './ChangeFigure.tsx';
import { unitWords } from './quantity-words.ts';

export type CauseEvidenceProps = {
  readonly customerId: CustomerId;
  readonly cause: Cause;
  readonly currency: string;
  /** The names and bills of both sides. */
  readonly sides: Readonly<Record<Evidence['side'], { readonly label: string; readonly bill: BillChoice }>>;
};

const EVENTS_AT_ONCE = 40;

/** "Catalog version 2026-10, before 2026-03", where a line of both bills was priced by different versions. */
export function versionWords(evidence: ReadonlyArray<Evidence>): string | null {
  const of = (side: Evidence['side']) => [...new Set(evidence.filter((one) => one.side === side && one.version).map((one) => one.version))];
  const [before, after] = [of('before'), of('after')];
  if (before.length === 0 || after.length === 0 || before.join() === after.join()) return null;
  return `Catalog version ${after.join(', ')}, before ${before.join(', ')}`;
}

/** The line whose events are shown without asking: the only one with events on the later bill, or else on the earlier. */
function firstShown(evidence: ReadonlyArray<Evidence>): number {
  const withEvents = evidence.flatMap((one, index) => (one.events > 0 && one.lineId !== null ? [{ one, index }] : []));
  const after = withEvents.filter(({ one }) => one.side === 'after');
  const [only] = after.length > 0 ? after : withEvents;
  return only && only.one.events <= EVENTS_AT_ONCE ? only.index : -1;
}

/** What a cause rests on: the lines of both bills with their part of it, the versions, and the events behind them. */
export function CauseEvidence({ customerId, cause, currency, sides }: CauseEvidenceProps) {
  const { evidence } = cause;
  const [shown, setShown] = useState<ReadonlySet<number>>(() => new Set([firstShown(evidence)]));
  const versions = versionWords(evidence);
  const toggle = (index: number) => {
    const next = new Set(shown);
    if (!next.delete(index)) next.add(index);
    setShown(next);
  };
  return (
    <div className="cmp-evidence">
      <ul>
        {evidence.map((one, index) => (
          <li key={index}>
            <div className="cmp-line">
              <span className="ink-3">{sides[one.side].label}</span>
              <span className="ellipsis" title={one.label}>{one.label}</span>
              {one.events > 0 && one.lineId !== null ? (
                <button type="button" className="link t12 nowrap" aria-expanded={shown.has(index)} onClick={() => toggle(index)}>
                  {shown.has(index) ? 'Hide events' : `Show ${one.events.toLocaleString('en-US')} ${one.events === 1 ? 'event' : 'events'}`}
                </button>
              ) : <span />}
              <span className="ink-2 num right">{one.units === null ? '' : unitWords(one.units, one.unit)}</span>
              <span className="right"><ChangeFigure minor={one.amount} currency={currency} plain /></span>
            </div>
            {shown.has(index) && one.lineId !== null && <CauseEvents customerId={customerId} bill={sides[one.side].bill} lineId={one.lineId} currency={currency} label={`Events of ${one.label}, ${sides[one.side].label}`} />}
          </li>
        ))}
      </ul>
      {versions && <p className="t12 ink-2">{versions}</p>}
    </div>
  );
}
