import { IconUsers } from '@tabler/icons-react';
import type { DeskOverview } from '../../contract/customers.ts';
import { formatCustomerNumber } from '../app/customer-number.ts';
import { openPalette } from '../app/overlays.ts';
import { openCustomer } from '../app/tabs.ts';
import { Button } from '../ui/Button.tsx';
import { Card } from '../ui/Card.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Kbd } from '../ui/Kbd.tsx';

type Recent = DeskOverview['recent'][number];
const columns: ReadonlyArray<Column<Recent>> = [
  { id: 'name', header: 'Customer', width: 'minmax(0, 1.2fr)', value: (row) => row.name, cell: (row) => <span className="medium">{row.name}</span> },
  { id: 'number', header: 'Number', width: 130, value: (row) => row.number, cell: (row) => <span className="ink-2">{formatCustomerNumber(row.number)}</span> },
  { id: 'done', header: 'Last done', width: 'minmax(0, 1fr)', value: (row) => row.lastDone, cell: (row) => <span className="ink-2">{row.lastDone}</span> },
  { id: 'at', header: 'At', width: 84, align: 'end', value: (row) => row.at, cell: (row) => <span className="ink-3"><Clock at={row.at} /></span> },
];

/** Customers worked on lately, the last one first. */
export function RecentCard({ recent }: { readonly recent: DeskOverview['recent'] }) {
  return (
    <Card grow title="Recent customers" ruled={false} right={<span className="row gap-6 ink-3 t12">Search <Kbd keys="Ctrl+K" /></span>}>
      <DataTable
        fill
        name="recent-customers"
        label="Recent customers"
        columns={columns}
        rows={recent}
        rowId={(row) => String(row.customerId)}
        onOpen={(row) => void openCustomer({ customerId: row.customerId, name: row.name, segment: 'private' }, { reason: 'queue' })}
        empty={<EmptyState icon={IconUsers} title="No customers yet" action={<Button size="sm" keys="Ctrl+K" onClick={() => openPalette('@')}>Find a customer</Button>}>Customers you open stand here, the last one first.</EmptyState>}
      />
    </Card>
  );
}
