import { z } from 'zod';
import { CycleUnit } from './cycles.ts';

/**
 * The catalog: what is sold and at which price. One document holds every version of every price, so that a bill of any
 * day can be made again from it. A price in force on a day is the last version whose `from` is not after that day.
 */
const Day = z.iso.date();
const Micros = z.int().min(-1e15).max(1e15);
const Minor = z.int().min(-1e15).max(1e15);
/** Hundredths of a percent. */
const Rate = z.int().min(0).max(10_000);

export const UsageKind = z.enum(['voice', 'sms', 'data', 'content']);
export type UsageKind = z.infer<typeof UsageKind>;

/** What one unit of usage is: seconds for voice, kilobytes for data, pieces for messages and content. */
export const unitOfUsage: Readonly<Record<UsageKind, 'second' | 'kilobyte' | 'piece'>> = { voice: 'second', data: 'kilobyte', sms: 'piece', content: 'piece' };

/** Prices of usage. Every price is micros (a millionth of a minor unit) for `per` units of usage. */
const Tier = z.strictObject({ upTo: z.int().positive().nullable(), price: Micros });
export const PriceModel = z.discriminatedUnion('kind', [
  /** One price for each event, whatever its size. */
  z.strictObject({ kind: z.literal('flat'), price: Micros }),
  /**
   * The event is rounded up to `minimum`, then to whole increments, and priced by units; a set-up fee may be added. `first`
   * is a first increment of another size: 30 with increments of 6 is "30/6". No event costs more than `cap`, set-up included.
   */
  z.strictObject({ kind: z.literal('perUnit'), price: Micros, per: z.int().positive(), increment: z.int().positive().default(1), minimum: z.int().nonnegative().default(0), setup: Micros.default(0), first: z.int().positive().optional(), cap: Micros.nonnegative().optional() }),
  /** Each unit at the price of the tier it falls in, counted over the cycle. `upTo` is in units, the last is null. */
  z.strictObject({ kind: z.literal('graduated'), per: z.int().positive(), increment: z.int().positive().default(1), tiers: z.array(Tier).min(1) }),
  /** All units of the cycle at the price of the tier that their sum reaches. */
  z.strictObject({ kind: z.literal('volume'), per: z.int().positive(), increment: z.int().positive().default(1), tiers: z.array(Tier).min(1) }),
  /** Whole blocks of `size` units, counted over the cycle; `free` units come first. */
  z.strictObject({ kind: z.literal('package'), size: z.int().positive(), price: Micros, free: z.int().nonnegative().default(0) }),
  /**
   * So many hundredths of a percent of the event's value and a fixed fee for each event; the first `free` of the cycle's value
   * has no percentage. The units of the events are the value in minor units.
   */
  z.strictObject({ kind: z.literal('percent'), rate: Rate, fee: Micros.nonnegative().default(0), free: z.int().nonnegative().default(0) }),
  /** Each part of the cycle's value at the rate of the tier it falls in. The units of the events are the value in minor units. */
  z.strictObject({ kind: z.literal('graduatedPercent'), fee: Micros.nonnegative().default(0), tiers: z.array(z.strictObject({ upTo: z.int().positive().nullable(), rate: Rate })).min(1) }),
  /** The largest event of the cycle is priced, what is above `free` of it; events that do not raise the peak cost nothing. */
  z.strictObject({ kind: z.literal('capacity'), price: Micros, per: z.int().positive(), increment: z.int().positive().default(1), free: z.int().nonnegative().default(0) }),
]);
export type PriceModel = z.infer<typeof PriceModel>;

const versioned = <T extends z.ZodType>(price: T) => z.array(z.strictObject({ version: z.string().min(1), from: Day, price })).min(1);

/**
 * A destination or visited network, found by the longest prefix of the dialled number, or of the network code. `exact` are whole
 * numbers, as 112, that come before any prefix. A kind says more: emergency numbers are found abroad too, and they and
 * free-phone numbers never cost anything, which is checked in every plan.
 */
