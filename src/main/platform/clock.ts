import type { Instant } from '../../contract/dates.ts';

/** The real time, in milliseconds. The only place that asks for it; everything else is handed the time. */
export function realNow(): number {
  return Date.now();
}

/** Milliseconds that only ever grow, for measuring. */
export function monotonic(): number {
  return performance.now();
}

/** A moment as the contract writes it. */
export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString();
}
