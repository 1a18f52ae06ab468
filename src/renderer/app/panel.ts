import { create } from 'zustand';

type PanelState = { readonly open: boolean; readonly toggle: () => void };

/** The right panel of a customer: shown or hidden (Ctrl+B). */
export const usePanel = create<PanelState>()((set) => ({ open: true, toggle: () => set((state) => ({ open: !state.open })) }));
