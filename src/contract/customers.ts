import { type } from '@orpc/contract';
import { z } from 'zod';
import { type CaseId, CustomerId } from './ids.ts';
import { care, command, type JsonText, type Level, lookers, query, steps } from './procedure.ts';
import type { Day, Instant } from './dates.ts';
import type { Minor } from './money.ts';
import type { ServiceKind, UsageKind } from './catalog.ts';
import type { BillState } from './bill-state.ts';

export type Segment = 'private' | 'corporate' | 'vip';

/** One hit of a search: enough to choose by, contact data masked, and why it matched. */
export type SearchHit = {
  readonly customerId: CustomerId; readonly number: string; readonly name: string; readonly segment: Segment; readonly active: boolean;
  readonly city: string; readonly state: string; readonly phone: string | null; readonly email: string | null;
  /** "Phone (206) ••• 0142", "Bill 2611-04821", "Name". */
  readonly reason: string;
  /** What the hit is of: a bill opens the bill. */
  readonly kind: 'customer' | 'bill' | 'service' | 'payment';
  readonly objectId: number | null;
};

/** A case: the right to look at one customer, with its reason and the verification level reached. */
export type OpenCase = { readonly caseId: CaseId; readonly customerId: CustomerId; readonly name: string; readonly level: Level; readonly checks: ReadonlyArray<CheckState>; readonly failures: number; readonly lockedOut: boolean };
export const checkKinds = ['number', 'pin', 'lastPayment', 'birthDate', 'customerNumber'] as const;
export type CheckKind = (typeof checkKinds)[number];
export type CheckState = { readonly kind: CheckKind; readonly passed: boolean; readonly at: Instant | null };

export const caseReasons = ['call', 'search', 'queue', 'link'] as const;

/** Money as the standing strip shows it (architecture.md 10.6). */
export type Standing = {
  /** `also` is what is open in other currencies than the account's, where a location has one of its own. */
  readonly open: Minor; readonly also?: ReadonlyArray<{ readonly currency: string; readonly open: Minor }>; readonly due: Minor; readonly nextDue: Day | null; readonly overdue: Minor; readonly overdueSince: Day | null; readonly disputed: Minor; readonly dispute: string | null;
  readonly credit: Minor; readonly unbilled: Minor; readonly unbilledSince: Day | null;
  readonly autopay: { readonly state: 'on' | 'off' | 'failed' | 'expired' | 'paused'; readonly label: string; readonly at: Day | null };
};
/** What an allowance is counted in: units of a kind of usage, points, or minor units of money. */
export type UseKind = UsageKind | 'points' | 'money';
/** A threshold that a cycle reached: on which day, and when the customer was told; null where nobody did yet. */
export type AllowanceCrossed = { readonly crossingId: number; readonly percent: number; readonly on: Day; readonly told: Day | null };
/** What there is of an allowance beside the cycle's own, with its use. */
export type MoreUse = { readonly brought: number; readonly used: number };
/** More of an allowance that can be bought now, for so many units; `until` is the day at whose start it is gone, null where it is kept until used. */
export type TopUpOffer = { readonly offer: string; readonly topUp: string; readonly label: string; readonly units: number; readonly price: Minor; readonly until: Day | null };
/** Where an allowance stands; `more` is what earlier cycles left beside it, `toppedUp` what was bought, `reserved` what is put aside for sessions that run, and is neither used nor free; `crossed` the thresholds that the cycle reached; `currency` is that of money. */
export type AllowanceUse = { readonly code: string; readonly label: string; readonly usage: UseKind; readonly used: number; readonly included: number | null; readonly more: MoreUse | null; readonly toppedUp: MoreUse | null; readonly reserved: number; readonly topUps: ReadonlyArray<TopUpOffer>; readonly crossed: ReadonlyArray<AllowanceCrossed>; readonly currency: string; readonly overOn: Day | null };
export type ServiceRow = {
  readonly serviceId: number; readonly kind: ServiceKind; readonly label: string; readonly reference: string; readonly user: string | null; readonly status: 'active' | 'suspended' | 'terminated';
  readonly since: Day; readonly monthly: Minor; readonly use: ReadonlyArray<AllowanceUse>;
  readonly products: ReadonlyArray<{ readonly offer: string; readonly label: string; readonly kind: 'plan' | 'addon' | 'discount'; readonly from: Day; readonly to: Day | null; readonly monthly: Minor }>;
};
export type BillPoint = { readonly billId: number; readonly number: string; readonly billDay: Day; readonly dueDay: Day; readonly total: Minor; readonly open: Minor; readonly disputed: Minor; readonly overdue: Minor; readonly state: BillState };
/** A mark above the bills graph; marks of one kind close in time are shown as one with a count (product.md 2.1). */
export type Marker = { readonly kind: 'payment' | 'failedPayment' | 'dispute' | 'contact'; readonly day: Day; readonly label: string; readonly amount: Minor | null };
export type OpenItem = { readonly kind: 'dispute' | 'failedPayment' | 'unallocated' | 'followUp' | 'allowance'; readonly title: string; readonly detail: string; readonly state: string; readonly tone: 'neutral' | 'warn' | 'neg' | 'disp' | 'info'; readonly objectId: number };
export type PaymentMethod = { readonly id: number; readonly kind: 'card' | 'bank'; readonly label: string; readonly detail: string; readonly state: 'ready' | 'expired'; readonly expiry: string | null; readonly autopay: boolean };
export type TimelineGroup = 'money' | 'contact' | 'service';
/** Where a page of the timeline goes on: behind this item, which may be one of many of its moment. */
export const TimelinePlace = z.strictObject({ at: z.iso.datetime(), source: z.int().min(0).max(9), id: z.int() });
export type TimelinePlace = z.infer<typeof TimelinePlace>;
export type TimelineItem = { readonly at: Instant; readonly group: TimelineGroup; readonly kind: string; readonly title: string; readonly detail: string; readonly tone: 'neutral' | 'accent' | 'pos' | 'neg' | 'warn' | 'disp' };
/** What to do next, with its reason; the screen maps `act` to a command of its registry (design.md 6). */
export type Suggestion = { readonly act: 'verify' | 'explainBill' | 'seeOverdue' | 'seeAutopay' | 'seeUnallocated' | 'seeDispute' | 'seeUsage' | 'seeParent'; readonly title: string; readonly reason: string; readonly tone: 'accent' | 'warn' | 'neg' | 'disp'; readonly rank: number; readonly billIds?: ReadonlyArray<number> };
export type Related = { readonly customerId: CustomerId; readonly name: string; readonly number: string; readonly segment: Segment; readonly role: 'payer' | 'child' | 'household' };
export type Contact = { readonly kind: 'phone' | 'email' | 'address'; readonly label: string; readonly value: string; readonly masked: boolean; readonly preferred: boolean };

