import type { UntaxedLine } from '../../../contract/bill.ts';
import { versionOn, type Catalog } from '../../../contract/catalog.ts';
import { cycleHolding, type Cycles } from '../../../contract/cycles.ts';
import type { Day, Period } from '../../../contract/dates.ts';
import type { Minor } from '../../../contract/money.ts';
import { cyclePart, heldDays, usedOn, type ClosingCycle } from './closing-cycle.ts';
import { offerOf, type HeldProduct } from './held-product.ts';
import { proratedAmount } from './prorate.ts';
import { chargesOfDays } from './recurring.ts';
import { volumeDiscounts } from './volume-off.ts';

type CommitmentInput = { readonly catalog: Catalog; readonly products: ReadonlyArray<HeldProduct>; readonly cycles: Cycles; readonly closing: ClosingCycle | null };

/** The minimum of some days, prorated in each cycle that they touch. */
function minimumOf(price: Minor, days: Period, cycles: Cycles): Minor {
  let sum = 0;
  for (let day: Day = days.from; day < days.to; ) {
    const { whole, held } = cycleHolding(day, cycles);
    const to = held.to < days.to ? held.to : days.to;
    sum += proratedAmount(price, whole, { from: day, to });
    day = to;
  }
  return sum;
}

/**
 * What is missing to the minimum that a service agreed to, each as a line of its own on the bill that ends the cycle. All
 * charges of a service are those for the days of the cycle, less its discounts, whenever they were billed.
 */
export function shortfalls(input: CommitmentInput): Array<UntaxedLine> {
  const { catalog, products, cycles, closing } = input;
  if (!closing) return [];
  return products.flatMap((product) => (offerOf(catalog, product).commitments ?? []).flatMap((commitment) => {
    const days = heldDays(closing, product);
    const version = days && versionOn(commitment.versions, days.from);
    if (!days || !version) return [];
    const usage = usedOn(closing, days, product.serviceId).reduce((sum, event) => sum + event.amount, 0);
    const discounts = volumeDiscounts(input).filter((line) => line.serviceId === product.serviceId).reduce((sum, line) => sum + line.amount, 0);
    const counted = usage + discounts + (commitment.counts === 'all' ? chargesOfDays(input, product.serviceId, days) : 0);
    const minimum = minimumOf(version.price * product.quantity, days, cycles);
    if (counted >= minimum) return [];
    return [{
      serviceId: product.serviceId, productId: product.productId, offer: product.offer, charge: commitment.code, version: version.version, part: cyclePart(days), label: commitment.label, category: 'oneoff' as const, period: days,
      units: null, unit: null, amount: minimum - counted, taxCode: commitment.tax, trace: { kind: 'commitment' as const, minimum, counted },
    }];
  }));
}
