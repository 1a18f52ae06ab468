import { useEffect, useState } from 'react';
import { care } from '../platform/care.ts';
import { keepSoon } from '../platform/draft-keeper.ts';
import { keptText, restored } from './tab-keeping.ts';
import { startingAt } from './places.ts';
import { useTabs } from './tabs.ts';

const KEY = 'tabs';
const PAUSE_MS = 800;

/**
 * Brings the open customers back after a start and keeps them from then on, as a draft: what waits to be kept is kept at
 * once when the desk is locked or left. True once the desk stands.
 */
export function useTabKeeping(login: string, home: string): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const start = async () => {
      const isFresh = useTabs.getState().turn === 0 && useTabs.getState().tabs.length === 0;
      if (isFresh) {
        const draft = await care.customers.draft({ key: KEY }).catch(() => null);
        if (gone) return;
        useTabs.setState(draft?.body ? restored(draft.body, home) : startingAt(home));
      }
      let kept = keptText(useTabs.getState());
      stop = useTabs.subscribe((state) => {
        const text = keptText(state);
        if (text === kept) return;
        kept = text;
        keepSoon(KEY, { customerId: null, title: 'Open customers' }, text, PAUSE_MS);
      });
      setReady(true);
    };
    void start();
    return () => {
      gone = true;
      stop();
    };
  }, [login, home]);
  return ready;
}
