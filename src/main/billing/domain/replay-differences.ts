import type { BillLine, DraftBill, EventTrace, SharedTax } from '../../../contract/bill.ts';
import type { ReplayDifference, ReplayedFigure } from '../../../contract/billing.ts';

type ReplayedEvent = { readonly usageId: number; readonly key: string; readonly micros: number; readonly amount: number; readonly trace: EventTrace };
export type ReplayedLine = BillLine & { readonly events: ReadonlyArray<ReplayedEvent> };
/** The figures of a bill, issued or made again, in the shape in which both are compared. */
export type ReplayedBill = Pick<DraftBill, 'currency' | 'billDay' | 'dueDay' | 'period' | 'charges' | 'tax' | 'total'> & { readonly lines: ReadonlyArray<ReplayedLine>; readonly taxes: ReadonlyArray<SharedTax> };

type Pair<T> = readonly [issued: T | undefined, made: T | undefined];

/** A value as text in which the order of members does not matter: JSON in the database keeps another order. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part)) ?? '';
}

function differing<T extends object>(issued: T, made: T, fields: ReadonlyArray<keyof T & string>): string[] {
  return fields.filter((field) => canonical(issued[field] ?? null) !== canonical(made[field] ?? null));
}

/** Pairs what has the same key, in order; then what is left by a looser key, so that a record under another rule meets its own. */
function paired<T>(issued: ReadonlyArray<T>, made: ReadonlyArray<T>, keys: ReadonlyArray<(item: T) => string>): Array<Pair<T>> {
  const pairs: Array<Pair<T>> = [];
  let [left, right] = [[...issued], [...made]];
  for (const key of keys) {
    const waiting = new Map<string, T[]>();
    for (const item of right) waiting.set(key(item), [...(waiting.get(key(item)) ?? []), item]);
    const met = new Set<T>();
    left = left.filter((item) => {
      const other = waiting.get(key(item))?.shift();
      if (other === undefined) return true;
      met.add(other);
      pairs.push([item, other]);
      return false;
    });
    right = right.filter((item) => !met.has(item));
  }
  return [...pairs, ...left.map((item): Pair<T> => [item, undefined]), ...right.map((item): Pair<T> => [undefined, item])];
}

const lineFields = ['productId', 'offer', 'charge', 'version', 'part', 'label', 'category', 'period', 'units', 'unit', 'amount', 'tax', 'included', 'taxCode', 'trace'] as const;
const eventFields = ['micros', 'amount', 'trace'] as const;
const taxFields = ['code', 'label', 'jurisdiction', 'version', 'rate', 'base', 'amount', 'included', 'note', 'shares'] as const;
const billFields = ['currency', 'billDay', 'dueDay', 'period', 'charges', 'tax', 'total'] as const;

const lineKey = (line: ReplayedLine) => [line.serviceId, line.charge, line.part, line.period.from].join('|');
const lineFigure = (line: ReplayedLine): ReplayedFigure => ({ rule: [line.charge, line.version].filter(Boolean).join(' '), amount: line.amount, unit: 'minor' });
const eventFigure = (event: ReplayedEvent): ReplayedFigure => ({ rule: [event.trace.rule, event.trace.version, event.trace.zone, event.trace.band].filter(Boolean).join(' '), amount: event.micros, unit: 'micros' });
const taxFigure = (item: SharedTax): ReplayedFigure => ({ rule: `${item.code} ${item.version}`, amount: item.amount, unit: 'minor' });

function records<T extends object>(record: ReplayDifference['record'], pairs: ReadonlyArray<Pair<T>>, fields: ReadonlyArray<keyof T & string>, name: (item: T) => string, figure: (item: T) => ReplayedFigure): ReplayDifference[] {
  return pairs.flatMap(([issued, made]): ReplayDifference[] => {
    const named = issued ?? made;
    if (!named) return [];
    const other = issued && made ? differing(issued, made, fields) : [];
    return issued && made && other.length === 0 ? [] : [{ record, name: name(named), fields: other, issued: issued ? figure(issued) : null, made: made ? figure(made) : null }];
  });
}

/**
 * Every record in which a bill made again differs from the one that was issued, with the rule and the amount on either side:
 * the header, lines, events, taxes. Empty only where all of it is the same, order and traces included.
 */
export function replayDifferences(issued: ReplayedBill, made: ReplayedBill): ReplayDifference[] {
  const header = differing(issued, made, billFields);
  const lines = paired(issued.lines, made.lines, [(line) => `${lineKey(line)}|${line.version}|${line.productId}|${line.amount}`, (line) => `${lineKey(line)}|${line.version}`, lineKey]);
  const events = paired(issued.lines.flatMap((line) => line.events), made.lines.flatMap((line) => line.events), [(event) => String(event.usageId)]);
  const taxes = paired(issued.taxes, made.taxes, [(item) => [item.code, item.jurisdiction, item.version, item.rate, item.note].join('|'), (item) => item.code]);
  const found = [
    ...records('line', lines, lineFields, (line) => line.label, lineFigure),
    ...records('event', events, eventFields, (event) => event.key, eventFigure),
    ...records('tax', taxes, taxFields, (item) => `${item.label}, ${item.jurisdiction}`, taxFigure),
  ];
  const moved = found.length === 0 && canonical([issued.lines, issued.taxes]) !== canonical([made.lines, made.taxes]) ? ['order'] : [];
  const fields = [...header, ...moved];
  const figure = (bill: ReplayedBill): ReplayedFigure => ({ rule: 'total', amount: bill.total, unit: 'minor' });
  return fields.length === 0 ? found : [{ record: 'bill', name: 'The bill', fields, issued: figure(issued), made: figure(made) }, ...found];
}
