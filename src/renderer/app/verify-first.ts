import { runCommand } from './commands.ts';
import { useKeyOf } from './own-keys.ts';

/** What a locked control says, with the key that opens it (design.md 2.8). */
export function useVerifyFirst(): string {
  const key = useKeyOf('customer.verify');
  return key ? `Verify the caller first (${key}).` : 'Verify the caller first.';
}

/** Opens the verification of the caller, as its key does. */
export function verifyFirst(): void {
  runCommand('customer.verify');
}
