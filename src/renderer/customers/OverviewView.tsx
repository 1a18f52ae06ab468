import { useMediaQuery } from '@mantine/hooks';
import { focusPanel } from './panel-focus.ts';
import { BillsTile } from './BillsTile.tsx';
import { ContactsTile } from './ContactsTile.tsx';
import { OpenItemsTile } from './OpenItemsTile.tsx';
import { RelatedTile } from './RelatedTile.tsx';
import { ServicesTile } from './ServicesTile.tsx';
import { TimelineTile } from './TimelineTile.tsx';
import { WaysToPayTile } from './WaysToPayTile.tsx';
import type { CustomerViewProps } from './view-props.ts';
import './overview.css';

/** Everything about a customer on one page (mock c). A part the caller's level does not show says so, the others stay. */
export function OverviewView({ customerId, overview }: CustomerViewProps) {
  const wide = useMediaQuery('(min-width: 1920px)', false, { getInitialValueInEffect: false });
  const onVerify = () => focusPanel(customerId, 'verify');
  return (
    <div className="overview">
      <BillsTile overview={overview} onVerify={onVerify} />
      <ServicesTile overview={overview} onVerify={onVerify} />
      <div className="overview-side">
        <OpenItemsTile overview={overview} onVerify={onVerify} />
        <WaysToPayTile overview={overview} onVerify={onVerify} />
        <RelatedTile overview={overview} />
        {wide && <ContactsTile overview={overview} />}
      </div>
      <TimelineTile overview={overview} onVerify={onVerify} />
    </div>
  );
}
