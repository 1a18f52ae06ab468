import { createContext, use } from 'react';
import type { Role } from '../../contract/procedure.ts';
import type { AppState, Me } from '../../contract/staff.ts';
import { care } from '../platform/care.ts';
import type { Call as CareCall } from '../platform/client.ts';
import { setClock } from '../platform/clock.ts';
import { keyOf, queryClient } from '../platform/queries.ts';

/** Who sat here last: a locked desk tells nobody's name, but the one who locked it should see it is theirs. */
let last: Me | null = null;

/** Who was signed in before the desk was locked, as far as this page knows. */
export function lastSeen(): Me | null {
  return last;
}

function noted(state: AppState): AppState {
  setClock(state.now);
  if (state.me || !state.locked) last = state.me;
  return state;
}

/** The state of the app as a question; its answer sets the product's clock. */
export const appState: CareCall<undefined, AppState> = Object.assign(
  async (_input?: undefined, options?: { readonly signal?: AbortSignal }) => noted(await care.staff.appState(undefined, options)),
  { path: 'staff.appState' },
);

/** Takes a state that a command answered: signing in, locking, choosing a database. */
export function takeState(state: AppState): void {
  queryClient.setQueryData(keyOf(appState), noted(state));
}

export type Session = { readonly me: Me; readonly state: AppState };
export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only inside the signed-in part of the app. */
export function useSession(): Session & { readonly can: (roles: ReadonlyArray<Role> | 'staff') => boolean } {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession is used outside the signed-in part of the app');
  return { ...session, can: (roles) => roles === 'staff' || roles.includes(session.me.role) };
}
