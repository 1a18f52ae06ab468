import type { Migration } from '../platform/migrate.ts';

/**
 * Usage in the order in which it is rated, of start and then key by its bytes: with it a period streams out as it is read, where a
 * sort gives its first row only after its last. It is by an expression, so that no plan for one account, made while the table
 * was empty, takes it for as good as that account's own index.
 */
export const usageInOrderOfStart: Migration = {
  name: '0034-usage-in-order',
  sql: `
set local role careline_owner;
create index usage_start on bill.usage ((started_at at time zone 'UTC'), key collate "C");
`,
};
