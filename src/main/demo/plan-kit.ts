import { addDays, type Day } from '../../contract/dates.ts';
import { localInstant } from './demo-time.ts';
import type { ChangePlan, ContactPlan, CustomerPlan, InteractionPlan, PaymentPlan, ProductPlan } from './plan.ts';

/** Short ways to write a customer's plan. */
export const OLD: Day = '2019-04-01';

/** A product held since long ago, without an end. */
export function has(offer: string, quantity = 1, from: Day = OLD): ProductPlan {
  return { offer, quantity, from };
}

/** A phone, an e-mail and an address, in this order of preference. */
export function reach(phone: string, email: string, address: string, label = 'Mobile'): ContactPlan[] {
  return [{ kind: 'phone', label, value: phone, preferred: true }, { kind: 'email', label: 'E-mail', value: email, preferred: true }, { kind: 'address', label: 'Home', value: address, preferred: true }];
}

type Pays = CustomerPlan['pays'];
/** Two days before the bill is due, at nine in the morning. */
export const AUTOPAY_LEAD = 2;

/** The automatic payment of a bill. */
export function automatic(dueDay: Day, method: number, label: string): PaymentPlan {
  return { day: addDays(dueDay, -AUTOPAY_LEAD), method, label, origin: 'automatic' };
}

export function paysAutomatically(method: number, label: string): Pays {
  return ({ dueDay }) => [automatic(dueDay, method, label)];
}

/** By hand, so many days after the bill. */
export function paysAfter(days: number, method: number | null, label: string): Pays {
  return ({ billDay }) => [{ day: addDays(billDay, days), method, label, origin: 'manual' }];
}

/** As usual, but for the bills of some days. */
export function payingExcept(usual: Pays, special: Readonly<Record<Day, ReadonlyArray<PaymentPlan>>>): Pays {
  return (bill) => special[bill.billDay] ?? usual(bill);
}

/** A call that an agent took; `reason` is a wrap-up code. */
export function call(day: Day, time: string, minutes: number, reason: string, outcome: string, summary: string, login = 'nadia.okafor'): InteractionPlan {
  return { at: localInstant(day, time), minutes, channel: 'call', login, reason, outcome, summary };
}

export function written(channel: 'email' | 'sms' | 'web', day: Day, time: string, reason: string, outcome: string, summary: string, direction: 'in' | 'out' = 'in'): InteractionPlan {
  return { at: localInstant(day, time), minutes: 0, channel, direction, login: null, reason, outcome, summary };
}

export function change(day: Day, time: string, area: ChangePlan['area'], title: string, detail: string, login = 'nadia.okafor'): ChangePlan {
  return { at: localInstant(day, time), area, title, detail, login };
}
