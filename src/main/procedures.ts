import { billRunProcedures } from './billing/bill-run-procedures.ts';
import { bulkCreditProcedures } from './billing/bulk-credit-procedures.ts';
import { billingProcedures } from './billing/procedures.ts';
import { reratingProcedures } from './billing/rerating-procedures.ts';
import { customersProcedures } from './customers/procedures.ts';
import { outageProcedures } from './outages/procedures.ts';
import { operationsProcedures } from './operations/procedures.ts';
import type { ReadUsage } from './operations/usage-reading.ts';
import { anyone } from './platform/dispatch.ts';
import { type ChooseConnection, staffProcedures } from './staff/procedures.ts';

/** The switchboard: every call of the contract meets its procedure here, and the compiler asks for the missing ones. */
export function switchboard(choose: ChooseConnection, readUsage: ReadUsage) {
  return anyone.router({ staff: staffProcedures(choose), customers: customersProcedures, billing: billingProcedures, operations: operationsProcedures(readUsage), rerating: reratingProcedures, billRuns: billRunProcedures, bulkCredits: bulkCreditProcedures, outages: outageProcedures });
}