export const Zone = z.strictObject({
  code: z.string(), label: z.string(), prefixes: z.array(z.string().min(1)), exact: z.array(z.string().min(1)).optional(),
  kind: z.enum(['onNet', 'premium', 'freePhone', 'emergency']).optional(),
}).refine(({ prefixes, exact = [] }) => prefixes.length + exact.length > 0, 'A zone needs prefixes or exact numbers.');
export type Zone = z.infer<typeof Zone>;

/** A special day: one date, a date of every year, or the nth weekday (1 is Monday, -1 the last) of a month of every year. */
const SpecialDay = z.union([
  z.strictObject({ date: Day }),
  z.strictObject({ every: z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'Write the date of every year as 12-25.') }),
  z.strictObject({ month: z.int().min(1).max(12), weekday: z.int().min(1).max(7), nth: z.union([z.literal(-1), z.int().min(1).max(5)]) }),
]);
/** Days that bands treat in another way, such as holidays; each is the local day of the customer. */
export const SpecialDays = z.strictObject({ code: z.string(), label: z.string(), days: z.array(SpecialDay).min(1) });
export type SpecialDays = z.infer<typeof SpecialDays>;

/**
 * A time band: weekdays (1 is Monday) and local hours [from, to) in the customer's zone, "08:00" to "18:00". With `only` it is
 * there on the special days of that name alone, with `except` not on them.
 */
export const Band = z.strictObject({ code: z.string(), label: z.string(), weekdays: z.array(z.int().min(1).max(7)).min(1), from: z.string(), to: z.string(), only: z.string().optional(), except: z.string().optional() });
export type Band = z.infer<typeof Band>;

/** How the usage of one offer is priced: the first rule that fits an event's kind, zone and band. */
export const UsageRule = z.strictObject({
  code: z.string(), label: z.string(), usage: UsageKind,
  /** Zone codes; absent means every zone. */
  zones: z.array(z.string()).optional(),
  /** 'home' prices use in the home network, 'roaming' use abroad; absent means both. */
  network: z.enum(['home', 'roaming']).optional(),
  /** 'in' prices what the service received, 'out' what it began; absent means both. */
  direction: z.enum(['in', 'out']).optional(),
  /** A band's code; absent means any time. */
  band: z.string().optional(),
  /**
   * What counts where a call begins under this rule and passes into the time of another one, or of another version: the start,
   * which is usual, the end, or each part by its own (timed).
   */
  boundary: z.enum(['start', 'end', 'timed']).optional(),
  /** The allowance that is used up first; only what exceeds it is priced. */
  allowance: z.string().optional(),
  /** More allowances that cover it, by their priority, those of one priority in this order after `allowance`. */
  allowances: z.array(z.string()).min(1).optional(),
  /** What usage takes from an allowance of points: so many for each started `per` units. */
  points: z.strictObject({ per: z.int().positive(), points: z.int().positive() }).optional(),
  /** A bundle: rules of one name count together in their tiers and blocks. They price the same kind of usage at the same price. */
  bundle: z.string().min(1).optional(),
  /** A shared plan: all services of the account that hold the rule count together. */
  shared: z.boolean().optional(),
  tax: z.string().nullable(), versions: versioned(PriceModel),
});
export type UsageRule = z.infer<typeof UsageRule>;

/**
 * What is included per cycle, used in order of start: units of one kind of usage, or points or money of any kinds. Money covers
 * the price of usage, points and units the usage itself, so that it is not priced.
 */
export const Allowance = z.strictObject({
  code: z.string(), label: z.string(),
  /** The kind whose units are included; points and money have none. */
  usage: UsageKind.optional(),
  /** How much: units of the kind, points, or minor units of money. */
  units: z.int().positive(), measure: z.enum(['units', 'points', 'money']).optional(),
  /** One for all services of the account; where several products bring it, they bring it together. */
  shared: z.boolean().optional(),
  /** Lower is used before higher; absent is 0. */
  priority: z.int().optional(),
  /** The days of [from, to) on which it is there. */
  from: Day.optional(), to: Day.optional(),
  /** What is left goes on for so many `cycles`: at most `perCycle` of one cycle, and `balance` of all of them together. */
  rollover: z.strictObject({ cycles: z.int().min(1).max(120), perCycle: z.int().positive().optional(), balance: z.int().positive().optional() }).optional(),
  /** Percents whose crossing is told; absent means 80 and 100. */
  thresholds: z.array(z.int().min(1).max(100)).optional(),
}).refine(({ measure = 'units', usage }) => (measure === 'units') === (usage !== undefined), 'Units are of one kind of usage: name it. Points and money are of every kind: name none.');
export type Allowance = z.infer<typeof Allowance>;

