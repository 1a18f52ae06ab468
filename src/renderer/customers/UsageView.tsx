import { IconGauge, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ServiceRow } from '../../contract/customers.ts';
import { formatDay } from '../../contract/dates.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useSession } from '../app/session.ts';
import { showView } from '../app/tabs.ts';
import { useVerifyFirst } from '../app/verify-first.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { focusPanel } from './panel-focus.ts';
import { LockedPart } from './LockedPart.tsx';
import { ServiceName } from './ServiceName.tsx';
import { TopUpDialog } from './TopUpDialog.tsx';
import { UseOfAllowance } from './UseOfAllowance.tsx';
import type { CustomerViewProps } from './view-props.ts';
import './views.css';

/** What was used since the bill day: of every allowance, and in money what the next bill will hold. */
export function UsageView({ customerId, overview }: CustomerViewProps) {
  const onVerify = () => focusPanel(customerId, 'verify');
  const verify = useVerifyFirst();
  const { can } = useSession();
  const [toppedUp, setToppedUp] = useState<ServiceRow | null>(null);
  const used = overview.services?.filter((service) => service.use.length > 0) ?? [];
  return (
    <div className="page view-two">
      <Card title="Use of allowances">
        {overview.services === null && <LockedPart onVerify={onVerify}>Services and their use are shown once the caller is known.</LockedPart>}
        {overview.services !== null && used.length === 0 && <EmptyState title="No use in this cycle" icon={IconGauge}>Use appears here as it is recorded.</EmptyState>}
        {used.map((service) => (
          <div key={service.serviceId} className="card-row usage-row">
            <ServiceName service={service} />
            <div className="col gap-8">
              {service.use.map((use) => <UseOfAllowance key={use.code} customerId={customerId} use={use} />)}
              {can(careRoles) && service.use.some(({ topUps }) => topUps.length > 0) && <div><Button size="sm" icon={IconPlus} label={`Top up ${service.label}, ${service.reference}`} locked={overview.level < 2 ? verify : null} onClick={() => setToppedUp(service)}>Top up</Button></div>}
            </div>
          </div>
        ))}
      </Card>
      <NotYetBilled customerId={customerId} overview={overview} onVerify={onVerify} />
      {toppedUp && <TopUpDialog customerId={customerId} service={toppedUp} currency={overview.currency} onClose={() => setToppedUp(null)} />}
    </div>
  );
}

function NotYetBilled({ customerId, overview, onVerify }: Pick<CustomerViewProps, 'customerId' | 'overview'> & { readonly onVerify: () => void }) {
  const { currency } = overview;
  const verify = useVerifyFirst();
  const { today } = useFormat();
  const bills = useCare(care.billing.bills, { customerId });
  return (
    <Card title="Not yet billed" className="top-card">
      <Answer of={bills} failed="What is not yet billed did not load" onVerify={onVerify}>
        {({ unbilled }) => (
          <div className="pad col gap-10">
            <div className="sums">
              <div><span className="ink-2">Usage since {formatDay(unbilled.sinceDay, today)}</span><Money minor={unbilled.usage} currency={currency} /></div>
              <div><span className="ink-2">Latest use recorded</span><span>{unbilled.lastUsageAt ? <Clock at={unbilled.lastUsageAt} time /> : 'None'}</span></div>
              <div className="total"><span>Next bill, {formatDay(unbilled.nextBillDay, today)}</span><Money minor={unbilled.estimate} currency={currency} estimate /></div>
            </div>
            <p className="t12 ink-3">The estimate holds plans, add-ons and usage so far, if nothing changes.</p>
            <div><Button size="sm" locked={overview.level < 2 ? verify : null} onClick={() => showView(customerId, 'billing', { bill: 'unbilled' })}>Open the bill in progress</Button></div>
          </div>
        )}
      </Answer>
    </Card>
  );
}
