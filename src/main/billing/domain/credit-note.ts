import type { SharedTax, UntaxedLine } from '../../../contract/bill.ts';
import type { Day, Period } from '../../../contract/dates.ts';
import { roundedProduct, type Minor } from '../../../contract/money.ts';

/** An issued bill as a credit note reads it; `credited` is what earlier notes gave back of each line. */
export type CreditableBill = {
  readonly number: string;
  readonly period: Period;
  readonly lines: ReadonlyArray<UntaxedLine & { readonly lineId: number; readonly credited: Minor }>;
  readonly taxes: ReadonlyArray<SharedTax>;
};

/** What is given back of a line, without the tax that goes with it. */
export type CreditPart = { readonly lineId: number; readonly amount: Minor };
export type CreditNote = {
  readonly billDay: Day;
  readonly period: Period;
  readonly lines: ReadonlyArray<UntaxedLine & { readonly tax: Minor; readonly included: Minor; readonly creditOf: number }>;
  readonly taxes: ReadonlyArray<SharedTax>;
  readonly charges: Minor;
  readonly tax: Minor;
  readonly total: Minor;
};

/** A share of a whole, cumulated over all notes, so that a line given back bit by bit comes to exactly what it was. */
function cumulated(whole: Minor, { before, now, of }: { readonly before: Minor; readonly now: Minor; readonly of: Minor }): Minor {
  const size = Math.abs(of);
  const upTo = (amount: Minor) => (of === 0 ? 0 : roundedProduct(whole, Math.abs(amount), size));
  return upTo(before + now) - upTo(before);
}

/** All that is left of a bill, line by line. */
export function restOf(bill: CreditableBill): CreditPart[] {
  return bill.lines.map(({ lineId, amount, credited }) => ({ lineId, amount: amount - credited })).filter(({ amount }) => amount !== 0);
}

/**
 * A credit note over parts of an issued bill: each line gives back its amount and, at the old rates, the tax that it had. The
 * bill itself stays as it is. Throws where a part is of no line of the bill or more than what is left of it.
 */
export function creditNote(bill: CreditableBill, parts: ReadonlyArray<CreditPart>, { billDay, cause }: { readonly billDay: Day; readonly cause: string }): CreditNote {
  const found = parts.map((part) => {
    const index = bill.lines.findIndex((line) => line.lineId === part.lineId);
    const line = bill.lines[index];
    if (!line) throw new Error(`Bill ${bill.number} has no line ${part.lineId}`);
    if (part.amount === 0 || Math.sign(part.amount) !== Math.sign(line.amount) || Math.abs(line.credited + part.amount) > Math.abs(line.amount)) throw new Error(`${line.label} on bill ${bill.number} is ${line.amount}, of which ${line.credited} went back already: ${part.amount} can't be credited`);
    return { line, index, share: { before: line.credited, now: part.amount, of: line.amount }, amount: part.amount };
  });
  const taxes = bill.taxes.flatMap((item): SharedTax[] => {
    const shares = found.flatMap(({ index, share }, at) => item.shares.filter((one) => one.line === index).map((one) => ({ line: at, base: 0 - cumulated(one.base, share), tax: 0 - cumulated(one.tax, share), included: 0 - cumulated(one.included, share) })));
    const sum = (of: 'base' | 'tax' | 'included') => shares.reduce((total, one) => total + one[of], 0);
    return shares.length === 0 ? [] : [{ ...item, base: sum('base'), amount: sum('tax'), included: sum('included'), shares }];
  });
  const lines = found.map(({ line: { lineId, credited: _credited, ...line }, amount }, at) => {
    const own = taxes.flatMap((item) => item.shares.filter((share) => share.line === at));
    return {
      ...line, productId: null, part: `credit of ${lineId}`, units: null, unit: null, amount: 0 - amount, creditOf: lineId, trace: { kind: 'credit' as const, bill: bill.number, lineId, of: line.amount, cause },
      tax: own.reduce((sum, share) => sum + share.tax, 0), included: own.reduce((sum, share) => sum + share.included, 0),
    };
  });
  const charges = lines.reduce((sum, line) => sum + line.amount - line.included, 0);
  const tax = lines.reduce((sum, line) => sum + line.tax, 0);
  return { billDay, period: bill.period, lines, taxes, charges, tax, total: charges + tax };
}
