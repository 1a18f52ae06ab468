import { IconRouter } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ServiceRow } from '../../contract/customers.ts';
import { addDays, cycleOf, formatDay } from '../../contract/dates.ts';
import { showView } from '../app/tabs.ts';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { Money } from '../ui/Money.tsx';
import { LockedPart } from './LockedPart.tsx';
import { focusPanel } from './panel-focus.ts';
import { ServiceDetails } from './ServiceDetails.tsx';
import { serviceColumns } from './service-columns.tsx';
import type { CustomerViewProps } from './view-props.ts';
import './views.css';

/** The services of a customer; the marked one with its products, prices and use beside it. */
export function ServicesView({ customerId, params, overview }: CustomerViewProps) {
  const { services, currency, cycleDay, nextBillDay } = overview;
  const { today } = useFormat();
  const since = cycleOf(addDays(nextBillDay, -1), cycleDay).from;
  const columns = useMemo(() => serviceColumns(`Use since ${formatDay(since, today)}`, currency), [since, today, currency]);
  const chosen = services?.find((service) => service.serviceId === params.service) ?? services?.[0];
  const choose = (row: ServiceRow) => showView(customerId, 'services', { service: row.serviceId });
  if (services === null) return <div className="page"><Card title="Services"><LockedPart onVerify={() => focusPanel(customerId, 'verify')}>Services and their use are shown once the caller is known.</LockedPart></Card></div>;
  const monthly = services.reduce((sum, row) => sum + (row.status === 'terminated' ? 0 : row.monthly), 0);
  return (
    <div className="page view-services">
      <Card title="Services" ruled={services.length === 0} grow={services.length > 8}>
        <DataTable name="services" label="Services" fill={services.length > 8} density="two-line" columns={columns} rows={services} rowId={(row) => String(row.serviceId)} selected={chosen ? String(chosen.serviceId) : null} onSelect={choose} footer={{ service: `${services.length === 1 ? '1 service' : `${services.length} services`}`, monthly: <Money minor={monthly} currency={currency} /> }} empty={<EmptyState title="No services" icon={IconRouter}>What the customer orders will be here.</EmptyState>} />
      </Card>
      {chosen && <ServiceDetails key={chosen.serviceId} service={chosen} currency={currency} />}
    </div>
  );
}