/** For how many times the account's cycle (or its own) a charge or discount runs from the start of the product; absent means until the product ends. */
const cycles = z.int().positive().max(1200).optional();

/** A charge for each cycle of the account, or `per` month, quarter and so on, in advance or in arrears, prorated by day unless said otherwise (product.md 9.4). */
export const Recurring = z.strictObject({
  code: z.string(), label: z.string(), timing: z.enum(['advance', 'arrears']), per: CycleUnit.optional(), prorated: z.boolean().default(true), cycles,
  category: z.enum(['plan', 'addon', 'fee', 'discount']), tax: z.string().nullable(), versions: versioned(Minor),
});
export type Recurring = z.infer<typeof Recurring>;

/**
 * Discounts of charges are taken in one order: percents first, by `order`, each of what those before it left, then amounts,
 * never below nothing. Those of one order go by the start of their products.
 */
const inOrder = { order: z.int().default(0), cycles };
/** A discount of so many hundredths of a percent on the charges named, or on all plan and add-on charges of the same service. */
export const PercentOff = z.strictObject({ code: z.string(), label: z.string(), tax: z.string().nullable(), charges: z.array(z.string()).min(1).optional(), ...inOrder, versions: versioned(z.int().min(1).max(10_000)) });
export type PercentOff = z.infer<typeof PercentOff>;
/** An amount off each of the charges named, for each time of what they are charged for. */
export const AmountOff = z.strictObject({ code: z.string(), label: z.string(), tax: z.string().nullable(), charges: z.array(z.string()).min(1), ...inOrder, versions: versioned(Minor.positive()) });
export type AmountOff = z.infer<typeof AmountOff>;
/**
 * A percent of all usage charges of a cycle by the highest tier that its units or charges reach, of the service or of the
 * whole account. It is known when the cycle is over, so bills within the cycle have none.
 */
export const VolumeOff = z.strictObject({
  code: z.string(), label: z.string(), tax: z.string().nullable(), over: z.enum(['service', 'account']).default('service'), usage: UsageKind.optional(), measure: z.enum(['units', 'charges']),
  versions: versioned(z.array(z.strictObject({ from: z.int().positive(), rate: z.int().min(1).max(10_000) })).min(1)),
}).refine((volume) => volume.measure === 'charges' || volume.usage !== undefined, 'Units can be counted of one kind of usage only: name it.');
export type VolumeOff = z.infer<typeof VolumeOff>;
/** The least that a cycle of a service comes to, of its usage or of all its charges; what is missing is charged when the cycle is over. */
export const Commitment = z.strictObject({ code: z.string(), label: z.string(), tax: z.string().nullable(), counts: z.enum(['usage', 'all']), versions: versioned(Minor.positive()) });
export type Commitment = z.infer<typeof Commitment>;

export const OneTime = z.strictObject({ code: z.string(), label: z.string(), tax: z.string().nullable(), versions: versioned(Minor) });
export type OneTime = z.infer<typeof OneTime>;

/**
 * More of an allowance for those who hold the offer: so many units, points or minor units of money from the moment on at which it is
 * bought, charged once. It lasts for so many `cycles`, the running one counted; absent means until it is used up.
 */
export const TopUp = OneTime.extend({ allowance: z.string(), units: z.int().positive(), cycles: z.int().min(1).max(120).optional() });
export type TopUp = z.infer<typeof TopUp>;

export const ServiceKind = z.enum(['fibre', 'mobile', 'phone', 'tv']);
export type ServiceKind = z.infer<typeof ServiceKind>;

