/** What is ordered: a moment and the record key. */
type Ordered = { readonly start: string; readonly key: string };

/**
 * Events in order of start, then key (by code unit, the same everywhere), with the start in milliseconds. The input is
 * left as it is. Throws a RangeError where a start is no moment.
 */
export function orderedEvents<E extends Ordered>(events: ReadonlyArray<E>): Array<{ readonly event: E; readonly epochMs: number }> {
  const timed = events.map((event) => ({ event, epochMs: Date.parse(event.start) }));
  const wrong = timed.find(({ epochMs }) => Number.isNaN(epochMs));
  if (wrong) throw new RangeError(`"${wrong.event.start}" is no moment.`);
  return timed.sort((a, b) => a.epochMs - b.epochMs || (a.event.key < b.event.key ? -1 : a.event.key > b.event.key ? 1 : 0));
}
