import { runCommand } from '../app/commands.ts';

/** What a locked control says, and how it is opened (design.md 2.8). */
export const VERIFY_FIRST = 'Verify the caller first (V).';

/** Opens the verification of the caller, as the key V does. */
export function verifyFirst(): void {
  runCommand('customer.verify');
}
