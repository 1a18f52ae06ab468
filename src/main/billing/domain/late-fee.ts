import type { BillLine } from '../../../contract/bill.ts';
import { versionOn, type Catalog } from '../../../contract/catalog.ts';
import { addDays, formatDay, type Day } from '../../../contract/dates.ts';
import { formatMinor, roundedProduct, type Minor } from '../../../contract/money.ts';
import type { OneTimeLine } from './one-time.ts';
import { WHOLE } from './prorate.ts';
import { percentText } from './words.ts';

/** An earlier bill and what was open of it when its due day ended. */
export type UnpaidBill = { readonly billId: number; readonly number: string; readonly dueDay: Day; readonly openAtDue: Minor };

export type LateFeeInput = { readonly catalog: Catalog; readonly unpaid: ReadonlyArray<UnpaidBill>; readonly lateFeesCharged: ReadonlySet<number>; readonly billDay: Day };

const BILL = 'bill ';

/**
 * One late fee for each bill that was still open after its due day and has not had one: dated the day after the due day,
 * at the price of that day, or a percent of what was open with that price as the least, on the account and not on a service. None where the catalog has no late fee.
 */
export function lateFees({ catalog, unpaid, lateFeesCharged, billDay }: LateFeeInput): OneTimeLine[] {
  const fee = catalog.lateFee;
  if (!fee) return [];
  return unpaid
    .filter((bill) => bill.openAtDue > 0 && bill.dueDay < billDay && !lateFeesCharged.has(bill.billId))
    .flatMap((bill) => {
      const day = addDays(bill.dueDay, 1);
      const price = versionOn(fee.versions, day);
      if (!price) return [];
      const percent = fee.percent && versionOn(fee.percent, day);
      const share = percent ? roundedProduct(bill.openAtDue, percent.price, WHOLE) : 0;
      return [{
        serviceId: null, productId: null, offer: null, charge: fee.code, version: price.version, part: `${BILL}${bill.billId}`, label: fee.label, category: 'oneoff' as const,
        period: { from: day, to: addDays(day, 1) }, units: null, unit: null, amount: Math.max(price.price, share), taxCode: fee.tax,
        trace: { kind: 'oneTime' as const, day, cause: `Bill ${bill.number} was due ${formatDay(bill.dueDay)}${percent ? `, ${percentText(percent.price)} of ${formatMinor(bill.openAtDue, catalog.currency)}${share < price.price ? ', the least fee' : ''}` : ''}` },
      }];
    });
}

/** The bill that a late fee line is for, or null. */
export function lateBillIdOf(line: Pick<BillLine, 'part' | 'trace'>): number | null {
  return line.trace.kind === 'oneTime' && line.part.startsWith(BILL) ? Number(line.part.slice(BILL.length)) : null;
}
