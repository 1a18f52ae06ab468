import type { Allowance } from '../../../contract/catalog.ts';
import { cycleHolding, type Cycles } from '../../../contract/cycles.ts';
import { type Day, dayOf, type Instant, type Period } from '../../../contract/dates.ts';
import { formatRate } from '../../../contract/money.ts';
import { thresholdsCrossed } from '../../rating/domain/allowance-thresholds.ts';
import type { CompiledCatalog } from '../../rating/domain/compile-catalog.ts';
import type { RatedUsage } from '../../rating/domain/cycle-usage.ts';
import { formatUnits } from '../../rating/domain/unit-words.ts';

/** A threshold of what a cycle brings of an allowance, reached by one event; `serviceId` null is a shared allowance. */
export type Crossing = { readonly serviceId: number | null; readonly code: string; readonly percent: number; readonly cycle: Period; readonly usageId: number; readonly at: Instant; readonly words: string };

/** Where bill days are counted, the account's cycles and the first day of those that no bill has ended. */
export type OpenCycles = { readonly operatorZone: string; readonly currency: string; readonly cycles: Cycles; readonly openFrom: Day };

/**
 * All thresholds that the open cycles of an account have reached by their usage so far, each once a cycle. What was carried
 * over is used first and has no thresholds: people are told of what their plan brings.
 */
export function crossingsOf(catalog: CompiledCatalog, { operatorZone, currency, cycles, openFrom }: OpenCycles, rated: ReadonlyArray<RatedUsage>): Crossing[] {
  const byCycle = new Map<Day, { readonly cycle: Period; readonly usage: RatedUsage[] }>();
  for (const usage of rated) {
    const cycle = cycleHolding(dayOf(usage.event.start, operatorZone), cycles).held;
    if (cycle.from < openFrom) continue;
    const known = byCycle.get(cycle.from) ?? { cycle, usage: [] };
    known.usage.push(usage);
    byCycle.set(cycle.from, known);
  }
  return [...byCycle.values()].flatMap(({ cycle, usage }) => thresholdsCrossed(catalog, usage).flatMap(({ usageId, serviceId, at, code, grant, percent, included }) => {
    const allowance = catalog.allowances.get(code);
    if (grant !== null || !allowance) return [];
    return [{ serviceId: allowance.shared ? null : serviceId, code, percent, cycle, usageId, at, words: `${percent}% of ${sizeOf(allowance, included, currency)} used` }];
  }));
}

/** "300 min", "100 points", "$20.00"; money in micros. */
function sizeOf({ measure, usage }: Allowance, included: number, currency: string): string {
  if (measure === 'money') return formatRate(included, currency);
  return usage ? formatUnits(usage, included) : `${included} points`;
}
