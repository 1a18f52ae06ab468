import type { ServiceRow } from '../../contract/customers.ts';
import type { Column } from '../ui/column.ts';
import { Money } from '../ui/Money.tsx';
import { ServiceName } from './ServiceName.tsx';
import { ServiceStatus } from './ServiceStatus.tsx';
import { UseBar } from './UseBar.tsx';
import { mainUse } from './usage-words.ts';

/** The columns of services: name, state, use since the bill day, monthly price. */
export function serviceColumns(useHeader: string, currency: string): ReadonlyArray<Column<ServiceRow>> {
  return [
    { id: 'service', header: 'Service', width: 'minmax(0, var(--service-share, 38fr))', value: (row) => row.label, copy: (row) => `${row.label} ${row.reference}`, cell: (row) => <ServiceName service={row} />, sort: false },
    { id: 'status', header: 'Status', width: 'var(--status-width, 96px)', value: (row) => row.status, cell: (row) => <ServiceStatus status={row.status} />, sort: false },
    { id: 'use', header: useHeader, width: 'minmax(0, 40fr)', cell: (row) => { const use = mainUse(row.use); return use ? <UseBar use={use} /> : <span className="ink-3">–</span>; } },
    { id: 'monthly', header: 'Monthly', width: 88, align: 'end', value: (row) => row.monthly, cell: (row) => <Money minor={row.monthly} currency={currency} className="strong" />, sort: false },
  ];
}
