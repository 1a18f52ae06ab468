import { create } from 'zustand';
import type { caseReasons } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care } from '../platform/care.ts';
import { failureOf } from '../platform/failure.ts';
import { act } from '../platform/queries.ts';
import { showToast } from '../ui/toast-store.ts';
import { callOf } from './call.ts';
import { caseOf, customersWithCase, forgetCase, setCase } from './cases.ts';
import { atView, closedTab, moved, named, neighborTab, opened, type Place, type PlaceParams, reordered, startingAt, stepped, type TabCustomer, type TabState } from './places.ts';

export type OpenHow = { readonly view?: string; readonly params?: PlaceParams; readonly reason?: (typeof caseReasons)[number]; readonly callId?: string; readonly from?: string; /** Makes the tab and stays here. */ readonly behind?: boolean };

/** The open customers and the place in front. */
export const useTabs = create<TabState>()(() => startingAt('desk'));

/** Tabs with typing that is not saved; they show a red dot and are not put aside. */
export const useUnsaved = create<{ readonly ids: ReadonlySet<number> }>()(() => ({ ids: new Set() }));

/** Marks a customer's tab as holding unsaved typing, or not any more. */
export function markUnsaved(customerId: CustomerId, unsaved: boolean): void {
  useUnsaved.setState(({ ids }) => {
    if (ids.has(customerId) === unsaved) return { ids };
    const next = new Set(ids);
    if (unsaved) next.add(customerId);
    else next.delete(customerId);
    return { ids: next };
  });
}

function kept(): ReadonlySet<number> {
  const onCall = callOf()?.customerId;
  return new Set([...useUnsaved.getState().ids, ...(onCall ? [onCall] : [])]);
}

/** Opens the case of a customer with its reason, then shows the customer's tab. A refusal is said in a toast. */
export async function openCustomer(who: TabCustomer, how: OpenHow = {}): Promise<boolean> {
  try {
    if (how.reason === 'call' || !caseOf(who.customerId)) await openCase(who.customerId, how);
  } catch (thrown) {
    showToast({ tone: 'neg', text: failureOf(thrown).sentence });
    return false;
  }
  useTabs.setState((state) => {
    const next = opened(state, who, how.view, how.params, kept());
    return how.behind ? { ...next, place: state.place, past: state.past, future: state.future } : next;
  });
  return true;
}

/** Opens the case alone, for a tab that is there already (after a restart). */
export async function openCase(customerId: CustomerId, how: OpenHow = {}): Promise<void> {
  setCase(await act(care.customers.openCase, { customerId, reason: how.reason ?? 'search', callId: how.callId ?? null, from: how.from ?? null }));
}

/** Opens all cases again for a data process that started anew; the level reached is in the case. */
export async function reopenCases(): Promise<void> {
  await Promise.all(customersWithCase().map((customerId) => openCase(customerId).catch(() => forgetCase(customerId))));
}

/** Tells a tab who its customer is: a list of the desk may have known only part of it. */
export function knownAs(who: TabCustomer): void {
  useTabs.setState((state) => named(state, who));
}

/** Shows a view of an open customer. */
export function showView(customerId: CustomerId, view: string, params: PlaceParams = {}): void {
  useTabs.setState((state) => atView(state, customerId, view, params));
}

/** Shows a screen of the rail. */
export function showScreen(path: string, params: PlaceParams = {}): void {
  useTabs.setState((state) => moved(state, { kind: 'screen', path, params }));
}

/** Shows the tab of an open customer where it was left. */
export function showTab(customerId: CustomerId): void {
  const tab = useTabs.getState().tabs.find((one) => one.customerId === customerId);
  if (tab) showView(customerId, tab.view, tab.params);
}

/** Closes a customer's tab and the case with it; the case of the caller stays open until the call is closed. */
export function closeTab(customerId: CustomerId, home: string): void {
  useTabs.setState((state) => closedTab(state, customerId, home));
  markUnsaved(customerId, false);
  if (callOf()?.customerId === customerId) return;
  forgetCase(customerId);
  // A case that could not be closed ends by itself; nothing on the desk depends on it.
  void act(care.customers.closeCase, { customerId }).catch(() => undefined);
}

/** Opens the tab closed last again. */
export async function reopenTab(): Promise<void> {
  const [tab] = useTabs.getState().closed;
  if (!tab) return;
  if (await openCustomer(tab, { view: tab.view, params: tab.params })) useTabs.setState((state) => ({ closed: state.closed.filter((one) => one.customerId !== tab.customerId) }));
}

/** Next or previous customer, round and round. */
export function cycleTab(step: 1 | -1): void {
  const tab = neighborTab(useTabs.getState(), step);
  if (tab) showTab(tab.customerId);
}

/** The customer at a position, from 1; 9 is always the last. */
export function showTabAt(position: number): void {
  const { tabs } = useTabs.getState();
  const tab = position === 9 ? tabs.at(-1) : tabs[position - 1];
  if (tab) showTab(tab.customerId);
}

/** Back or forward through the places seen. */
export function walk(direction: 'back' | 'forward'): void {
  useTabs.setState((state) => stepped(state, direction));
}

/** Moves a tab in the row. */
export function moveTab(customerId: CustomerId, to: number): void {
  useTabs.setState((state) => reordered(state, customerId, to));
}

/** The customer in front, or null on a screen of the rail. */
export function frontCustomer(place: Place): CustomerId | null {
  return place.kind === 'customer' ? place.customerId : null;
}
