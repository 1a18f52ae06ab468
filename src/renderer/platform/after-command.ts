import type { Query, QueryClient } from '@tanstack/react-query';

/** Commands after which nothing on a screen is old: they are rolled back, or keep only what their own screen typed. */
const quiet: ReadonlySet<string> = new Set(['billing.previewBillNow', 'customers.reveal']);
/** What drafts touch. */
const draftViews: ReadonlySet<string> = new Set(['customers.desk']);
/** Answers of the moment: a search is a question of its own, the state of the app is told by the command itself. */
const never: ReadonlySet<string> = new Set(['customers.search', 'customers.whoCalls', 'staff.appState', 'staff.testConnection', 'customers.draft', 'customers.wrapUpCodes']);

function customerOf(input: unknown): number | null {
  if (typeof input !== 'object' || input === null || !('customerId' in input)) return null;
  return typeof input.customerId === 'number' ? input.customerId : null;
}

/** Whether an answer may have become old by the command: those of the same customer, and those of no one customer. */
export function isTouched(queryPath: string, queryInput: unknown, command: string, commandInput: unknown): boolean {
  if (never.has(queryPath) || quiet.has(command)) return false;
  if (command.endsWith('Draft')) return draftViews.has(queryPath);
  const changed = customerOf(commandInput);
  const shown = customerOf(queryInput);
  return changed === null || shown === null || changed === shown;
}

/** Lets mounted questions that a command touched ask again, and marks the rest as old. */
export function afterCommand(client: QueryClient, command: string, input: unknown): void {
  void client.invalidateQueries({
    predicate: (query: Query) => {
      const [path, queryInput] = query.queryKey;
      return typeof path === 'string' && isTouched(path, queryInput, command, input);
    },
  });
}

/** The same after others changed something: of these customers, or of any where one is null. */
export function touchedElsewhere(client: QueryClient, customerIds: ReadonlyArray<number | null>): void {
  for (const customerId of new Set(customerIds)) afterCommand(client, 'elsewhere', customerId === null ? undefined : { customerId });
}
