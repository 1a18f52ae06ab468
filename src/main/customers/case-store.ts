import type { CheckKind, OpenCase } from '../../contract/customers.ts';
import { Refusal } from '../../contract/errors.ts';
import { type Database, row } from '../platform/database.ts';

/** A case, and for each kind of check that was answered whether its last answer matched. */
export type CaseState = { readonly openCase: OpenCase; readonly outcomes: Readonly<Partial<Record<CheckKind, boolean>>> };

/** The committed state of the person's own case on a customer. */
export async function caseState(person: Database, customerId: number): Promise<CaseState> {
  const found = await person.read((db) => row<{ state: (OpenCase & Pick<CaseState, 'outcomes'>) | null }>(db, 'select api.case_state(?) as state', [customerId]));
  if (!found?.state) throw new Refusal('FORBIDDEN', 'Open the customer first.');
  const { outcomes, ...openCase } = found.state;
  return { openCase, outcomes };
}
