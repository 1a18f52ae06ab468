import type { Marker } from '../../contract/customers.ts';
import { type Day, daysBetween } from '../../contract/dates.ts';

/** Marks of one kind that stand for one another, drawn as one at `x` (0 to 1 of the width). */
export type MarkerGroup = { readonly kind: Marker['kind']; readonly x: number; readonly marks: ReadonlyArray<Marker> };

/**
 * Where a day stands over bars that stand at equal distances, each on its bill day: 0 to 1 of the width. Between two bill
 * days the place is by days; before the first and after the last the distance is a month's.
 */
export function placeOfDay(day: Day, billDays: ReadonlyArray<Day>): number {
  const count = billDays.length;
  const first = billDays[0];
  const last = billDays.at(-1);
  if (first === undefined || last === undefined) return 0;
  const slot = (position: number) => Math.min(1, Math.max(0, (position + 0.5) / count));
  if (day < first) return slot(daysBetween(first, day) / 30);
  if (day >= last) return slot(count - 1 + daysBetween(last, day) / 30);
  const after = billDays.findIndex((billDay) => billDay > day);
  const from = billDays[after - 1] ?? first;
  const to = billDays[after] ?? last;
  return slot(after - 1 + daysBetween(from, day) / daysBetween(from, to));
}

/**
 * The marks above the bills: those of one kind closer than `gap` (share of the width) are one with a count, and marks of
 * different kinds are pushed apart so that none hides another (product.md 2.1). Marks before the first bar's month are left out.
 */
export function groupMarkers(markers: ReadonlyArray<Marker>, billDays: ReadonlyArray<Day>, gap: number): ReadonlyArray<MarkerGroup> {
  const first = billDays[0];
  if (first === undefined) return [];
  const shown = markers.filter((marker) => daysBetween(marker.day, first) <= 15).toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
  const groups: MarkerGroup[] = [];
  for (const marker of shown) {
    const x = placeOfDay(marker.day, billDays);
    const at = groups.findLastIndex((group) => group.kind === marker.kind);
    const before = groups[at];
    if (before && x - before.x < gap) groups[at] = { ...before, marks: [...before.marks, marker] };
    else groups.push({ kind: marker.kind, x, marks: [marker] });
  }
  return spread(groups.toSorted((a, b) => a.x - b.x), gap);
}

/** Pushes groups to the right until none overlaps, then back from the right edge. */
function spread(groups: ReadonlyArray<MarkerGroup>, gap: number): ReadonlyArray<MarkerGroup> {
  const places = groups.map((group) => group.x);
  for (let at = 1; at < places.length; at += 1) places[at] = Math.max(places[at] ?? 0, (places[at - 1] ?? 0) + gap);
  let edge = 1 - gap / 2;
  for (let at = places.length - 1; at >= 0; at -= 1) {
    places[at] = Math.max(gap / 2, Math.min(places[at] ?? 0, edge));
    edge = (places[at] ?? 0) - gap;
  }
  return groups.map((group, at) => ({ ...group, x: places[at] ?? group.x }));
}
