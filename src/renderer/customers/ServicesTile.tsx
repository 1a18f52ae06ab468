import { IconRouter } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { CustomerOverview, ServiceRow } from '../../contract/customers.ts';
import { addDays, cycleOf, formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { showView } from '../app/tabs.ts';
import { Card } from '../ui/Card.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { LockedPart } from './LockedPart.tsx';
import { serviceColumns } from './service-columns.tsx';

const SHOWN = 6;
const statusOrder: Readonly<Record<ServiceRow['status'], number>> = { active: 0, suspended: 1, terminated: 2 };

/** What the customer has, how much is used since the bill day, and what it costs each month. */
export function ServicesTile({ overview, onVerify }: { readonly overview: CustomerOverview; readonly onVerify: () => void }) {
  const { services, currency, customerId, cycleDay, nextBillDay } = overview;
  const { today } = useFormat();
  const since = cycleOf(addDays(nextBillDay, -1), cycleDay).from;
  const columns = useMemo(() => serviceColumns(`Use since ${formatDay(since, today)}`, currency), [since, today, currency]);
  const rows = useMemo(() => (services ?? []).toSorted((a, b) => statusOrder[a.status] - statusOrder[b.status]), [services]);
  const monthly = rows.reduce((sum, row) => sum + (row.status === 'terminated' ? 0 : row.monthly), 0);
  const more = rows.length - SHOWN;
  return (
    <Card title="Services" ruled={services === null} className="tile-services" right={services && services.length > 0 && <span className="t12 ink-3 tile-note">Plans and add-ons {formatMinor(monthly, currency)} a month</span>}>
      {services === null && <LockedPart onVerify={onVerify}>Services and their use are shown once the caller is known.</LockedPart>}
      {services !== null && (
        <DataTable name="services-tile" label="Services" density="two-line" columns={columns} rows={rows.slice(0, SHOWN)} rowId={(row) => String(row.serviceId)} onOpen={(row) => showView(customerId, 'services', { service: row.serviceId })} empty={<EmptyState title="No services" icon={IconRouter}>What the customer orders will be here.</EmptyState>} />
      )}
      {more > 0 && (
        <div className="row t12 end tile-foot">
          <button type="button" className="link" onClick={() => showView(customerId, 'services')}>All {rows.length} services</button>
        </div>
      )}
    </Card>
  );
}
