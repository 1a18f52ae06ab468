import { Temporal } from 'temporal-polyfill';
import type { Catalog, PriceModel, UsageRule } from '../../src/contract/catalog.ts';
import type { CycleEvent, CycleUsage, HeldProduct } from '../../src/main/rating/domain/cycle-usage.ts';

/**
 * Rates a cycle the slow and plain way: every question asked anew for every event, every unit priced on its own, whole
 * fractions in BigInt. It shares no code with the product and is what the product is compared with.
 */
export type NaivePrice = { readonly usageId: number; readonly rule: string; readonly version: string; readonly rounded: number; readonly charged: number; readonly micros: bigint };

type Line = { event: CycleEvent; rule: UsageRule; version: string; price: PriceModel; rounded: number; charged: number; taken: Record<string, number>; micros: bigint; group: string };

export function naiveRate(catalog: Catalog, usage: CycleUsage): { rated: NaivePrice[]; unrated: string[] } {
  const events = [...usage.events].sort((a, b) => (a.start === b.start ? (a.key < b.key ? -1 : 1) : a.start < b.start ? -1 : 1));
  const lines: Line[] = [];
  const unrated: string[] = [];
  for (const event of events) {
    const local = Temporal.Instant.from(event.start).toZonedDateTimeISO(usage.zone);
    const day = local.toPlainDate().toString();
    const held = usage.products.filter((product) => product.serviceId === event.serviceId && product.from <= day && (product.to === null || product.to > day));
    const found = ruleFor(catalog, held, event, local, day);
    if (!found) {
      if (!event.billed) unrated.push(`${event.usageId} ${held.length ? 'noPrice' : 'inactiveService'}`);
      continue;
    }
    const rounded = roundedUnits(found.price, event.units);
    const named = [...(found.rule.allowance ? [found.rule.allowance] : []), ...(found.rule.allowances ?? [])].map((code) => ({ code, ...catalog.offers.flatMap((offer) => offer.allowances).find((allowance) => allowance.code === code) }));
    const taken: Record<string, number> = {};
    let charged = rounded;
    let covered = false;
    for (const { code, shared: everybodys } of named.sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0))) {
      const holders = everybodys ? usage.products.filter((product) => product.from <= day && (product.to === null || product.to > day)) : held;
      const included = holders.flatMap((product) => catalog.offers.filter((offer) => offer.code === product.offer)).flatMap((offer) => offer.allowances).filter((allowance) => allowance.code === code).reduce((sum, allowance) => sum + allowance.units, 0);
      const used = lines.filter((line) => everybodys || line.event.serviceId === event.serviceId).reduce((sum, line) => sum + (line.taken[code] ?? 0), 0);
      taken[code] = Math.max(0, Math.min(charged, included - used));
      charged -= taken[code];
      covered ||= included > 0;
    }
    const { bundle, shared } = found.rule;
    const group = [shared ? 'all' : event.serviceId, bundle ? `bundle ${bundle}` : `rule ${found.rule.code}`, found.version, JSON.stringify(found.price)].join(' ');
    const counted = lines.filter((line) => line.group === group).map((line) => line.charged);
    const before = found.price.kind === 'capacity' ? Math.max(0, ...counted) : counted.reduce((sum, size) => sum + size, 0);
    const free = covered && charged === 0;
    const micros = event.billed ? BigInt(event.billed.micros) : free ? 0n : stepPrice(found.price, before, charged);
    lines.push({ event, ...found, rounded, charged, taken, micros, group });
  }
  for (const group of new Set(lines.map((line) => line.group))) settle(lines.filter((line) => line.group === group));
  return { rated: lines.map((line) => ({ usageId: line.event.usageId, rule: line.rule.code, version: line.version, rounded: line.rounded, charged: line.charged, micros: line.micros })), unrated };
}

function settle(lines: Line[]): void {
  const price = lines[0]?.price;
  if (!price || price.kind === 'flat' || price.kind === 'perUnit') return;
  const sizes = lines.map((line) => line.charged);
  let rest = wholePrice(price, price.kind === 'capacity' ? Math.max(...sizes) : sizes.reduce((sum, size) => sum + size, 0));
  for (const line of lines) if (line.event.billed) rest -= line.micros - feeOf(price, line.charged);
  const open = lines.filter((line) => !line.event.billed && line.charged > 0);
  const stepped = open.reduce((sum, line) => sum + line.micros - feeOf(price, line.charged), 0n);
  if (open.length === 0 || (price.kind !== 'volume' && stepped === rest)) return;
  const weight = BigInt(open.reduce((sum, line) => sum + line.charged, 0));
  const size = rest < 0n ? -rest : rest;
  const shares = open.map((line) => ({ line, share: (size * BigInt(line.charged)) / weight, remainder: (size * BigInt(line.charged)) % weight }));
  let over = size - shares.reduce((sum, { share }) => sum + share, 0n);
  while (over > 0n) {
    let best = shares[0];
    for (const candidate of shares) if (best && candidate.remainder > best.remainder) best = candidate;
    if (!best) return;
    best.share += 1n;
    best.remainder = -1n;
    over -= 1n;
  }
  for (const { line, share } of shares) line.micros = feeOf(price, line.charged) + (rest < 0n ? -share : share);
}

