import { roundedQuotient, type Micros } from '../../../contract/money.ts';

/** A tier's last unit (Infinity for the last tier) and its price in micros for each `per` units. */
export type TierStep = { readonly upTo: number; readonly price: Micros };

/** Tiers in order of their limits; the last one has no end, whatever it says, so that no unit is without a price. */
export function tierSteps(tiers: ReadonlyArray<{ readonly upTo: number | null; readonly price: Micros }>): TierStep[] {
  const steps = tiers.map((tier) => ({ upTo: tier.upTo ?? Infinity, price: tier.price }));
  steps.sort((a, b) => (a.upTo === b.upTo ? 0 : a.upTo < b.upTo ? -1 : 1));
  return steps.map((step, index) => (index === steps.length - 1 ? { ...step, upTo: Infinity } : step));
}

/** The tier that holds the unit number `unit`, counted from 1; a limit belongs to the tier that it ends. */
export function tierOf(steps: ReadonlyArray<TierStep>, unit: number): TierStep {
  const found = steps.find((step) => unit <= step.upTo);
  if (!found) throw new RangeError('A tiered price needs at least one tier.');
  return found;
}

/** What of the units (after, upTo] falls into each tier. */
export function unitsByTier(steps: ReadonlyArray<TierStep>, after: number, upTo: number): Array<{ readonly units: number; readonly price: Micros }> {
  const parts: Array<{ readonly units: number; readonly price: Micros }> = [];
  let start = 0;
  for (const step of steps) {
    const units = Math.min(upTo, step.upTo) - Math.max(after, start);
    if (units > 0) parts.push({ units, price: step.price });
    if (step.upTo >= upTo) break;
    start = step.upTo;
  }
  return parts;
}

/** The sum of units x price over `per`, rounded once, half away from zero, exact beyond the safe integers. */
export function roundedSum(parts: ReadonlyArray<{ readonly units: number; readonly price: Micros }>, per: number): Micros {
  let sum = 0;
  let safe = true;
  for (const part of parts) {
    sum += part.units * part.price;
    safe &&= Number.isSafeInteger(part.units * part.price) && Number.isSafeInteger(sum);
  }
  if (safe) return roundedQuotient(sum, per);
  const exact = parts.reduce((total, part) => total + BigInt(part.units) * BigInt(part.price), 0n);
  const divisor = BigInt(per) * 2n;
  const size = ((exact < 0n ? -exact : exact) * 2n + BigInt(per)) / divisor;
  return Number(exact < 0n ? -size : size);
}
