import { create } from 'zustand';
import type { WrapUpDraft } from './wrap-up.ts';

type WrapUps = { readonly byCall: Readonly<Record<string, WrapUpDraft>> };
/** Wrap-ups being filled in, by call: they survive a look at another tab. */
const useWrapUps = create<WrapUps>()(() => ({ byCall: {} }));

/** The wrap-up of a call that is being filled in, if any. */
export function useWrapUp(callId: string | null): WrapUpDraft | undefined {
  return useWrapUps((state) => (callId === null ? undefined : state.byCall[callId]));
}

/** Keeps the wrap-up of a call, or forgets it with null. */
export function keepWrapUp(callId: string, draft: WrapUpDraft | null): void {
  useWrapUps.setState(({ byCall }) => {
    const rest = Object.fromEntries(Object.entries(byCall).filter(([id]) => id !== callId));
    return { byCall: draft ? { ...rest, [callId]: draft } : rest };
  });
}
