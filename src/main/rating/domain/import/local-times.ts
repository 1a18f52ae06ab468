import { Temporal } from 'temporal-polyfill';

/** "2026-11-01 01:30:00" as exchanges write it. */
const stampShape = /^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** The moments (milliseconds) that a local stamp can mean: one, none where clocks skip it, two where they repeat it. */
export type LocalTimes = (stamp: string) => readonly number[] | undefined;

/** Stamps of a call and what it says of its lengths, in seconds. `answer` and `end` may be ''. */
export type CallTimes = {
  readonly start: string;
  readonly answer: string;
  readonly end: string;
  readonly duration: number;
  readonly billsec: number;
};

export type ChargedStart =
  | { readonly kind: 'at'; readonly instant: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'malformed'; readonly stamp: string }
  | { readonly kind: 'skipped'; readonly stamp: string };

/** True where the zone is one of the IANA zones known here. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads local stamps of one zone; undefined for what is no stamp. Zones change by whole minutes, so each minute is
 * worked out once: a month of calls asks the zone 43,000 times at most, whatever the number of rows.
 */
export function localTimes(zone: string): LocalTimes {
  const minutes = new Map<string, readonly number[] | undefined>();
  return (stamp) => {
    if (!stampShape.test(stamp)) return undefined;
    const minute = stamp.slice(0, 16);
    if (!minutes.has(minute)) minutes.set(minute, momentsOf(minute, zone));
    const seconds = Number(stamp.slice(17)) * 1000;
    return minutes.get(minute)?.map((moment) => moment + seconds);
  };
}

function momentsOf(minute: string, zone: string): readonly number[] | undefined {
  let local: Temporal.PlainDateTime;
  try {
    local = Temporal.PlainDateTime.from(minute.replace(' ', 'T'));
  } catch {
    return undefined;
  }
  const both = (['earlier', 'later'] as const).map((disambiguation) => local.toZonedDateTime(zone, { disambiguation }));
  const real = both.filter((moment) => moment.toPlainDateTime().equals(local)).map((moment) => moment.epochMilliseconds);
  return [...new Set(real)];
}

/** Stamps and lengths are cut to whole seconds each on its own, so they agree to this many seconds. */
const slack = 2;

/**
 * The moment from which a call is charged: its answer, or its start where no answer is written. In the doubled hour of
 * a clock change the stamps and lengths decide; where both hours fit, or neither, it is ambiguous (architecture.md 10.18).
 */
export function chargedStart(call: CallTimes, times: LocalTimes): ChargedStart {
  const charged = call.answer || call.start;
  for (const stamp of [call.start, charged, call.end]) {
    if (stamp !== '' && !times(stamp)) return { kind: 'malformed', stamp };
  }
  if (call.start === '') return { kind: 'malformed', stamp: '' };
  const moments = times(charged) ?? [];
  const only = moments[0];
  if (only === undefined) return { kind: 'skipped', stamp: charged };
  const fitting = moments.length === 1 ? [only] : moments.filter((moment) => fits(moment, call, times));
  const answer = fitting[0];
  if (answer === undefined || fitting.length > 1) return { kind: 'ambiguous' };
  return { kind: 'at', instant: new Date(answer).toISOString() };
}

/** Whether the end and the start of the call can lie where its lengths put them, seen from this charged moment. */
function fits(charged: number, call: CallTimes, times: LocalTimes): boolean {
  const length = call.answer === '' ? call.duration : call.billsec;
  const meets = (stamp: string, moment: number) => stamp === '' || (times(stamp) ?? []).some((one) => Math.abs(one - moment) <= slack * 1000);
  const end = charged + length * 1000;
  return meets(call.end, end) && meets(call.start, end - call.duration * 1000);
}
