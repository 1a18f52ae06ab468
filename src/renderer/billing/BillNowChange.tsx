import type { PreviewChange } from './bill-now-changes.ts';
import { IconRefresh } from '@tabler/icons-react';
import { Callout } from '../ui/Callout.tsx';
import { Money } from '../ui/Money.tsx';

/** What changed between the preview and the moment of making the bill. Nothing was made; the button has the new amount. */
export function BillNowChange({ change, currency }: { readonly change: PreviewChange; readonly currency: string }) {
  return (
    <Callout tone="warn" icon={IconRefresh} role="alert">
      <p className="strong">Nothing was made: the account changed after the preview.</p>
      {change.totalBefore === change.totalAfter && change.lines.length === 0 ? (
        <p>The bill itself stays the same. Check the preview and press the button again.</p>
      ) : (
        <dl className="pairs billnow-changes">
          {change.lines.map((line) => (
            <div key={line.label} className="billnow-changed">
              <dt>{line.label}</dt>
              <dd><span className="struck ink-3"><Money minor={line.before} currency={currency} /></span> <Money minor={line.after} currency={currency} /></dd>
            </div>
          ))}
          <div className="billnow-changed strong">
            <dt>Bill total</dt>
            <dd><span className="struck ink-3"><Money minor={change.totalBefore} currency={currency} /></span> <Money minor={change.totalAfter} currency={currency} /></dd>
          </div>
        </dl>
      )}
    </Callout>
  );
}
