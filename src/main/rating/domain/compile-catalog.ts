import type { Allowance, Catalog, Offer, PriceModel, UsageKind, UsageRule } from '../../../contract/catalog.ts';
import type { Day } from '../../../contract/dates.ts';
import { compileBand, type BandTest } from './bands.ts';
import type { PriceFunction } from './price-function.ts';
import { compilePrice, costsNothing } from './price-usage.ts';
import { specialTest } from './special-days.ts';
import { compileZones, type CompiledZones } from './zones.ts';

export type CompiledVersion = {
  readonly version: string;
  readonly from: Day;
  /** The price as the catalog says it, and ready for use. */
  readonly model: PriceModel;
  readonly price: PriceFunction;
  readonly free: boolean;
  /** The same number for the same rule code (or bundle), version and price: what tiers and blocks are counted by. */
  readonly counter: number;
  /** Counted over all services of the account, not by service. */
  readonly shared: boolean;
};

export type CompiledRule = {
  readonly offer: string;
  readonly code: string;
  readonly label: string;
  readonly usage: UsageKind;
  readonly taxCode: string | null;
  readonly zones: ReadonlySet<string> | null;
  readonly network: 'home' | 'roaming' | null;
  readonly direction: 'in' | 'out' | null;
  readonly band: string | null;
  readonly inBand: BandTest | null;
  readonly boundary: 'start' | 'end' | 'timed';
  /** Codes of the allowances that cover it, in the order in which they are used. */
  readonly allowances: ReadonlyArray<string>;
  readonly points: UsageRule['points'] | null;
  /** Latest first: the first whose `from` is not after a day is in force on it. */
  readonly versions: ReadonlyArray<CompiledVersion>;
};

export type CompiledOffer = { readonly code: string; readonly kind: Offer['kind']; readonly rules: ReadonlyArray<CompiledRule>; readonly allowances: ReadonlyArray<Allowance> };

/** A catalog ready for rating; made once and used for any number of accounts. What all offers say of one allowance (priority, measure, shared) is said by the first. */
export type CompiledCatalog = { readonly zones: CompiledZones; readonly offers: ReadonlyMap<string, CompiledOffer>; readonly allowances: ReadonlyMap<string, Allowance> };

/** Throws a RangeError where a rule names a zone or a band that the catalog does not have, or a band has no real hours. */
export function compileCatalog(catalog: Catalog): CompiledCatalog {
  const isSpecial = specialTest(catalog.specialDays ?? []);
  const bands = new Map(catalog.bands.map((band) => [band.code, compileBand(band, isSpecial)]));
  const zoneCodes = new Set(catalog.zones.map((zone) => zone.code));
  const allowances = new Map(catalog.offers.flatMap((offer) => offer.allowances).reverse().map((allowance) => [allowance.code, allowance]));
  const counters = new Map<string, number>();
  const counterOf = (key: string) => {
    const counter = counters.get(key) ?? counters.size;
    counters.set(key, counter);
    return counter;
  };
  const compileRule = (offer: Offer, rule: UsageRule): CompiledRule => {
    const unknown = rule.zones?.find((code) => !zoneCodes.has(code));
    if (unknown !== undefined) throw new RangeError(`The rule "${rule.code}" names the zone "${unknown}", which the catalog does not have.`);
    const inBand = rule.band === undefined ? null : bands.get(rule.band);
    if (inBand === undefined) throw new RangeError(`The rule "${rule.code}" names the band "${rule.band}", which the catalog does not have.`);
    const versions = rule.versions.map((version) => ({
      version: version.version, from: version.from, model: version.price, price: compilePrice(version.price), free: costsNothing(version.price),
      counter: counterOf(JSON.stringify([rule.bundle ?? rule.code, rule.bundle !== undefined, rule.shared ?? false, version.version, version.price])), shared: rule.shared ?? false,
    }));
    return {
      offer: offer.code, code: rule.code, label: rule.label, usage: rule.usage, taxCode: rule.tax, zones: rule.zones ? new Set(rule.zones) : null,
      network: rule.network ?? null, direction: rule.direction ?? null, band: rule.band ?? null, inBand, boundary: rule.boundary ?? 'start', allowances: inPriority(rule, allowances), points: rule.points ?? null, versions: latestFirst(versions),
    };
  };
  const offers = catalog.offers.map((offer) => ({ code: offer.code, kind: offer.kind, rules: offer.usage.map((rule) => compileRule(offer, rule)), allowances: offer.allowances }));
  return { zones: compileZones(catalog), offers: new Map(offers.map((offer) => [offer.code, offer])), allowances };
}

/** Of two versions from the same day the later one of the list is in force, as in versionOn of the contract. */
function latestFirst(versions: ReadonlyArray<CompiledVersion>): CompiledVersion[] {
  return [...versions].reverse().sort((a, b) => (a.from === b.from ? 0 : a.from > b.from ? -1 : 1));
}

function inPriority(rule: UsageRule, allowances: ReadonlyMap<string, Allowance>): string[] {
  const codes = [...(rule.allowance === undefined ? [] : [rule.allowance]), ...(rule.allowances ?? [])];
  const priority = (code: string) => allowances.get(code)?.priority ?? 0;
  return [...new Set(codes)].sort((a, b) => priority(a) - priority(b));
}
