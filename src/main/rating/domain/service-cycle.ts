import type { Micros } from '../../../contract/money.ts';
import type { Bucket } from './allowance-buckets.ts';
import type { CompiledCatalog, CompiledVersion } from './compile-catalog.ts';
import type { HeldProduct, RatedUsage } from './cycle-usage.ts';
import { dayText } from './local-clock.ts';
import type { PriceFunction } from './price-function.ts';
import { serviceDay, type Candidate, type ServiceDay } from './service-day.ts';

/** A price that is still open until the cycle is settled. */
export type DraftUsage = { -readonly [K in keyof RatedUsage]: RatedUsage[K] };

/** Where one rule's version stands in its tiers and blocks. */
export type Counter = {
  readonly price: PriceFunction;
  /** Units charged so far, billed ones too. */
  counted: number;
  /** What bills have taken already, without the fees of their events. */
  billed: Micros;
  /** Charged events that no bill carries yet. */
  readonly open: DraftUsage[];
};

/** What one service has used in the cycle so far. */
export type ServiceCycle = {
  readonly products: ReadonlyArray<HeldProduct>;
  readonly days: Map<number, ServiceDay>;
  readonly counters: Map<number, Counter>;
  /** The stores of allowances by rule and day, where no grant adds to them. */
  readonly buckets: Map<Candidate, ReadonlyArray<Bucket>>;
  /** Counters of shared plans, the same for all services of the account. */
  readonly shared: Map<number, Counter>;
};

/** One state for each service that has products; a service without products has none. */
export function serviceCycles(products: ReadonlyArray<HeldProduct>): Map<number, ServiceCycle> {
  const cycles = new Map<number, ServiceCycle>();
  const shared = new Map<number, Counter>();
  for (const { serviceId } of products) {
    if (cycles.has(serviceId)) continue;
    cycles.set(serviceId, { products: products.filter((product) => product.serviceId === serviceId), days: new Map(), counters: new Map(), buckets: new Map(), shared });
  }
  return cycles;
}

/** What prices the service on a local day (days since 1970), worked out once. */
export function dayOfService(catalog: CompiledCatalog, service: ServiceCycle, day: number): ServiceDay {
  let found = service.days.get(day);
  if (!found) {
    found = serviceDay(catalog, service.products, dayText(day));
    service.days.set(day, found);
  }
  return found;
}

/** The counter of a rule's version; the same rule of two offers counts together where its price is the same. */
export function counterOf(service: ServiceCycle, version: CompiledVersion): Counter {
  const counters = version.shared ? service.shared : service.counters;
  let counter = counters.get(version.counter);
  if (!counter) {
    counter = { price: version.price, counted: 0, billed: 0, open: [] };
    counters.set(version.counter, counter);
  }
  return counter;
}

/** Every counter of the cycle once. */
export function countersOf(services: ReadonlyMap<number, ServiceCycle>): Set<Counter> {
  return new Set([...services.values()].flatMap(({ counters, shared }) => [...counters.values(), ...shared.values()]));
}
