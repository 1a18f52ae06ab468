import { cycleHolding } from '../../contract/cycles.ts';
import { Refusal } from '../../contract/errors.ts';
import { catalogInForce } from '../catalog/catalog-in-force.ts';
import { type Database, row, rows } from '../platform/database.ts';
import { leftOf } from '../rating/domain/usage-toward-allowance.ts';
import { billingInputs } from './billing-inputs.ts';
import { todayOf } from './compare-bills.ts';
import { rateUsage } from './draft-of.ts';
import { standingUse } from './standing-use.ts';

/** What a session asks for: units of the allowance (points, or minor units of money), its key, which its usage record will have, and for how long. */
export type ReservationAsked = { readonly serviceId: number; readonly allowance: string; readonly units: number; readonly key: string; readonly seconds: number };

/**
 * Puts units of an allowance aside for a session, as the worker: as many as are asked for, or what is left beside other
 * reservations. Returns how many; refuses where nothing is left, where the service has no such allowance, and a key that is known.
 */
export async function reserveAllowance(worker: Database, { serviceId, allowance, units, key, seconds }: ReservationAsked): Promise<{ readonly reservationId: number; readonly units: number }> {
  return worker.write(async (db) => {
    const held = await row<{ accountId: number }>(db, 'select api.hold_for_reservation(?) as "accountId"', [serviceId]);
    const [inputs] = held ? await billingInputs(db, [held.accountId]) : [];
    if (!inputs) throw new Error('the account could not be read');
    const inForce = await catalogInForce(db, inputs.currency);
    const today = await todayOf(db);
    const rated = rateUsage(inForce, inputs, inputs.usage, cycleHolding(today, inputs.cycles).held.to);
    const use = standingUse(inForce, inputs, rated, today).find((one) => one.serviceId === serviceId && one.code === allowance);
    if (!use || use.included === null) throw new Refusal('REFUSED', `This service has no allowance "${allowance}".`);
    const granted = Math.min(units, leftOf(use) - use.reserved);
    if (granted <= 0) throw new Refusal('REFUSED', `Nothing is left of "${use.label}".`);
    const shared = inForce.compiled.allowances.get(allowance)?.shared === true;
    const made = await row<{ id: number }>(db, 'select api.reserve_allowance(?::jsonb) as id', [JSON.stringify({ serviceId, shared, allowance, units: granted, key, seconds })]);
    return { reservationId: made?.id ?? 0, units: granted };
  });
}

/** Ends a reservation whose session used nothing; false where it did not count any more. */
export async function releaseReservation(worker: Database, key: string): Promise<boolean> {
  const [done] = await worker.write((db) => rows<{ released: boolean }>(db, 'select api.release_reservation(?) as released', [key]));
  return done?.released ?? false;
}
