import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../contract/contract.ts';
import { callsOver } from './client.ts';
import { openLine } from './line.ts';

const line = openLine('data');

/** Every call of the product, typed by the contract: `await care.customers.search({ text })`. Failures are CareFailure. */
export const care = callsOver<ContractRouterClient<Contract>>(line);

/** The data process is there again: open calls are told they were interrupted, a new port goes over. */
export function relayCare(): void {
  line.relay();
}
