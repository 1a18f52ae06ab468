import { categories, type BillLine, type DraftBill, type RatedEvent, recurs, type UntaxedLine } from '../../../contract/bill.ts';
import type { Catalog } from '../../../contract/catalog.ts';
import type { Cycles } from '../../../contract/cycles.ts';
import { addDays, type Day, type Period } from '../../../contract/dates.ts';
import { takesKind, takesService, type BillScope, type ChargeKind } from './bill-scope.ts';
import type { ChargedThrough } from './charged-through.ts';
import { closingCycle, type ClosingCycle, type UsedBefore } from './closing-cycle.ts';
import { shortfalls } from './commitment.ts';
import { depositLines, type WaitingDeposit } from './deposit.ts';
import { offerOf, type HeldProduct } from './held-product.ts';
import { lateFees, type UnpaidBill } from './late-fee.ts';
import { activationCharges, itemCharges, type OneTimeItem } from './one-time.ts';
import { recurringCharges } from './recurring.ts';
import type { Taxpayer } from './tax-rules.ts';
import { taxedLines } from './taxes.ts';
import { volumeDiscounts } from './volume-off.ts';
import { usageLine, type UsageCharge } from './usage-charge.ts';

/** All that one bill is made of. Nothing else is read: the same input gives the same bill, to the cent. */
export type BillInput = {
  readonly accountId: number;
  readonly catalog: Catalog;
  readonly cycles: Cycles;
  readonly billDay: Day;
  /** See `billPeriod`. */
  readonly period: Period;
  readonly products: ReadonlyArray<HeldProduct>;
  /** See `chargedThroughOf`. */
  readonly chargedThrough: ChargedThrough;
  readonly since?: Day;
  /** One-time items that are on no bill yet. */
  readonly items: ReadonlyArray<OneTimeItem>;
  /** Rated usage that is on no bill yet. */
  readonly usage: ReadonlyArray<UsageCharge>;
  /** The cycle that the bill ends, and what of its usage is billed already; absent on a bill within a cycle. */
  readonly closes?: { readonly days: Period; readonly used: ReadonlyArray<UsedBefore> };
  readonly deposits?: ReadonlyArray<WaitingDeposit>;
  /** Absent is a consumer of whom no more is known. */
  readonly taxpayer?: Taxpayer;
  readonly unpaid: ReadonlyArray<UnpaidBill>;
  readonly lateFeesCharged: ReadonlySet<number>;
  readonly scope: BillScope;
};

type DraftLine = BillLine & { readonly events: ReadonlyArray<RatedEvent> };
type Step = (draft: DraftBill, input: BillInput) => DraftBill;

/** A step that adds the lines of one kind of charge, as far as the bill takes them up. */
function charging(kind: ChargeKind, lines: (input: BillInput) => ReadonlyArray<UntaxedLine & { readonly events?: ReadonlyArray<RatedEvent> }>): Step {
  return (draft, input) => {
    if (!takesKind(input.scope, kind)) return draft;
    const added = lines(input).filter((line) => takesService(input.scope, line.serviceId)).map((line): DraftLine => ({ ...line, tax: 0, included: 0, events: line.events ?? [] }));
    return { ...draft, lines: [...draft.lines, ...added] };
  };
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const isRefund = ({ trace }: DraftLine) => recurs(trace) && trace.refund;
const placeOf = (line: DraftLine) => line.serviceId ?? Number.MAX_SAFE_INTEGER;

/**
 * Services in order, the account last; within one by category, charge, day. Refunds follow the charges, the latest days
 * first: so the last line of a charge always tells up to which day it is charged.
 */
function inReadingOrder(a: DraftLine, b: DraftLine): number {
  const backward = isRefund(a) && isRefund(b) ? -1 : 1;
  return placeOf(a) - placeOf(b) || categories.indexOf(a.category) - categories.indexOf(b.category) || compareText(a.charge, b.charge) || Number(isRefund(a)) - Number(isRefund(b))
    || backward * compareText(a.period.from, b.period.from) || compareText(a.version, b.version) || compareText(a.part, b.part) || (a.productId ?? 0) - (b.productId ?? 0) || a.amount - b.amount;
}

/** Ordered before tax, so that ties of tax shares never depend on the order in which charges were found. */
const order: Step = (draft) => ({ ...draft, lines: [...draft.lines].sort(inReadingOrder) });

const tax: Step = (draft, { catalog, billDay, taxpayer }) => ({ ...draft, ...taxedLines(draft.lines, catalog, billDay, taxpayer) });

const addUp: Step = (draft) => {
  const charges = draft.lines.reduce((sum, line) => sum + line.amount - line.included, 0);
  const taxes = draft.taxes.reduce((sum, item) => sum + item.amount, 0);
  return { ...draft, charges, tax: taxes, total: charges + taxes };
};

/** The cycle that the bill ends, where one of the products is settled by it. */
function closingOf({ closes, usage, catalog, products, scope }: BillInput): ClosingCycle | null {
  const settled = closes && scope === 'all' && products.some((product) => (offerOf(catalog, product).volumeOff ?? offerOf(catalog, product).commitments) !== undefined);
  return settled ? closingCycle(closes.days, catalog.zone, closes.used, usage) : null;
}

/** How a bill is made, in this order. */
const steps: ReadonlyArray<Step> = [
  charging('recurring', (input) => recurringCharges({ ...input, withoutArrears: input.scope !== 'all' })),
  charging('activation', activationCharges),
  charging('oneTime', ({ items, billDay }) => itemCharges(items, billDay)),
  charging('usage', ({ usage, catalog, period }) => usage.map((charge) => usageLine(charge, catalog.zone, period))),
  charging('volume', (input) => volumeDiscounts({ ...input, closing: closingOf(input) })),
  charging('commitment', (input) => shortfalls({ ...input, closing: closingOf(input) })),
  charging('deposit', ({ deposits, billDay }) => depositLines(deposits ?? [], billDay)),
  charging('lateFee', lateFees),
  order,
  tax,
  addUp,
];

/**
 * Makes a bill of the day: a cycle's bill, a bill now, or the estimate of the next one. Pure; issuing writes exactly this.
 * Throws where the catalog lacks an offer, a price or a tax that the account's products need.
 */
export function draftBill(input: BillInput): DraftBill {
  const { accountId, catalog, billDay, period } = input;
  const empty: DraftBill = { accountId, currency: catalog.currency, billDay, dueDay: addDays(billDay, catalog.dueDays), period, lines: [], taxes: [], charges: 0, tax: 0, total: 0 };
  return steps.reduce((draft, step) => step(draft, input), empty);
}