function ruleFor(catalog: Catalog, held: readonly HeldProduct[], event: CycleEvent, local: Temporal.ZonedDateTime, day: string) {
  const roaming = event.visited !== null;
  const rules = catalog.offers.flatMap((offer) => offer.usage);
  const zones = catalog.zones.filter((zone) => {
    const naming = rules.filter((rule) => rule.zones?.includes(zone.code));
    return naming.length === 0 || naming.some((rule) => rule.network !== (roaming ? 'home' : 'roaming'));
  });
  const text = (event.visited ?? event.destination).toLowerCase();
  const matches = zones.flatMap((zone) => zone.prefixes.filter((prefix) => text.startsWith(prefix.toLowerCase())).map((prefix) => ({ zone, length: prefix.length })));
  const longest = Math.max(...matches.map((match) => match.length));
  const zone = matches.find((match) => match.length === longest)?.zone.code;
  for (const wantPlan of [false, true]) for (const product of [...held].sort((a, b) => a.productId - b.productId)) {
    const offer = catalog.offers.find((candidate) => candidate.code === product.offer);
    if (!offer || (offer.kind === 'plan') !== wantPlan) continue;
    for (const rule of offer.usage) {
      const versions = rule.versions.filter((version) => version.from <= day);
      const version = versions.filter((candidate) => versions.every((other) => other.from <= candidate.from)).at(-1);
      const fits = rule.usage === event.usage && (!rule.network || (rule.network === 'roaming') === roaming) && (!rule.zones || (zone !== undefined && rule.zones.includes(zone))) && (!rule.band || inBand(catalog, rule.band, local));
      if (version && fits) return { rule, version: version.version, price: version.price };
    }
  }
  return undefined;
}

function inBand(catalog: Catalog, code: string, local: Temporal.ZonedDateTime): boolean {
  const band = catalog.bands.find((candidate) => candidate.code === code);
  const clock = local.toPlainTime().toString().slice(0, 5);
  if (!band) return false;
  if (band.from < band.to) return band.weekdays.includes(local.dayOfWeek) && clock >= band.from && clock < band.to;
  const yesterday = local.dayOfWeek === 1 ? 7 : local.dayOfWeek - 1;
  return (band.weekdays.includes(local.dayOfWeek) && clock >= band.from) || (band.weekdays.includes(yesterday) && clock < band.to);
}

function roundedUnits(price: PriceModel, units: number): number {
  let rounded = units;
  if (price.kind === 'perUnit') while (rounded < price.minimum) rounded += 1;
  const first = price.kind === 'perUnit' ? (price.first ?? price.increment) : 0;
  while (rounded > 0 && rounded < first) rounded += 1;
  if ('increment' in price) while (rounded > first && (rounded - first) % price.increment !== 0) rounded += 1;
  return rounded;
}

function stepPrice(price: PriceModel, before: number, charged: number): bigint {
  if (price.kind === 'flat') return BigInt(price.price);
  if (price.kind === 'perUnit') {
    const open = BigInt(price.setup) + rounded(BigInt(price.price) * BigInt(charged), BigInt(price.per));
    return price.cap !== undefined && open > BigInt(price.cap) ? BigInt(price.cap) : open;
  }
  const after = price.kind === 'capacity' ? (charged > before ? charged : before) : before + charged;
  return feeOf(price, charged) + wholePrice(price, after) - wholePrice(price, before);
}

function feeOf(price: PriceModel, charged: number): bigint {
  return 'fee' in price && charged > 0 ? BigInt(price.fee) : 0n;
}

function wholePrice(price: Exclude<PriceModel, { kind: 'flat' | 'perUnit' }>, units: number): bigint {
  let sum = 0n;
  if (price.kind === 'package') {
    for (let left = units - price.free; left > 0; left -= price.size) sum += BigInt(price.price);
    return sum;
  }
  if (price.kind === 'capacity') {
    for (let unit = price.free + 1; unit <= units; unit += 1) sum += BigInt(price.price);
    return rounded(sum, BigInt(price.per));
  }
  if (price.kind === 'percent') {
    for (let unit = price.free + 1; unit <= units; unit += 1) sum += BigInt(price.rate) * 100n;
    return sum;
  }
  if (price.kind === 'graduatedPercent') {
    for (let unit = 1; unit <= units; unit += 1) sum += BigInt(price.tiers.find((tier) => tier.upTo === null || unit <= tier.upTo)?.rate ?? 0) * 100n;
    return sum;
  }
  const tierPrice = (unit: number) => BigInt((price.tiers.find((tier) => tier.upTo === null || unit <= tier.upTo) ?? price.tiers.at(-1))?.price ?? 0);
  for (let unit = 1; unit <= units; unit += 1) sum += tierPrice(price.kind === 'volume' ? units : unit);
  return rounded(sum, BigInt(price.per));
}

function rounded(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n ? -1n : 1n;
  const doubled = numerator * sign * 2n;
  const whole = doubled / (denominator * 2n);
  return sign * (doubled % (denominator * 2n) >= denominator ? whole + 1n : whole);
}
