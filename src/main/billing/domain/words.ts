import { type BilledService, type BillLine, type DiscountSteps, recurs } from '../../../contract/bill.ts';
import { daysBetween, formatPeriod, type Day } from '../../../contract/dates.ts';
import { formatMinor, type Minor } from '../../../contract/money.ts';

type Unit = BillLine['unit'];

const digits = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
/** Tenths, without floating sums: 2,140,000 in 100,000ths is "21.4". */
const tenths = (value: number, tenth: number) => {
  const whole = Math.round(value / tenth);
  return whole % 10 ? `${digits(Math.floor(whole / 10))}.${whole % 10}` : digits(whole / 10);
};

/** An amount of usage split into number and unit: 4740 seconds are "79" "min", 852,000 kilobytes are "852" "MB" (1 MB is 1,000 kB). */
function measured(units: number, unit: Unit): readonly [string, string] {
  if (unit === 'second') return units < 60 ? [digits(units), 's'] : [digits(Math.round(units / 60)), 'min'];
  if (unit === 'kilobyte') return units < 1000 ? [digits(units), 'kB'] : units < 1_000_000 || (units < 10_000_000 && units % 1_000_000 !== 0) ? [digits(Math.round(units / 1000)), 'MB'] : [tenths(units, 100_000), 'GB'];
  if (unit === 'day') return [digits(units), units === 1 ? 'day' : 'days'];
  return [digits(units), ''];
}

/** "79 min". */
export function unitsText(units: number, unit: Unit): string {
  return measured(units, unit).join(' ').trim();
}

/** "79 min, was 8": the unit once where both have the same. */
export function unitsChange(after: number, before: number, unit: Unit): string {
  const [wasNumber, wasUnit] = measured(before, unit);
  const [, nowUnit] = measured(after, unit);
  return `${unitsText(after, unit)}, was ${nowUnit === wasUnit || before === 0 ? wasNumber : unitsText(before, unit)}`;
}

/** "$89.00, was $69.00". */
export function amountChange(after: Minor, before: Minor, currency: string): string {
  return `${formatMinor(after, currency)}, was ${formatMinor(before, currency)}`;
}

/** A label for the middle of a sentence: "Premium download" becomes "premium download", "TV box" stays. */
export function midSentence(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** "Welcome offer, 12 months" is the title "Welcome offer" and the detail "12 months". */
export function titleAndRest(label: string): { readonly title: string; readonly rest: string | null } {
  const at = label.indexOf(', ');
  return at < 0 ? { title: label, rest: null } : { title: label.slice(0, at), rest: label.slice(at + 2) };
}

/** Hundredths of a percent as people read them: 1000 is "10%", 750 is "7.5%". */
export function percentText(rate: number): string {
  return `${String(rate / 100)}%`;
}

/** "$12.00 less 10% = $10.80, less $2.00 = $8.80". */
export function stepsText({ price, off }: DiscountSteps, currency: string): string {
  return `${formatMinor(price, currency)}${off.map(({ rate, off: taken, left }, index) => `${index ? ',' : ''} less ${rate === null ? formatMinor(taken, currency) : percentText(rate)} = ${formatMinor(left, currency)}`).join('')}`;
}

/** Parts of a detail that are there, after each other. */
export function details(...parts: ReadonlyArray<string | null | undefined>): string {
  return parts.filter(Boolean).join(', ');
}

/** "15 of 31 days, 21 Oct – 4 Nov", or the days alone where the whole cycle is meant. */
export function daysText(line: BillLine, today: Day): string {
  const { trace, period } = line;
  const days = recurs(trace) ? `${trace.days} of ${trace.ofDays} days` : `${daysBetween(period.from, period.to)} days`;
  return `${days}, ${formatPeriod(period, today)}`;
}

/**
 * " on 0187" for the second and later services of one kind, so that two mobiles are told apart; the first goes without.
 * Services in the order in which the customer has them.
 */
export function onLine(service: BilledService | null, services: ReadonlyArray<BilledService>): string {
  if (!service) return '';
  const first = services.find((candidate) => candidate.kind === service.kind);
  if (!first || first.serviceId === service.serviceId) return '';
  return ` on ${/^[\d\s()+-]+$/.test(service.reference) ? service.reference.slice(-4) : service.reference}`;
}
