import { create } from 'zustand';
import type { CustomerId } from '../../contract/ids.ts';
import type { Suggestion } from '../../contract/customers.ts';

type Dismissed = { readonly byContact: Readonly<Record<string, ReadonlyArray<Suggestion['act']>>> };
const none: ReadonlyArray<Suggestion['act']> = [];

const useDismissed = create<Dismissed>()(() => ({ byContact: {} }));
const keyOf = (customerId: CustomerId, callId: string | null) => `${customerId}:${callId ?? ''}`;

/** The suggestions put away for this call; without a call, for as long as the app runs (design.md 6). */
export function useDismissedActs(customerId: CustomerId, callId: string | null): ReadonlyArray<Suggestion['act']> {
  return useDismissed((state) => state.byContact[keyOf(customerId, callId)] ?? none);
}

/** Puts a suggestion away until the next call. */
export function dismissSuggestion(customerId: CustomerId, callId: string | null, act: Suggestion['act']): void {
  const key = keyOf(customerId, callId);
  useDismissed.setState(({ byContact }) => ({ byContact: { ...byContact, [key]: [...(byContact[key] ?? []), act] } }));
}
