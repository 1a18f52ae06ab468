import { billRuns } from './bill-runs.ts';
import { billing } from './billing.ts';
import { bulkCredits } from './bulk-credits.ts';
import { customers } from './customers.ts';
import { operations } from './operations.ts';
import { outages } from './outages.ts';
import { rerating } from './rerating.ts';
import { staff } from './staff.ts';

/** Everything the two sides say to each other: the table of contents of the product. */
export const contract = { staff, customers, billing, operations, rerating, billRuns, bulkCredits, outages };
export type Contract = typeof contract;
