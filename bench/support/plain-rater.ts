import type { Catalog, UsageRule } from '../../src/contract/catalog.ts';
import type { ColumnEvent } from '../../src/main/rating/domain/columns/usage-columns.ts';
import { offerOf } from './rating-world.ts';

/** What the straightforward rater says of an event. */
export type PlainPrice = { readonly usageId: number; readonly rule: string; readonly zone: string | null; readonly rounded: number; readonly charged: number; readonly micros: bigint };

const DAY: ReadonlyArray<number> = [1, 2, 3, 4, 5];

/**
 * Rates the bench's events as one writes it first: an object an event, maps by text, dates by `Date`, money in BigInt. It
 * knows the bench's plans only (bands of UTC, one cycle), which spares it much that a product must ask.
 */
export function plainRater(catalog: Catalog): (events: ReadonlyArray<ColumnEvent>) => PlainPrice[] {
  const zones = new Map(catalog.zones.flatMap((zone) => zone.prefixes.map((prefix) => [prefix, zone.code] as const)));
  const longest = Math.max(...[...zones.keys()].map((prefix) => prefix.length));
  const offers = new Map(catalog.offers.map((offer) => [offer.code, {
    allowances: new Map(offer.allowances.map((allowance) => [allowance.code, allowance])),
    rules: new Map(offer.usage.map((rule) => [`${rule.usage} ${rule.zones?.[0] ?? ''} ${rule.band ?? ''}`, rule])),
  }]));
  const zoneOf = (number: string): string | null => {
    for (let length = Math.min(longest, number.length); length > 0; length -= 1) {
      const found = zones.get(number.slice(0, length));
      if (found !== undefined) return found;
    }
    return null;
  };
  return (events) => {
    const used = new Map<string, number>();
    const counted = new Map<string, number>();
    return events.map((event): PlainPrice => {
      const { serviceId, usage } = event;
      const offer = offers.get(offerOf(serviceId))!;
      const zone = zoneOf(event.destination);
      const at = new Date(event.start);
      const [weekday, hour] = [at.getUTCDay(), at.getUTCHours()];
      const band = hour >= 22 || hour < 6 ? 'night' : DAY.includes(weekday) && hour >= 8 && hour < 18 ? 'day' : '';
      const rule = offer.rules.get(usage === 'voice' ? `voice ${zone} ${band}` : `${usage}  `)!;
      const { price } = rule.versions[0]!;
      const rounded = roundedUnits(price, event.units);
      let charged = rounded;
      if (rule.allowance !== undefined) {
        const allowance = offer.allowances.get(rule.allowance)!;
        const account = (serviceId - 1) >> 1;
        const key = `${rule.allowance} ${allowance.shared ? `account ${account}` : serviceId}`;
        const size = allowance.shared ? [2 * account + 1, 2 * account + 2].reduce((sum, each) => sum + offers.get(offerOf(each))!.allowances.get(allowance.code)!.units, 0) : allowance.units;
        const before = used.get(key) ?? 0;
        const taken = Math.min(charged, size - before);
        used.set(key, before + taken);
        charged -= taken;
      }
      const tier = `${rule.code} ${serviceId}`;
      const before = counted.get(tier) ?? 0;
      if (price.kind === 'graduated') counted.set(tier, before + charged);
      const micros = rule.allowance !== undefined && charged === 0 ? 0n : priceOf(price, before, charged);
      return { usageId: event.usageId, rule: rule.code, zone, rounded, charged, micros };
    });
  };
}

type Price = UsageRule['versions'][number]['price'];

function roundedUnits(price: Price, units: number): number {
  if (price.kind === 'graduated') return Math.ceil(units / price.increment) * price.increment;
  if (price.kind !== 'perUnit') return units;
  const raised = Math.max(units, price.minimum);
  const first = price.first ?? price.increment;
  return raised === 0 ? 0 : first + Math.ceil(Math.max(0, raised - first) / price.increment) * price.increment;
}

function priceOf(price: Price, before: number, charged: number): bigint {
  if (price.kind === 'flat') return BigInt(price.price);
  if (price.kind === 'perUnit') return BigInt(price.setup) + halfUp(BigInt(price.price) * BigInt(charged), BigInt(price.per));
  if (price.kind !== 'graduated') throw new Error(`The bench has no price "${price.kind}".`);
  const total = (units: number) => {
    let [sum, start] = [0n, 0];
    for (const { upTo, price: each } of price.tiers) {
      const end = Math.min(units, upTo ?? units);
      if (end > start) sum += BigInt(end - start) * BigInt(each);
      start = Math.max(start, end);
    }
    return halfUp(sum, BigInt(price.per));
  };
  return total(before + charged) - total(before);
}

function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (numerator * 2n + denominator) / (denominator * 2n);
}
