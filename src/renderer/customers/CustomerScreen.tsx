import { IconClipboardCheck, IconGitCompare, IconHierarchy, IconLayoutSidebarRight, IconNote, IconReceipt, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import type { CustomerOverview } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care as careRoles } from '../../contract/procedure.ts';
import { useCall } from '../app/call.ts';
import { useCase } from '../app/cases.ts';
import { type Command, useCommands } from '../app/commands.ts';
import { customerViews } from '../app/customer-views.ts';
import { usePanel } from '../app/panel.ts';
import { hasOwnBills, openBillsOf, payerOf } from '../app/payer.ts';
import type { PlaceParams } from '../app/places.ts';
import { useSession } from '../app/session.ts';
import { knownAs, showView } from '../app/tabs.ts';
import { useVerifyFirst } from '../app/verify-first.ts';
import { BillNowDialog } from '../billing/BillNowDialog.tsx';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { NotVerified } from '../ui/NotVerified.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Tabs } from '../ui/Tabs.tsx';
import { type Crumb, Crumbs } from './Crumbs.tsx';
import { IdentityBand } from './IdentityBand.tsx';
import { NextPanel } from './NextPanel.tsx';
import { focusPanel } from './panel-focus.ts';
import { StandingStrip } from './StandingStrip.tsx';
import type { CustomerView } from './view-props.ts';
import './customers.css';

export type CustomerScreenProps = { readonly customerId: CustomerId; readonly view: string; readonly params: PlaceParams };

/** One customer: identity, standing, tabs, the view in front and the right panel (design.md 3). */
export function CustomerScreen({ customerId, view, params }: CustomerScreenProps) {
  const overview = useCare(care.customers.overview, { customerId });
  if (overview.data) return <Workspace overview={overview.data} view={view} params={params} />;
  if (overview.error) return <ErrorState title="The customer did not load" sentence={overview.error.sentence} reference={overview.error.reference} onRetry={() => void overview.refetch()} />;
  return (
    <div className="col fill" role="status" aria-label="Loading the customer">
      <div className="cust-id-skeleton" />
      <Skeleton rows={8} height={44} />
    </div>
  );
}

