/** Numbers that look random and are the same for the same seed, so that every demo of a seed is one and the same. */
export type Random = {
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  /** True in so many of a hundred cases. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <T>(list: ReadonlyArray<T>) => T;
};

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough for a demo. */
export function randomOf(...seeds: ReadonlyArray<number>): Random {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) ^ (mixed >>> 15), 0x2545f491);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (t ^ (t >>> 14)) >>> 0;
  };
  const between = (low: number, high: number) => low + (next() % (high - low + 1));
  return {
    between,
    chance: (percent) => next() % 100 < percent,
    pick: (list) => {
      const found = list[next() % list.length];
      if (found === undefined) throw new RangeError('Nothing to pick from.');
      return found;
    },
  };
}