/** The Customer 360. Parts above the caller's level are null: they never left the database. */
export type CustomerOverview = {
  readonly customerId: CustomerId; readonly accountId: number; readonly number: string; readonly name: string; readonly segment: Segment; readonly tier: string | null; readonly active: boolean;
  readonly city: string; readonly state: string; readonly since: Day; readonly language: string; readonly currency: string; readonly cycleDay: number; readonly level: Level; readonly address: string | null;
  readonly accountNumber: string; readonly nextBillDay: Day;
  readonly standing: Standing | null;
  readonly bills: ReadonlyArray<BillPoint> | null;
  readonly markers: ReadonlyArray<Marker> | null;
  readonly services: ReadonlyArray<ServiceRow> | null;
  readonly openItems: ReadonlyArray<OpenItem> | null;
  readonly methods: ReadonlyArray<PaymentMethod> | null;
  readonly timeline: ReadonlyArray<TimelineItem>;
  readonly related: ReadonlyArray<Related>;
  readonly contacts: ReadonlyArray<Contact>;
  readonly suggestions: ReadonlyArray<Suggestion>;
};

export type WrapUpCode = { readonly code: string; readonly label: string; readonly group: string };
export type DeskOverview = {
  readonly callsToday: number; readonly averageCallSeconds: number | null; readonly solvedToday: number;
  readonly followUps: ReadonlyArray<{ readonly id: number; readonly customerId: CustomerId; readonly customer: string; readonly title: string; readonly dueAt: Instant; readonly done: boolean }>;
  readonly recent: ReadonlyArray<{ readonly customerId: CustomerId; readonly name: string; readonly number: string; readonly lastDone: string; readonly at: Instant }>;
  readonly drafts: ReadonlyArray<{ readonly key: string; readonly customerId: CustomerId | null; readonly title: string; readonly savedAt: Instant }>;
};
export type Draft = { readonly key: string; readonly body: string; readonly savedAt: Instant };

