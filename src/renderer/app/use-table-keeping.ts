import { useEffect, useState } from 'react';
import { care } from '../platform/care.ts';
import { keepSoon } from '../platform/draft-keeper.ts';
import { layoutsIn, useTableLayouts } from '../ui/table-layouts.ts';

const KEY = 'prefs.tables';
const PAUSE_MS = 800;
/** Whose arrangements are shown; after a lock they are still there. */
let owner: string | null = null;

/**
 * Brings a person's columns back after they signed in and keeps them from then on, as a row only they read. True once the
 * tables may be drawn. Where they could not be read, what is arranged holds for this time and overwrites nothing.
 */
export function useTableKeeping(login: string): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    let stop = () => {};
    const keepChanges = () => {
      stop = useTableLayouts.subscribe(({ layouts }) => keepSoon(KEY, { customerId: null, title: 'Columns of tables' }, JSON.stringify(layouts), PAUSE_MS));
    };
    const start = async () => {
      if (owner === login) keepChanges();
      else {
        owner = null;
        useTableLayouts.setState({ layouts: {} });
        const kept = await care.customers.draft({ key: KEY }).catch(() => null);
        if (gone) return;
        if (kept) {
          owner = login;
          useTableLayouts.setState({ layouts: layoutsIn(kept.body) });
          keepChanges();
        }
      }
      setReady(true);
    };
    void start();
    return () => {
      gone = true;
      stop();
    };
  }, [login]);
  return ready;
}
