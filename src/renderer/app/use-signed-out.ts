import { useEffect } from 'react';
import { queryClient } from '../platform/queries.ts';
import { keyOf } from '../platform/queries.ts';
import { appState } from './session.ts';

/** A refusal for want of a sign-in asks again who is signed in, so that the right screen comes up. */
export function useSignedOut(): void {
  useEffect(
    () =>
      queryClient.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.action.type !== 'error') return;
        const failure: unknown = event.action.error;
        const code = typeof failure === 'object' && failure !== null && 'code' in failure ? failure.code : null;
        if (code === 'NOT_SIGNED_IN' || code === 'LOCKED') void queryClient.invalidateQueries({ queryKey: keyOf(appState) });
      }),
    [],
  );
}
