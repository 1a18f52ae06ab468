/** What was measured of one side: per round its median and its 95th percentile, in milliseconds. */
export type Side = { readonly p50: ReadonlyArray<number>; readonly p95: ReadonlyArray<number> };

/** The value below which this share of the values lies, by nearest rank. */
export function percentile(values: ReadonlyArray<number>, share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

/** The middle value. */
export function median(values: ReadonlyArray<number>): number {
  return percentile(values, 0.5);
}

/** How long a piece of work takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * Runs the sides one after the other, sample by sample, so that whatever else the machine does falls on all of them; who
 * begins changes with each sample. `prepare` runs before a round and `between` before each side, neither is measured; the first
 * round only warms up.
 */
export async function interleaved<Name extends string>(
  plan: { readonly rounds: number; readonly samples: number; readonly prepare?: (round: number) => Promise<void>; readonly between?: () => void | Promise<void> },
  sides: Readonly<Record<Name, (sample: number) => Promise<unknown>>>,
): Promise<Record<Name, Side>> {
  const names = Object.keys(sides) as Name[];
  const kept = Object.fromEntries(names.map((name) => [name, { p50: [] as number[], p95: [] as number[] }])) as Record<Name, { p50: number[]; p95: number[] }>;
  for (let round = 0; round <= plan.rounds; round += 1) {
    await plan.prepare?.(round);
    const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
    for (let sample = 0; sample < plan.samples; sample += 1) {
      for (let turn = 0; turn < names.length; turn += 1) {
        const name = names[(sample + turn) % names.length] as Name;
        await plan.between?.();
        times[name].push(await timed(() => sides[name](sample)));
      }
    }
    if (round === 0) continue;
    for (const name of names) {
      kept[name].p50.push(median(times[name]));
      kept[name].p95.push(percentile(times[name], 0.95));
    }
  }
  return kept;
}

/** The median over rounds of a percentile of one side. */
export function valueOf(side: Side, of: 'p50' | 'p95'): number {
  return median(side[of]);
}

/** The median over rounds of one side by another; each round is compared within itself. */
export function ratioOf(side: Side, reference: Side, of: 'p50' | 'p95'): number {
  return median(side[of].map((value, round) => value / (reference[of][round] ?? Number.NaN)));
}
