import type { Migration } from '../platform/migrate.ts';
import { rolesAndSchemas } from './0001-roles-and-schemas.ts';
import { staffAndClock } from './0002-staff-and-clock.ts';
import { customers } from './0003-customers.ts';
import { servicesAndCatalog } from './0004-services-and-catalog.ts';
import { usageAndBills } from './0005-usage-and-bills.ts';
import { paymentsAndLedger } from './0006-payments-and-ledger.ts';
import { whoAmI } from './0007-who-am-i.ts';
import { cases } from './0008-cases.ts';
import { search } from './0009-search.ts';
import { issueBills } from './0010-issue-bills.ts';
import { paymentsAndDisputes } from './0011-payments-and-disputes.ts';
import { staffAndImports } from './0012-staff-and-imports.ts';
import { billingInputs } from './0013-billing-inputs.ts';
import { rerating } from './0015-rerating.ts';
import { billRuns } from './0016-bill-runs.ts';
import { replay } from './0017-replay.ts';
import { reratingOrders } from './0018-rerating-orders.ts';
import { sameCause } from './0019-same-cause.ts';
import { keptAllowances } from './0020-kept-allowances.ts';
import { reratingProgress } from './0024-rerating-progress.ts';
import { bulkCredits } from './0025-bulk-credits.ts';
import { carriedAllowances } from './0027-carried-allowances.ts';
import { allowanceCrossings } from './0029-allowance-crossings.ts';
import { topUps } from './0030-top-ups.ts';
import { reservations } from './0031-reservations.ts';

/** Every migration in order, by name: nothing is read from a folder at run time. */
export const migrations: ReadonlyArray<Migration> = [rolesAndSchemas, staffAndClock, customers, servicesAndCatalog, usageAndBills, paymentsAndLedger, whoAmI, cases, search, issueBills, paymentsAndDisputes, staffAndImports, billingInputs, rerating, billRuns, replay, reratingOrders, sameCause, keptAllowances, reratingProgress, bulkCredits, carriedAllowances, allowanceCrossings, topUps, reservations];
