import type { CycleUnit } from './cycles.ts';
import type { Day, Instant, Period } from './dates.ts';
import type { Micros, Minor } from './money.ts';
import type { PriceModel, ServiceKind, UsageKind } from './catalog.ts';

/** What kind of charge a line is; the categories of the compare screen in this order. */
export const categories = ['plan', 'addon', 'usage', 'oneoff', 'discount', 'fee'] as const;
export type Category = (typeof categories)[number];
export const categoryLabels: Readonly<Record<Category | 'tax', string>> = {
  plan: 'Plan', addon: 'Add-ons', usage: 'Usage', oneoff: 'One-off', discount: 'Discounts', fee: 'Fees', tax: 'Taxes and fees',
};

/**
 * What an event took from an allowance: what was left before and after, and how much it holds in all products together. In units
 * of the usage, or points, or micros of money.
 */
export type AllowanceTaken = {
  readonly code: string;
  readonly before: number;
  readonly after: number;
  readonly included?: number;
  /** Absent is units of the usage. */
  readonly measure?: 'points' | 'money';
  /** Units of the usage that points covered. */
  readonly covers?: number;
  /** The top-up or what an earlier cycle left; absent is the allowance of the cycle itself. */
  readonly grant?: string;
};

/** How one event came to its price, in the order in which it was decided. Amounts in micros; units by the usage kind. */
export type EventTrace = {
  readonly offer: string;
  readonly rule: string;
  readonly version: string;
  readonly zone: string | null;
  readonly band: string | null;
  /** Units after minimum and increment. */
  readonly rounded: number;
  /** The first allowance of units or points that was used. */
  readonly allowance?: AllowanceTaken;
  /** Those that were used after it, money last. */
  readonly further?: ReadonlyArray<AllowanceTaken>;
  /** Units that no allowance covered. */
  readonly charged: number;
  /** Units of this rule charged in the cycle before this event: where it stands in tiers and blocks. */
  readonly countedBefore: number;
  readonly model: PriceModel['kind'];
  /** The parts of a call that passed from one rule or version into another, each with its own working; the rest is of the first. */
  readonly parts?: ReadonlyArray<PartTrace>;
};
/** `micros` is the price of the part. */
export type PartTrace = Omit<EventTrace, 'parts'> & { readonly micros: Micros };

/** All allowances that an event used, in order. */
export function takenOf({ allowance, further = [], parts }: EventTrace): ReadonlyArray<AllowanceTaken> {
  if (parts) return parts.flatMap((part) => takenOf(part));
  return allowance ? [allowance, ...further] : further;
}

/** A priced event. `micros` is its exact price, `amount` its share of the line in minor units. */
export type RatedEvent = {
  readonly usageId: number;
  readonly key: string;
  readonly start: Instant;
  readonly usage: UsageKind;
  readonly units: number;
  readonly destination: string;
  readonly visited: string | null;
  readonly micros: Micros;
  readonly amount: Minor;
  readonly trace: EventTrace;
};

/** What makes two lines of two bills the same charge (architecture.md 10.11). */
export type LineKey = { readonly serviceId: number | null; readonly charge: string; readonly version: string; readonly part: string };

/**
 * One charge on a bill as it is kept. `tax` is its share of the bill's tax and `included` the part of the amount that is tax
 * already: amount + tax - included is what it adds to the total. `productId` is null for account charges.
 */
export type BillLine = LineKey & {
  readonly productId: number | null;
  readonly offer: string | null;
  readonly label: string;
  readonly category: Category;
  readonly period: Period;
  readonly units: number | null;
  readonly unit: 'second' | 'kilobyte' | 'piece' | 'day' | null;
  readonly amount: Minor;
  readonly taxCode: string | null;
  readonly tax: Minor;
  readonly included: Minor;
  /** The words of the working: "15 of 31 days of $89.00". */
  readonly trace: LineTrace;
};

/**
 * The days charged of those that the price is for. `unit` is named where it is not the account's cycle: `times` months on a
 * quarter's bill, or `beyond` it: a year, which most bills do not have.
 */
type Span = { readonly days: number; readonly ofDays: number; readonly refund: boolean; readonly unit?: CycleUnit; readonly times?: number; readonly beyond?: boolean };
/** A line before the bill is taxed. */
export type UntaxedLine = Omit<BillLine, 'tax' | 'included'>;

/** A price and the discounts taken off it in their order, each with what it left: "12.00 less 10% = 10.80, less 2.00 = 8.80". */
export type DiscountSteps = { readonly price: Minor; readonly off: ReadonlyArray<{ readonly rate: number | null; readonly off: Minor; readonly left: Minor }> };
export type LineTrace =
  | ({ readonly kind: 'recurring'; readonly price: Minor } & Span)
  /** `base` is what those before left of the price; with others before it the steps are told from the full price on. */
  | ({ readonly kind: 'percent'; readonly rate: number; readonly base: Minor; readonly baseCharge: string; readonly steps?: DiscountSteps } & Span)
  | ({ readonly kind: 'amountOff'; readonly off: Minor; readonly baseCharge: string; readonly steps: DiscountSteps } & Span)
  | { readonly kind: 'volume'; readonly measure: 'units' | 'charges'; readonly reached: number; readonly tier: number; readonly rate: number; readonly base: Minor }
  | { readonly kind: 'commitment'; readonly minimum: Minor; readonly counted: Minor }
  /** Money given back of a line of an earlier bill, which was `of`. */
  | { readonly kind: 'credit'; readonly bill: string; readonly lineId: number; readonly of: Minor; readonly cause: string }
  | { readonly kind: 'deposit'; readonly day: Day; readonly back: boolean; readonly cause: string }
  | { readonly kind: 'usage'; readonly events: number; readonly freeUnits: number; readonly chargedUnits: number; readonly micros: Micros }
  | { readonly kind: 'oneTime'; readonly day: Day; readonly cause: string | null };

/** Whether a line recurs: charged, discounted or given back for days. */
export function recurs(trace: LineTrace): trace is Extract<LineTrace, Span> {
  return trace.kind === 'recurring' || trace.kind === 'percent' || trace.kind === 'amountOff';
}

/**
 * One tax of a bill: the base is summed per jurisdiction and rate, taxed and rounded once (product.md 9.6). `included` is the
 * tax that was in the prices; where a customer does not owe it the amount is zero and the note says why.
 */
export type TaxItem = { readonly code: string; readonly label: string; readonly jurisdiction: string; readonly version: string; readonly rate: number; readonly base: Minor; readonly amount: Minor; readonly included: Minor; readonly note: string | null };
/** What a line has of a tax; `line` is its place on the bill, from 0. */
export type TaxShare = { readonly line: number; readonly base: Minor; readonly tax: Minor; readonly included: Minor };
export type SharedTax = TaxItem & { readonly shares: ReadonlyArray<TaxShare> };

/** A bill's figures before it has a number: what preview shows and what issuing writes. */
export type DraftBill = {
  readonly accountId: number;
  readonly currency: string;
  readonly billDay: Day;
  readonly dueDay: Day;
  readonly period: Period;
  readonly lines: ReadonlyArray<BillLine & { readonly events: ReadonlyArray<RatedEvent> }>;
  readonly taxes: ReadonlyArray<SharedTax>;
  readonly charges: Minor;
  readonly tax: Minor;
  readonly total: Minor;
};

/** The service a charge is for, as the screens name it. */
export type BilledService = { readonly serviceId: number; readonly kind: ServiceKind; readonly label: string; readonly reference: string };
