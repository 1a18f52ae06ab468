import type { SameCause } from '../../contract/billing.ts';
import type { BulkCredit } from '../../contract/bulk-credits.ts';
import { type Day, formatDay } from '../../contract/dates.ts';
import { formatMinor, type Minor } from '../../contract/money.ts';
import type { PlaceParams } from '../app/places.ts';
import type { Tone } from '../ui/tone.ts';
import type { BillRow } from './bill-rows.ts';

export const many = (count: number, one: string) => `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
export const creditStates: Readonly<Record<BulkCredit['state'], string>> = { asked: 'Being worked out', shown: 'Ready to order', ordered: 'Being issued', done: 'Issued', cancelled: 'Cancelled' };
export const creditTones: Readonly<Record<BulkCredit['state'], Tone>> = { asked: 'info', shown: 'warn', ordered: 'info', done: 'pos', cancelled: 'neutral' };

/** A charge of an issued bill, or an event of it: where the search for the same cause begins. */
export type CauseStart = { readonly lineId: number; readonly usageId: number | null };

/** The charge or event of a row; null where the row is neither, or the bill is not issued yet. */
export function causeStart(row: BillRow | null): CauseStart | null {
  if (row?.kind !== 'charge' && row?.kind !== 'event') return null;
  return row.line.lineId > 0 ? { lineId: row.line.lineId, usageId: row.kind === 'event' ? row.event.usageId : null } : null;
}

/** What the view looks for: the cause, on bills of these days or of all. */
export type CauseLook = CauseStart & { readonly by: SameCause['cause']['by']; readonly outageId: number | null; readonly from: Day | null; readonly to: Day | null };

/** The place of the view about a charge or event. */
export function causePlace({ lineId, usageId, by = 'tariff', outageId = null, from = null, to = null }: CauseStart & Partial<CauseLook>): PlaceParams {
  return { line: lineId, ...(usageId === null ? {} : { usage: usageId }), by, ...(outageId === null ? {} : { outage: outageId }), ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** What a place asks for; null where it names no charge. */
export function causeAsked({ line, usage, by, outage, from, to }: PlaceParams): CauseLook | null {
  const [lineId, usageId, outageId] = [Number(line ?? 0), Number(usage ?? 0), Number(outage ?? 0)];
  if (!Number.isSafeInteger(lineId) || lineId <= 0) return null;
  const isOutage = by === 'outage' && outageId > 0;
  const day = (value: string | number | undefined) => (/^\d{4}-\d\d-\d\d$/.test(String(value)) ? String(value) : null);
  return { lineId, usageId: usageId > 0 ? usageId : null, by: isOutage ? 'outage' : by === 'file' && usageId > 0 ? 'file' : 'tariff', outageId: isOutage ? outageId : null, from: day(from), to: day(to) };
}

/** A cause in words: "Roaming data, Mexico, tariff version v2", "File usage-2610.csv, bills from 1 Oct 2026 on". */
export function causeWords({ by, label, version, from, to }: SameCause['cause']): string {
  const days = from && to ? `bills of ${formatDay(from)} to ${formatDay(to)}` : from ? `bills from ${formatDay(from)} on` : to ? `bills until ${formatDay(to)}` : null;
  return [by === 'file' ? `File ${label}` : by === 'outage' ? `Outage: ${label}` : `${label}, tariff version ${version ?? ''}`, days].filter(Boolean).join(', ');
}

export const isSameCause = (one: SameCause['cause'], other: SameCause['cause']) => one.by === other.by && one.label === other.label && one.version === other.version && one.importId === other.importId && one.outageId === other.outageId && one.from === other.from && one.to === other.to;

/** Sums by currency as one text: "$1,240.50 and €18.00". */
export function sums<T extends { readonly currency: string }>(totals: ReadonlyArray<T>, of: (total: T) => Minor): string {
  return totals.map((total) => formatMinor(of(total), total.currency)).join(' and ');
}

/** Bills over all currencies. */
export const billsIn = (totals: ReadonlyArray<{ readonly bills: number }>) => totals.reduce((sum, { bills }) => sum + bills, 0);
