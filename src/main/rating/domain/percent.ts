import type { PriceModel } from '../../../contract/catalog.ts';
import { MICROS_PER_MINOR } from '../../../contract/money.ts';
import { feeAndStep, type PriceFunction } from './price-function.ts';

/** Micros of one minor unit at a rate in hundredths of a percent. It is whole, so a percentage is exact before its line is rounded. */
export const microsAtRate = (rate: number): number => (MICROS_PER_MINOR / 10_000) * rate;

/** A percentage of the value beyond the free part of the cycle, and the fee of each event that has a value. */
export function percentPrice(model: Extract<PriceModel, { kind: 'percent' }>): PriceFunction {
  const micros = microsAtRate(model.rate);
  const total = (units: number) => Math.max(0, units - model.free) * micros;
  return { kind: 'percent', round: (units) => units, ...feeAndStep(model.fee, total) };
}
