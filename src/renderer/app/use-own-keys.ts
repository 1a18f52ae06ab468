import { useEffect } from 'react';
import { care } from '../platform/care.ts';
import { keepSoon } from '../platform/draft-keeper.ts';
import { keptKeys, readKeys, standardKeys, useOwnKeys } from './own-keys.ts';

const KEY = 'prefs.keys';
const PAUSE_MS = 500;

/** Takes a person's plain keys from the server after the sign-in and keeps what they change there; the next person gets their own. */
export function useOwnKeysOf(login: string): void {
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const start = async () => {
      const kept = await care.customers.draft({ key: KEY }).catch(() => null);
      if (gone) return;
      // Keys that could not be read stay as they come, and are not kept over those of the server.
      if (kept === null) return;
      useOwnKeys.setState(readKeys(kept.body));
      stop = useOwnKeys.subscribe((own) => keepSoon(KEY, { customerId: null, title: 'Keys' }, keptKeys(own), PAUSE_MS));
    };
    void start();
    return () => {
      gone = true;
      stop();
      useOwnKeys.setState(standardKeys);
    };
  }, [login]);
}
