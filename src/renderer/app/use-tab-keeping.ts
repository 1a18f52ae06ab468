import { useEffect, useState } from 'react';
import { care } from '../platform/care.ts';
import { act } from '../platform/queries.ts';
import { keptText, restored } from './tab-keeping.ts';
import { startingAt } from './places.ts';
import { useTabs } from './tabs.ts';

const KEY = 'tabs';
const PAUSE_MS = 800;

/** Brings the open customers back after a start and keeps them from then on. True once the desk stands. */
export function useTabKeeping(login: string, home: string): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let kept = '';
    let stop = () => {};
    const keep = () => {
      const text = keptText(useTabs.getState());
      if (text === kept) return;
      kept = text;
      // Losing the list of tabs costs a search; it must never stop the work.
      void act(care.customers.saveDraft, { key: KEY, customerId: null, title: 'Open customers', body: text }).catch(() => undefined);
    };
    const start = async () => {
      const isFresh = useTabs.getState().turn === 0 && useTabs.getState().tabs.length === 0;
      if (isFresh) {
        const draft = await care.customers.draft({ key: KEY }).catch(() => null);
        if (gone) return;
        useTabs.setState(draft?.body ? restored(draft.body, home) : startingAt(home));
      }
      kept = keptText(useTabs.getState());
      stop = useTabs.subscribe(() => {
        clearTimeout(timer);
        timer = setTimeout(keep, PAUSE_MS);
      });
      setReady(true);
    };
    void start();
    return () => {
      gone = true;
      clearTimeout(timer);
      stop();
    };
  }, [login, home]);
  return ready;
}
