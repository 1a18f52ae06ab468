import type { Instant } from '../../contract/dates.ts';
import { care } from './care.ts';
import { type DraftOf, keepSoon, throwAway, useTyped, useUnkept } from './draft-keeper.ts';
import { useCare } from './queries.ts';

export type { DraftOf } from './draft-keeper.ts';
export type DraftText = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly savedAt: Instant | null;
  /** The kept text has arrived; before that nothing should be typed over it. */
  readonly ready: boolean;
  /** It could not be kept; it is tried again by itself. */
  readonly failed: boolean;
  /** Throws the draft away, for example after it was sent. */
  readonly drop: () => void;
};

/** Text that survives leaving the screen and a restart: read once, kept 500 ms after the last key. */
export function useDraft(key: string, of: DraftOf): DraftText {
  const kept = useCare(care.customers.draft, { key }, { staleTime: Infinity });
  const typed = useTyped((state) => state.texts[key]);
  const failed = useUnkept((state) => state.keys.has(key));
  return {
    text: (typed === undefined ? kept.data?.body : typed) ?? '',
    setText: (text) => keepSoon(key, of, text),
    savedAt: kept.data?.savedAt ?? null,
    ready: !kept.isPending,
    failed,
    drop: () => void throwAway(key),
  };
}
