import type { RatedEvent, UntaxedLine } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import { dayOf, daysBetween, type Day } from '../../../contract/dates.ts';
import { splitByLargestRemainder, type Minor } from '../../../contract/money.ts';
import { taxesOf, taxOnDay, turnsOf, type TaxInForce, type Taxpayer } from './tax-rules.ts';

/** A line before tax, with its events where it is usage. */
export type TaxableLine = UntaxedLine & { readonly events?: ReadonlyArray<RatedEvent> };

/** A part of a line for which all taxes are the same: the days before or after a new rate, or the whole line. */
export type TaxPart = { readonly line: number; readonly amount: Minor; readonly taxes: ReadonlyArray<TaxInForce>; readonly included: boolean };

/** The amount for each stretch between turns: usage by the days of its events, everything else by the number of days. */
function amountsOf(line: TaxableLine, starts: ReadonlyArray<Day>, zone: string): Minor[] {
  const stretchOf = (day: Day) => starts.findLastIndex((start, index) => index === 0 || start <= day);
  if (!line.events?.length) return splitByLargestRemainder(line.amount, starts.map((start, index) => daysBetween(start, starts[index + 1] ?? line.period.to)));
  const amounts = starts.map(() => 0);
  for (const event of line.events) {
    const at = stretchOf(dayOf(event.start, zone));
    amounts[at] = (amounts[at] ?? 0) + event.amount;
  }
  return amounts;
}

/** Cuts a line where a tax changes within its days. A line without a tax code, or that no tax is for, has no parts. */
export function taxParts(line: TaxableLine, index: number, { catalog, taxpayer, billDay }: { readonly catalog: Catalog; readonly taxpayer: Taxpayer; readonly billDay: Day }): TaxPart[] {
  const { taxCode, serviceId, period } = line;
  if (taxCode === null) return [];
  const taxes = taxesOf(catalog, taxpayer, { taxCode, serviceId });
  if (taxes.length === 0) return [];
  const included = catalog.offers.find((offer) => offer.code === line.offer)?.taxIncluded ?? catalog.taxIncluded ?? false;
  const starts = [period.from, ...turnsOf(taxes, taxpayer).filter((day) => day > period.from && day < period.to)];
  const amounts = starts.length === 1 ? [line.amount] : amountsOf(line, starts, catalog.zone);
  return starts.map((day, at) => ({ line: index, amount: amounts[at] ?? 0, taxes: taxes.map((tax) => taxOnDay(tax, day, billDay, taxpayer)), included })).filter(({ amount }, at) => amount !== 0 || (at === 0 && starts.length === 1));
}
