import { useEffect } from 'react';
import { keyOf, queryClient } from '../platform/queries.ts';
import { appState } from './session.ts';

const EVERY_MS = 300;

/** While the database of this desk is being opened, asks again until it is open or the reason is known why it does not open. */
export function useWhileOpening(opening: boolean): void {
  useEffect(() => {
    if (!opening) return;
    const timer = setInterval(() => void queryClient.invalidateQueries({ queryKey: keyOf(appState) }), EVERY_MS);
    return () => clearInterval(timer);
  }, [opening]);
}
