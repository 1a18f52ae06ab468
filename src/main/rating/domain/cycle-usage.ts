import type { EventTrace } from '../../../contract/bill.ts';
import type { UsageKind } from '../../../contract/catalog.ts';
import type { Day, Instant } from '../../../contract/dates.ts';
import type { Micros, Minor } from '../../../contract/money.ts';

/** An offer held by a service for [from, to); `to` null is without end. */
export type HeldProduct = {
  readonly productId: number; readonly serviceId: number; readonly offer: string; readonly from: Day; readonly to: Day | null;
  /** Keeps the usage prices of this day whatever comes later; absent means those in force. */
  readonly pricesOf?: Day;
};

/**
 * What a bill already says of an event. With its `trace`, the rule, the units and the allowance that the bill used hold;
 * without, they are worked out again from the catalog.
 */
export type BilledPart = { readonly micros: Micros; readonly amount: Minor; readonly trace?: EventTrace };

/** A usage event of the cycle; `billed` is null until a bill carries it. Units by the usage kind. */
export type CycleEvent = {
  readonly usageId: number;
  readonly key: string;
  readonly serviceId: number;
  readonly start: Instant;
  readonly usage: UsageKind;
  readonly units: number;
  readonly destination: string;
  readonly visited: string | null;
  /** 'in' was received by the service; absent is 'out'. */
  readonly direction?: 'in' | 'out';
  readonly billed: BilledPart | null;
  /** Keeps the rule of an earlier rating and is priced anew by it: its neighbours may have moved its allowance. */
  readonly pinned?: EventTrace;
};

/**
 * More of an allowance than its cycle brings, for events that start in [from, to): what earlier cycles left, used before the
 * cycle's own, or a top-up, used after it. `serviceId` null is for a shared allowance. People read the id, as "top-up 17". The id is its name in words, "top-up 17".
 */
export type Grant = { readonly id: string; readonly kind: 'rollover' | 'topUp'; readonly code: string; readonly serviceId: number | null; readonly units: number; readonly from: Instant; readonly to: Instant | null };

/** What is reserved of an allowance for one event: others that start in [from, to) leave it alone. */
export type Reservation = { readonly code: string; readonly serviceId: number | null; readonly units: number; readonly from: Instant; readonly to: Instant; readonly key: string };

/** One billing cycle of one account; `zone` is the customer's, for local days and bands (architecture.md 10.7). */
export type CycleUsage = {
  readonly zone: string; readonly products: ReadonlyArray<HeldProduct>; readonly events: ReadonlyArray<CycleEvent>;
  readonly grants?: ReadonlyArray<Grant>; readonly reservations?: ReadonlyArray<Reservation>;
};

/** A priced event with the event itself and how it came to its price. */
export type RatedUsage = {
  readonly usageId: number;
  readonly serviceId: number;
  readonly productId: number;
  readonly rule: string;
  readonly version: string;
  readonly label: string;
  readonly taxCode: string | null;
  readonly micros: Micros;
  readonly trace: EventTrace;
  readonly event: CycleEvent;
};

export type UnratedUsage = { readonly usageId: number; readonly reason: 'inactiveService' | 'noPrice' };

export type RatedCycle = { readonly rated: ReadonlyArray<RatedUsage>; readonly unrated: ReadonlyArray<UnratedUsage> };