/** Entries of the audit by others since a mark; `customerId` is null for what may touch any customer. An entry may come twice. */
export type ChangedElsewhere = { readonly mark: string; readonly changes: ReadonlyArray<{ readonly entry: number; readonly customerId: CustomerId | null }> };

const customer = z.strictObject({ customerId: CustomerId });
const DraftKey = z.string().regex(/^[a-zA-Z0-9:._-]{1,120}$/);

export const customers = {
  search: query(lookers, 0, 'Find customers by any number, name, e-mail or address').input(z.strictObject({ text: z.string().trim().min(2).max(100) })).output(type<{ hits: ReadonlyArray<SearchHit>; didYouMean: string | null }>()),
  whoCalls: query(care, 0, 'Who may be calling from a number').input(z.strictObject({ from: z.string().min(1).max(40) })).output(type<{ number: string; shown: string; hits: ReadonlyArray<SearchHit> }>()),
  openCase: steps(lookers, 0, 'Open a customer with the reason for it').input(z.strictObject({ customerId: CustomerId, reason: z.enum(caseReasons), callId: z.string().max(80).nullable(), from: z.string().max(40).nullable() })).output(type<OpenCase>()),
  closeCase: command(lookers, 0, 'Close a customer').input(customer).output(type<{ customerId: CustomerId }>()),
  changed: query(lookers, 0, 'What others changed on the customers I have open').input(z.strictObject({ since: z.string().regex(/^\d{1,20}$/).nullable() })).output(type<ChangedElsewhere>()),
  verify: steps(care, 0, 'Check what the caller says').input(z.strictObject({ customerId: CustomerId, kind: z.enum(checkKinds), answer: z.string().trim().min(1).max(80) })).output(type<OpenCase & { matched: boolean }>()),
  overview: query(lookers, 0, 'Everything about one customer').input(customer).output(type<JsonText<CustomerOverview>>()),
  timeline: query(lookers, 0, 'All contacts and changes of a customer, newest first').input(z.strictObject({ customerId: CustomerId, before: TimelinePlace.optional(), group: z.enum(['money', 'contact', 'service']).optional() })).output(type<{ items: ReadonlyArray<TimelineItem>; next: TimelinePlace | null }>()),
  reveal: steps(care, 2, 'Show one masked contact in full; it is logged').input(z.strictObject({ customerId: CustomerId, kind: z.enum(['phone', 'email', 'address']), label: z.string().max(60) })).output(type<{ value: string }>()),
  wrapUpCodes: query(care, 0, 'The codes a call is closed with').output(type<ReadonlyArray<WrapUpCode>>()),
  wrapUp: command(care, 0, 'Close the call with reason, outcome and summary').input(z.strictObject({ customerId: CustomerId.nullable(), callId: z.string().max(80), from: z.string().max(40), startedAt: z.iso.datetime(), endedAt: z.iso.datetime(), reason: z.string().min(1).max(40), outcome: z.enum(['solved', 'followUp', 'noAnswer', 'transferred']), summary: z.string().max(4000), followUp: z.strictObject({ title: z.string().trim().min(2).max(120), dueAt: z.iso.datetime() }).nullable() })).output(type<{ interactionId: number }>()),
  finishFollowUp: command(care, 0, 'Mark a follow-up as done').input(z.strictObject({ id: z.int().positive() })).output(type<{ id: number }>()),
  tellCrossing: command(care, 1, 'Note that the customer was told how far an allowance is used').input(z.strictObject({ customerId: CustomerId, crossingId: z.int().positive() })).output(type<{ crossingId: number }>()),
  desk: query(care, 0, 'My day: follow-ups, recent customers, drafts').output(type<DeskOverview>()),
  draft: query('staff', 0, 'A draft of mine').input(z.strictObject({ key: DraftKey })).output(type<Draft | { key: string; body: null; savedAt: null }>()),
  saveDraft: command('staff', 0, 'Keep what was typed').input(z.strictObject({ key: DraftKey, customerId: CustomerId.nullable(), title: z.string().max(120), body: z.string().max(100_000) })).output(type<{ savedAt: Instant }>()),
  dropDraft: command('staff', 0, 'Throw a draft away').input(z.strictObject({ key: DraftKey })).output(type<{ key: string }>()),
  disclosures: query(['supervisor', 'auditor'], 0, 'Who looked at a customer, and what was shown').input(customer).output(type<ReadonlyArray<{ at: Instant; login: string; action: string; details: string }>>()),
};
