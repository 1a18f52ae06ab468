import type { Catalog, UsageKind } from '../../../../contract/catalog.ts';
import type { Day } from '../../../../contract/dates.ts';
import type { BandTest } from '../bands.ts';
import type { CompiledCatalog, CompiledRule, CompiledVersion } from '../compile-catalog.ts';
import type { HeldProduct } from '../cycle-usage.ts';
import { dayText } from '../local-clock.ts';
import { serviceDay } from '../service-day.ts';
import { zonesOf } from '../zones.ts';
import { columnRefusal } from './column-refusal.ts';
import { type DigitTrie, digitTrie } from './digit-trie.ts';
import { daysOf, firstDayOf, momentTable, type Window } from './moment-table.ts';
import { priceTable, type PriceTable } from './price-table.ts';

/** The products of a service, without what tells one service from another; a product is named by its place in the list, which is in order of product. */
export type ProductSet = ReadonlyArray<Pick<HeldProduct, 'offer' | 'from' | 'to' | 'pricesOf'>>;

/** A rule's version as a product brings it: what prices an event. */
export type Tariff = { readonly product: number; readonly rule: CompiledRule; readonly version: CompiledVersion };

/** Kinds of usage in columns are their place here. */
export const usageKinds: ReadonlyArray<UsageKind> = ['voice', 'sms', 'data', 'content'];
/** In the tables of days: no rule prices the event; nothing is held on that day. */
export const NO_PRICE = -1;
export const INACTIVE = -2;
const UNKNOWN = -1;
/** Ways in which an event is looked up: its kind, at home or abroad, out or in. */
export const WAYS = 16;

/** Places of a tariff: its price, the bits of which one must be set (0 is any time), the store where it counts or -1, and where its allowances lie in `lists`. */
export const TARIFF_PLACES = 5;
export const [PRICE_AT, BAND, COUNTER, ALLOWANCES, ALLOWANCES_END] = [0, 1, 2, 3, 4] as const;

export type Grown = {
  /** By table, by way and zone + 1: where in `lists` the tariffs begin that fit, or NO_PRICE, or INACTIVE. */
  cells: Int32Array;
  /** By table and store: what the day brings of it, in units. */
  included: Float64Array;
  tariffs: Int32Array;
  /** Tariffs to be tried one after the other, ended by NO_PRICE; and the stores of allowances in order of use. */
  lists: Int32Array;
};

/** What the rating loop reads, in flat tables. Those of days grow as days are first met. */
export type ColumnPlan = {
  readonly compiled: CompiledCatalog;
  readonly trie: DigitTrie;
  readonly zoneCodes: ReadonlyArray<string>;
  readonly zoneIndex: ReadonlyMap<string, number>;
  readonly window: Window;
  readonly days: number;
  /** By local zone, in the order given: the moments of the window. */
  readonly moments: ReadonlyArray<Int32Array>;
  readonly prices: PriceTable;
  /** By tariff. Store: where it counts, or -1. Bands: the bits of which one must be set, 0 is any time. */
  readonly tariffs: Tariff[];
  /** What grows with the days that are met; a larger array takes the place of a full one. */
  readonly grown: Grown;
  /** By set of products and local day: the table of the day, or UNKNOWN. */
  readonly dayOfSet: Int32Array;
  /** Counters and allowances; a shared one is of the account. `key` is the code of an allowance or the number of a counter. */
  readonly stores: ReadonlyArray<{ readonly key: string | number; readonly shared: boolean }>;
  /** By store: 1 is shared. */
  readonly storeShared: Uint8Array;
  /** By set of products: the stores that it may use. */
  readonly storesOfSet: ReadonlyArray<ReadonlyArray<number>>;
  /** The table of a set of products on a local day of the window, made where it is new. */
  readonly tableOf: (set: number, day: number) => number;
};

type Build = { readonly catalog: Catalog; readonly compiled: CompiledCatalog; readonly sets: ReadonlyArray<ProductSet>; readonly zones: ReadonlyArray<string>; readonly window: Window };

/**
 * Compiles what prices these sets of products in a window of time, by the clocks of these local zones. Throws a RangeError where a
 * plan cannot be rated in columns (`columnRefusal` says why before), for an unknown offer or zone, and for a window without time.
 */
