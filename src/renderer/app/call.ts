import { create } from 'zustand';
import type { Instant } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { productInstant } from '../platform/clock.ts';

/** A telephone call at this desk. */
export type Call = {
  readonly id: string;
  /** The number as the telephone system gave it. */
  readonly from: string;
  readonly to: string;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly state: 'ringing' | 'active' | 'hold' | 'wrapUp';
  readonly heldAt: Instant | null;
  readonly muted: boolean;
  /** The customer the agent chose; null while the caller is unknown. */
  readonly customerId: CustomerId | null;
  readonly name: string | null;
  /** Made up at this desk for the demo; only then does the desk itself hold and mute. */
  readonly simulated: boolean;
};

type CallState = { readonly call: Call | null; readonly ringing: ReadonlyArray<Call> };

/** The call at hand, and those that ring. */
export const useCall = create<CallState>()(() => ({ call: null, ringing: [] }));

/** The call at hand, outside a component. */
export function callOf(): Call | null {
  return useCall.getState().call;
}

/** A call begins to ring; one told twice rings once. */
export function ring(announced: { readonly id: string; readonly from: string; readonly to: string; readonly simulated?: boolean }): void {
  const call: Call = { id: announced.id, from: announced.from, to: announced.to, startedAt: productInstant(), answeredAt: null, endedAt: null, state: 'ringing', heldAt: null, muted: false, customerId: null, name: null, simulated: announced.simulated ?? false };
  useCall.setState((state) => (state.ringing.some((one) => one.id === call.id) || state.call?.id === call.id ? state : { ringing: [...state.ringing, call] }));
}

/** Takes the ringing call; refused while another is not closed yet. */
export function answer(id: string, who: { readonly customerId: CustomerId; readonly name: string } | null): boolean {
  const { call, ringing } = useCall.getState();
  const taken = ringing.find((one) => one.id === id);
  if (call || !taken) return false;
  useCall.setState({ call: { ...taken, state: 'active', answeredAt: productInstant(), customerId: who?.customerId ?? null, name: who?.name ?? null }, ringing: ringing.filter((one) => one !== taken) });
  return true;
}

/** Leaves a ringing call to others. */
export function passOn(id: string): void {
  useCall.setState((state) => ({ ringing: state.ringing.filter((one) => one.id !== id) }));
}

function change(next: (call: Call) => Call): void {
  useCall.setState((state) => (state.call ? { call: next(state.call) } : state));
}

/** Says who the caller is, once the agent knows. */
export function setCaller(customerId: CustomerId, name: string): void {
  change((call) => ({ ...call, customerId, name }));
}

/** Hold or resume. */
export function toggleHold(): void {
  change((call) => (call.state === 'active' ? { ...call, state: 'hold', heldAt: productInstant() } : call.state === 'hold' ? { ...call, state: 'active', heldAt: null } : call));
}

/** Mute or speak again. */
export function toggleMute(): void {
  change((call) => (call.state === 'wrapUp' ? call : { ...call, muted: !call.muted }));
}

/** The call is over; what is left is to close it with a reason. */
export function endCall(): void {
  change((call) => (call.state === 'wrapUp' ? call : { ...call, state: 'wrapUp', endedAt: productInstant(), heldAt: null, muted: false }));
}

/** The call is closed: its wrap-up was saved, or nothing was to be kept. */
export function finishCall(): void {
  useCall.setState({ call: null });
}
