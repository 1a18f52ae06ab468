import { cycleHolding } from '../../contract/cycles.ts';
import { type Day, startOfDay } from '../../contract/dates.ts';
import type { CatalogInForce } from '../catalog/catalog-in-force.ts';
import { type ServiceUse, usageTowardAllowance } from '../rating/domain/usage-toward-allowance.ts';
import type { BillingInputs } from './billing-inputs.ts';
import type { RatedInTurn } from './domain/rate-in-turn.ts';

/** Where each service stands in the cycle that holds today, from all usage of the inputs as it was rated. */
export function standingUse({ catalog, compiled }: CatalogInForce, inputs: BillingInputs, { rated, ended }: Pick<RatedInTurn, 'rated' | 'ended'>, today: Day): ServiceUse[] {
  const cycle = cycleHolding(today, inputs.cycles).held;
  const began = startOfDay(cycle.from, catalog.zone);
  const stores = ended.filter(({ cycleFrom }) => cycleFrom === cycle.from);
  return usageTowardAllowance(compiled, { rated: rated.filter(({ event }) => event.start >= began), products: inputs.products, zone: inputs.zone, period: cycle, today, stores, reservations: inputs.reservations ?? [] });
}