export function columnPlan({ catalog, compiled, sets, zones, window }: Build): ColumnPlan {
  const offers = new Set(sets.flatMap((set) => set.map(({ offer }) => offer)));
  const refusal = columnRefusal(catalog, offers);
  if (refusal !== null) throw new RangeError(`${refusal} It cannot be rated in columns.`);
  if (!(window.fromMs < window.toMs)) throw new RangeError('A window ends after it began.');
  const rules = [...offers].flatMap((code) => {
    const offer = compiled.offers.get(code);
    if (!offer) throw new RangeError(`The catalog does not have the offer "${code}".`);
    return offer.rules;
  });
  const bands = new Map<string, BandTest>();
  for (const rule of rules) if (rule.band !== null && rule.inBand !== null) bands.set(rule.band, rule.inBand);
  const bandBit = new Map([...bands.keys()].map((band, index) => [band, 1 << index]));
  const { stores, counterAt, allowanceAt } = storesOf(compiled, rules);
  const versions = [...new Set(rules.flatMap((rule) => rule.versions))];
  const priceAt = new Map(versions.map((version, index) => [version, index]));
  const zoneCodes = catalog.zones.map(({ code }) => code);
  const zoneIndex = new Map(zoneCodes.map((code, index) => [code, index]));
  const [days, firstDay] = [daysOf(window), firstDayOf(window)];
  // On all other days a set of products is priced as on the day before.
  const changes = new Set([...offers].flatMap((code) => {
    const { rules: own = [], allowances = [] } = compiled.offers.get(code) ?? {};
    return [...own.flatMap((rule) => rule.versions.map(({ from }) => from)), ...allowances.flatMap(({ from, to }) => [from, to])];
  }));
  const ends = (set: number, text: Day) => (sets[set] ?? []).some(({ from, to }) => from === text || to === text);
  const plan: ColumnPlan = {
    compiled, zoneCodes, zoneIndex, window, days, stores, storeShared: Uint8Array.from(stores, ({ shared }) => (shared ? 1 : 0)), trie: digitTrie(zonesOf(catalog, 'home'), zoneIndex, compiled.zones.home), moments: zones.map((zone) => momentTable(zone, window, [...bands.values()])),
    prices: priceTable(versions.map(({ model }) => model), versions.map(({ price }) => price)), tariffs: [],
    grown: { cells: new Int32Array(), included: new Float64Array(), tariffs: new Int32Array(), lists: new Int32Array() },
    dayOfSet: new Int32Array(sets.length * days).fill(UNKNOWN),
    storesOfSet: sets.map((set) => storesUsed(compiled, set, counterAt, allowanceAt)),
    tableOf: (set, day) => {
      const known = plan.dayOfSet[set * days + day] as number;
      if (known !== UNKNOWN) return known;
      const made = day > 0 && !changes.has(dayText(firstDay + day)) && !ends(set, dayText(firstDay + day)) ? plan.tableOf(set, day - 1) : tableFor(set, day);
      plan.dayOfSet[set * days + day] = made;
      return made;
    },
  };
  const { grown } = plan;
  const cellTables = growing<Int32Array>((length) => new Int32Array(length), (larger) => { grown.cells = larger; });
  const includedTables = growing<Float64Array>((length) => new Float64Array(length), (larger) => { grown.included = larger; });
  const tariffPlaces = growing<Int32Array>((length) => new Int32Array(length), (larger) => { grown.tariffs = larger; });
  const lists = growing<Int32Array>((length) => new Int32Array(length), (larger) => { grown.lists = larger; });
  const bandOf = (rule: CompiledRule) => (rule.band === null ? 0 : (bandBit.get(rule.band) ?? 0));
  const tables = new Map<string, number>();
  const tariffs = new Map<string, number>();
  const chains = new Map<string, number>();
  const tariffOf = ({ productId, rule, version }: { readonly productId: number; readonly rule: CompiledRule; readonly version: CompiledVersion }) => {
    const key = `${productId} ${rule.offer}\n${rule.code}\n${rule.versions.indexOf(version)}`;
    const known = tariffs.get(key);
    if (known !== undefined) return known;
    const made = plan.tariffs.push({ product: productId, rule, version }) - 1;
    tariffs.set(key, made);
    const from = lists.add(rule.allowances.map((code) => allowanceAt.get(code) ?? 0));
    tariffPlaces.add([priceAt.get(version) ?? 0, bandOf(rule), version.price.total ? (counterAt.get(version.counter) ?? NO_PRICE) : NO_PRICE, from, from + rule.allowances.length]);
    return made;
  };
  const chainOf = (fitting: ReadonlyArray<number>) => {
    const first = fitting.findIndex((tariff) => plan.tariffs[tariff]?.rule.band === null);
    const tried = first < 0 ? fitting : fitting.slice(0, first + 1);
    if (tried.length === 0) return NO_PRICE;
    const key = tried.join();
    const known = chains.get(key);
    if (known !== undefined) return known;
    const at = lists.add([...tried, NO_PRICE]);
    chains.set(key, at);
    return at;
  };
  function tableFor(set: number, day: number): number {
    const text = dayText(firstDay + day);
    const held = (sets[set] ?? []).map((product, productId) => ({ ...product, productId, serviceId: 0 }));
    const on = serviceDay(compiled, held, text);
    const key = JSON.stringify([on.active, usageKinds.map((kind) => on.candidates[kind].map(tariffOf)), [...on.included]]);
    const known = tables.get(key);
    if (known !== undefined) return known;
    const cells = new Int32Array(WAYS * (zoneCodes.length + 1)).fill(on.active ? NO_PRICE : INACTIVE);
    if (on.active) usageKinds.forEach((kind, kindAt) => {
      for (const way of [0, 1, 2, 3]) {
        const [network, direction] = [way & 2 ? 'roaming' : 'home', way & 1 ? 'in' : 'out'];
        const fitting = on.candidates[kind].filter(({ rule }) => (rule.network ?? network) === network && (rule.direction ?? direction) === direction).map((candidate) => ({ tariff: tariffOf(candidate), zones: candidate.rule.zones }));
        for (let zone = 0; zone <= zoneCodes.length; zone += 1) {
          const code = zone === 0 ? null : (zoneCodes[zone - 1] ?? null);
          cells[(kindAt * 4 + way) * (zoneCodes.length + 1) + zone] = chainOf(fitting.filter(({ zones: only }) => only === null || (code !== null && only.has(code))).map(({ tariff }) => tariff));
        }
      }
    });
    const made = cellTables.add(cells) / cells.length;
    includedTables.add(stores.map( (store) => (typeof store.key === 'string' ? (on.included.get(store.key) ?? 0) : 0)));
    tables.set(key, made);
    return made;
  }
  return plan;
}

