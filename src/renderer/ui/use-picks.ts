import { useCallback } from 'react';
import { idsBetween } from './grid-moves.ts';

const none: ReadonlySet<string> = new Set();

export type Picks = {
  readonly on: boolean;
  readonly state: 'none' | 'some' | 'all';
  readonly toggle: (id: string) => void;
  readonly extend: (from: number, to: number) => void;
  /** All, or none where all are picked already. */
  readonly all: () => void;
};

/** Picking several rows: one by one, a stretch, or all. */
export function usePicks(ids: ReadonlyArray<string>, picked: ReadonlySet<string> | undefined, onPick: ((ids: ReadonlySet<string>) => void) | undefined): Picks {
  const now = picked ?? none;
  const count = now.size === 0 ? 0 : ids.reduce((sum, id) => sum + (now.has(id) ? 1 : 0), 0);
  const state = count === 0 ? 'none' : count === ids.length ? 'all' : 'some';
  const toggle = useCallback(
    (id: string) => {
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      onPick?.(next);
    },
    [now, onPick],
  );
  return {
    on: onPick !== undefined,
    state,
    toggle,
    extend: (from, to) => onPick?.(new Set([...now, ...idsBetween(ids, from < 0 ? to : from, to)])),
    all: () => onPick?.(new Set(state === 'all' ? [] : ids)),
  };
}
