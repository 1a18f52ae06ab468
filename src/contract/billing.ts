import { type } from '@orpc/contract';
import { z } from 'zod';
import { BillId, CustomerId, UsageId } from './ids.ts';
import { care, command, lookers, query, steps } from './procedure.ts';
import type { BilledService, Category, LineTrace, TaxItem } from './bill.ts';
import type { BillState } from './bill-state.ts';
import type { UseKind } from './customers.ts';
import type { Day, Instant, Period } from './dates.ts';
import type { Explanation } from './explanation.ts';
import type { Minor } from './money.ts';

/** A bill of a cycle, one made within it, the last one of an account, or a note that gives back a part of a bill. */
export const billCategories = ['normal', 'interim', 'last', 'creditNote'] as const;
export type BillCategory = (typeof billCategories)[number];

export type BillSummary = {
  readonly billId: BillId; readonly number: string; readonly category: BillCategory; readonly billDay: Day; readonly dueDay: Day; readonly period: Period;
  readonly total: Minor; readonly open: Minor; readonly disputed: Minor; readonly due: Minor; readonly overdue: Minor; readonly allocated: Minor; readonly state: BillState; readonly currency: string; readonly services: ReadonlyArray<string>;
};
/** Where a page of bills goes on: behind this one, which may be one of several of its day. */
export type BillPlace = Pick<BillSummary, 'billId' | 'billDay'>;
/** The bill in progress: what is not billed yet, and what the next bill will be if nothing changes. */
export type UnbilledSummary = { readonly sinceDay: Day; readonly nextBillDay: Day; readonly usage: Minor; readonly estimate: Minor; readonly lastUsageAt: Instant | null };

/** A line of a bill on the screen; `billId` null stands for the bill in progress, whose lines have negative ids. */
export type LineView = {
  readonly lineId: number; readonly serviceId: number | null; readonly customerId: number; readonly offer: string | null; readonly charge: string; readonly version: string; readonly label: string; readonly category: Category; readonly period: Period;
  readonly units: number | null; readonly unit: 'second' | 'kilobyte' | 'piece' | 'day' | null; readonly amount: Minor; readonly tax: Minor; readonly taxCode: string | null; readonly events: number; readonly disputed: Minor; readonly dispute: string | null; readonly trace: LineTrace; readonly working: string;
  /** Against the same charge on the bill before; null where there is no bill before. */
  readonly change: Minor | null;
};
export type BillView = {
  readonly billId: BillId | null; readonly number: string | null; readonly label: string; readonly category: BillCategory | 'unbilled'; readonly billDay: Day; readonly dueDay: Day; readonly period: Period; readonly currency: string;
  readonly charges: Minor; readonly tax: Minor; readonly total: Minor; readonly allocated: Minor; readonly disputed: Minor; readonly open: Minor; readonly state: BillState | 'estimate';
  readonly previousId: BillId | null; readonly previousTotal: Minor | null; readonly previousServices: ReadonlyArray<{ readonly serviceId: number | null; readonly total: Minor }>; readonly services: ReadonlyArray<BilledService & { readonly customer: string | null }>; readonly lines: ReadonlyArray<LineView>; readonly taxes: ReadonlyArray<TaxItem>;
  readonly payments: ReadonlyArray<{ readonly day: Day; readonly label: string; readonly amount: Minor }>;
};
/** An event of a charge; units are those that were billed: after minimum and increment. */
export type EventView = { readonly usageId: UsageId; readonly start: Instant; readonly usage: 'voice' | 'sms' | 'data' | 'content'; readonly units: number; readonly destination: string; readonly zone: string | null; readonly visited: string | null; readonly amount: Minor; readonly disputed: boolean };
export type EventPage = { readonly total: number; readonly rows: ReadonlyArray<EventView>; readonly next: { readonly start: Instant; readonly usageId: number } | null };
/** The working of one event in words: "3 min 20 s rounded up to 4 min; 4 min at $0.15 per min = $0.60". */
export type EventWorking = { readonly steps: ReadonlyArray<string>; readonly version: string; readonly rule: string };

