import type { PartTrace } from '../../../contract/bill.ts';
import type { RatedUsage } from './cycle-usage.ts';
import { exactMicros } from './price-function.ts';

/** Priced pieces, those of one event beside each other, as one price an event. An event in one piece stays as it is. */
export function joinPieces(pieces: ReadonlyArray<RatedUsage>): RatedUsage[] {
  const joined: RatedUsage[] = [];
  for (let index = 0; index < pieces.length;) {
    const first = pieces[index];
    if (!first) break;
    let end = index + 1;
    while (pieces[end]?.event === first.event) end += 1;
    joined.push(end - index === 1 ? first : joinedOf(first, pieces.slice(index, end)));
    index = end;
  }
  return joined;
}

function joinedOf(first: RatedUsage, pieces: ReadonlyArray<RatedUsage>): RatedUsage {
  const { allowance: _, further: __, ...base } = first.trace;
  const parts = pieces.map(({ trace, micros }): PartTrace => ({ ...trace, micros }));
  const sum = (value: (part: PartTrace) => number) => parts.reduce((total, part) => total + value(part), 0);
  return { ...first, micros: exactMicros(sum((part) => part.micros)), trace: { ...base, rounded: sum((part) => part.rounded), charged: sum((part) => part.charged), parts } };
}
