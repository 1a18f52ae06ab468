import type { OpenCase } from '../../contract/customers.ts';
import { Refusal } from '../../contract/errors.ts';
import { type Database, row } from '../platform/database.ts';

/** The committed state of the person's own case on a customer. */
export async function caseOf(person: Database, customerId: number): Promise<OpenCase> {
  const found = await person.read((db) => row<{ state: OpenCase | null }>(db, 'select api.case_state(?) as state', [customerId]));
  if (!found?.state) throw new Refusal('FORBIDDEN', 'Open the customer first.');
  return found.state;
}
