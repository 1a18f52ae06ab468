import type { BillLine } from '../../contract/bill.ts';
import { formatDay } from '../../contract/dates.ts';
import { formatMinor } from '../../contract/money.ts';
import { unitsText } from './domain/words.ts';

/** How a line came to its amount, in words an agent can read aloud: "15 of 31 days of $89.00". */
export function workingOf(line: BillLine, eventsCount: number, currency: string): string {
  const { trace, unit } = line;
  if (trace.kind === 'recurring') {
    const whole = formatMinor(trace.price, currency);
    if (trace.refund) return `${trace.days} of ${trace.ofDays} days of ${whole} given back`;
    return trace.days === trace.ofDays ? `${whole} for the whole period` : `${trace.days} of ${trace.ofDays} days of ${whole}`;
  }
  if (trace.kind === 'percent') {
    const days = trace.days === trace.ofDays ? '' : `, ${trace.days} of ${trace.ofDays} days`;
    return `${trace.rate % 100 === 0 ? trace.rate / 100 : (trace.rate / 100).toString()}% of ${formatMinor(trace.base, currency)}${days}${trace.refund ? ', taken back' : ''}`;
  }
  if (trace.kind === 'oneTime') return trace.cause ?? `Charged once on ${formatDay(trace.day)}`;
  const events = `${eventsCount} ${eventsCount === 1 ? 'event' : 'events'}`;
  if (trace.chargedUnits === 0) return `${events}, ${unitsText(trace.freeUnits, unit)} included, nothing to pay`;
  return trace.freeUnits > 0 ? `${events}: ${unitsText(trace.freeUnits, unit)} included, ${unitsText(trace.chargedUnits, unit)} charged` : `${events}: ${unitsText(trace.chargedUnits, unit)} charged`;
}
