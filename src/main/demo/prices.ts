import type { z } from 'zod';
import type { Offer, OneTime, PercentOff, PriceModel, Recurring, TopUp, UsageRule } from '../../contract/catalog.ts';
import type { Day } from '../../contract/dates.ts';
import { MICROS_PER_MINOR } from '../../contract/money.ts';

/** Parts of the demo catalog as they are written, before the contract fills in what is left out. */
export type OfferDraft = z.input<typeof Offer>;
export type RuleDraft = z.input<typeof UsageRule>;
export type RecurringDraft = z.input<typeof Recurring>;
type ModelDraft = z.input<typeof PriceModel>;

/** The one sales tax of the demo operator. */
export const SALES_TAX = 'sales-wa';
/** All prices of the demo hold from here unless a later version says otherwise. */
export const PRICES_FROM: Day = '2020-01-01';

export const SECONDS_A_MINUTE = 60;
export const KILOBYTES_A_MEGABYTE = 1000;
export const KILOBYTES_A_GIGABYTE = 1_000_000;

/** Whole cents of a usage price, as micros. */
export function cents(amount: number): number {
  return amount * MICROS_PER_MINOR;
}

/** A price and its later versions, each named by the year and month from which it holds. */
export function versions<T>(first: T, ...later: ReadonlyArray<readonly [from: Day, price: T]>): Array<{ version: string; from: Day; price: T }> {
  return [[PRICES_FROM, first] as const, ...later].map(([from, price]) => ({ version: from.slice(0, 7), from, price }));
}

/** A taxed charge of a plan or add-on for each cycle in advance, in cents. */
export function monthly(code: string, label: string, price: number, category: 'plan' | 'addon' | 'discount' = 'plan'): RecurringDraft {
  return { code, label, timing: 'advance', category, tax: SALES_TAX, versions: versions(price) };
}

export function once(code: string, label: string, price: number): z.input<typeof OneTime> {
  return { code, label, tax: SALES_TAX, versions: versions(price) };
}

/** More of an allowance, at a price in cents; without `cycles` it is kept until used. */
export function topUp(code: string, label: string, allowance: string, units: number, price: number, cycles?: number): z.input<typeof TopUp> {
  return { ...once(code, label, price), allowance, units, ...(cycles === undefined ? {} : { cycles }) };
}

/** A discount in hundredths of a percent. */
export function percentOff(code: string, label: string, rate: number): z.input<typeof PercentOff> {
  return { code, label, tax: SALES_TAX, versions: versions(rate) };
}

/** A taxed usage rule; the rest (zones, network, band, allowance) by name. */
export function rule(usage: RuleDraft['usage'], code: string, label: string, price: ModelDraft, rest: Partial<RuleDraft> = {}): RuleDraft {
  return { code, label, usage, tax: SALES_TAX, versions: versions(price), ...rest };
}

export const free: ModelDraft = { kind: 'flat', price: 0 };

/** Cents for each started minute. */
export function perStartedMinute(amount: number, setup = 0): ModelDraft {
  return { kind: 'perUnit', price: cents(amount), per: SECONDS_A_MINUTE, increment: SECONDS_A_MINUTE, setup: cents(setup) };
}

/** Cents a minute, counted by the second. */
export function perSecond(amount: number): ModelDraft {
  return { kind: 'perUnit', price: cents(amount), per: SECONDS_A_MINUTE };
}

/** Cents for each started megabyte. */
export function perMegabyte(amount: number): ModelDraft {
  return { kind: 'perUnit', price: cents(amount), per: KILOBYTES_A_MEGABYTE, increment: KILOBYTES_A_MEGABYTE };
}

/** Cents for each message or piece of content. */
export function perPiece(amount: number): ModelDraft {
  return { kind: 'perUnit', price: cents(amount), per: 1 };
}
