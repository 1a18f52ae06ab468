import { categories, type BilledService, type BillLine, type TaxItem, recurs } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import type { Day, Period } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';

/** A bill as compare and explain read it: issued, or a draft with line ids of the caller's choice. */
export type ExplainedBill = {
  /** "October", as in "October bill". */
  readonly label: string;
  readonly total: Minor;
  readonly billDay: Day;
  readonly period: Period;
  readonly lines: ReadonlyArray<BillLine & { readonly lineId: number; readonly eventsCount: number }>;
  readonly taxes: ReadonlyArray<TaxItem>;
};

export type ExplainContext = {
  readonly services: ReadonlyArray<BilledService>;
  readonly currency: string;
  /** Where given, usage sold in blocks is told in blocks. */
  readonly catalog?: Catalog;
};

export type Side = 'before' | 'after';

/**
 * What a line is to the month: `current` recurs as it stands, `catchUp` settles days that were not charged rightly before
 * (a part month after a switch, a refund of unused days), the rest is usage or charged once; so are a
 * deposit, what a cycle's usage earns or lacks, and the charge of a year where bills
 * come by the month.
 */
export type LineRole = 'current' | 'catchUp' | 'usage' | 'once';

export type SideLine = ExplainedBill['lines'][number] & { readonly side: Side; readonly role: LineRole };

type RoleBill = { readonly billDay: Day; readonly period: Period; readonly lines: ReadonlyArray<BillLine> };

/** Tells the role of each line of a bill. */
export function rolesOf(bill: RoleBill): (line: BillLine) => LineRole {
  const track = (line: BillLine) => `${line.productId}|${line.charge}`;
  const refunded = (line: BillLine) => recurs(line.trace) && line.trace.refund;
  const ahead = new Set(bill.lines.filter((line) => line.period.from >= bill.billDay && !refunded(line)).map(track));
  return (line) => {
    if (line.trace.kind === 'usage') return line.category === 'oneoff' ? 'once' : 'usage';
    if (!recurs(line.trace)) return 'once';
    if (refunded(line)) return 'catchUp';
    if (line.trace.beyond) return 'once';
    if (line.period.from >= bill.billDay) return 'current';
    return line.period.from >= bill.period.from && !ahead.has(track(line)) ? 'current' : 'catchUp';
  };
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The lines of a bill with side and role, in an order that does not depend on how they came. */
export function sideLines(bill: ExplainedBill, side: Side): SideLine[] {
  const roleOf = rolesOf(bill);
  return bill.lines.map((line) => ({ ...line, side, role: roleOf(line) })).sort((a, b) =>
    (a.serviceId ?? Number.MAX_SAFE_INTEGER) - (b.serviceId ?? Number.MAX_SAFE_INTEGER) || categories.indexOf(a.category) - categories.indexOf(b.category) || compareText(a.charge, b.charge)
    || compareText(a.period.from, b.period.from) || compareText(a.version, b.version) || compareText(a.part, b.part) || (a.productId ?? 0) - (b.productId ?? 0) || a.amount - b.amount || a.lineId - b.lineId);
}