function Workspace({ overview, view, params }: { readonly overview: CustomerOverview; readonly view: string; readonly params: PlaceParams }) {
  const { customerId, name, segment } = overview;
  useEffect(() => knownAs({ customerId, name, segment }), [customerId, name, segment]);
  const verify = useVerifyFirst();
  // A check that was just passed counts at once; what it opens is on its way.
  const level = Math.max(overview.level, useCase(customerId)?.level ?? 0);
  const panelId = useId();
  const panel = usePanel();
  const { can } = useSession();
  const front = customerViews.find((one) => one.view === view) ?? customerViews[0];
  const tabs = customerViews.filter((one) => one.under === undefined);
  const open = (to: string, at?: PlaceParams) => showView(customerId, to, at);
  const locked = level < 2 ? verify : null;
  const [billNow, setBillNow] = useState(false);
  const payer = payerOf(overview);
  const ownBills = hasOwnBills(overview);
  const openBillNow = can(careRoles) && payer === null ? () => setBillNow(true) : undefined;
  const call = useCall((state) => (state.call?.customerId === customerId ? state.call.state : null));
  const onCall = call !== null;
  const ended = call === 'wrapUp';
  // The bills bring commands of their own for these, about the bill in front.
  const bringsBills = front?.view === 'billing';
  const comparing = front?.view === 'compare';
  useCommands(() => {
    const goTo = tabs.map((tab, index): Command => ({ id: `customer.${tab.view}`, label: `Go to ${tab.label.toLowerCase()}`, keys: `Alt+${index + 1}`, scope: 'customer', run: () => open(tab.view) }));
    const own: ReadonlyArray<Command> = [
      { id: 'customer.verify', label: 'Verify the caller', scope: 'customer', icon: IconShieldCheck, when: () => can(careRoles), run: () => focusPanel(customerId, 'verify') },
      { id: 'call.wrapUp', label: 'Wrap up the call', scope: 'call', icon: IconClipboardCheck, when: () => onCall && can(careRoles), run: () => focusPanel(customerId, 'wrapUp') },
      { id: 'panel.toggle', label: 'Show or hide the right panel', keys: 'Ctrl+B', scope: 'customer', icon: IconLayoutSidebarRight, run: () => usePanel.getState().toggle() },
      { id: 'customer.notes', label: 'Write call notes', scope: 'customer', icon: IconNote, when: () => can(careRoles), run: () => focusPanel(customerId, 'notes') },
    ];
    const bills: ReadonlyArray<Command> = [
      { id: 'bills.compare', label: 'Compare bills', scope: 'customer', icon: IconGitCompare, hint: 'Against the bill before', when: () => ownBills && !comparing, locked: () => locked, run: () => open('compare') },
      { id: 'bills.now', label: 'Bill now', scope: 'customer', icon: IconReceipt, hint: 'What is not billed yet', when: () => openBillNow !== undefined, locked: () => locked, run: () => openBillNow?.() },
    ];
    const payers: ReadonlyArray<Command> = payer ? [{ id: 'bills.payer', label: `Open the bills of ${payer.name}`, scope: 'customer', icon: IconHierarchy, hint: 'They carry the charges of this account', run: () => openBillsOf(payer) }] : [];
    return [...own, ...(bringsBills ? [] : bills), ...payers, ...goTo];
  }, [customerId, locked, bringsBills, ownBills, payer?.customerId, comparing, onCall]);
  useEffect(() => {
    if (ended && !usePanel.getState().open) usePanel.getState().toggle();
  }, [ended]);
  if (!front) return null;
  const onVerify = () => focusPanel(customerId, 'verify');
  const Component = front.component;
  const late = overview.bills?.some((bill) => bill.overdue > 0);
  const openBills = overview.bills?.filter((bill) => bill.open > 0).length ?? 0;
  return (
    <div className="col fill">
      <IdentityBand overview={overview} locked={locked} onCompare={ownBills ? () => open('compare') : undefined} onBills={() => open('billing')} onBillNow={openBillNow} />
      <StandingStrip overview={overview} onOpen={open} onVerify={onVerify} />
      <div className="cust-body">
        <div className="cust-main">
          <Tabs
            label="Parts of this customer"
            items={tabs.map((tab) => ({ value: tab.view, label: tab.label, ...(tab.view === 'billing' ? { count: openBills, ...(late ? { countTone: 'warn' as const } : {}) } : {}) }))}
            value={front.under ?? front.view}
            onChange={(to) => open(to)}
            panelId={panelId}
            right={
              <>
                <Crumbs steps={crumbsOf(front, params, overview, open)} />
                {!panel.open && <Button size="sm" variant="quiet" icon={IconLayoutSidebarRight} label="Show panel" keys="Ctrl+B" onClick={panel.toggle} />}
              </>
            }
          />
          <div id={panelId} role="tabpanel" aria-label={front.label} className="cust-view" data-region={front.label}>
            {level < front.level ? <NotVerified onVerify={can(careRoles) ? onVerify : undefined}>{front.locked}</NotVerified> : <Component customerId={customerId} params={params} overview={overview} />}
          </div>
        </div>
        {panel.open && <NextPanel overview={overview} />}
      </div>
      {billNow && <BillNowDialog customerId={customerId} services={overview.services ?? []} onClose={() => setBillNow(false)} />}
    </div>
  );
}

/** The way to a deep place; none where the tab itself is in front. */
function crumbsOf(front: CustomerView, params: PlaceParams, overview: CustomerOverview, open: (view: string) => void): ReadonlyArray<Crumb> {
  const parent = customerViews.find((one) => one.view === front.under);
  if (parent) return [{ label: parent.label, onClick: () => open(parent.view) }, { label: front.label }];
  const bill = front.view === 'billing' ? overview.bills?.find((one) => one.billId === params.bill) : undefined;
  if (bill) return [{ label: front.label, onClick: () => open(front.view) }, { label: `Bill ${bill.number}` }];
  const service = front.view === 'services' ? overview.services?.find((one) => one.serviceId === params.service) : undefined;
  if (service) return [{ label: front.label, onClick: () => open(front.view) }, { label: service.label }];
  return [];
}
