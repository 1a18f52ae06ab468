import { splitByLargestRemainder } from '../../../contract/money.ts';
import { exactMicros } from './price-function.ts';
import type { Counter } from './service-cycle.ts';

/**
 * Makes the parts of a cumulative price sum to the whole: what is not billed costs the price of all counted units less
 * what bills have taken. By volume it is always shared over the open events by their charged units (largest remainder in
 * micros, in order of start and key). Tiers and blocks keep the price of each event's own step; they are shared only where
 * events came late or out of order, so that their steps would not sum to what is left. Without an open event that was
 * charged, what is left waits for the next one; free events are never priced.
 */
export function settleCounter(counter: Counter): void {
  const { price, open } = counter;
  if (!price.total || open.length === 0) return;
  const fee = price.fee ?? 0;
  const left = exactMicros(exactMicros(price.total(counter.counted)) - counter.billed + fee * open.length);
  const stepped = open.reduce((sum, draft) => sum + draft.micros, 0);
  if (price.kind !== 'volume' && stepped === left) return;
  const shares = splitByLargestRemainder(left - fee * open.length, open.map((draft) => draft.trace.charged));
  open.forEach((draft, index) => { draft.micros = fee + (shares[index] ?? 0); });
}
