import { create } from 'zustand';
import type { Instant } from '../../contract/dates.ts';
import { productInstant } from '../platform/clock.ts';

export type ToastAction = { readonly label: string; readonly keys?: string; readonly run: () => void };
export type ToastContent = {
  readonly text: string;
  readonly tone?: 'pos' | 'warn' | 'neg';
  readonly action?: ToastAction;
  /** Results of money and errors stay until closed (design.md 12). */
  readonly stays?: boolean;
};
export type ShownToast = ToastContent & { readonly id: number; readonly at: Instant };

type ToastState = {
  readonly current: ShownToast | null;
  /** What was said since the sign-in, the last one first. */
  readonly history: ReadonlyArray<ShownToast>;
  /** Those that were to stay until closed, and were neither closed nor read in the history yet. */
  readonly open: ReadonlySet<number>;
  /** Who it was said to; null before the sign-in. */
  readonly reader: string | null;
  readonly show: (toast: ToastContent) => void;
  readonly close: () => void;
};
const KEPT = 50;
const nothing = { current: null, history: [], open: new Set<number>() };

/** Errors stay until closed, and what says so. */
export function staysUntilClosed(toast: ToastContent): boolean {
  return toast.stays === true || toast.tone === 'neg';
}

/** One toast at a time; a new one takes the place of the last, which is found in the history. */
export const useToasts = create<ToastState>()((set, get) => ({
  ...nothing,
  reader: null,
  show: (toast) => {
    const { history, open } = get();
    const shown = { ...toast, id: (history[0]?.id ?? 0) + 1, at: productInstant() };
    set({ current: shown, history: [shown, ...history].slice(0, KEPT), open: staysUntilClosed(toast) ? new Set([...open, shown.id]) : open });
  },
  close: () => {
    const { current, open } = get();
    set({ current: null, open: new Set([...open].filter((id) => id !== current?.id)) });
  },
}));

/** Shows a toast from anywhere. */
export function showToast(toast: ToastContent): void {
  useToasts.getState().show(toast);
}

/** The history was opened: nothing of it waits any more, but the toast that is still shown. */
export function toastsRead(): void {
  useToasts.setState(({ current, open }) => ({ open: new Set([...open].filter((id) => id === current?.id)) }));
}

/** Someone else sits here, or nobody: what was said to one person is never shown to another. */
export function toastsFor(reader: string | null): void {
  useToasts.setState((state) => (state.reader === reader ? state : { ...nothing, reader }));
}