function storesOf(compiled: CompiledCatalog, rules: ReadonlyArray<CompiledRule>): { readonly stores: ColumnPlan['stores']; readonly counterAt: ReadonlyMap<number, number>; readonly allowanceAt: ReadonlyMap<string, number> } {
  const stores: Array<{ key: string | number; shared: boolean }> = [];
  const counterAt = new Map<number, number>();
  const allowanceAt = new Map<string, number>();
  for (const rule of rules) {
    for (const { counter, shared, price } of rule.versions) if (price.total && !counterAt.has(counter)) counterAt.set(counter, stores.push({ key: counter, shared }) - 1);
    for (const code of rule.allowances) if (!allowanceAt.has(code)) allowanceAt.set(code, stores.push({ key: code, shared: compiled.allowances.get(code)?.shared ?? false }) - 1);
  }
  return { stores, counterAt, allowanceAt };
}

function storesUsed(compiled: CompiledCatalog, set: ProductSet, counterAt: ReadonlyMap<number, number>, allowanceAt: ReadonlyMap<string, number>): ReadonlyArray<number> {
  const rules = [...new Set(set.map(({ offer }) => offer))].flatMap((offer) => compiled.offers.get(offer)?.rules ?? []);
  const used = rules.flatMap((rule) => [...rule.versions.map(({ counter }) => counterAt.get(counter)), ...rule.allowances.map((code) => allowanceAt.get(code))]);
  return [...new Set(used)].filter((store) => store !== undefined).sort((a, b) => a - b);
}

/** An array that is replaced by one of twice its length where it is full; `add` tells where the values begin. */
function growing<T extends Int32Array | Float64Array>(make: (length: number) => T, replaced: (larger: T) => void): { readonly add: (values: ArrayLike<number>) => number } {
  let [array, used] = [make(64), 0];
  replaced(array);
  return {
    add: (values) => {
      const at = used;
      used += values.length;
      if (used > array.length) {
        const larger = make(Math.max(used, array.length * 2));
        larger.set(array);
        array = larger;
        replaced(larger);
      }
      array.set(values, at);
      return at;
    },
  };
}
