import type { BillLine } from '../../contract/bill.ts';
import type { Catalog } from '../../contract/catalog.ts';
import { cycleNames, cyclesText } from '../../contract/cycles.ts';
import { formatDay } from '../../contract/dates.ts';
import { formatMinor, roundedQuotient } from '../../contract/money.ts';
import { lateBefore } from './domain/late-usage.ts';
import { percentText, stepsText, unitsText } from './domain/words.ts';

/** How a line came to its amount, in words an agent can read aloud: "15 of 31 days of $89.00". */
export function workingOf(line: BillLine, eventsCount: number, catalog: Catalog): string {
  const { currency } = catalog;
  const { trace, unit } = line;
  if (trace.kind === 'recurring') {
    const whole = formatMinor(trace.price, currency);
    if (trace.unit && trace.times && trace.days === trace.ofDays && !trace.refund) return trace.times > 1 ? `${cyclesText(trace.times, trace.unit)} at ${formatMinor(trace.price / trace.times, currency)}` : `${whole} a ${cycleNames[trace.unit]}`;
    if (trace.refund) return `${trace.days} of ${trace.ofDays} days of ${whole} given back`;
    return trace.days === trace.ofDays ? `${whole} for the whole period` : `${trace.days} of ${trace.ofDays} days of ${whole}`;
  }
  if (trace.kind === 'percent') {
    const days = trace.days === trace.ofDays ? '' : `, ${trace.days} of ${trace.ofDays} days`;
    const steps = trace.steps ? `; ${stepsText(trace.steps, currency)}` : '';
    return `${percentText(trace.rate)} of ${formatMinor(trace.base, currency)}${days}${trace.refund ? ', taken back' : ''}${steps}`;
  }
  if (trace.kind === 'amountOff') {
    const days = trace.days === trace.ofDays ? '' : `, ${trace.days} of ${trace.ofDays} days`;
    return `${stepsText(trace.steps, currency)}${days}${trace.refund ? ', taken back' : ''}`;
  }
  if (trace.kind === 'volume') {
    const size = (value: number) => (trace.measure === 'charges' ? formatMinor(value, currency) : unitsText(value, unit));
    return `${percentText(trace.rate)} of ${formatMinor(trace.base, currency)} usage, from ${size(trace.tier)} on; ${size(trace.reached)} reached`;
  }
  if (trace.kind === 'commitment') return `${formatMinor(trace.minimum, currency)} agreed, ${formatMinor(trace.counted, currency)} charged`;
  if (trace.kind === 'deposit') return trace.cause;
  if (trace.kind === 'credit') return `${trace.cause}; of ${formatMinor(trace.of, currency)} on bill ${trace.bill}`;
  if (trace.kind === 'oneTime') return trace.cause ?? `Charged once on ${formatDay(trace.day)}`;
  const day = lateBefore(line.part);
  return `${usageWorking(line, trace, eventsCount, catalog)}${day === null ? '' : `; used before ${formatDay(day)}, in a period that was billed without it`}`;
}

function usageWorking(line: BillLine, trace: Extract<BillLine['trace'], { kind: 'usage' }>, eventsCount: number, catalog: Catalog): string {
  const { unit } = line;
  const events = `${eventsCount} ${eventsCount === 1 ? 'event' : 'events'}`;
  if (trace.chargedUnits === 0) return `${events}, ${unitsText(trace.freeUnits, unit)} included, nothing to pay`;
  const blocks = blocksOf(line, catalog);
  if (blocks) return `${events}: ${blocks}`;
  return trace.freeUnits > 0 ? `${events}: ${unitsText(trace.freeUnits, unit)} included, ${unitsText(trace.chargedUnits, unit)} charged` : `${events}: ${unitsText(trace.chargedUnits, unit)} charged`;
}

/** "2 blocks of 1 GB", where the charge is sold in blocks. */
function blocksOf({ offer, charge, version, trace, unit }: BillLine, catalog: Catalog): string | null {
  const price = catalog.offers.find((candidate) => candidate.code === offer)?.usage.find((rule) => rule.code === charge)?.versions.find((candidate) => candidate.version === version)?.price;
  if (price?.kind !== 'package' || price.price <= 0 || trace.kind !== 'usage') return null;
  const count = roundedQuotient(trace.micros, price.price);
  return `${count} ${count === 1 ? 'block' : 'blocks'} of ${unitsText(price.size, unit)}`;
}
