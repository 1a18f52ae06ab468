import type { CycleEvent } from '../cycle-usage.ts';
import { usageKinds } from './column-plan.ts';

/**
 * Usage events as columns, the first `count` rows of each. The destination of a row is UTF-8, `text` from `textFrom` up to `textTo`;
 * `visited` is -1 at home, else a place in `networks`. `usageId`s are safe integers.
 */
export type UsageColumns = {
  count: number;
  readonly usageId: Float64Array;
  /** The place of the service in the list of services that are rated. */
  readonly service: Int32Array;
  /** Milliseconds since 1970. */
  readonly startMs: Float64Array;
  /** The place of the kind in `usageKinds`. */
  readonly kind: Uint8Array;
  readonly units: Float64Array;
  /** 1 is received by the service, 0 begun by it. */
  readonly incoming: Uint8Array;
  readonly visited: Int32Array;
  readonly textFrom: Int32Array;
  readonly textTo: Int32Array;
  text: Uint8Array;
  readonly networks: string[];
};

export const AT_HOME = -1;

/** Room for so many rows. */
export function usageColumns(rows: number): UsageColumns {
  return {
    count: 0, usageId: new Float64Array(rows), service: new Int32Array(rows), startMs: new Float64Array(rows), kind: new Uint8Array(rows), units: new Float64Array(rows), incoming: new Uint8Array(rows),
    visited: new Int32Array(rows), textFrom: new Int32Array(rows), textTo: new Int32Array(rows), text: new Uint8Array(rows * 16), networks: [],
  };
}

/** What is rated of an event; `serviceId` is looked up, a service that is not known is a RangeError. */
export type ColumnEvent = Pick<CycleEvent, 'usageId' | 'serviceId' | 'start' | 'usage' | 'units' | 'destination' | 'visited' | 'direction'>;

/** Puts events in the order given into columns, in place of what was there; no more than there is room for. */
export function fillColumns(columns: UsageColumns, events: ReadonlyArray<ColumnEvent>, serviceAt: (serviceId: number) => number | undefined): void {
  let end = 0;
  columns.networks.length = 0;
  const networks = new Map<string, number>();
  for (let row = 0; row < events.length; row += 1) {
    const event = events[row] as ColumnEvent;
    const service = serviceAt(event.serviceId);
    if (service === undefined) throw new RangeError(`The service ${event.serviceId} is not among those that are rated.`);
    columns.usageId[row] = event.usageId;
    columns.service[row] = service;
    columns.startMs[row] = epochMsOf(event.start);
    columns.kind[row] = usageKinds.indexOf(event.usage);
    columns.units[row] = event.units;
    columns.incoming[row] = event.direction === 'in' ? 1 : 0;
    columns.visited[row] = event.visited === null ? AT_HOME : networkOf(columns, networks, event.visited);
    columns.textFrom[row] = end;
    end = writeText(columns, event.destination, end);
    columns.textTo[row] = end;
  }
  columns.count = events.length;
}

function networkOf({ networks }: UsageColumns, known: Map<string, number>, visited: string): number {
  const found = known.get(visited);
  if (found !== undefined) return found;
  const at = networks.push(visited) - 1;
  known.set(visited, at);
  return at;
}

const utf8 = new TextEncoder();

function writeText(columns: UsageColumns, text: string, from: number): number {
  // No character needs more than three bytes for each of its code units.
  if (from + text.length * 3 > columns.text.length) {
    const larger = new Uint8Array(Math.max(columns.text.length * 2, from + text.length * 3));
    larger.set(columns.text);
    columns.text = larger;
  }
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) return from + utf8.encodeInto(text, columns.text.subarray(from)).written;
    columns.text[from + at] = code;
  }
  return from + text.length;
}

const MS_A_DAY = 86_400_000;
const ZERO = 48;
/** The moment of an instant in milliseconds since 1970; the usual shape is read without asking `Date`. Throws a RangeError where it is none. */
export function epochMsOf(instant: string): number {
  if (instant.length === 24 && instant[4] === '-' && instant[7] === '-' && instant[10] === 'T' && instant[13] === ':' && instant[16] === ':' && instant[19] === '.' && instant[23] === 'Z') {
    const year = digits(instant, 0, 4);
    const month = digits(instant, 5, 7);
    const day = digits(instant, 8, 10);
    const hour = digits(instant, 11, 13);
    const minute = digits(instant, 14, 16);
    const second = digits(instant, 17, 19);
    const ms = digits(instant, 20, 23);
    // Days that every month has; the rest, and what is no number, is for Date to judge.
    if (year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour < 24 && minute < 60 && second < 60 && ms >= 0) return daysFrom1970(year, month, day) * MS_A_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
  }
  const parsed = Date.parse(instant);
  if (Number.isNaN(parsed)) throw new RangeError(`"${instant}" is no moment.`);
  return parsed;
}

/** NaN where one of the characters is no digit. */
function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Days of the Gregorian calendar, counted in years that begin in March. */
function daysFrom1970(year: number, month: number, day: number): number {
  const since = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return since * 365 + Math.floor(since / 4) - Math.floor(since / 100) + Math.floor(since / 400) + dayOfYear - 719_468;
}
