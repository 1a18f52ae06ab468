import { Catalog } from '../../src/contract/catalog.ts';
import type { HeldProduct } from '../../src/main/rating/domain/cycle-usage.ts';
import type { ColumnEvent } from '../../src/main/rating/domain/columns/usage-columns.ts';
import type { HoldingAccount } from '../../src/main/rating/domain/columns/holders-of.ts';
import { numbers } from './agent.ts';

/** How much is rated: prefixes, accounts of two services each, and events, which are in order of start and lie in one month. */
export type RatingSize = { readonly prefixes: number; readonly accounts: number; readonly events: number };

const PLANS = 20;
const ZONES = 60;
export const MONTH = { fromMs: Date.UTC(2026, 9, 1), toMs: Date.UTC(2026, 10, 1) } as const;
const increments = [{ increment: 1 }, { increment: 60 }, { increment: 6, first: 30 }, { increment: 30 }, { increment: 1, minimum: 60 }] as const;

/** Prefixes of 2 to 9 digits, no two the same, and a digit each so that every number has a zone. */
export function prefixesOf(count: number): ReadonlyArray<{ readonly prefix: string; readonly zone: number }> {
  const roll = numbers(7);
  const found = new Set(Array.from({ length: 9 }, (_, digit) => String(digit + 1)));
  while (found.size < count) {
    const length = 2 + roll(8);
    found.add(String(10 ** (length - 1) + roll(9 * 10 ** (length - 1))));
  }
  return [...found].map((prefix, index) => ({ prefix, zone: index < 9 ? index : roll(ZONES) }));
}

/** 20 plans with a price for each of 60 zones in each of three times of day, tiers of data, and allowances of minutes and messages, and of data for the account. */
export function ratingCatalog(prefixes: number): Catalog {
  const roll = numbers(11);
  const all = prefixesOf(prefixes);
  const zones = Array.from({ length: ZONES }, (_, zone) => ({ code: `z${zone}`, label: `Zone ${zone}`, prefixes: all.filter((one) => one.zone === zone).map(({ prefix }) => prefix) }));
  const priced = <P>(price: P) => [{ version: 'v1', from: '2026-01-01', price }];
  const offers = Array.from({ length: PLANS }, (_, plan) => ({
    code: `plan-${plan}`, label: `Plan ${plan}`, kind: 'plan' as const, service: 'mobile' as const,
    allowances: [{ code: 'minutes', label: 'Minutes', usage: 'voice' as const, units: 600 * (1 + plan % 5) }, { code: 'messages', label: 'Messages', usage: 'sms' as const, units: 5 + plan }, { code: 'family', label: 'Family data', usage: 'data' as const, units: 50_000 * (1 + plan % 3), shared: true }],
    usage: [
      ...zones.flatMap(({ code }, zone) => ['day', 'night', undefined].map((band) => ({
        code: `voice-${code}-${band ?? 'any'}`, label: 'Calls', usage: 'voice' as const, tax: null, zones: [code], ...(band ? { band } : {}), ...(zone < 20 ? { allowance: 'minutes' } : {}),
        versions: priced({ kind: 'perUnit' as const, price: 1_000_000 + roll(20_000_000), per: 60, setup: zone % 3 === 0 ? 500_000 : 0, ...increments[(plan + zone) % increments.length] }),
      }))),
      { code: 'messages', label: 'Messages', usage: 'sms' as const, tax: null, allowance: 'messages', versions: priced({ kind: 'flat' as const, price: 3_000_000 + plan * 100_000 }) },
      { code: 'data', label: 'Data', usage: 'data' as const, tax: null, allowance: 'family', versions: priced({ kind: 'graduated' as const, per: 1000, increment: 100, tiers: [{ upTo: 100_000, price: 900_000 + plan * 1000 }, { upTo: 500_000, price: 700_001 }, { upTo: null, price: 300_001 }] }) },
    ],
  }));
  const week = [1, 2, 3, 4, 5];
  return Catalog.parse({ name: 'Bench', currency: 'USD', zone: 'UTC', dueDays: 21, taxes: [], zones, offers, bands: [{ code: 'day', label: 'Day', weekdays: week, from: '08:00', to: '18:00' }, { code: 'night', label: 'Night', weekdays: [...week, 6, 7], from: '22:00', to: '06:00' }] });
}

/** The offer of a service; both services of account a are 2a + 1 and 2a + 2. */
export const offerOf = (serviceId: number) => `plan-${serviceId * 7 % PLANS}`;

export function ratingAccounts(accounts: number): HoldingAccount[] {
  return [...accountsInTurn(accounts)];
}

/** The same one after the other, however many. */
export function* accountsInTurn(accounts: number): Generator<HoldingAccount> {
  const cycles = [MONTH.fromMs, MONTH.toMs];
  for (let account = 0; account < accounts; account += 1) yield { zone: 'UTC', cycles, products: [2 * account + 1, 2 * account + 2].map((serviceId): HeldProduct => ({ productId: serviceId, serviceId, offer: offerOf(serviceId), from: '2026-01-01', to: null })) };
}

/** Six of ten are calls, a seventh messages and the rest data. */
export function ratingEvents(size: RatingSize): ColumnEvent[] {
  return [...eventsInTurn(size)];
}

/** The same one after the other, however many. */
export function* eventsInTurn({ events, accounts }: RatingSize): Generator<ColumnEvent> {
  const roll = numbers(13);
  const step = (MONTH.toMs - MONTH.fromMs) / events;
  for (let index = 0; index < events; index += 1) {
    const kind = roll(100);
    const usage = kind < 60 ? 'voice' as const : kind < 75 ? 'sms' as const : 'data' as const;
    yield {
      usageId: index + 1, serviceId: 1 + roll(accounts * 2), start: new Date(MONTH.fromMs + Math.floor(index * step)).toISOString(), usage,
      units: usage === 'voice' ? roll(1800) : usage === 'sms' ? 1 : 1 + roll(40_000), destination: usage === 'data' ? '' : String(10_000_000_000 + roll(89_999) * 1_000_000 + roll(1_000_000)), visited: null,
    };
  }
}
