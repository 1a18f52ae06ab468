import { measured360 } from './c1-customer-360.ts';
import { valueOf } from './support/measure.ts';
import { largest, type Plan, sizeName } from './support/plan.ts';
import { byRatio, type Result } from './support/result.ts';

/** C2: how the Customer 360 grows from the smallest world to the largest. The worlds take turns, so that load falls on both. */
export async function growth(plan: Plan): Promise<Result[]> {
  const [small, large] = [plan.sizes[0] ?? 0, largest(plan)];
  if (small === large) return [];
  const once = { ...plan, rounds: 1 };
  const times: Record<'small' | 'large', number[]> = { small: [], large: [] };
  const ratios: number[] = [];
  for (let round = 0; round < plan.rounds; round += 1) {
    const before = valueOf((await measured360(once, small)).layer, 'p50');
    const after = valueOf((await measured360(once, large)).layer, 'p50');
    times.small.push(before);
    times.large.push(after);
    ratios.push(after / before);
  }
  const middle = (values: ReadonlyArray<number>) => valueOf({ p50: values, p95: [] }, 'p50');
  return [byRatio({ id: 'C2', name: 'Customer 360, growth of p50', size: `${small.toLocaleString('en-US')} to ${sizeName(large)}`, unit: 'ms', value: middle(times.large), reference: middle(times.small), ratio: middle(ratios), goal: 1.5, aim: 1.2 })];
}
