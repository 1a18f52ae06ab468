import { useEffect } from 'react';
import { care } from '../platform/care.ts';
import { queryClient } from '../platform/queries.ts';
import { touchedElsewhere } from '../platform/after-command.ts';
import { customersWithCase } from './cases.ts';
import { useSession } from './session.ts';

const EVERY_MS = 3_000;

/**
 * Asks every 3 s what other desks, runs and imports changed on the open customers, and lets the screens that show them ask
 * again (architecture.md 10.9). The demo has no other desk; a window nobody sees does not ask.
 */
export function useChangesElsewhere(): void {
  const { state } = useSession();
  const shared = state.connection.kind === 'server';
  useEffect(() => {
    if (!shared) return undefined;
    let mark: string | null = null;
    const told = new Set<number>();
    const ask = async () => {
      if (mark !== null && (document.visibilityState === 'hidden' || customersWithCase().length === 0)) return;
      // A question that fails is asked again with the same mark: nothing in between is missed.
      const answer = await care.customers.changed({ since: mark }).catch(() => null);
      if (!answer) return;
      mark = answer.mark;
      const fresh = answer.changes.filter(({ entry }) => !told.has(entry));
      told.clear();
      for (const { entry } of answer.changes) told.add(entry);
      if (fresh.length > 0) touchedElsewhere(queryClient, fresh.map(({ customerId }) => customerId));
    };
    let asking = false;
    const timer = setInterval(() => {
      if (asking) return;
      asking = true;
      void ask().finally(() => { asking = false; });
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [shared]);
}
