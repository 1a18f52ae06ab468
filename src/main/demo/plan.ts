import type { ServiceKind, UsageKind } from '../../contract/catalog.ts';
import type { Segment } from '../../contract/customers.ts';
import type { Day, Instant, Period } from '../../contract/dates.ts';

/**
 * What is to happen to a demo customer, before anything is in the database: what they hold, use and pay, and when. Bills
 * are not in it, because the product makes them.
 */
export type CustomerPlan = {
  readonly number: string;
  readonly name: string;
  readonly given?: string;
  readonly family?: string;
  readonly segment: Segment;
  readonly tier?: string;
  readonly city: string;
  readonly since: Day;
  readonly household?: string;
  readonly contacts: ReadonlyArray<ContactPlan>;
  readonly pin: string;
  readonly birthDate: Day | null;
  readonly cycleDay: number;
  /** The first day that is billed; left out where the customer is older than the demo. */
  readonly opened?: Day;
  /** The number of the customer that pays. */
  readonly payer?: string;
  readonly autopay: 'on' | 'off' | 'paused';
  readonly methods: ReadonlyArray<MethodPlan>;
  readonly services: ReadonlyArray<ServicePlan>;
  /** What the customer pays when a bill has come. */
  readonly pays: (bill: { readonly billDay: Day; readonly dueDay: Day }) => ReadonlyArray<PaymentPlan>;
  readonly disputes?: ReadonlyArray<DisputePlan>;
  readonly interactions: ReadonlyArray<InteractionPlan>;
  readonly changes: ReadonlyArray<ChangePlan>;
  readonly followUps?: ReadonlyArray<FollowUpPlan>;
};

export type ContactPlan = { readonly kind: 'phone' | 'email' | 'address'; readonly label: string; readonly value: string; readonly preferred?: boolean };
/** `used` counts the methods of a customer from 0 where a payment names one. */
export type MethodPlan = { readonly kind: 'card' | 'bank'; readonly brand: string; readonly last4: string; readonly expires?: Day; readonly autopay?: boolean };
export type ServicePlan = { readonly kind: ServiceKind; readonly reference: string; readonly user?: string; readonly started: Day; readonly products: ReadonlyArray<ProductPlan>; readonly usage?: (period: Period) => ReadonlyArray<UsagePlan> };
export type ProductPlan = {
  readonly offer: string; readonly quantity?: number; readonly from: Day; readonly to?: Day; readonly order?: string;
  /** The end was agreed at the start (a welcome offer); otherwise it becomes known on the day itself. */
  readonly endAgreed?: boolean;
  /** When the order was entered, where that was later than `from`. */
  readonly entered?: Day;
};
/** One event: local day and seconds after midnight; units by the usage kind. */
export type UsagePlan = { readonly day: Day; readonly second: number; readonly usage: UsageKind; readonly units: number; readonly to?: string; readonly visited?: string };
export type PaymentPlan = {
  readonly day: Day; readonly time?: string; readonly method: number | null; readonly label: string; readonly origin: 'automatic' | 'manual'; readonly reference?: string;
  /** Left out, it pays what is open of the bill. */
  readonly amount?: number;
  readonly failure?: string;
  /** True where nobody has said yet which bill it is for. */
  readonly unallocated?: boolean;
};
export type DisputePlan = { readonly at: Instant; readonly billDay: Day; readonly charge: string; readonly reason: string; readonly channel: string };
export type InteractionPlan = { readonly at: Instant; readonly minutes: number; readonly channel: 'call' | 'email' | 'sms' | 'web' | 'store'; readonly direction?: 'in' | 'out'; readonly login: string | null; readonly reason: string; readonly outcome: string; readonly summary: string };
export type ChangePlan = { readonly at: Instant; readonly area: 'service' | 'contact' | 'money'; readonly title: string; readonly detail: string; readonly login?: string };
export type FollowUpPlan = { readonly login: string; readonly title: string; readonly dueAt: Instant; readonly doneAt?: Instant };
