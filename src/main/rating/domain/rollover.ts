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
 * What the next cycle has of the grants: those that are not at their end with what is left of them, and what is left of each
 * allowance that rolls over, up to its limits. What is older is kept where the limit of all together is reached. Ids stay.
 */
export function grantsAfter(catalog: CompiledCatalog, cycle: EndingCycle): Grant[] {
  const { usage, rated, at, from, ends, lastDay } = cycle;
  const services = serviceCycles(usage.products);
  const kept = (usage.grants ?? []).flatMap((grant) => {
    const left = grant.units - spent(catalog, rated, grant.code, grant.serviceId, grant.id);
    return left > 0 && (grant.to === null || Date.parse(grant.to) > Date.parse(at)) ? [{ ...grant, units: left }] : [];
  });
  const fresh = [...catalog.allowances.values()].flatMap(({ code, rollover, shared }) => {
    if (!rollover) return [];
    return (shared ? [null] : [...services.keys()]).flatMap((serviceId): Grant[] => {
      const left = ownUnits(catalog, services, serviceId, code, lastDay) - spent(catalog, rated, code, serviceId, null);
      const carried = kept.filter((grant) => grant.kind === 'rollover' && grant.code === code && grant.serviceId === serviceId).reduce((sum, grant) => sum + grant.units, 0);
      const units = Math.min(left, rollover.perCycle ?? Infinity, (rollover.balance ?? Infinity) - carried);
      const to = ends[rollover.cycles - 1];
      return units > 0 && to !== undefined ? [{ id: `what ${from} left`, kind: 'rollover', code, serviceId, units, from: at, to }] : [];
    });
  });
  return [...kept, ...fresh];
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
