import type { PriceModel } from '../../../contract/catalog.ts';
import { microsAtRate } from './percent.ts';
import { feeAndStep, type PriceFunction } from './price-function.ts';
import { roundedSum, tierSteps, unitsByTier, type TierStep } from './tiers.ts';

/** The tiers with what one minor unit of value costs in each. */
export function rateSteps(model: Extract<PriceModel, { kind: 'graduatedPercent' }>): TierStep[] {
  return tierSteps(model.tiers.map(({ upTo, rate }) => ({ upTo, price: microsAtRate(rate) })));
}

/** Each part of the cycle's value at the rate of its tier, and the fee of each event that has a value. */
export function graduatedPercentPrice(model: Extract<PriceModel, { kind: 'graduatedPercent' }>): PriceFunction {
  const steps = rateSteps(model);
  const total = (units: number) => roundedSum(unitsByTier(steps, 0, units), 1);
  return { kind: 'graduatedPercent', round: (units) => units, ...feeAndStep(model.fee, total) };
}