export type CompareColumn = { readonly key: string; readonly billId: BillId | null; readonly label: string; readonly billDay: Day; readonly total: Minor };
export type CompareRow = { readonly serviceId: number | null; readonly label: string; readonly reference: string; readonly category: Category | 'tax' | null; readonly amounts: ReadonlyArray<Minor | null>; readonly difference: Minor };
export type Comparison = { readonly columns: ReadonlyArray<CompareColumn>; readonly rows: ReadonlyArray<CompareRow>; readonly totals: ReadonlyArray<Minor>; readonly difference: Minor; readonly explanation: Explanation; readonly oneTime: Minor; readonly everyMonth: Minor; readonly taxes: Minor; readonly nextBill: { readonly day: Day; readonly estimate: Minor } | null; readonly currency: string };

/** What bill now will do: the bill without a number, and the standing before and after. `hash` seals it for the commit. */
export type BillNowPreview = { readonly bill: BillView; readonly openBefore: Minor; readonly openAfter: Minor; readonly nextEstimate: Minor; readonly hash: string; readonly say: string };

/**
 * What a top-up will do: its price, how much of the allowance is left before and after (units by the kind of `usage`, points, or
 * minor units of money), until the start of which day it is there, and the next bill. The estimates are null where a
 * payer gets the charge. `hash` seals it for the commit.
 */
export type TopUpPreview = {
  readonly label: string; readonly size: string; readonly price: Minor; readonly currency: string; readonly usage: UseKind; readonly leftBefore: number; readonly leftAfter: number; readonly until: Day | null;
  readonly nextBillDay: Day; readonly nextBefore: Minor | null; readonly nextAfter: Minor | null; readonly hash: string; readonly say: string;
};

/** A figure with the rule it comes from; `unit` says whether in minor units or, for the exact price of an event, in micros. */
export type ReplayedFigure = { readonly rule: string; readonly amount: number; readonly unit: 'minor' | 'micros' };
/**
 * A record that differs between a bill as issued and as made again; one side is null where the record is only on the other.
 * `fields` names what differs, `name` says which record in words: a line, the key of an event, a tax.
 */
export type ReplayDifference = { readonly record: 'bill' | 'line' | 'event' | 'tax'; readonly name: string; readonly fields: ReadonlyArray<string>; readonly issued: ReplayedFigure | null; readonly made: ReplayedFigure | null };
/**
 * A bill made again from what it was made of (product.md D3). `equal` only where every amount is the same, bit for bit;
 * `reason` says why it could not be made again at all. `engine` made it then, `engineNow` now.
 */
export type Replay = { readonly number: string; readonly currency: string; readonly equal: boolean; readonly reason: string | null; readonly lines: number; readonly events: number; readonly total: Minor; readonly madeTotal: Minor | null; readonly engine: string; readonly engineNow: string; readonly catalogId: number; readonly differences: ReadonlyArray<ReplayDifference> };

/** The events of a bill as a file: its name, its text, how many events are in it. */
export type EventFile = { readonly name: string; readonly text: string; readonly events: number };

/** A charge with the cause that was asked for: what of it is due to the cause, and what of that is left to credit. */
export type SameCauseRow = { readonly bill: string; readonly account: string; readonly billDay: Day; readonly currency: string; readonly lineId: number; readonly label: string; readonly events: number; readonly amount: Minor; readonly credit: Minor };
/** All bills hit by the cause of one charge (product.md D12), by currency; `rows` may be cut, `totals` are of all. Bills are of the days from and to, both with them; null for all. */
export type SameCause = {
  readonly cause: { readonly by: 'tariff' | 'file' | 'outage'; readonly label: string; readonly version: string | null; readonly importId: number | null; readonly outageId?: number; readonly from: Day | null; readonly to: Day | null };
  readonly totals: ReadonlyArray<{ readonly currency: string; readonly bills: number; readonly accounts: number; readonly charges: number; readonly events: number; readonly amount: Minor; readonly credit: Minor }>;
  readonly rows: ReadonlyArray<SameCauseRow>;
};

