import { skipToken } from '@tanstack/react-query';
import { useMemo } from 'react';
import { care as careRoles } from '../../contract/procedure.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { formatCustomerNumber } from './customer-number.ts';
import type { KnownCustomer } from './palette-rows.ts';
import { useSession } from './session.ts';
import { useTabs } from './tabs.ts';

/** Customers known without a search: those open, then those worked on lately. */
export function useKnownCustomers(): ReadonlyArray<KnownCustomer> {
  const { can } = useSession();
  const tabs = useTabs((state) => state.tabs);
  const desk = useCare(care.customers.desk, can(careRoles) ? undefined : skipToken);
  const recent = desk.data?.recent;
  return useMemo(() => {
    const open = tabs.map((tab): KnownCustomer => ({ customerId: tab.customerId, name: tab.name, segment: tab.segment, detail: 'Open' }));
    const ids = new Set<number>(open.map((one) => one.customerId));
    const lately = (recent ?? []).filter((one) => !ids.has(one.customerId)).map((one): KnownCustomer => ({ customerId: one.customerId, name: one.name, segment: 'private', detail: `Customer ${formatCustomerNumber(one.number)}, ${one.lastDone}` }));
    return [...open, ...lately];
  }, [tabs, recent]);
}
