import type { CompiledCatalog } from './compile-catalog.ts';
import { MICROS_PER_MINOR } from '../../../contract/money.ts';
import type { CycleEvent, CycleUsage, Grant } from './cycle-usage.ts';
import { dayOfService, type ServiceCycle } from './service-cycle.ts';
import type { Candidate } from './service-day.ts';

/** One store of an allowance: what the cycle brings, what an earlier one left, or a top-up. Money is in micros. */
export type Bucket = {
  /** The same for all events that use up the same store. */
  readonly key: string;
  readonly code: string;
  readonly grant: string | null;
  readonly capacity: number;
  readonly measure: 'units' | 'points' | 'money';
};

/** What names a store: the service, or the account for a shared one, the allowance and the grant. */
export function bucketKey(catalog: CompiledCatalog, serviceId: number, code: string, grant?: string | null): string {
  const owner = catalog.allowances.get(code)?.shared ? '*' : serviceId;
  return grant ? `${owner}\n${code}\n${grant}` : `${owner}\n${code}`;
}

const none: ReadonlyArray<Bucket> = [];

/**
 * The stores that may cover an event, in the order in which they are used: by allowance, and of one allowance first what
 * earlier cycles left, then the cycle's own, then top-ups; what ends first is used first.
 */
export function bucketsOf(catalog: CompiledCatalog, services: ReadonlyMap<number, ServiceCycle>, { grants = [] }: CycleUsage, event: CycleEvent, localDay: number, candidate: Candidate): ReadonlyArray<Bucket> {
  const { allowances } = candidate.rule;
  if (allowances.length === 0) return none;
  const holder = services.get(event.serviceId);
  const known = grants.length === 0 ? holder?.buckets.get(candidate) : undefined;
  if (known) return known;
  const found = allowances.flatMap((code) => {
    const own = ownBucket(catalog, services, event.serviceId, code, localDay);
    const usable = grants.filter((grant) => grant.code === code && isFor(grant, event)).sort(endsFirst);
    const ofKind = (kind: Grant['kind']) => usable.filter((grant) => grant.kind === kind).map((grant) => bucket(catalog, event.serviceId, code, grant.units, grant.id));
    return [...ofKind('rollover'), ...(own.capacity > 0 ? [own] : []), ...ofKind('topUp')];
  });
  if (grants.length === 0) holder?.buckets.set(candidate, found);
  return found;
}

/** What the products of a day bring, of the service or, for a shared allowance, of all of the account. */
export function ownBucket(catalog: CompiledCatalog, services: ReadonlyMap<number, ServiceCycle>, serviceId: number, code: string, localDay: number): Bucket {
  const own = services.get(serviceId);
  const holders = catalog.allowances.get(code)?.shared ? [...services.values()] : own ? [own] : [];
  const included = holders.reduce((sum, holder) => sum + (dayOfService(catalog, holder, localDay).included.get(code) ?? 0), 0);
  return bucket(catalog, serviceId, code, included, null);
}

function bucket(catalog: CompiledCatalog, serviceId: number, code: string, amount: number, grant: string | null): Bucket {
  const measure = catalog.allowances.get(code)?.measure ?? 'units';
  return { key: bucketKey(catalog, serviceId, code, grant), code, grant, capacity: measure === 'money' ? amount * MICROS_PER_MINOR : amount, measure };
}

function isFor({ serviceId, from, to }: Grant, event: CycleEvent): boolean {
  const at = Date.parse(event.start);
  return (serviceId === null || serviceId === event.serviceId) && Date.parse(from) <= at && (to === null || at < Date.parse(to));
}

function endsFirst(a: Grant, b: Grant): number {
  const [first, second] = [a, b].map(({ to }) => (to === null ? Infinity : Date.parse(to)));
  return first === second ? (a.id < b.id ? -1 : 1) : (first ?? 0) < (second ?? 0) ? -1 : 1;
}
