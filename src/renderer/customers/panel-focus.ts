import { create } from 'zustand';
import type { CustomerId } from '../../contract/ids.ts';
import { leaveSelection, showPanel } from '../app/panel.ts';

export type PanelPlace = 'verify' | 'notes' | 'wrapUp';
type PanelFocus = { readonly wanted: { readonly place: PanelPlace; readonly customerId: CustomerId; readonly turn: number } | null };

/** Which field of the right panel was asked for by a key or a button elsewhere. */
export const usePanelFocus = create<PanelFocus>()(() => ({ wanted: null }));

/** Opens the right panel where it is hidden and puts the cursor into its verification or notes field, or begins the wrap-up. The notes stay below a selection, the rest takes its place. */
export function focusPanel(customerId: CustomerId, place: PanelPlace): void {
  showPanel();
  if (place !== 'notes') leaveSelection();
  usePanelFocus.setState(({ wanted }) => ({ wanted: { place, customerId, turn: (wanted?.turn ?? 0) + 1 } }));
}

/** Done: the field took the focus. */
export function focusTaken(): void {
  usePanelFocus.setState({ wanted: null });
}
