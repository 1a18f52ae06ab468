import { skipToken } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { care } from '../platform/care.ts';
import { useCare } from '../platform/queries.ts';

const PAUSE_MS = 250;
const LEAST = 2;

/** Searches 250 ms after the last key or at once with `now()`; every search is counted and logged, so none is made per key (architecture.md 10.1). */
export function useSearch(typed: string) {
  const text = typed.trim();
  const wanted = text.length >= LEAST ? text : null;
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (wanted === null) return undefined;
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const current = wanted !== null && asked === wanted ? wanted : null;
  const answer = useCare(care.customers.search, current === null ? skipToken : { text: current }, { staleTime: 60_000 });
  return { answer: current === null ? null : answer, waiting: wanted !== null && current === null, now: () => setAsked(wanted) };
}