const customer = { customerId: CustomerId };
/** A charge, an event of it where a file is the cause, the outage where that is, with the bill days looked at: both with them, null for all. */
export const CauseChoice = z.strictObject({ ...customer, lineId: z.int().positive(), usageId: UsageId.nullable(), by: z.enum(['tariff', 'file', 'outage']), outageId: z.int().positive().optional(), from: z.iso.date().nullable(), to: z.iso.date().nullable() });
export type CauseChoice = z.infer<typeof CauseChoice>;
/** A bill by id, or the bill in progress. */
export const BillChoice = z.union([BillId, z.literal('unbilled')]);
export type BillChoice = z.infer<typeof BillChoice>;
const TopUpChoice = z.strictObject({ ...customer, serviceId: z.int().positive(), offer: z.string().max(80), topUp: z.string().max(80) });
const BillNowScope = z.strictObject({ ...customer, serviceIds: z.array(z.int().positive()).max(500).nullable() });

export const billing = {
  bills: query(lookers, 1, 'The bills of a customer, newest first, with filters')
    .input(z.strictObject({ ...customer, before: z.strictObject({ billId: BillId, billDay: z.iso.date() }).optional(), number: z.string().max(40).optional(), from: z.iso.date().optional(), to: z.iso.date().optional(), state: z.enum(['open', 'partPaid', 'paid', 'overdue', 'credit']).optional(), category: z.enum(billCategories).optional(), serviceId: z.int().positive().optional() }))
    .output(type<{ bills: ReadonlyArray<BillSummary>; older: number; next: BillPlace | null; unbilled: UnbilledSummary }>()),
  bill: query(lookers, 2, 'One bill as a tree of services and charges').input(z.strictObject({ ...customer, bill: BillChoice })).output(type<BillView>()),
  events: query(lookers, 2, 'The events of one charge, page by page').input(z.strictObject({ ...customer, bill: BillChoice, lineId: z.int(), after: z.strictObject({ start: z.iso.datetime(), usageId: z.int() }).nullable(), text: z.string().max(60).optional() })).output(type<EventPage>()),
  eventWorking: query(lookers, 2, 'How one event came to its price').input(z.strictObject({ ...customer, bill: BillChoice, usageId: UsageId })).output(type<EventWorking>()),
  eventFile: command(lookers, 2, 'Take the events of a bill as a file').input(z.strictObject({ ...customer, bill: BillId })).output(type<EventFile>()),
  replay: query(['supervisor', 'auditor'], 2, 'Make a bill again and compare every amount').input(z.strictObject({ ...customer, bill: BillId })).output(type<Replay>()),
  sameCause: command(['supervisor', 'auditor'], 2, 'Find all bills hit by the cause of a charge').input(CauseChoice).output(type<SameCause>()),
  compareBills: query(lookers, 2, 'Compare 2 to 6 bills and explain one difference to the cent').input(z.strictObject({ ...customer, bills: z.array(BillChoice).min(2).max(6), explain: z.tuple([z.int().min(0).max(5), z.int().min(0).max(5)]).optional() })).output(type<Comparison>()),
  previewBillNow: steps(care, 2, 'Show the bill that bill now would make').input(BillNowScope).output(type<BillNowPreview>()),
  billNow: steps(care, 2, 'Make the bill that was previewed').input(z.strictObject({ ...BillNowScope.shape, hash: z.string().length(64) })).output(type<{ billId: BillId; number: string }>()),
  previewTopUp: steps(care, 2, 'Show what a top-up of an allowance will do').input(TopUpChoice).output(type<TopUpPreview>()),
  buyTopUp: steps(care, 2, 'Buy the top-up that was previewed').input(z.strictObject({ ...TopUpChoice.shape, hash: z.string().length(64) })).output(type<{ topUpId: number; label: string }>()),
  payments: query(lookers, 2, 'Payments of a customer with what they paid').input(z.strictObject(customer)).output(type<ReadonlyArray<{ paymentId: number; number: string; day: Day; amount: Minor; allocated: Minor; unallocated: Minor; method: string; origin: 'automatic' | 'manual'; state: 'captured' | 'failed' | 'refunded'; detail: string; bills: ReadonlyArray<{ number: string; amount: Minor }> }>>()),
};
