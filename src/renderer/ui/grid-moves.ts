/** Where a key moves the active row to; undefined where the key is not one that moves (design.md 8). */
export function movedIndex(key: string, at: number, count: number, page: number): number | undefined {
  if (count === 0) return undefined;
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return Math.min(last, Math.max(0, at) + page);
    case 'PageUp':
      return Math.max(0, at - page);
    default:
      return undefined;
  }
}

/** The ids from one row to another, both included, in the order shown. */
export function idsBetween(ids: ReadonlyArray<string>, from: number, to: number): ReadonlyArray<string> {
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}
