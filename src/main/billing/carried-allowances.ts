import { type ReadableDb, row } from '../platform/database.ts';

/**
 * A store of an allowance of which one bill says otherwise than the next: what the first carried on and what the second brought,
 * in whole units, points or minor units; null where a bill does not know it. `service` null is a shared allowance.
 */
export type CarriedWrong = { readonly bill: string | null; readonly nextBill: string | null; readonly allowance: string; readonly store: string; readonly service: string | null; readonly carried: number | null; readonly brought: number | null };

/** Compares what each cycle carried on of its allowances with what the next one of its account brought, over all accounts. */
export async function carriedAllowances(db: ReadableDb): Promise<{ readonly checked: number; readonly broken: ReadonlyArray<CarriedWrong> }> {
  const found = await row<{ carried: { checked: number; broken: CarriedWrong[] } }>(db, 'select api.verify_carried() as carried');
  if (!found) throw new Error('the check of carried allowances gave no row');
  return found.carried;
}
