import { idsBetween } from './grid-moves.ts';

export type Picks = {
  readonly on: boolean;
  readonly state: 'none' | 'some' | 'all';
  readonly toggle: (index: number) => void;
  readonly extend: (from: number, to: number) => void;
  /** All, or none where all are picked already. */
  readonly all: () => void;
};

/** Picking several rows: one by one, a stretch, or all. */
export function usePicks(ids: ReadonlyArray<string>, picked: ReadonlySet<string> | undefined, onPick: ((ids: ReadonlySet<string>) => void) | undefined): Picks {
  const now = picked ?? new Set<string>();
  const count = ids.reduce((sum, id) => sum + (now.has(id) ? 1 : 0), 0);
  const state = count === 0 ? 'none' : count === ids.length ? 'all' : 'some';
  return {
    on: onPick !== undefined,
    state,
    toggle: (index) => {
      const id = ids[index];
      if (id === undefined) return;
      const next = new Set(now);
      if (!next.delete(id)) next.add(id);
      onPick?.(next);
    },
    extend: (from, to) => onPick?.(new Set([...now, ...idsBetween(ids, from < 0 ? to : from, to)])),
    all: () => onPick?.(new Set(state === 'all' ? [] : ids)),
  };
}
