import { useCallback, useEffect, useRef, useState } from 'react';
import type { Instant } from '../../contract/dates.ts';
import type { CustomerId } from '../../contract/ids.ts';
import { care } from './care.ts';
import { act, keyOf, queryClient, useCare } from './queries.ts';

const PAUSE_MS = 500;

export type DraftOf = { readonly customerId: CustomerId | null; readonly title: string };
export type DraftText = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly savedAt: Instant | null;
  /** The kept text has arrived; before that nothing should be typed over it. */
  readonly ready: boolean;
  readonly failed: boolean;
  /** Throws the draft away, for example after it was sent. */
  readonly drop: () => void;
};

/** Text that survives a restart: read once, kept 500 ms after the last key and when the screen is left. */
export function useDraft(key: string, { customerId, title }: DraftOf): DraftText {
  const kept = useCare(care.customers.draft, { key }, { staleTime: Infinity });
  const [typed, setTyped] = useState<{ readonly key: string; readonly text: string } | null>(null);
  const [saved, setSaved] = useState<{ readonly at: Instant | null; readonly failed: boolean } | null>(null);
  const waiting = useRef<{ readonly text: string; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const save = useCallback(
    async (text: string) => {
      try {
        const answer = await act(care.customers.saveDraft, { key, customerId, title, body: text });
        queryClient.setQueryData(keyOf(care.customers.draft, { key }), { key, body: text, savedAt: answer.savedAt });
        setSaved({ at: answer.savedAt, failed: false });
      } catch {
        setSaved((before) => ({ at: before?.at ?? null, failed: true }));
      }
    },
    [key, customerId, title],
  );
  useEffect(
    () => () => {
      if (!waiting.current) return;
      clearTimeout(waiting.current.timer);
      void save(waiting.current.text);
      waiting.current = null;
    },
    [save],
  );
  const setText = (text: string) => {
    setTyped({ key, text });
    if (waiting.current) clearTimeout(waiting.current.timer);
    const timer = setTimeout(() => {
      waiting.current = null;
      void save(text);
    }, PAUSE_MS);
    waiting.current = { text, timer };
  };
  const drop = () => {
    if (waiting.current) clearTimeout(waiting.current.timer);
    waiting.current = null;
    setTyped({ key, text: '' });
    setSaved(null);
    queryClient.setQueryData(keyOf(care.customers.draft, { key }), { key, body: null, savedAt: null });
    void act(care.customers.dropDraft, { key }).catch(() => setSaved({ at: null, failed: true }));
  };
  return {
    text: typed?.key === key ? typed.text : (kept.data?.body ?? ''),
    setText,
    savedAt: saved?.at ?? kept.data?.savedAt ?? null,
    ready: !kept.isPending,
    failed: saved?.failed ?? false,
    drop,
  };
}
