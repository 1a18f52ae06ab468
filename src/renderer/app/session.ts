import { createContext, use } from 'react';
import type { Role } from '../../contract/procedure.ts';
import type { AppState, Me } from '../../contract/staff.ts';
import { care } from '../platform/care.ts';
import type { Call as CareCall } from '../platform/client.ts';
import { setClock } from '../platform/clock.ts';
import { keyOf, queryClient } from '../platform/queries.ts';

/** The state of the app as a question; its answer sets the product's clock. */
export const appState: CareCall<undefined, AppState> = Object.assign(
  async (_input?: undefined, options?: { readonly signal?: AbortSignal }) => {
    const state = await care.staff.appState(undefined, options);
    setClock(state.now);
    return state;
  },
  { path: 'staff.appState' },
);

/** Takes a state that a command answered: signing in, locking, choosing a database. */
export function takeState(state: AppState): void {
  setClock(state.now);
  queryClient.setQueryData(keyOf(appState), state);
}

export type Session = { readonly me: Me; readonly state: AppState };
export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only inside the signed-in part of the app. */
export function useSession(): Session & { readonly can: (roles: ReadonlyArray<Role> | 'staff') => boolean } {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is used outside the signed-in part of the app');
  return { ...session, can: (roles) => roles === 'staff' || roles.includes(session.me.role) };
}