/** What is sold: a plan, an add-on of a plan, or a discount with an end date (the end is on the customer's product). */
export const Offer = z.strictObject({
  code: z.string(), label: z.string(), kind: z.enum(['plan', 'addon', 'discount']), service: ServiceKind,
  recurring: z.array(Recurring).default([]), percentOff: z.array(PercentOff).default([]), amountOff: z.array(AmountOff).optional(), volumeOff: z.array(VolumeOff).optional(), commitments: z.array(Commitment).optional(),
  /** Charged once when the product starts. */
  activation: z.array(OneTime).default([]),
  allowances: z.array(Allowance).default([]), topUps: z.array(TopUp).min(1).optional(), usage: z.array(UsageRule).default([]),
  /** Whether its prices have the tax in them; absent means as the catalog says. */
  taxIncluded: z.boolean().optional(),
});
export type Offer = z.infer<typeof Offer>;

/** Who is taxed: taxes may be for some of them only. */
export const TaxClass = z.enum(['consumer', 'business', 'government']);
export type TaxClass = z.infer<typeof TaxClass>;

/** A tax with its rates in millionths: 86,000 is 8.60 %. A charge names what it is to the tax office; the taxes of that, of the place and of the customer apply. */
export const Tax = z.strictObject({
  code: z.string(), label: z.string(), jurisdiction: z.string(), versions: versioned(z.int().min(0).max(1_000_000)),
  /** The tax codes of charges that it is for; absent means the one of its own name. */
  of: z.array(z.string()).min(1).optional(),
  /** Places of the service address with all that is in them, "WA" or "WA/Seattle"; absent means everywhere. */
  places: z.array(z.string().min(1)).min(1).optional(),
  classes: z.array(TaxClass).min(1).optional(),
  /** Taxes are taken in this order, those of one order by code; a compound tax is also taken of the taxes before it. */
  order: z.int().optional(), compound: z.boolean().optional(),
  /** The rate of the days that a charge is for (of its event for usage), which is usual, or of the bill day. */
  rateOf: z.enum(['days', 'billDay']).optional(),
  /** Where a business with a tax number owes the tax itself: the note on the bill, and no tax. */
  reverseCharge: z.string().min(1).optional(),
});
export type Tax = z.infer<typeof Tax>;

/**
 * What a partner gets of rated usage, or what it costs there: its rules price, by any price model, the charges (in minor units, as
 * billed) or the units of the usage at its places. Tiers count over all that the partner has in the cycle.
 */
export const PartnerTerms = z.strictObject({
  code: z.string(), label: z.string(), measure: z.enum(['charges', 'units']),
  /** Places of the services with all that is in them, "WA" or "WA/Seattle"; absent means everywhere. */
  places: z.array(z.string().min(1)).min(1).optional(),
  /** The codes of the rules that priced the usage; absent means all. */
  charges: z.array(z.string()).min(1).optional(),
  usage: z.array(UsageRule).min(1),
});
export type PartnerTerms = z.infer<typeof PartnerTerms>;

export const Catalog = z.strictObject({
  name: z.string(), currency: z.string().length(3), zone: z.string(),
  zones: z.array(Zone), bands: z.array(Band), specialDays: z.array(SpecialDays).optional(), taxes: z.array(Tax), offers: z.array(Offer), partners: z.array(PartnerTerms).optional(),
  /**
   * Charged by the bill run once for each bill that is still open after its due day; absent means none. With `percent`
   * (hundredths of a percent of what is overdue) the price is the least that is charged.
   */
  lateFee: OneTime.extend({ percent: versioned(z.int().min(1).max(10_000)).optional() }).optional(),
  /** Prices have the tax in them; absent means it is added. */
  taxIncluded: z.boolean().optional(),
  /** Days from the bill day to the due day. */
  dueDays: z.int().min(0).max(90),
});
export type Catalog = z.infer<typeof Catalog>;

/** The version in force on a day, or undefined before the first. Versions are in order of `from`. */
export function versionOn<T>(versions: ReadonlyArray<{ readonly version: string; readonly from: string; readonly price: T }>, day: string): { readonly version: string; readonly from: string; readonly price: T } | undefined {
  let found: { readonly version: string; readonly from: string; readonly price: T } | undefined;
  for (const candidate of versions) if (candidate.from <= day && (!found || candidate.from >= found.from)) found = candidate;
  return found;
}
