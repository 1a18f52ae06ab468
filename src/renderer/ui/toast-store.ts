import { create } from 'zustand';

export type ToastAction = { readonly label: string; readonly keys?: string; readonly run: () => void };
export type ToastContent = {
  readonly text: string;
  readonly tone?: 'pos' | 'warn' | 'neg';
  readonly action?: ToastAction;
  /** Results of money and errors stay until closed (design.md 12). */
  readonly stays?: boolean;
};
export type ShownToast = ToastContent & { readonly id: number };

type ToastState = { readonly current: ShownToast | null; readonly history: ReadonlyArray<ShownToast>; readonly show: (toast: ToastContent) => void; readonly close: () => void };

/** One toast at a time; a new one takes the place of the last. */
export const useToasts = create<ToastState>()((set, get) => ({
  current: null,
  history: [],
  show: (toast) => {
    const shown = { ...toast, id: (get().history[0]?.id ?? 0) + 1 };
    set({ current: shown, history: [shown, ...get().history].slice(0, 20) });
  },
  close: () => set({ current: null }),
}));

/** Shows a toast from anywhere. */
export function showToast(toast: ToastContent): void {
  useToasts.getState().show(toast);
}
