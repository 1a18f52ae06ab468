import { skipToken } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { lookers } from '../../contract/procedure.ts';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';
import { askedFor } from './palette-rows.ts';
import { useSession } from './session.ts';

const PAUSE_MS = 250;
const LEAST = 2;

/** Searches customers 250 ms after the last key, or at once with `now()`. Each search is counted and logged, so none is made per key. */
export function usePaletteSearch(typed: string) {
  const { can } = useSession();
  const { mode, text } = askedFor(typed);
  const wanted = can(lookers) && mode !== 'actions' && mode !== 'help' && text.length >= LEAST ? text : null;
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return undefined;
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const current = wanted !== null && asked === wanted ? wanted : null;
  const answer = useCare(care.customers.search, current === null ? skipToken : { text: current }, { staleTime: 60_000 });
  return {
    hits: current === null ? [] : (answer.data?.hits ?? []),
    didYouMean: current === null ? null : (answer.data?.didYouMean ?? null),
    /** Typed, but not answered yet. */
    waiting: wanted !== null && (current === null || answer.isPending) && !answer.error,
    failure: current === null ? null : answer.error,
    searchable: wanted !== null,
    now: () => setAsked(wanted),
  };
}
