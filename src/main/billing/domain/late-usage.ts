import type { Day } from '../../../contract/dates.ts';
import { chargesOfUsage, type UsageCharge } from '../../rating/domain/charges-of-usage.ts';
import type { RatedUsage } from '../../rating/domain/cycle-usage.ts';

const BEFORE = 'before ';

/**
 * Usage lines of a bill. What of cycles that bills ended came after them has lines of its own, so that nobody takes it for use of the
 * cycle that is billed (product.md 2.14). `closed` is the day up to which cycles are billed and when it begins; null where none is.
 */
export function usageByPeriod(rated: ReadonlyArray<RatedUsage>, closed: { readonly day: Day; readonly at: string } | null): UsageCharge[] {
  const isLate = ({ event }: RatedUsage) => closed !== null && event.start < closed.at;
  return [...chargesOfUsage(rated.filter((usage) => !isLate(usage))), ...chargesOfUsage(rated.filter(isLate), `${BEFORE}${closed?.day}`)];
}

/** The day before which the usage of a line was used, where its cycle was billed without it; null for all other lines. */
export function lateBefore(part: string): Day | null {
  return new RegExp(`^${BEFORE}(\\d{4}-\\d\\d-\\d\\d)`).exec(part)?.[1] ?? null;
}
