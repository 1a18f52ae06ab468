/** Where a text was found in a label: how well, and which letters to make bold. */
export type Match = { readonly score: number; readonly from: number; readonly to: number };

/** Typing errors that are forgiven: none below 4 letters, 1, and 2 from 7 letters on (design.md 7). */
export function typosAllowed(length: number): number {
  return length < 4 ? 0 : length < 7 ? 1 : 2;
}

/** Edits (insert, leave out, replace, swap neighbors) from `a` to the best prefix of `b`, given up above `most`. */
export function prefixEdits(a: string, b: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return Math.min(...row);
}

function wordStarts(label: string): ReadonlyArray<number> {
  return [...label.matchAll(/[\p{L}\p{N}]+/gu)].map((found) => found.index);
}

/**
 * How well the text matches a label: its beginning (4), the beginning of a word (3), all words of the text in it (2), with
 * a typing error at the beginning of a word (1); null where it does not.
 */
export function matchLabel(text: string, label: string): Match | null {
  const query = text.trim().toLowerCase();
  const lower = label.toLowerCase();
  if (!query) return { score: 0, from: 0, to: 0 };
  const starts = wordStarts(lower);
  const start = starts.find((at) => lower.startsWith(query, at));
  if (start !== undefined) return { score: start === 0 ? 4 : 3, from: start, to: start + query.length };
  const parts = query.split(/\s+/);
  if (parts.length > 1 && parts.every((part) => starts.some((at) => lower.startsWith(part, at)))) return { score: 2, from: 0, to: 0 };
  const most = typosAllowed(query.length);
  if (most === 0) return null;
  const near = starts.find((at) => prefixEdits(query, lower.slice(at, at + query.length + most), most) <= most);
  return near === undefined ? null : { score: 1, from: 0, to: 0 };
}

/** Items that match, best first; equal ones keep their order. */
export function ranked<T>(items: ReadonlyArray<T>, text: string, labelOf: (item: T) => string): ReadonlyArray<{ readonly item: T; readonly match: Match }> {
  return items
    .map((item) => ({ item, match: matchLabel(text, labelOf(item)) }))
    .filter((one): one is { item: T; match: Match } => one.match !== null)
    .sort((a, b) => b.match.score - a.match.score);
}
