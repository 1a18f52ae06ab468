import { useLayoutEffect, useRef } from 'react';
import { create } from 'zustand';

/** What is selected in the view in front; `leave` lets go of it. */
export type PanelSelection = { readonly title: string; readonly leave: () => void };

type PanelState = {
  readonly open: boolean;
  readonly toggle: () => void;
  /** The panel shows it instead of what to do next (design.md 3). */
  readonly selection: PanelSelection | null;
  /** The part of the panel in which the selection draws itself; absent while the panel is hidden or says something else. */
  readonly place: HTMLElement | null;
};

/** The right panel of a customer: shown or hidden (Ctrl+B), and what it is about. */
export const usePanel = create<PanelState>()((set) => ({ open: true, toggle: () => set((state) => ({ open: !state.open })), selection: null, place: null }));

/** Shows the panel where it is hidden. */
export function showPanel(): void {
  usePanel.setState({ open: true });
}

/** The panel goes back to what to do next. */
export function leaveSelection(): void {
  usePanel.getState().selection?.leave();
}

/** Hands the part of the panel over in which a selection draws itself. */
export function takePlace(place: HTMLElement | null): void {
  usePanel.setState({ place });
}

/**
 * Turns the right panel into a selection for as long as it has a title. Answers the place to draw it in, or null where the
 * panel is hidden.
 */
export function usePanelSelection(title: string | null, leave: () => void): HTMLElement | null {
  const latest = useRef(leave);
  useLayoutEffect(() => {
    latest.current = leave;
  });
  useLayoutEffect(() => {
    if (title === null) return undefined;
    const selection: PanelSelection = { title, leave: () => latest.current() };
    usePanel.setState({ selection });
    return () => usePanel.setState((state) => (state.selection === selection ? { selection: null } : state));
  }, [title]);
  return usePanel((state) => (title === null ? null : state.place));
}
