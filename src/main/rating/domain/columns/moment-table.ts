import type { BandTest } from '../bands.ts';
import { localClock } from '../local-clock.ts';

/** Low bits of a moment: one for each band that holds it. The rest is the local day. */
export const BAND_BITS = 15;
export const BAND_MASK = (1 << BAND_BITS) - 1;
const MS_A_MINUTE = 60_000;
const MS_A_DAY = 86_400_000;

/** The first and the last moment of what is rated, in milliseconds since 1970; `toMs` is not in it. */
export type Window = { readonly fromMs: number; readonly toMs: number };

/** The day that local days are counted from: days before the window's own, for clocks behind UTC. */
export function firstDayOf({ fromMs }: Window): number {
  return Math.floor(fromMs / MS_A_DAY) - 1;
}

/** How many local days a window can touch. */
export function daysOf({ fromMs, toMs }: Window): number {
  return Math.floor(toMs / MS_A_DAY) + 2 - firstDayOf({ fromMs, toMs });
}

/**
 * What the local clock of a zone says in each minute of UTC of the window: the local day, counted from `firstDayOf`, and the bands
 * that hold the minute. It asks the same clock and the same bands as rating by objects does. Throws a RangeError where the clocks of
 * the zone do not differ from UTC by whole minutes, and where bands are more than BAND_BITS.
 */
export function momentTable(zone: string, window: Window, bands: ReadonlyArray<BandTest>): Int32Array<ArrayBuffer> {
  if (bands.length > BAND_BITS) throw new RangeError(`At most ${BAND_BITS} bands can be rated in columns.`);
  const clock = localClock(zone);
  const firstMinute = Math.floor(window.fromMs / MS_A_MINUTE);
  const moments = new Int32Array(Math.ceil(window.toMs / MS_A_MINUTE) - firstMinute);
  const firstDay = firstDayOf(window);
  for (let index = 0; index < moments.length; index += 1) {
    const ms = (firstMinute + index) * MS_A_MINUTE;
    const moment = clock(ms);
    const last = clock(ms + MS_A_MINUTE - 1);
    if (last.day !== moment.day || last.minute !== moment.minute) throw new RangeError(`The clocks of ${zone} do not change by whole minutes.`);
    let bits = 0;
    for (let band = 0; band < bands.length; band += 1) if (bands[band]?.(moment)) bits |= 1 << band;
    moments[index] = ((moment.day - firstDay) << BAND_BITS) | bits;
  }
  return moments;
}
