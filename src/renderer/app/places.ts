import type { Segment } from '../../contract/customers.ts';
import type { CustomerId } from '../../contract/ids.ts';

/** What a place is about: a bill, a text searched for. */
export type PlaceParams = Readonly<Record<string, string | number>>;
/** Where the desk is: a screen of the rail, or a view of one customer. */
export type Place =
  | { readonly kind: 'screen'; readonly path: string; readonly params: PlaceParams }
  | { readonly kind: 'customer'; readonly customerId: CustomerId; readonly view: string; readonly params: PlaceParams };

/** The customer of a tab. */
export type TabCustomer = { readonly customerId: CustomerId; readonly name: string; readonly segment: Segment };
export type CustomerTab = TabCustomer & { readonly view: string; readonly params: PlaceParams; readonly usedAt: number };

export type TabState = {
  readonly tabs: ReadonlyArray<CustomerTab>;
  readonly place: Place;
  readonly past: ReadonlyArray<Place>;
  readonly future: ReadonlyArray<Place>;
  /** Closed lately, the last one first. */
  readonly closed: ReadonlyArray<CustomerTab>;
  /** Counts visits, so that the tab left alone longest is known. */
  readonly turn: number;
};

/** Customers open at once (design.md 3). */
export const TAB_LIMIT = 12;
const HISTORY_LIMIT = 50;

/** A desk with nothing open, at a screen. */
export function startingAt(path: string): TabState {
  return { tabs: [], place: { kind: 'screen', path, params: {} }, past: [], future: [], closed: [], turn: 0 };
}

function samePlace(a: Place, b: Place): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function visited(state: TabState, place: Place): TabState {
  const turn = state.turn + 1;
  const tabs = place.kind !== 'customer' ? state.tabs : state.tabs.map((tab) => (tab.customerId === place.customerId ? { ...tab, view: place.view, params: place.params, usedAt: turn } : tab));
  return { ...state, tabs, place, turn };
}

/** Goes to a place; the one left can be gone back to. */
export function moved(state: TabState, place: Place): TabState {
  if (samePlace(state.place, place)) return state;
  return visited({ ...state, past: [...state.past, state.place].slice(-HISTORY_LIMIT), future: [] }, place);
}

/** Goes to a view of an open customer. */
export function atView(state: TabState, customerId: CustomerId, view: string, params: PlaceParams = {}): TabState {
  return moved(state, { kind: 'customer', customerId, view, params });
}

/**
 * Opens a customer as a tab, or focuses the tab that is there. A thirteenth takes the place of the one left alone longest
 * among those not in `keep` (on a call, with unsaved typing).
 */
export function opened(state: TabState, who: TabCustomer, view?: string, params: PlaceParams = {}, keep: ReadonlySet<number> = new Set()): TabState {
  const known = state.tabs.find((tab) => tab.customerId === who.customerId);
  if (known) {
    const renamed = { ...state, tabs: state.tabs.map((tab) => (tab === known ? { ...tab, ...who } : tab)) };
    return view ? atView(renamed, who.customerId, view, params) : atView(renamed, who.customerId, known.view, known.params);
  }
  let room = state;
  if (state.tabs.length >= TAB_LIMIT) {
    const idle = [...state.tabs].filter((tab) => !keep.has(tab.customerId)).sort((a, b) => a.usedAt - b.usedAt)[0];
    if (idle) room = withoutTab(state, idle.customerId);
  }
  const tab: CustomerTab = { ...who, view: view ?? 'overview', params, usedAt: room.turn };
  return atView({ ...room, tabs: [...room.tabs, tab] }, who.customerId, tab.view, params);
}

function withoutTab(state: TabState, customerId: CustomerId): TabState {
  const gone = state.tabs.find((tab) => tab.customerId === customerId);
  if (!gone) return state;
  const stays = (place: Place) => place.kind !== 'customer' || place.customerId !== customerId;
  return {
    ...state,
    tabs: state.tabs.filter((tab) => tab !== gone),
    closed: [gone, ...state.closed.filter((tab) => tab.customerId !== customerId)].slice(0, TAB_LIMIT),
    past: state.past.filter(stays),
    future: state.future.filter(stays),
  };
}

/** Closes a tab. If it was in front its neighbor comes forward; the last one goes to the desk (`home`). */
export function closedTab(state: TabState, customerId: CustomerId, home: string): TabState {
  const at = state.tabs.findIndex((tab) => tab.customerId === customerId);
  if (at < 0) return state;
  const rest = withoutTab(state, customerId);
  if (state.place.kind !== 'customer' || state.place.customerId !== customerId) return rest;
  const next = rest.tabs[Math.min(at, rest.tabs.length - 1)];
  return visited(rest, next ? { kind: 'customer', customerId: next.customerId, view: next.view, params: next.params } : { kind: 'screen', path: home, params: {} });
}

/** One step back or forward through the places seen. */
export function stepped(state: TabState, direction: 'back' | 'forward'): TabState {
  const from = direction === 'back' ? state.past : [...state.future].reverse();
  const place = from.at(-1);
  if (!place) return state;
  const rest = from.slice(0, -1);
  return direction === 'back'
    ? visited({ ...state, past: rest, future: [state.place, ...state.future] }, place)
    : visited({ ...state, past: [...state.past, state.place], future: [...rest].reverse() }, place);
}

/** The tab after (or before) the one in front, round and round; from a screen the first (or last). */
export function neighborTab(state: TabState, step: 1 | -1): CustomerTab | undefined {
  const { tabs, place } = state;
  const at = place.kind === 'customer' ? tabs.findIndex((tab) => tab.customerId === place.customerId) : step === 1 ? -1 : tabs.length;
  return tabs[(at + step + tabs.length) % Math.max(1, tabs.length)];
}

/** The name and segment of a tab's customer, once they are known; the same state where nothing is new. */
export function named(state: TabState, who: TabCustomer): TabState {
  const known = state.tabs.find((tab) => tab.customerId === who.customerId);
  if (!known || (known.name === who.name && known.segment === who.segment)) return state;
  return { ...state, tabs: state.tabs.map((tab) => (tab === known ? { ...tab, ...who } : tab)) };
}

/** Moves a tab to another position in the row. */
export function reordered(state: TabState, customerId: CustomerId, to: number): TabState {
  const tab = state.tabs.find((one) => one.customerId === customerId);
  if (!tab) return state;
  const rest = state.tabs.filter((one) => one !== tab);
  const at = Math.max(0, Math.min(rest.length, to));
  return { ...state, tabs: [...rest.slice(0, at), tab, ...rest.slice(at)] };
}
