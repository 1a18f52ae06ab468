import { MICROS_PER_MINOR } from '../../../contract/money.ts';
import { takenOf } from '../../../contract/bill.ts';
import type { Day, Instant } from '../../../contract/dates.ts';
import { ownBucket } from './allowance-buckets.ts';
import type { CompiledCatalog } from './compile-catalog.ts';
import type { CycleUsage, Grant, RatedUsage } from './cycle-usage.ts';
import { serviceCycles, type ServiceCycle } from './service-cycle.ts';

/**
 * The cycle that ends: the usage it was rated from, its last local day (days since 1970) and its first as a name; `ends` are the
 * ends of the cycles to come, the next one first, which begins at `at`.
 */
export type EndingCycle = { readonly usage: CycleUsage; readonly rated: ReadonlyArray<RatedUsage>; readonly lastDay: number; readonly from: Day; readonly at: Instant; readonly ends: ReadonlyArray<Instant> };

/**
 * One store of an allowance at the end of a cycle, in whole units, points or minor units: what it had is what was used, what
 * went (`expired`: at its end, beyond a limit, or not of the kind that goes on) and what goes on as `name`, for [from, to).
 */
export type StoreEnd = {
  readonly kind: 'own' | Grant['kind']; readonly name: string; readonly code: string; readonly serviceId: number | null;
  readonly brought: number; readonly used: number; readonly expired: number; readonly carried: number; readonly from: Instant; readonly to: Instant | null;
};

/**
 * How a cycle leaves its grants and each allowance that rolls over. An allowance goes on up to its limits: what is older is
 * kept where the limit of all together is reached. What was used before a product ended or shrank counts as had.
 */
export function storesAtEnd(catalog: CompiledCatalog, cycle: EndingCycle): StoreEnd[] {
  const { usage, rated, at, from, ends, lastDay } = cycle;
  const services = serviceCycles(usage.products);
  const granted = (usage.grants ?? []).map((grant): StoreEnd => {
    const used = spent(catalog, rated, grant.code, grant.serviceId, grant.id);
    const brought = Math.max(grant.units, used);
    const goesOn = grant.to === null || Date.parse(grant.to) > Date.parse(at);
    const [carried, expired] = goesOn ? [brought - used, 0] : [0, brought - used];
    return { kind: grant.kind, name: grant.id, code: grant.code, serviceId: grant.serviceId, brought, used, expired, carried, from: grant.from, to: grant.to };
  });
  const own = [...catalog.allowances.values()].flatMap(({ code, rollover, shared }) => {
    if (!rollover) return [];
    return (shared ? [null] : [...services.keys()]).flatMap((serviceId): StoreEnd[] => {
      const used = spent(catalog, rated, code, serviceId, null);
      const brought = Math.max(ownUnits(catalog, services, serviceId, code, lastDay), used);
      const before = granted.filter((end) => end.kind === 'rollover' && end.code === code && end.serviceId === serviceId).reduce((sum, end) => sum + end.carried, 0);
      const to = ends[rollover.cycles - 1];
      const room = Math.max(0, (rollover.balance ?? Infinity) - before);
      const carried = to === undefined ? 0 : Math.min(brought - used, rollover.perCycle ?? Infinity, room);
      return brought === 0 ? [] : [{ kind: 'own', name: `what ${from} left`, code, serviceId, brought, used, expired: brought - used - carried, carried, from: at, to: to ?? null }];
    });
  });
  return [...granted, ...own];
}

/** What the next cycle has of how one ended: all that goes on. */
export function grantsOf(ends: ReadonlyArray<StoreEnd>): Grant[] {
  return ends.flatMap(({ kind, name, code, serviceId, carried, from, to }) => (carried > 0 ? [{ id: name, kind: kind === 'own' ? 'rollover' : kind, code, serviceId, units: carried, from, to }] : []));
}

/** What the next cycle has of the grants and of what allowances left. Ids stay. */
export function grantsAfter(catalog: CompiledCatalog, cycle: EndingCycle): Grant[] {
  return grantsOf(storesAtEnd(catalog, cycle));
}

/** Whole units, points or minor units; a part of a minor unit that is spent counts as one. */
function spent(catalog: CompiledCatalog, rated: ReadonlyArray<RatedUsage>, code: string, serviceId: number | null, grant: string | null): number {
  const own = rated.filter((usage) => serviceId === null || usage.serviceId === serviceId);
  const sum = own.flatMap((usage) => takenOf(usage.trace)).reduce((total, one) => (one.code === code && (one.grant ?? null) === grant ? total + one.before - one.after : total), 0);
  return catalog.allowances.get(code)?.measure === 'money' ? Math.ceil(sum / MICROS_PER_MINOR) : sum;
}

function ownUnits(catalog: CompiledCatalog, services: ReadonlyMap<number, ServiceCycle>, serviceId: number | null, code: string, lastDay: number): number {
  const { capacity, measure } = ownBucket(catalog, services, serviceId ?? [...services.keys()][0] ?? 0, code, lastDay);
  return measure === 'money' ? capacity / MICROS_PER_MINOR : capacity;
}
