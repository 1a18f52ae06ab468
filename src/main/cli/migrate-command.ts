import { migrate } from '../platform/migrate.ts';
import type { Command } from './command.ts';
import { folderOption, openTarget } from './target.ts';

export const migrateCommand: Command = {
  name: 'migrate', usage: 'care migrate', sentence: 'Brings the database to the newest schema and applies all rights again.', options: folderOption,
  run: async (asked) => {
    const target = await openTarget(asked, true);
    try {
      const applied = await migrate(target.owner);
      return { ok: true, value: { database: target.label, applied }, lines: [applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'Nothing to apply.', 'Rights are as they must be.'] };
    } finally {
      await target.close();
    }
  },
};
