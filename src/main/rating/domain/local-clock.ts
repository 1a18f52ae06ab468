import type { Day } from '../../../contract/dates.ts';

const MS_A_DAY = 86_400_000;
/** Nearly all zones change their clocks at whole quarters of an hour; St. John's did a minute after midnight until 2011. */
const MS_A_SLOT = 900_000;
const SLOTS_KEPT = 200_000;

export type LocalMoment = {
  /** Days since 1 January 1970. */
  readonly day: number;
  /** 1 is Monday. */
  readonly weekday: number;
  /** 0 to 1439. */
  readonly minute: number;
};

const clocks = new Map<string, (epochMs: number) => LocalMoment>();

/**
 * A fast local clock of an IANA zone; throws a RangeError for an unknown zone. The zone is asked twice for each quarter of
 * an hour and remembered, so a month of events asks it 5,952 times at most, and every change of the clocks is right.
 */
export function localClock(zone: string): (epochMs: number) => LocalMoment {
  const known = clocks.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  /** By quarter; null is one within which the clock changes. */
  const offsets = new Map<number, number | null>();
  const clock = (epochMs: number): LocalMoment => {
    const slot = Math.floor(epochMs / MS_A_SLOT);
    let offset = offsets.get(slot);
    if (offset === undefined) {
      if (offsets.size >= SLOTS_KEPT) offsets.clear();
      const [begins, ends] = [offsetAt(format, slot * MS_A_SLOT), offsetAt(format, (slot + 1) * MS_A_SLOT - 1000)];
      offset = begins === ends ? begins : null;
      offsets.set(slot, offset);
    }
    const local = epochMs + (offset ?? offsetAt(format, Math.floor(epochMs / 1000) * 1000));
    const day = Math.floor(local / MS_A_DAY);
    return { day, weekday: weekdayOf(day), minute: Math.floor((local - day * MS_A_DAY) / 60_000) };
  };
  clocks.set(zone, clock);
  return clock;
}

function offsetAt(format: Intl.DateTimeFormat, epochMs: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(epochMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - epochMs;
}

function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Days since 1 January 1970 as '2026-11-05'. */
export function dayText(day: number): Day {
  return new Date(day * MS_A_DAY).toISOString().slice(0, 10);
}
