import type { BillLine, UntaxedLine } from '../../../contract/bill.ts';
import { addDays, type Day } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';

/** A deposit that waits to be taken on a bill, or, with `back`, one that is held and waits to be credited. */
export type WaitingDeposit = { readonly id: number; readonly amount: Minor; readonly day: Day; readonly cause: string; readonly back: boolean };

const DEPOSIT = 'deposit ';

/** The lines of deposits whose day has come: taken without tax, because it stays the customer's money, and credited the same way. */
export function depositLines(deposits: ReadonlyArray<WaitingDeposit>, billDay: Day): Array<UntaxedLine> {
  return deposits.filter((deposit) => deposit.day <= billDay).map(({ id, amount, day, cause, back }) => ({
    serviceId: null, productId: null, offer: null, charge: back ? 'deposit-back' : 'deposit', version: '', part: `${DEPOSIT}${id}`, label: back ? 'Deposit credited' : 'Deposit', category: 'oneoff' as const,
    period: { from: day, to: addDays(day, 1) }, units: null, unit: null, amount: back ? 0 - amount : amount, taxCode: null, trace: { kind: 'deposit' as const, day, back, cause },
  }));
}

/** The deposit that a line takes or credits, or null. */
export function depositIdOf(line: Pick<BillLine, 'part' | 'trace'>): number | null {
  return line.trace.kind === 'deposit' ? Number(line.part.slice(DEPOSIT.length)) : null;
}
