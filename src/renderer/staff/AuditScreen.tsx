import { IconClock, IconFilter, IconLink, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { AuditEntry } from '../../contract/staff.ts';
import { care } from '../platform/care.ts';
import { useCarePages } from '../platform/queries.ts';
import { Answer } from '../ui/Answer.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Clock } from '../ui/Clock.tsx';
import type { Column } from '../ui/column.ts';
import { DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useFormat } from '../ui/format-context.ts';
import { TextInput } from '../ui/TextInput.tsx';
import { auditDetails } from './audit-words.ts';
import './staff.css';

const columnsIn = (currency: string): ReadonlyArray<Column<AuditEntry>> => [
  { id: 'at', header: 'When', width: 130, value: (row) => row.at, sort: false, cell: (row) => <Clock at={row.at} time /> },
  { id: 'login', header: 'Who', width: 140, value: (row) => row.login, sort: false, cell: (row) => <span className="medium">{row.login}</span> },
  { id: 'action', header: 'Did', width: 150, value: (row) => row.action, sort: false, cell: (row) => row.action },
  { id: 'customer', header: 'Customer', width: 236, value: (row) => row.customer, sort: false, cell: (row) => row.customer ?? <span className="ink-3">–</span> },
  { id: 'object', header: 'On', width: 160, value: (row) => row.object, sort: false, cell: (row) => <span className="ink-2">{row.object}</span> },
  { id: 'details', header: 'Details', value: (row) => auditDetails(row.details, currency), sort: false, cell: (row) => <span className="ink-2 ellipsis" style={{ display: 'block' }} title={auditDetails(row.details, currency)}>{auditDetails(row.details, currency)}</span> },
  { id: 'sealed', header: 'Seal', width: 112, value: (row) => (row.sealed ? 'Sealed' : 'Waiting'), sort: false, cell: (row) => (row.sealed ? <Chip tone="pos" icon={IconLink}>Sealed</Chip> : <Chip tone="warn" icon={IconClock}>Waiting</Chip>) },
];

/** Everything that was done, newest first; nobody can change it. */
export function AuditScreen() {
  const { currency } = useFormat();
  const columns = useMemo(() => columnsIn(currency), [currency]);
  const [login, setLogin] = useState('');
  const [action, setAction] = useState('');
  const filter = useDeferredValue(useMemo(() => ({ ...(login.trim() ? { login: login.trim() } : {}), ...(action.trim() ? { action: action.trim() } : {}) }), [login, action]));
  const pages = useCarePages(care.staff.audit, filter, (before: number | undefined) => ({ ...filter, ...(before === undefined ? {} : { before }) }), (page) => page.next);
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const lastSeal = pages.data?.pages[0]?.lastSeal ?? null;
  return (
    <>
      <div className="screen-head">
        <h1>Audit</h1>
        {pages.data && (lastSeal ? <span className="ink-3">Sealed last at <Clock at={lastSeal} time /></span> : <Chip tone="warn" icon={IconClock}>Not sealed yet</Chip>)}
        <span className="grow" />
        <TextInput className="audit-filter" icon={IconSearch} aria-label="Filter by user name" placeholder="User name" value={login} onChange={setLogin} />
        <TextInput className="audit-filter" icon={IconSearch} aria-label="Filter by action" placeholder="Action" value={action} onChange={setAction} />
      </div>
      <Answer of={{ data: pages.data, error: pages.error, refetch: pages.refetch }} failed="The audit trail did not load">
        {() => (
          <DataTable
            fill
            density="compact"
            name="audit"
            label="Audit trail"
            columns={columns}
            rows={rows}
            rowId={(row) => String(row.id)}
            rowActs={(row) => [
              { kind: 'item', label: `Only entries by ${row.login}`, icon: IconFilter, onClick: () => setLogin(row.login) },
              { kind: 'item', label: `Only “${row.action}”`, icon: IconFilter, onClick: () => setAction(row.action) },
            ]}
            more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
            empty={<EmptyState title="Nothing matches" icon={IconSearch}>No entry has this user name and action. Clear a filter to see more.</EmptyState>}
          />
        )}
      </Answer>
    </>
  );
}
